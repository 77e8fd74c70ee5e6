import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs';
import { writeWhole } from '@hanzo/config';
import { hideSecret, redact, toHanzoError } from '@hanzo/contracts';
import { keysAmong } from '@hanzo/keys';

/** Inputs that are kept. */
const MOST = 1_000;
/** The file may grow to so many lines before old ones go: it need not be written anew each time. */
const MOST_LINES = 2 * MOST;
/** A longer input is no line that anybody looks for again. Characters. */
const LONGEST = 16_384;

/**
 * What was typed at the prompt in all conversations of a home: a JSON string a line, for the owner only, without keys. It
 * may be damaged, or not written: that is said once, and holds nothing up.
 */
export class PromptHistory {
  readonly #file: string;
  readonly #onFault: (why: string) => void;
  #entries: string[];
  #lines: number;
  #failed = false;

  constructor(file: string, onFault: (why: string) => void) {
    this.#file = file;
    this.#onFault = onFault;
    const lines = this.#read();
    this.#lines = lines.length;
    this.#entries = lines.flatMap(entryOf).slice(-MOST);
  }

  /** The oldest first. */
  get entries(): readonly string[] {
    return this.#entries;
  }

  add(input: string): void {
    // It goes to nobody from now on, wherever the text is shown.
    for (const key of keysAmong([input])) hideSecret(key);
    const entry = redact(input);
    if (entry.length > LONGEST || entry === this.#entries.at(-1)) return;
    this.#entries = [...this.#entries.slice(-(MOST - 1)), entry];
    this.#attempt(() => {
      if (this.#lines < MOST_LINES) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      else writeWhole(this.#file, this.#entries.map((one) => `${JSON.stringify(one)}\n`).join(''));
      this.#lines = this.#lines < MOST_LINES ? this.#lines + 1 : this.#entries.length;
    });
  }

  #read(): readonly string[] {
    let text = '';
    this.#attempt(() => {
      if (!existsSync(this.#file)) return;
      if (process.platform !== 'win32') chmodSync(this.#file, 0o600);
      text = readFileSync(this.#file, 'utf8');
    });
    return text.split('\n').filter((line) => line !== '');
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      if (!this.#failed) this.#onFault(`the history in ${this.#file} is not kept: ${toHanzoError(thrown).message}`);
      this.#failed = true;
    }
  }
}

function entryOf(line: string): string[] {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'string' && entry.length <= LONGEST ? [entry] : [];
  } catch {
    return [];
  }
}
