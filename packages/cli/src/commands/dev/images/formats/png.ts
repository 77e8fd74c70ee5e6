import { crc32 } from 'node:zlib';
import { BadPicture, ByteReader, type ImageFormat, Kept, type ReadPicture, SIZES_DISAGREE } from './format.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Chunks that a picture needs to look as it does. */
const SHOWN: ReadonlySet<string> = new Set([
  'PLTE',
  'IDAT',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'bKGD',
  'pHYs',
]);

/** Chunks that say something about the picture; programs add others of their own, even whole drafts of it. */
const TOLD: Readonly<Record<string, string>> = {
  tEXt: 'texts',
  zTXt: 'texts',
  iTXt: 'texts',
  eXIf: 'EXIF',
  tIME: 'its time',
};

export const PNG: ImageFormat = {
  type: 'image/png',
  matches: (bytes) => bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE),
  read,
};

function read(bytes: Buffer): ReadPicture {
  const reader = new ByteReader(bytes);
  const kept = new Kept();
  kept.keep(reader.take(SIGNATURE.length));
  const header = chunkOf(reader);
  if (header.name !== 'IHDR' || header.data.length !== 13) throw new BadPicture('has no header: it is damaged');
  kept.keep(header.whole);
  let hasPixels = false;
  for (let chunk = chunkOf(reader); chunk.name !== 'IEND'; chunk = chunkOf(reader)) {
    if (SHOWN.has(chunk.name)) kept.keep(chunk.whole);
    else kept.remove(toldBy(chunk.name));
    hasPixels ||= chunk.name === 'IDAT';
  }
  if (!hasPixels) throw new BadPicture('holds no picture: it is damaged');
  kept.keep(END);
  if (!reader.isAtEnd) kept.remove('what stood after its end');
  const { removed } = kept;
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  return { width, height, bytes: kept.bytes, removed };
}

/** @throws BadPicture for what cannot be left out without changing what is seen */
function toldBy(name: string): string {
  if (name === 'acTL') throw new BadPicture('is animated, and models look at pictures that stand still');
  if (name === 'IHDR') throw new BadPicture(SIZES_DISAGREE);
  if (/^[A-Z]/.test(name)) throw new BadPicture('has a part that PNG does not know');
  return TOLD[name] ?? 'notes of a program';
}

const END = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
  readonly whole: Buffer;
}

function chunkOf(reader: ByteReader): Chunk {
  reader.countPart();
  const from = reader.at;
  const length = reader.take(4);
  const named = reader.take(4 + length.readUInt32BE(0));
  const sum = reader.take(4);
  if (crc32(named) !== sum.readUInt32BE(0)) throw new BadPicture('is damaged: a checksum of it is wrong');
  return { name: named.toString('latin1', 0, 4), data: named.subarray(4), whole: reader.since(from) };
}
