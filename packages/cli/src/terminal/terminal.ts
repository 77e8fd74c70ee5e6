import type { WriteStream } from 'node:tty';
import { hideSecret, redact } from '@hanzo/contracts';
import { writeWhileRead } from './output-stream.ts';
import { redactData } from './redact-data.ts';

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
  /** A line that the next one replaces, where somebody watches; nothing elsewhere. */
  status(line: string): void;
  /** Never prints this value again. */
  hide(secret: string): void;
  /** True when stderr is a terminal that a person watches. */
  readonly watched: boolean;
  /** Columns of stderr. */
  readonly columns: number;
  readonly style: Style;
}

/** Colours for stderr; plain where they are not wanted. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** Control, format and line-separator characters, apart from newline, tab and the colours that `Style` uses. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const UNPRINTABLE = /\u001b\[(?:1|2|22|31|32|33|36|39)m|[\n\t]|[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Text of models, files and peers may not steer the terminal that shows it. */
function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (match) => (match.length > 1 || match === '\n' || match === '\t' ? match : ''));
}

/** What nobody reads is dropped; see {@link writeWhileRead}. */
export function createTerminal(stdout: Output, stderr: Output, env: NodeJS.ProcessEnv): Terminal {
  // First what cannot be printed: a key with a control character inside would not be recognised.
  const clean = (line: string): string => redact(printable(line));
  // Nowhere is left to say that stderr fails.
  const writeErr = writeWhileRead(stderr, () => undefined);
  const writeOut = writeWhileRead(stdout, (error) => writeErr(`error: the output is lost: ${error.message}\n`));
  const watched = stderr.isTTY === true;
  let statusShown = false;
  // The status line goes before any other line is printed: nothing flickers, nothing is left behind.
  const wipe = (): void => {
    if (statusShown) writeErr('\r\u001b[2K');
    statusShown = false;
  };
  return {
    out: (line, form) => {
      wipe();
      writeOut(`${redactData(printable(line), form)}\n`);
    },
    err: (line) => {
      wipe();
      writeErr(`${clean(line)}\n`);
    },
    status: (line) => {
      if (!watched) return;
      const width = (stderr.columns ?? 80) - 1;
      writeErr(`\r\u001b[2K${clean(line).slice(0, width)}`);
      statusShown = true;
    },
    hide: hideSecret,
    watched,
    columns: stderr.columns ?? 80,
    style: createStyle(wantsColour(watched, env)),
  };
}

/** NO_COLOR (https://no-color.org) wins, then FORCE_COLOR, then whether somebody watches. */
function wantsColour(watched: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return watched && env['TERM'] !== 'dumb';
}

function createStyle(coloured: boolean): Style {
  const wrap = (open: number, close: number) => (text: string) =>
    coloured ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: wrap(1, 22),
    dim: wrap(2, 22),
    red: wrap(31, 39),
    green: wrap(32, 39),
    yellow: wrap(33, 39),
    cyan: wrap(36, 39),
  };
}
