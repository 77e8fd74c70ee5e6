import { BadPicture, ByteReader, type ImageFormat, Kept, type ReadPicture, SIZES_DISAGREE } from './format.ts';

const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const COM = 0xfe;
/** Tables and intervals that pixels need: DHT, DAC, DQT, DRI. */
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xcc, 0xdb, 0xdd]);
/** JFIF without a thumbnail, and what Adobe writes about colours; with their lengths. Bytes. */
const BARE_JFIF = 16;
const BARE_ADOBE = 14;

export const JPEG: ImageFormat = {
  type: 'image/jpeg',
  matches: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  read,
};

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Goes through the whole file: what cameras append after its end is no part of the picture. */
function read(bytes: Buffer): ReadPicture {
  const reader = new ByteReader(bytes);
  const kept = new Kept();
  kept.keep(reader.take(2));
  let size: Size | undefined;
  let hasPixels = false;
  for (let marker = markerAt(reader); marker !== EOI; marker = markerAt(reader)) {
    const segment = segmentOf(reader);
    const found = sizeIn(marker, segment);
    if (found !== undefined && size !== undefined) throw new BadPicture(SIZES_DISAGREE);
    size ??= found;
    const shown = found === undefined ? shownOf(marker, segment) : segment;
    if (shown !== undefined) kept.keep(Buffer.from([0xff, marker]), shown);
    if (shown !== segment) kept.remove(toldBy(marker));
    if (marker !== SOS) continue;
    hasPixels = true;
    kept.keep(scanOf(reader, bytes));
  }
  if (size === undefined || !hasPixels) throw new BadPicture('holds no picture: it is damaged');
  kept.keep(Buffer.from([0xff, EOI]));
  if (!reader.isAtEnd) kept.remove('what stood after its end');
  return { ...size, bytes: kept.bytes, removed: kept.removed };
}

/** Any number of 0xff may stand before a marker. */
function markerAt(reader: ByteReader): number {
  if (reader.byte() !== 0xff) throw new BadPicture('is damaged: a marker is missing');
  let marker = reader.byte();
  while (marker === 0xff) marker = reader.byte();
  return marker;
}

/** With its length before it. */
function segmentOf(reader: ByteReader): Buffer {
  reader.countPart();
  const from = reader.at;
  const count = reader.take(2).readUInt16BE(0);
  if (count < 2) throw new BadPicture('is damaged: a part of it has no length');
  reader.skip(count - 2);
  return reader.since(from);
}

/** Pixels up to the next marker; a 0xff in them is followed by 0, or by the number of a restart. */
function scanOf(reader: ByteReader, bytes: Buffer): Buffer {
  const from = reader.at;
  for (;;) {
    const at = bytes.indexOf(0xff, reader.at);
    if (at === -1 || at + 1 >= bytes.length) throw new BadPicture('ends too early: it is damaged');
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) {
      reader.at = at;
      return bytes.subarray(from, at);
    }
    reader.at = at + 2;
  }
}

function sizeIn(marker: number, segment: Buffer): Size | undefined {
  const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
  if (!isFrame) return undefined;
  if (segment.length < 7) throw new BadPicture('is damaged: its size is missing');
  return { height: segment.readUInt16BE(3), width: segment.readUInt16BE(5) };
}

/** What stays of a segment: pixels need tables, colours need APP0, APP14 and the profile in APP2. Undefined for all others. */
function shownOf(marker: number, segment: Buffer): Buffer | undefined {
  if (marker === SOS || TABLES.has(marker)) return segment;
  const begins = (name: string): boolean => segment.toString('latin1', 2, 2 + name.length) === name;
  if (marker === APP2 && begins('ICC_PROFILE\0')) return segment;
  if (marker === APP0 && begins('JFIF\0')) return cutTo(BARE_JFIF, segment, [0, 0]);
  return marker === APP14 && begins('Adobe') ? cutTo(BARE_ADOBE, segment) : undefined;
}

/** The beginning of a segment, with its new length and end; the segment itself where nothing has to go. */
function cutTo(length: number, segment: Buffer, end: readonly number[] = []): Buffer | undefined {
  if (segment.length < length) return undefined;
  const bare = Buffer.from(segment.subarray(0, length));
  bare.writeUInt16BE(length, 0);
  bare.set(end, length - end.length);
  return bare.equals(segment) ? segment : bare;
}

function toldBy(marker: number): string {
  if (marker === COM) return 'a comment';
  if (marker === APP0) return 'a thumbnail';
  return marker === APP1 ? 'EXIF or XMP' : 'notes of a camera or program';
}
