/**
 * Turns messages of the mesh into bounded protobuf frames and back. The only package that knows protobuf.
 *
 * @packageDocumentation
 */
export { decodeFrame } from './decode.ts';
export { encodeFrame } from './encode.ts';
export { FrameReader, LENGTH_BYTES } from './frame-reader.ts';
export { decodeHandshake, encodeHandshake, type Handshake } from './handshake.ts';
export {
  FRAME_BYTES,
  HANDSHAKE_BYTES,
  HELLO_FRAME_BYTES,
  MAX_FRAME_BYTES,
  MAX_ID_LENGTH,
  STATEMENT_BYTES,
  STATEMENTS_FRAME_BYTES,
} from './limits.ts';
export * from './messages.ts';
export { decodeInviteBody, encodeInviteBody, type InviteBody } from './invite-body.ts';
export {
  decodeModelMessage,
  encodeModelMessage,
  MODEL_CHUNK_BYTES,
  MODEL_FRAME_BYTES,
  MODEL_HASHES_PER_FRAME,
  MOST_MODEL_BYTES,
  MOST_SHARED_MODELS,
  type ModelMessage,
  type SharedModel,
} from './model-copy.ts';
export { decodeSigned, decodeStatement } from './read-statement.ts';
export {
  encodeSigned,
  encodeStatement,
  type GrantedRole,
  type Signed,
  type Statement,
  type StatementBody,
} from './statements.ts';
