import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { codeOf, folderFault } from './folder-fault.ts';
import { readLine, writeLine, type LogLine, type ReadLine } from './log-line.ts';
import type { LogSeal } from './log-seal.ts';
import { syncFolder } from './whole-files.ts';

const { O_APPEND, O_CREAT, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;
/** A link in the log's place must not have another file written. Windows has none of these. */
const NOT_FOLLOWED = (constants.O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);
const NEWLINE = 0x0a;

/** The log that says how the files of a folder belong together: it only grows, and several processes may write it at once. */
export class DelegationLog {
  readonly #file: string;
  readonly #seal: LogSeal;
  readonly #warn: (sentence: string) => void;
  readonly #told = new Set<string>();

  constructor(file: string, seal: LogSeal, warn: (sentence: string) => void) {
    this.#file = file;
    this.#seal = seal;
    this.#warn = warn;
  }

  /**
   * On the disk when this returns.
   *
   * @throws HanzoError DISK_FULL, STORE_UNUSABLE; then the line is not there
   */
  append(line: LogLine): void {
    const text = writeLine(line, this.#seal);
    try {
      const handle = openSync(this.#file, O_RDWR | O_APPEND | O_CREAT | NOT_FOLLOWED, 0o600);
      try {
        const { size } = fstatSync(handle);
        writeAtOnce(handle, text, size);
        fsyncSync(handle);
        if (size === 0) syncFolder(dirname(this.#file));
      } finally {
        closeSync(handle);
      }
    } catch (error) {
      throw folderFault(this.#file, error);
    }
  }

  /**
   * What is whole, in order. What is not is told once, and skipped.
   *
   * @param id of the only delegation that matters: lines of others are not looked at. @default all do
   * @throws HanzoError STORE_UNUSABLE for a file that cannot be read
   */
  read(id?: string): readonly ReadLine[] {
    const mark = id === undefined ? '' : `"id":"${id}"`;
    const lines: ReadLine[] = [];
    for (const [index, text] of this.#text().split('\n').entries()) {
      if (!text.includes(mark)) continue;
      const { lines: whole, fault } = readLine(text, this.#seal);
      lines.push(...whole);
      if (fault !== undefined) this.#tell(index + 1, text, fault);
    }
    return lines;
  }

  #tell(number: number, text: string, fault: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#warn(`Line ${number} of ${this.#file} is left out: ${fault}.`);
  }

  #text(): string {
    try {
      const handle = openSync(this.#file, O_RDONLY | NOT_FOLLOWED);
      try {
        return readFileSync(handle, 'utf8');
      } finally {
        closeSync(handle);
      }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return '';
      throw folderFault(this.#file, error);
    }
  }
}

/** By one write, so that lines of two processes do not mix. A process that died in the middle of its line is no reason to lose ours. */
function writeAtOnce(handle: number, line: string, size: number): void {
  const bytes = Buffer.from(endsLine(handle, size) ? line : `\n${line}`);
  const written = writeSync(handle, bytes);
  if (written === bytes.length) return;
  // Nobody else has written since: half a line is taken back.
  if (fstatSync(handle).size === size + written) ftruncateSync(handle, size);
  throw new HanzoError('DISK_FULL', 'There is no room for another line in the log of delegations.', {
    details: { written, wanted: bytes.length },
    mend: 'Free some space, then try again.',
  });
}

function endsLine(handle: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(handle, last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}
