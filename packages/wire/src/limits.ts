import type { WireMessage } from './messages.ts';

const KIB = 1024;

/** Before the peer has said Hello, a frame may not be larger than this. */
export const HELLO_FRAME_BYTES: number = 4 * KIB;

/** No frame is ever larger than this. */
export const MAX_FRAME_BYTES: number = 1024 * KIB;

/** Largest encoded frame per kind, in bytes. */
export const FRAME_BYTES: Readonly<Record<WireMessage['kind'], number>> = {
  hello: HELLO_FRAME_BYTES,
  advert: 64 * KIB,
  heartbeat: 64 * KIB,
  drain: 4 * KIB,
  offer: MAX_FRAME_BYTES,
  accept: 4 * KIB,
  decline: 4 * KIB,
  progress: 256 * KIB,
  result: MAX_FRAME_BYTES,
  failure: 16 * KIB,
  cancel: 4 * KIB,
  ping: 1 * KIB,
  pong: 1 * KIB,
  'roster-digest': 1 * KIB,
  statements: 256 * KIB,
  'reach-request': 1 * KIB,
  'reach-report': 16 * KIB,
};

/** Most characters of an id. */
export const MAX_ID_LENGTH = 64;

/** Most models in one advert. */
export const MAX_MODELS = 256;

/** Most bytes of one signed statement, and of one frame's statements together when they are sent. */
export const STATEMENT_BYTES: number = 8 * KIB;
export const STATEMENTS_FRAME_BYTES: number = 128 * KIB;

/** Most statements in one frame or one step of the handshake. */
export const MAX_STATEMENTS = 4096;

/** Largest step of the handshake by which nodes let each other in. */
export const HANDSHAKE_BYTES: number = 64 * KIB;
