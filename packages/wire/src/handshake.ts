import { HanzoError, isErrorCode, type ErrorCode } from '@hanzo/contracts';
import { hanzo } from '../generated/hanzo-net-v1.js';
import { readStatements } from './decode-mesh.ts';
import { withLength } from './frame-reader.ts';
import { HANDSHAKE_BYTES, STATEMENT_BYTES } from './limits.ts';
import { readBytes, readCount, readId, readLabel } from './read-fields.ts';

const v1 = hanzo.net.v1;

/** One step of the handshake by which two nodes let each other in. Statements and cards are opaque signed bytes here. */
export type Handshake =
  | {
      readonly kind: 'credentials';
      readonly chain: readonly Uint8Array[];
      readonly card: Uint8Array;
      /** The sender's clock, milliseconds since the epoch. */
      readonly sentAt: number;
    }
  | { readonly kind: 'knock'; readonly inviteId: string }
  | { readonly kind: 'refusal'; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'redeem';
      readonly secret: Uint8Array;
      readonly memberKey: Uint8Array;
      readonly memberName: string;
      readonly proof: Uint8Array;
      readonly card: Uint8Array;
    }
  | { readonly kind: 'welcome'; readonly statements: readonly Uint8Array[] };

/** @throws HanzoError WIRE_TOO_LARGE */
export function encodeHandshake(step: Handshake): Uint8Array {
  const body = v1.Handshake.encode(toProperties(step)).finish();
  if (body.length <= HANDSHAKE_BYTES) return withLength(body);
  throw new HanzoError('WIRE_TOO_LARGE', `A ${step.kind} of ${body.length} bytes does not fit the handshake.`);
}

function toProperties(step: Handshake): hanzo.net.v1.Handshake.$Properties {
  switch (step.kind) {
    case 'credentials':
      return { credentials: { chain: [...step.chain], card: step.card, sentAtMs: step.sentAt } };
    case 'knock':
      return { knock: step };
    case 'refusal':
      return { refusal: step };
    case 'accepted':
      return { accepted: {} };
    case 'redeem':
      return { redeem: step };
    case 'welcome':
      return { welcome: { statements: [...step.statements] } };
  }
}

/**
 * Reads one step's bytes (without the length).
 *
 * @throws HanzoError WIRE_INVALID
 */
export function decodeHandshake(bytes: Uint8Array): Handshake {
  const { credentials, knock, refusal, accepted, redeem, welcome } = parse(bytes);
  if (credentials) {
    return {
      kind: 'credentials',
      chain: readStatements(credentials.chain, 'credentials.chain'),
      card: readBytes(credentials.card, 'credentials.card', STATEMENT_BYTES),
      sentAt: readCount(credentials.sentAtMs, 'credentials.sent_at_ms'),
    };
  }
  if (knock) return { kind: 'knock', inviteId: readId(knock.inviteId, 'knock.invite_id') };
  if (refusal) {
    const { code, message } = refusal;
    return {
      kind: 'refusal',
      code: isErrorCode(code) ? code : 'NOT_A_MEMBER',
      message: readLabel(message, 'refusal.message', 512),
    };
  }
  if (accepted) return { kind: 'accepted' };
  if (redeem) {
    return {
      kind: 'redeem',
      secret: readBytes(redeem.secret, 'redeem.secret', 64),
      memberKey: readBytes(redeem.memberKey, 'redeem.member_key', 64),
      memberName: readLabel(redeem.memberName, 'redeem.member_name', 64),
      proof: readBytes(redeem.proof, 'redeem.proof', 128),
      card: readBytes(redeem.card, 'redeem.card', STATEMENT_BYTES),
    };
  }
  if (welcome) return { kind: 'welcome', statements: readStatements(welcome.statements, 'welcome.statements') };
  throw new HanzoError('WIRE_INVALID', 'The peer sent a step of the handshake that this version does not know.');
}

function parse(bytes: Uint8Array): hanzo.net.v1.Handshake {
  try {
    return v1.Handshake.decode(bytes);
  } catch (cause) {
    throw new HanzoError('WIRE_INVALID', 'The peer sent bytes that are no step of the handshake.', { cause });
  }
}
