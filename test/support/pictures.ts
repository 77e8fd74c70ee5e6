import { crc32, deflateSync } from 'node:zlib';

/** A chunk of a PNG. */
export function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

export interface PngWish {
  readonly width?: number;
  readonly height?: number;
  /** 0 to 255. */
  readonly grey?: number;
  /** Chunks before the pixels. */
  readonly extra?: readonly Buffer[];
}

/** A PNG of one grey, whole and valid. */
export function pngOf({ width = 40, height = 30, grey = 128, extra = [] }: PngWish = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, grey)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A segment of a JPEG. */
export function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** The skeleton of a JPEG: parts in their order, with pixels that no decoder would like. */
export function jpegOf({
  width = 40,
  height = 30,
  extra = [],
}: {
  readonly width?: number;
  readonly height?: number;
  readonly extra?: readonly Buffer[];
} = {}): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    ...extra,
    jpegSegment(0xc0, frame),
    jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd3, 0x56, 0xff, 0xd9]),
  ]);
}

/** A GIF of so many pictures of one pixel each. */
export function gifOf({
  pictures = 1,
  extra = [],
}: { readonly pictures?: number; readonly extra?: readonly Buffer[] } = {}): Buffer {
  const one = Buffer.from([0x2c, 0, 0, 0, 0, 7, 0, 5, 0, 0, 2, 2, 0x44, 1, 0]);
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    Buffer.from([7, 0, 5, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    ...extra,
    ...Array.from({ length: pictures }, () => one),
    Buffer.from([0x3b]),
  ]);
}

/** A chunk of a WebP. */
export function webpChunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** A lossless WebP of 40x30, with what else is wanted. */
export function webpOf(chunks: readonly Buffer[] = []): Buffer {
  const pixels = Buffer.alloc(6);
  pixels[0] = 0x2f;
  pixels.writeUInt32LE(39 | (29 << 14), 1);
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks, webpChunk('VP8L', pixels)]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** The header of an extended WebP. */
export function webpHeader(flags: number): Buffer {
  const data = Buffer.alloc(10);
  data[0] = flags;
  data.writeUIntLE(39, 4, 3);
  data.writeUIntLE(29, 7, 3);
  return webpChunk('VP8X', data);
}
