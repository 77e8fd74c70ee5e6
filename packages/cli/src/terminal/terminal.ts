import { randomInt } from 'node:crypto';
import type { WriteStream } from 'node:tty';
import { hideSecret, redact, systemClock, type Clock } from '@hanzo/contracts';
import { glyphsFor } from './glyphs.ts';
import { LivePanel } from './live-panel.ts';
import { canReplace, isReadAloud } from './manners.ts';
import { writeWhileRead } from './output-stream.ts';
import { printable } from './printable.ts';
import { guardProcess, type Guard } from './process-guard.ts';
import { redactData } from './redact-data.ts';
import { createStyle, wantsColour, type Style } from './style.ts';

export type { Style } from './style.ts';

/** Where a command speaks. Data goes to stdout, words for people to stderr; secrets go nowhere. */
export interface Terminal {
  /**
   * One line of data.
   *
   * @param form `data`: for programs, in a form of its own such as CSV. JSON is known by itself.
   */
  out(line: string, form?: 'data'): void;
  /** One line for people. */
  err(line: string): void;
  /** A line that the next one replaces, where lines can be replaced; nothing elsewhere. */
  status(line: string): void;
  /**
   * Lines that stay at the bottom, where lines can be replaced; nothing elsewhere. What else is printed stands above them.
   * Those that find no room are left out, the last ones first. None: they are taken away.
   */
  panel(lines: readonly string[]): void;
  /** Nothing is replaced until this is disposed: a person is asked something. */
  hold(): Disposable;
  /** The same, and lines of others wait until it is disposed: what is asked stands together with its answer. */
  question(): Question;
  /** A text as it is printed here, for whoever writes to this screen himself. */
  clean(text: string): string;
  /** Never prints this value again. */
  hide(secret: string): void;
  /** From now on everything is read aloud. */
  readAloud(): void;
  /** True when stderr is a terminal that a person watches, or listens to. */
  readonly watched: boolean;
  /** True when stdout is a terminal: a person reads the data there, and no program does. */
  readonly outWatched: boolean;
  /** True where lines can be replaced. */
  readonly live: boolean;
  /** Everything is read aloud: whole sentences in their order, at most every 10 seconds where nothing new is said. */
  readonly aloud: boolean;
  /** Columns of stderr, as it is now. */
  readonly columns: number;
  /** Rows of stderr, as it is now. */
  readonly rows: number;
  /** Stands where a text is cut. */
  readonly cut: string;
  readonly style: Style;
}

/** A question that is open on the terminal. */
export interface Question extends Disposable {
  /** One line for people, of the question itself. */
  err(line: string): void;
}

type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'rows'>>;

export interface TerminalParts {
  /** @default the system's clock */
  readonly clock?: Clock;
  /** @default this process's end takes away what is drawn */
  readonly guard?: Guard;
}

/** What nobody reads is dropped; see {@link writeWhileRead}. */
export function createTerminal(
  stdout: Output,
  stderr: Output,
  env: NodeJS.ProcessEnv,
  { clock = systemClock, guard = guardProcess }: TerminalParts = {},
): Terminal {
  // Nobody who writes a text can guess it.
  const seal = String(randomInt(10 ** 9, 10 ** 10));
  // First what cannot be printed: a key with a control character inside would not be recognised.
  const clean = (line: string): string => redact(printable(line, seal));
  // Nowhere is left to say that stderr fails.
  const writeErr = writeWhileRead(stderr, () => undefined);
  const writeOut = writeWhileRead(stdout, (error) => writeErr(`error: the output is lost: ${error.message}\n`));
  const watched = stderr.isTTY === true;
  const replaces = canReplace(watched, env);
  const { cut } = glyphsFor(env);
  let aloud = isReadAloud(env);
  const region = new Region(new LivePanel({ screen: screenOf(stderr, writeErr), clock, guard, cut }), (line) =>
    clean(line).replaceAll(/\s/g, ' '),
  );
  return {
    out: (line, form) => {
      const text = `${redactData(printable(line, seal), form)}\n`;
      // Elsewhere than on the screen it is in nobody's way.
      if (stdout.isTTY === true) region.print(text, writeOut);
      else writeOut(text);
    },
    err: (line) => region.print(`${clean(line)}\n`, writeErr),
    status: (line) => {
      if (replaces && !aloud) region.status(line);
    },
    panel: (lines) => {
      if (replaces && !aloud) region.panel(lines);
    },
    hold: () => region.hold(),
    question: () => region.question((line) => writeErr(`${clean(line)}\n`)),
    clean,
    hide: hideSecret,
    readAloud: () => {
      region.panel([]);
      aloud = true;
    },
    watched,
    outWatched: stdout.isTTY === true,
    get live() {
      return replaces && !aloud;
    },
    get aloud() {
      return aloud;
    },
    get columns() {
      return columnsOf(stderr);
    },
    get rows() {
      return stderr.rows || 24;
    },
    cut,
    style: createStyle(() => !aloud && wantsColour(watched, env), seal),
  };
}

/** The panel's lines, and the status line below them, which goes before any other line is printed. */
class Region {
  readonly #panel: LivePanel;
  readonly #clean: (line: string) => string;
  #lines: readonly string[] = [];
  #status: string | undefined;

  constructor(panel: LivePanel, clean: (line: string) => string) {
    this.#panel = panel;
    this.#clean = clean;
  }

  panel(lines: readonly string[]): void {
    this.#lines = lines.map(this.#clean);
    if (lines.length === 0) this.#status = undefined;
    this.#show();
  }

  status(line: string): void {
    this.#status = this.#clean(line);
    this.#show();
  }

  print(text: string, write: (text: string) => void): void {
    if (this.#status !== undefined) {
      this.#status = undefined;
      this.#show();
    }
    this.#panel.print(text, write);
  }

  hold(): Disposable {
    return this.#panel.hold();
  }

  question(err: (line: string) => void): Question {
    const open = this.#panel.question();
    return { err, [Symbol.dispose]: () => open[Symbol.dispose]() };
  }

  #show(): void {
    this.#panel.show(this.#status === undefined ? this.#lines : [...this.#lines, this.#status]);
  }
}

/** A terminal that does not know says 0. */
function columnsOf({ columns }: Output): number {
  return columns || 80;
}

function screenOf(stderr: Output, write: (text: string) => void): ConstructorParameters<typeof LivePanel>[0]['screen'] {
  return {
    write,
    get columns() {
      return columnsOf(stderr);
    },
    get rows() {
      return stderr.rows || 24;
    },
    onResize: (callback) => {
      stderr.on('resize', callback);
      return { [Symbol.dispose]: () => void stderr.off('resize', callback) };
    },
  };
}
