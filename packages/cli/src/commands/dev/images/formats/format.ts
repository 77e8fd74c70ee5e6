import type { ImageType } from '@hanzo/contracts';

/** What a picture's file says of itself, and the file without what nobody needs to see it. */
export interface ReadPicture {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The same picture, bit for bit, without what `removed` names. */
  readonly bytes: Buffer;
  /** For people, each once: `EXIF or XMP`. */
  readonly removed: readonly string[];
}

/** One format of files. */
export interface ImageFormat {
  readonly type: ImageType;
  /** By the file's first bytes, whatever its name says. */
  matches(bytes: Buffer): boolean;
  /** @throws BadPicture for what is broken, or no model takes */
  read(bytes: Buffer): ReadPicture;
}

/** A file that cannot be sent: the message is the end of a sentence about it. */
export class BadPicture extends Error {}

/** Which of them a model looks at, and an API bills, is not known. */
export const SIZES_DISAGREE = 'names sizes that disagree: it is damaged';

/** Real pictures have some thousands at most; millions of empty ones would take seconds. */
const MOST_PARTS = 20_000;

/** Reads on in a file, and never beyond its end. */
export class ByteReader {
  readonly #bytes: Buffer;
  #parts = 0;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  /** @throws BadPicture when so many are not left */
  take(count: number): Buffer {
    const from = this.at;
    this.skip(count);
    return this.since(from);
  }

  /** @throws BadPicture when so many are not left */
  skip(count: number): void {
    if (count < 0 || this.at + count > this.#bytes.length) throw new BadPicture('ends too early: it is damaged');
    this.at += count;
  }

  byte(): number {
    this.skip(1);
    return this.#bytes.readUInt8(this.at - 1);
  }

  /** What was read from a place on. */
  since(from: number): Buffer {
    return this.#bytes.subarray(from, this.at);
  }

  /** Counts a part of the file. @throws BadPicture when there are too many */
  countPart(): void {
    this.#parts += 1;
    if (this.#parts > MOST_PARTS) throw new BadPicture(`has more than ${MOST_PARTS} parts, which no picture needs`);
  }
}

/** Collects what stays of a file, and the names of what does not. */
export class Kept {
  readonly #pieces: Buffer[] = [];
  readonly #removed = new Set<string>();

  keep(...pieces: readonly Buffer[]): void {
    this.#pieces.push(...pieces);
  }

  remove(what: string): void {
    this.#removed.add(what);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  get removed(): readonly string[] {
    return [...this.#removed];
  }
}
