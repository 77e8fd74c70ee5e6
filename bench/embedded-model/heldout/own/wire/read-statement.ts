import { HanzoError } from '@hanzo/contracts';
import { hanzo } from '../generated/hanzo-net-v1.js';
import { STATEMENT_BYTES } from './limits.ts';
import type { Role } from './messages.ts';
import { readBytes, readCount, readId, readLabel, readList, readSha256 } from './read-fields.ts';
import {
  GRANTED_ROLES,
  NODE_ROLES,
  type GrantedRole,
  type Signed,
  type Statement,
  type StatementBody,
} from './statements.ts';

const v1 = hanzo.net.v1;

const NAME = 64;
const MAX_ADDRESSES = 16;
const ADDRESS = 256;
const SHORT_ID = 16;
const KEY = 32;
const SIGNATURE = 64;

export function decodeSigned(bytes: Uint8Array): Signed {
  if (bytes.length > STATEMENT_BYTES) {
    throw new HanzoError('WIRE_TOO_LARGE', `The peer sent a statement of ${bytes.length} bytes.`);
  }
  const { body, key, signature } = parse('a signed statement', () => v1.Signed.decode(bytes));
  return {
    body: readBytes(body, 'signed.body', STATEMENT_BYTES),
    key: exactly(key, 'signed.key', KEY),
    signature: exactly(signature, 'signed.signature', SIGNATURE),
  };
}

export function decodeStatement(bytes: Uint8Array): Statement {
  const statement = parse('a statement', () => v1.Statement.decode(bytes));
  return {
    meshId: readSha256(statement.meshId, 'statement.mesh_id'),
    issuedAt: readCount(statement.issuedAtMs, 'statement.issued_at_ms'),
    body: readBody(statement),
  };
}

function readBody(statement: hanzo.net.v1.Statement): StatementBody {
  const { genesis, grant, revocation, renewal, nodeCard, fenceSecret } = statement;
  if (genesis) {
    return {
      kind: 'genesis',
      founderKey: readHex(genesis.founderKey, 'genesis.founder_key', KEY),
      meshName: readLabel(genesis.meshName, 'genesis.mesh_name', NAME),
      founderName: readLabel(genesis.founderName, 'genesis.founder_name', NAME),
      grantTtlMs: readCount(genesis.grantTtlMs, 'genesis.grant_ttl_ms'),
      fence: genesis.fence ?? false,
    };
  }
  if (grant) {
    return {
      kind: 'grant',
      memberKey: readHex(grant.memberKey, 'grant.member_key', KEY),
      name: readLabel(grant.name, 'grant.name', NAME),
      role: readRole(grant.role),
      expiresAt: readCount(grant.expiresAtMs, 'grant.expires_at_ms'),
      since: readCount(grant.sinceMs, 'grant.since_ms'),
    };
  }
  if (revocation) {
    return {
      kind: 'revocation',
      memberId: readHex(revocation.memberId, 'revocation.member_id', SHORT_ID),
      reason: readLabel(revocation.reason, 'revocation.reason'),
      kept: readIds(readBytes(revocation.kept, 'revocation.kept', STATEMENT_BYTES), 'revocation.kept'),
    };
  }
  if (renewal) return { kind: 'renewal' };
  if (nodeCard) return readCard(nodeCard);
  if (fenceSecret) {
    return {
      kind: 'fence-secret',
      generation: readCount(fenceSecret.generation, 'fence_secret.generation'),
      key: readHex(fenceSecret.key, 'fence_secret.key', KEY),
      olderGoodUntil: readCount(fenceSecret.olderGoodUntilMs, 'fence_secret.older_good_until_ms'),
    };
  }
  throw invalid('statement', 'this version does not know its kind');
}

function readCard(card: hanzo.net.v1.NodeCard.$Properties): StatementBody {
  return {
    kind: 'node-card',
    peerId: readLabel(readId(card.peerId, 'node_card.peer_id'), 'node_card.peer_id'),
    role: readNodeRole(card.role),
    name: readLabel(card.name, 'node_card.name', NAME),
    software: readLabel(card.software, 'node_card.software', NAME),
    addresses: readList(card.addresses, 'node_card.addresses', MAX_ADDRESSES, (address) =>
      readLabel(address, 'node_card.addresses', ADDRESS),
    ),
    instance: readLabel(card.instance, 'node_card.instance', NAME),
    machine: readLabel(card.machine, 'node_card.machine', NAME),
    relay: card.relay ?? false,
    expiresAt: readCount(card.expiresAtMs, 'node_card.expires_at_ms'),
  };
}

export function readRole(role: number | null | undefined): GrantedRole {
  for (const [name, value] of Object.entries(GRANTED_ROLES)) if (value === role) return name as GrantedRole;
  throw invalid('role', 'this version does not know it');
}

function readNodeRole(role: number | null | undefined): Role {
  for (const [name, value] of Object.entries(NODE_ROLES)) if (value === role) return name as Role;
  throw invalid('node_card.role', 'this version does not know it');
}

function readIds(bytes: Uint8Array, field: string): string[] {
  if (bytes.length % SHORT_ID !== 0) throw invalid(field, `not ids of ${SHORT_ID} bytes`);
  const ids: string[] = [];
  for (let at = 0; at < bytes.length; at += SHORT_ID) ids.push(toHex(bytes.subarray(at, at + SHORT_ID)));
  return ids;
}

export function exactly(value: Uint8Array | null | undefined, field: string, length: number): Uint8Array {
  const bytes = readBytes(value, field, length);
  if (bytes.length !== length) throw invalid(field, `it has ${length} bytes`);
  return bytes;
}

export function readHex(value: Uint8Array | null | undefined, field: string, length: number): string {
  return toHex(exactly(value, field, length));
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function parse<T>(what: string, decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new HanzoError('WIRE_INVALID', `These bytes are not ${what}.`, { cause });
  }
}

function invalid(field: string, why: string): HanzoError {
  return new HanzoError('WIRE_INVALID', `A bad ${field}: ${why}.`, { details: { field } });
}
