import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { uptime } from 'node:os';
import { crc32 } from 'node:zlib';

/** As it lies in the file: three doubles and a checksum. */
interface Slot {
  readonly ledger: number;
  readonly commits: number;
  /** The exposure, or in the last slot the time. */
  readonly value: number;
}

/** How far a ledger had come at some moment, and what its calls may have cost by then. */
export interface Progress {
  /** Which ledger: a new one in the same place is another. */
  readonly ledger: number;
  readonly commits: number;
  /** Charges, and the worst cases of what was on its way. Integer micro-dollars. */
  readonly exposureMicros: number;
}

/** Each process that has the ledger open writes a slot of its own; the last slot says when all was found sound. */
const SLOTS = 64;
const SLOT_BYTES = 32;
const SOUND_SLOT = SLOTS;
const CRC_AT = 24;
/** How long a ledger that was sound is taken for sound. Milliseconds. */
const SOUND_MS = 24 * 3_600_000;

/**
 * The small file beside the ledger that remembers how far it had come. It is written after each commit and not flushed
 * to the disk: it is never ahead of the ledger, unless the ledger has lost something.
 */
export class Mark implements Disposable {
  readonly #slot: Buffer = Buffer.alloc(SLOT_BYTES);
  #descriptor: number | undefined;

  constructor(ledgerFile: string) {
    try {
      this.#descriptor = openSync(markFileOf(ledgerFile), constants.O_RDWR | constants.O_CREAT, 0o600);
    } catch {
      // Without it the ledger works all the same; only damage that takes away the newest commits passes unnoticed.
    }
  }

  /** @param writer a number of this process, from 0 on: those of 64 in a row do not touch each other */
  write(writer: number, progress: Progress): void {
    const { ledger, commits, exposureMicros } = progress;
    this.#put(writer % SLOTS, { ledger, commits, value: exposureMicros });
  }

  /** All of the ledger has been looked through, and is sound. */
  noteSound(ledger: number, commits: number, now: number): void {
    this.#put(SOUND_SLOT, { ledger, commits, value: now });
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #put(slot: number, { ledger, commits, value }: Slot): void {
    if (this.#descriptor === undefined) return;
    this.#slot.writeDoubleLE(ledger, 0);
    this.#slot.writeDoubleLE(commits, 8);
    this.#slot.writeDoubleLE(value, 16);
    this.#slot.writeUInt32LE(crc32(this.#slot.subarray(0, CRC_AT)), CRC_AT);
    try {
      writeSync(this.#descriptor, this.#slot, 0, SLOT_BYTES, slot * SLOT_BYTES);
    } catch {
      // As above.
    }
  }
}

/** What the mark says; to be read before the ledger, because others go on writing. */
export interface Marks {
  /** The farthest that this ledger had come. */
  progressOf(ledger: number): Progress | undefined;
  /** Whether it was found sound within a day and since the machine was started, and has lost nothing since. */
  wasSound(ledger: number, commits: number, now: number): boolean;
}

export function readMarks(ledgerFile: string): Marks {
  const bytes = read(markFileOf(ledgerFile));
  const slots = Array.from({ length: SLOTS }, (_, slot) => slotOf(bytes, slot)).filter((slot) => slot !== undefined);
  const sound = slotOf(bytes, SOUND_SLOT);
  return {
    progressOf: (ledger) =>
      slots
        .filter((slot) => slot.ledger === ledger)
        .reduce<Progress | undefined>(
          (best, slot) =>
            best === undefined || slot.commits > best.commits ? { ...slot, exposureMicros: slot.value } : best,
          undefined,
        ),
    wasSound: (ledger, commits, now) => {
      if (sound === undefined || sound.ledger !== ledger || sound.commits > commits) return false;
      const age = now - sound.value;
      return age >= 0 && age < Math.min(SOUND_MS, uptime() * 1000);
    },
  };
}

/** Undefined: never written, or torn. */
function slotOf(bytes: Buffer, slot: number): Slot | undefined {
  const at = slot * SLOT_BYTES;
  if (bytes.length < at + SLOT_BYTES) return undefined;
  const part = bytes.subarray(at, at + SLOT_BYTES);
  if (part.readUInt32LE(CRC_AT) !== crc32(part.subarray(0, CRC_AT))) return undefined;
  const [ledger, commits, value] = [part.readDoubleLE(0), part.readDoubleLE(8), part.readDoubleLE(16)];
  const isWhole = [ledger, commits, value].every((number) => Number.isSafeInteger(number));
  return isWhole && commits > 0 ? { ledger, commits, value } : undefined;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

function markFileOf(ledgerFile: string): string {
  return `${ledgerFile}.mark`;
}
