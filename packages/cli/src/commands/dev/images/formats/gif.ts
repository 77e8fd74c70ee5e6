import { BadPicture, ByteReader, type ImageFormat, Kept, type ReadPicture, SIZES_DISAGREE } from './format.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const COMMENT = 0xfe;

export const GIF: ImageFormat = {
  type: 'image/gif',
  matches: (bytes) => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6)),
  read,
};

function read(bytes: Buffer): ReadPicture {
  const reader = new ByteReader(bytes);
  const kept = new Kept();
  kept.keep(reader.take(6));
  const screen = reader.take(7);
  kept.keep(screen, reader.take(colourBytes(screen.readUInt8(4))));
  let pictures = 0;
  for (let kind = reader.byte(); kind !== TRAILER; kind = reader.byte()) {
    reader.countPart();
    if (kind === EXTENSION) extension(reader, kept);
    else if (kind === IMAGE) {
      pictures += 1;
      picture(reader, kept, screen);
    } else throw new BadPicture('is damaged: a part of it is unknown');
  }
  if (pictures === 0) throw new BadPicture('holds no picture: it is damaged');
  if (pictures > 1) throw new BadPicture('is animated, and models look at pictures that stand still');
  kept.keep(Buffer.from([TRAILER]));
  if (!reader.isAtEnd) kept.remove('what stood after its end');
  const [width, height] = [screen.readUInt16LE(0), screen.readUInt16LE(2)];
  return { width, height, bytes: kept.bytes, removed: kept.removed };
}

/** Of the table that flags announce. */
function colourBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Only the one that says how the picture is shown stays, and only as long as it has to be. */
function extension(reader: ByteReader, kept: Kept): void {
  const label = reader.take(1);
  const blocks = blocksOf(reader);
  const kind = label.readUInt8(0);
  if (kind === GRAPHIC_CONTROL && blocks.length === 6) kept.keep(Buffer.from([EXTENSION]), label, blocks);
  else kept.remove(kind === COMMENT ? 'a comment' : 'notes of a program');
}

/** It must lie within the screen: what is counted and paid goes by the screen's size. */
function picture(reader: ByteReader, kept: Kept, screen: Buffer): void {
  const place = reader.take(9);
  const right = place.readUInt16LE(0) + place.readUInt16LE(4);
  const bottom = place.readUInt16LE(2) + place.readUInt16LE(6);
  if (right > screen.readUInt16LE(0) || bottom > screen.readUInt16LE(2)) throw new BadPicture(SIZES_DISAGREE);
  const colours = reader.take(colourBytes(place.readUInt8(8)));
  const codeSize = reader.take(1);
  kept.keep(Buffer.from([IMAGE]), place, colours, codeSize, blocksOf(reader));
}

/** Blocks with their lengths, and the empty one at their end. */
function blocksOf(reader: ByteReader): Buffer {
  const from = reader.at;
  for (let length = reader.byte(); length !== 0; length = reader.byte()) reader.skip(length);
  return reader.since(from);
}
