import type { Clock } from '@hanzo/contracts';
import { cutToWidth, displayWidth } from './display-width.ts';
import type { Guard } from './process-guard.ts';

/** Where the panel is drawn. */
export interface PanelScreen {
  readonly write: (text: string) => void;
  readonly columns: number;
  readonly rows: number;
  /** Calls back when the size has changed, until disposed. */
  onResize(callback: () => void): Disposable;
}

export interface LivePanelParts {
  readonly screen: PanelScreen;
  readonly clock: Clock;
  readonly guard: Guard;
  /** Stands where a line is cut. */
  readonly cut: string;
}

/** A text that goes above the panel, by whoever prints it. */
interface Printed {
  readonly text: string;
  readonly write: (text: string) => void;
}

/** Between two drawings, in milliseconds: an eye sees no more. */
const LEAST_BETWEEN_MS = 100;
/** Rows above the panel that stay in sight; one more below it is the cursor's. */
const ROWS_ABOVE = 2;

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
/** A terminal that knows them shows what is between as one; others skip them. */
const FRAME_START = '\u001b[?2026h';
const FRAME_END = '\u001b[?2026l';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_REST_OF_LINE = '\u001b[K';

/**
 * Lines at the bottom of a terminal that are replaced in place: at most ten times a second, only those that changed, each
 * time in one write. What is printed meanwhile stands above them. The cursor is hidden, and waits in the row below.
 */
export class LivePanel {
  readonly #parts: LivePanelParts;
  #wanted: readonly string[] = [];
  #drawn: readonly string[] = [];
  #queue: Printed[] = [];
  #drawnAt = Number.NEGATIVE_INFINITY;
  #timer: AbortController | undefined;
  #watch: DisposableStack | undefined;
  #resized = false;
  #holds = 0;
  #questions = 0;

  constructor(parts: LivePanelParts) {
    this.#parts = parts;
  }

  /** Lines without line breaks, of any width. None: the panel is taken away at once. */
  show(lines: readonly string[]): void {
    this.#wanted = lines;
    if (this.#holds > 0) return;
    if (lines.length === 0) this.#takeAway();
    else this.#drawSoon();
  }

  /** Whole lines, above the panel. */
  print(text: string, write: (text: string) => void): void {
    if (this.#questions > 0) {
      this.#queue.push({ text, write });
      return;
    }
    if (this.#watch === undefined && (this.#wanted.length === 0 || this.#holds > 0)) {
      write(text);
      return;
    }
    this.#queue.push({ text, write });
    this.#drawSoon();
  }

  /** Until disposed nothing is drawn: a person is asked something. */
  hold(): Disposable {
    this.#holds += 1;
    this.#takeAway();
    let isHeld = true;
    return {
      [Symbol.dispose]: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#holds -= 1;
        this.show(this.#wanted);
      },
    };
  }

  /** The same, and what is printed waits too: no other line stands between a question and its answer. */
  question(): Disposable {
    const held = this.hold();
    this.#questions += 1;
    let isOpen = true;
    return {
      [Symbol.dispose]: () => {
        if (!isOpen) return;
        isOpen = false;
        this.#questions -= 1;
        if (this.#questions === 0) this.#flush('', '');
        held[Symbol.dispose]();
      },
    };
  }

  #drawSoon(): void {
    if (this.#timer !== undefined) return;
    const { clock } = this.#parts;
    const waitMs = this.#drawnAt + LEAST_BETWEEN_MS - clock.elapsed();
    if (waitMs <= 0) {
      this.#draw();
      return;
    }
    const timer = new AbortController();
    this.#timer = timer;
    clock.sleep(waitMs, timer.signal).then(
      () => {
        this.#timer = undefined;
        if (this.#holds === 0 && this.#wanted.length > 0) this.#draw();
      },
      () => undefined,
    );
  }

  #draw(): void {
    const isFirst = this.#watch === undefined;
    this.#watch ??= this.#watchOver();
    const { columns, rows } = this.#parts.screen;
    const fitting = this.#wanted.slice(0, Math.max(1, rows - 1 - ROWS_ABOVE));
    // The last column stays free: a terminal that has filled it is about to wrap.
    const lines = fitting.map((line) => cutToWidth(line, columns - 1, this.#parts.cut));
    const isSame = this.#queue.length === 0 && !this.#resized && this.#drawn.length === lines.length;
    if (isSame) {
      const changes = this.#changesTo(lines);
      if (changes === '') return;
      this.#parts.screen.write(`${FRAME_START}${changes}${FRAME_END}`);
    } else this.#drawAll(lines, isFirst ? HIDE_CURSOR : '');
    this.#drawn = lines;
    this.#resized = false;
    this.#drawnAt = this.#parts.clock.elapsed();
  }

  /** From the row below the panel to each line that is another now, and back. */
  #changesTo(lines: readonly string[]): string {
    return lines
      .map((line, at) => {
        if (line === this.#drawn[at]) return '';
        const away = lines.length - at;
        return `\u001b[${away}A\r${line}${CLEAR_REST_OF_LINE}\u001b[${away}B\r`;
      })
      .join('');
  }

  #drawAll(lines: readonly string[], before: string): void {
    const panel = lines.map((line) => `${line}${CLEAR_REST_OF_LINE}\n`).join('');
    if (this.#queue.length === 0) {
      const over = this.#resized ? CLEAR_BELOW : '';
      this.#parts.screen.write(`${FRAME_START}${before}${this.#toTop()}${over}${panel}${CLEAR_BELOW}${FRAME_END}`);
      return;
    }
    this.#flush(`${FRAME_START}${before}${this.#toTop()}${CLEAR_BELOW}`, `${panel}${FRAME_END}`);
  }

  /** What waits, between two other texts; in one write where it all goes to the same stream. */
  #flush(before: string, after: string): void {
    const { screen } = this.#parts;
    const own = screen.write;
    let text = before;
    let write = own;
    for (const printed of this.#queue) {
      if (printed.write !== write) {
        if (text !== '') write(text);
        text = '';
        ({ write } = printed);
      }
      text += printed.text;
    }
    this.#queue = [];
    if (write === own) text += after;
    if (text !== '') write(text);
    if (write !== own && after !== '') own(after);
  }

  /** To the panel's first row. A terminal that has become narrower has wrapped what was drawn. */
  #toTop(): string {
    const { columns } = this.#parts.screen;
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / columns)), 0);
    return rows === 0 ? '\r' : `\u001b[${rows}A\r`;
  }

  #takeAway(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    if (this.#watch === undefined) return;
    this.#watch.dispose();
    this.#watch = undefined;
    this.#erase();
  }

  #erase(): void {
    this.#flush(`${FRAME_START}${this.#toTop()}${CLEAR_BELOW}`, `${SHOW_CURSOR}${FRAME_END}`);
    this.#drawn = [];
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }

  #watchOver(): DisposableStack {
    const stack = new DisposableStack();
    stack.use(
      this.#parts.screen.onResize(() => {
        this.#resized = true;
        this.#drawSoon();
      }),
    );
    stack.use(
      this.#parts.guard({
        erase: () => this.#erase(),
        end: () => this.show([]),
        redraw: () => {
          this.#parts.screen.write(HIDE_CURSOR);
          this.#draw();
        },
      }),
    );
    return stack;
  }
}
