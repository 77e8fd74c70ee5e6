import { BadPicture, ByteReader, type ImageFormat, Kept, type ReadPicture, SIZES_DISAGREE } from './format.ts';

/** Bits of the flags of a VP8X chunk. */
const ANIMATED = 0x02;
const HAS_ALPHA = 0x10;
const HAS_COLOURS = 0x20;

const SHOWN: ReadonlySet<string> = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP']);
const TOLD: Readonly<Record<string, string>> = { EXIF: 'EXIF', 'XMP ': 'XMP' };

export const WEBP: ImageFormat = {
  type: 'image/webp',
  matches: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  read,
};

interface Size {
  readonly width: number;
  readonly height: number;
}

function read(bytes: Buffer): ReadPicture {
  const reader = new ByteReader(bytes);
  const kept = new Kept();
  const length = reader.take(8).readUInt32LE(4);
  const body = new ByteReader(reader.take(length));
  body.take(4);
  let size: Size | undefined;
  let hasPixels = false;
  while (!body.isAtEnd) {
    const { name, data } = chunkOf(body);
    if (isAnimated(name, data)) throw new BadPicture('is animated, and models look at pictures that stand still');
    size = agreed(size, sizeIn(name, data));
    const isPixels = name === 'VP8 ' || name === 'VP8L';
    if (isPixels && hasPixels) throw new BadPicture('holds several pictures: it is damaged');
    hasPixels ||= isPixels;
    if (SHOWN.has(name)) kept.keep(...chunkWith(name, name === 'VP8X' ? withoutNotes(data) : data));
    else kept.remove(TOLD[name] ?? 'notes of a program');
  }
  if (size === undefined || !hasPixels) throw new BadPicture('holds no picture: it is damaged');
  if (!reader.isAtEnd) kept.remove('what stood after its end');
  const chunks = kept.bytes;
  const head = Buffer.from('RIFF....WEBP', 'latin1');
  head.writeUInt32LE(chunks.length + 4, 4);
  return { ...size, bytes: Buffer.concat([head, chunks]), removed: kept.removed };
}

function isAnimated(name: string, data: Buffer): boolean {
  return name === 'ANIM' || name === 'ANMF' || (name === 'VP8X' && ((data[0] ?? 0) & ANIMATED) !== 0);
}

/** Chunks begin at even places. */
function chunkOf(reader: ByteReader): { readonly name: string; readonly data: Buffer } {
  reader.countPart();
  const head = reader.take(8);
  const data = reader.take(head.readUInt32LE(4));
  if (data.length % 2 === 1 && !reader.isAtEnd) reader.take(1);
  return { name: head.toString('latin1', 0, 4), data };
}

function chunkWith(name: string, data: Buffer): readonly Buffer[] {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return [head, data, Buffer.alloc(data.length % 2)];
}

/** Flags and size as the standard has them, and nothing else. */
function withoutNotes(data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(data[0] ?? 0) & (HAS_ALPHA | HAS_COLOURS), 0, 0, 0]), data.subarray(4, 10)]);
}

/** The size that was known, or is known now. */
function agreed(known: Size | undefined, found: Size | undefined): Size | undefined {
  if (known === undefined || found === undefined) return known ?? found;
  if (known.width !== found.width || known.height !== found.height) throw new BadPicture(SIZES_DISAGREE);
  return known;
}

function sizeIn(name: string, data: Buffer): Size | undefined {
  const isThere = (count: number): void => {
    if (data.length < count) throw new BadPicture('is damaged: its size is missing');
  };
  switch (name) {
    case 'VP8X':
      isThere(10);
      return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
    case 'VP8L': {
      isThere(5);
      if (data[0] !== 0x2f) throw new BadPicture('is damaged: its header is wrong');
      const bits = data.readUInt32LE(1);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      isThere(10);
      if (data.readUIntBE(3, 3) !== 0x9d012a) throw new BadPicture('is damaged: its header is wrong');
      return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
    default:
      return undefined;
  }
}
