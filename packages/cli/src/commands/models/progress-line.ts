import type { Terminal } from '../../terminal/terminal.ts';
import { formatBytes, formatMs } from '../../terminal/units.ts';

export interface Progress {
  readonly receivedBytes: number;
  /** 0 while unknown. */
  readonly totalBytes: number;
}

/** Speed is that of the last seconds: a mean since the start would lie about a link that has changed. Milliseconds. */
const WINDOW_MS = 5_000;
const BAR_CELLS = 20;

/** One line that stays in place for a person, with speed and time left; a line every ten percent for a log. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #seen: { at: number; bytes: number }[] = [];
  #shown = '';

  /** @param now milliseconds, only forwards */
  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
  }

  show({ receivedBytes, totalBytes }: Progress): void {
    const at = this.#now();
    this.#seen.push({ at, bytes: receivedBytes });
    while ((this.#seen[0]?.at ?? at) < at - WINDOW_MS && this.#seen.length > 2) this.#seen.shift();
    const percent = totalBytes > 0 ? Math.floor((receivedBytes / totalBytes) * 100) : 0;
    const amount = `${String(percent).padStart(3)}%  ${formatBytes(receivedBytes)} of ${formatBytes(totalBytes)}`;
    if (this.#terminal.live) {
      this.#terminal.status(`${bar(percent)} ${amount}${this.#pace(totalBytes - receivedBytes)}`);
      return;
    }
    const step = `${Math.floor(percent / 10)}`;
    if (step === this.#shown) return;
    this.#shown = step;
    this.#terminal.err(`${amount}${this.#pace(totalBytes - receivedBytes)}`);
  }

  /** `  12.3 MB/s, 1 min 4 s left`; nothing before there is something to reckon with. */
  #pace(leftBytes: number): string {
    const [first] = this.#seen;
    const last = this.#seen.at(-1);
    if (first === undefined || last === undefined || last.at - first.at < 500 || last.bytes <= first.bytes) return '';
    const perMs = (last.bytes - first.bytes) / (last.at - first.at);
    const left = leftBytes > 0 ? `, ${formatMs(leftBytes / perMs)} left` : '';
    return `  ${formatBytes(perMs * 1000)}/s${left}`;
  }
}

function bar(percent: number): string {
  const full = Math.round((Math.min(100, percent) / 100) * BAR_CELLS);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}]`;
}
