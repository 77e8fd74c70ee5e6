import {
  decodeInviteBody,
  decodeSigned,
  decodeStatement,
  encodeInviteBody,
  encodeSigned,
  encodeStatement,
  STATEMENT_BYTES,
  type InviteBody,
  type Statement,
  type StatementBody,
} from '@hanzo/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recorded from './recorded-statements-v1.json' with { type: 'json' };
import { verifies } from '../../../test/support/verifies.ts';

const MESH = 'ab'.repeat(32);
const KEY = 'cd'.repeat(32);

const BODIES: readonly StatementBody[] = [
  { kind: 'genesis', founderKey: KEY, meshName: 'Zürich', founderName: 'ada', grantTtlMs: 2_592_000_000, fence: true },
  {
    kind: 'grant',
    memberKey: KEY,
    name: 'bob',
    role: 'coordinator',
    expiresAt: 1_800_000_000_000,
    since: 1_790_000_000_000,
  },
  { kind: 'grant', memberKey: KEY, name: 'eve', role: 'owner', expiresAt: 0, since: 1 },
  { kind: 'revocation', memberId: 'ef'.repeat(16), reason: 'lost', kept: ['01'.repeat(16), '02'.repeat(16)] },
  { kind: 'revocation', memberId: 'ef'.repeat(16), reason: '', kept: [] },
  { kind: 'renewal' },
  {
    kind: 'node-card',
    peerId: '12D3Koo',
    role: 'observer',
    name: 'laptop',
    software: 'hanzo/0.1.0',
    addresses: ['/ip4/10.0.0.7/tcp/4001'],
    instance: '0123',
    machine: '4567',
    relay: true,
    expiresAt: 1_790_086_400_000,
  },
  { kind: 'fence-secret', generation: 7, key: KEY, olderGoodUntil: 1_790_000_000_000 },
];

function statement(body: StatementBody): Statement {
  return { meshId: body.kind === 'genesis' ? '' : MESH, issuedAt: 1_790_000_000_000, body };
}

const INVITE: InviteBody = {
  meshId: MESH,
  meshName: 'team',
  ownerKey: new Uint8Array(32).fill(1),
  secret: new Uint8Array(16).fill(2),
  role: 'worker',
  expiresAt: 1_800_000_000_000,
  fence: { generation: 2, key: new Uint8Array(32).fill(3) },
  addresses: ['/ip4/10.0.0.7/tcp/4001/p2p/12D3Koo', '/dns4/x/tcp/1/p2p/12D3Koo'],
};

const CARD = BODIES.find((body) => body.kind === 'node-card');

describe('statements', () => {
  it.each(BODIES.map((body) => [body.kind, body] as const))(verifies('wire.round-trip', 'statement: %s'), (_, body) => {
    expect(decodeStatement(encodeStatement(statement(body)))).toEqual(statement(body));
  });

  it(verifies('wire.round-trip', 'signed statements and invites'), () => {
    const signed = {
      body: Uint8Array.of(1, 2),
      key: new Uint8Array(32).fill(4),
      signature: new Uint8Array(64).fill(5),
    };
    expect(decodeSigned(encodeSigned(signed))).toEqual(signed);
    expect(decodeInviteBody(encodeInviteBody(INVITE))).toEqual(INVITE);
    const open = { ...INVITE, fence: undefined, addresses: [] };
    expect(decodeInviteBody(encodeInviteBody(open))).toEqual(open);
  });

  it(verifies('wire.recorded-v1', 'statements and invites'), () => {
    expect(recorded.statements.map(({ hex }) => decodeStatement(Buffer.from(hex, 'hex')))).toEqual(
      recorded.statements.map((one) => one.statement),
    );
    expect(recorded.statements.map((one) => one.statement.body.kind)).toEqual(BODIES.map(({ kind }) => kind));
    const { hex, meshName, addresses } = recorded.invite;
    expect(decodeInviteBody(Buffer.from(hex, 'hex'))).toMatchObject({ meshName, addresses });
  });

  it.each<[string, Partial<Extract<StatementBody, { kind: 'node-card' }>>]>([
    ['a long name', { name: 'x'.repeat(65) }],
    ['many addresses', { addresses: Array.from({ length: 17 }, () => '/x') }],
    ['a long address', { addresses: [`/${'x'.repeat(256)}`] }],
    ['no peer id', { peerId: '' }],
  ])('refuses a card with %s', (_, changes) => {
    const bytes = encodeStatement(statement({ ...CARD, ...changes } as StatementBody));
    expect(() => decodeStatement(bytes)).toThrow(expect.objectContaining({ code: 'WIRE_INVALID' }));
  });

  it.each<[string, StatementBody]>([
    ['a short key', { kind: 'grant', memberKey: 'cd', name: '', role: 'worker', expiresAt: 1, since: 1 }],
    ['a short fence key', { kind: 'fence-secret', generation: 1, key: '', olderGoodUntil: 0 }],
    ['half an id', { kind: 'revocation', memberId: 'ef'.repeat(16), reason: '', kept: ['0102'] }],
    ['a long reason', { kind: 'revocation', memberId: 'ef'.repeat(16), reason: 'x'.repeat(257), kept: [] }],
  ])('refuses a statement with %s', (_, body) => {
    expect(() => decodeStatement(encodeStatement(statement(body)))).toThrow(
      expect.objectContaining({ code: 'WIRE_INVALID' }),
    );
  });

  it('refuses what is too long, and a kind or role that it does not know', () => {
    const long = { body: new Uint8Array(STATEMENT_BYTES), key: new Uint8Array(32), signature: new Uint8Array(64) };
    expect(() => encodeSigned(long)).toThrow(expect.objectContaining({ code: 'WIRE_TOO_LARGE' }));
    expect(() => decodeSigned(new Uint8Array(STATEMENT_BYTES + 1))).toThrow(
      expect.objectContaining({ code: 'WIRE_TOO_LARGE' }),
    );
    const short = { ...long, body: new Uint8Array(), signature: new Uint8Array(63) };
    expect(() => decodeSigned(encodeSigned(short))).toThrow(expect.objectContaining({ code: 'WIRE_INVALID' }));
    // Field 100 of a newer version, where the body stands; and role 9 of a grant.
    const newer = Buffer.from('a206020801', 'hex');
    expect(() => decodeStatement(newer)).toThrow(expect.objectContaining({ code: 'WIRE_INVALID' }));
    const [, grant] = BODIES;
    const bytes = Buffer.from(encodeStatement(statement(grant ?? { kind: 'renewal' })));
    const role = bytes.indexOf(Buffer.from('1802', 'hex'));
    expect(role).toBeGreaterThan(0);
    bytes[role + 1] = 9;
    expect(() => decodeStatement(bytes)).toThrow(expect.objectContaining({ code: 'WIRE_INVALID' }));
  });

  it(verifies('wire.no-control-characters', 'in statements'), () => {
    const bytes = encodeStatement(statement({ ...CARD, name: 'a\u001b[31mb', software: 'x\ny' } as StatementBody));
    expect(decodeStatement(bytes).body).toMatchObject({ name: 'a [31mb', software: 'x y' });
  });

  it(verifies('wire.hostile-bytes', 'statements and invites'), () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const decode of [decodeSigned, decodeStatement, decodeInviteBody]) {
          try {
            decode(bytes);
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^WIRE_/) });
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
