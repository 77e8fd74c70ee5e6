/**
 * Turns messages of the mesh into bounded protobuf frames and back. The only package that knows protobuf.
 *
 * @packageDocumentation
 */
export { decodeFrame } from './decode.ts';
export { encodeFrame } from './encode.ts';
export { FrameReader, LENGTH_BYTES } from './frame-reader.ts';
export { FRAME_BYTES, HELLO_FRAME_BYTES, MAX_FRAME_BYTES, MAX_ID_LENGTH } from './limits.ts';
export * from './messages.ts';
