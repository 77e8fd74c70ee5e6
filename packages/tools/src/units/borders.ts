import type { Within } from './inside-literals.ts';
import type { Language } from './language.ts';

/** Lines of a file with what is known of each. */
export interface ScannedLines {
  readonly lines: readonly string[];
  /** What each line begins within. */
  readonly inside: readonly Within[];
  readonly language: Language;
}

const CLOSES = /^[)}\]]|^(end|fi|done|esac)\b/;
/** These go on with the block that has just ended, whatever stands between. */
export const GOES_ON: RegExp =
  /^(else|elif|elsif|elseif|catch|except|finally|rescue|ensure|then|in)\b|^while\s*\(.*\);/;
/** These go on with the line directly before. */
const CONTINUES = /^[{.?:&|=+*,]/;
const COMMENT = /^(\/\/|\/\*|#(?!include|define|if|endif|else|pragma))/;
const DECORATES = /^(@[\w.]|#!?\[|\[[A-Z]\w*[(\]])/;
const DECLARES =
  /^((export|default|declare|abstract|async|public|private|protected|internal|static|final|override|open|sealed|pub(\([^)]*\))?|unsafe|extern)\s+)*(function|class|interface|enum|namespace|module|struct|impl|trait|record|object|protocol|extension|fn|func|fun|def|union|type\s+\w+[^=]*=|(const|let|var)\s[^=]*=.*(=>|\bfunction\b))/;

/**
 * Where the blocks begin whose first lines stand at `column`, from the line `from` up to `to`: after a blank line, at a
 * declaration, and after a block that has ended. Comments and decorators belong to what follows them directly, blank
 * lines to what stands before them. Each border depends on the lines around it only. `from` itself is always one.
 */
export function bordersAt(scanned: ScannedLines, from: number, to: number, column: number): readonly number[] {
  const borders = new Set([from]);
  const reader = new BlockReader(scanned.language, column);
  for (let at = from; at < to; at += 1) {
    const border = scanned.inside[at] === undefined ? reader.read(at, scanned.lines[at] ?? '') : undefined;
    if (border !== undefined) borders.add(border);
  }
  return [...borders].toSorted((a, b) => a - b);
}

/** What was read of a block so far, as far as the next line depends on it. */
class BlockReader {
  readonly #language: Language;
  readonly #column: number;
  #afterBlank = false;
  #afterBlock = false;
  /** First of the comments and decorators that stand directly above. */
  #lead: number | undefined;

  constructor(language: Language, column: number) {
    this.#language = language;
    this.#column = column;
  }

  /** The line at which a block begins, if this line says so: itself, or the first of the comments above it. */
  read(at: number, line: string): number | undefined {
    const text = line.trimStart();
    const indent = line.length - text.length;
    if (text === '') this.#pass({ afterBlank: true });
    else if (indent > this.#column) this.#pass({ afterBlock: this.#language.isIndented });
    else if (indent < this.#column || this.#belongsAbove(text)) this.#pass({ afterBlock: CLOSES.test(text) });
    else return this.#readFirst(at, text);
    return undefined;
  }

  #readFirst(at: number, text: string): number | undefined {
    const declares = DECLARES.test(text);
    const begins = this.#lead === undefined ? this.#afterBlank || this.#afterBlock || declares : declares;
    const border = begins ? (this.#lead ?? at) : undefined;
    const leads = COMMENT.test(text) || DECORATES.test(text);
    this.#pass({ lead: leads ? (this.#lead ?? at) : undefined });
    return border;
  }

  #belongsAbove(text: string): boolean {
    if (CLOSES.test(text) || GOES_ON.test(text)) return true;
    return !this.#afterBlank && !this.#afterBlock && CONTINUES.test(text);
  }

  #pass(state: { afterBlank?: boolean; afterBlock?: boolean; lead?: number | undefined }): void {
    this.#afterBlank = state.afterBlank === true;
    this.#afterBlock = state.afterBlock === true;
    this.#lead = state.lead;
  }
}

/** The smallest indentation above `column` of the lines from `from` up to `to`; undefined when there is none. */
export function nextColumn(
  { lines, inside }: ScannedLines,
  from: number,
  to: number,
  column: number,
): number | undefined {
  let next: number | undefined;
  for (let at = from; at < to; at += 1) {
    const line = lines[at] ?? '';
    const indent = line.length - line.trimStart().length;
    if (inside[at] !== undefined || indent === line.length || indent <= column) continue;
    if (next === undefined || indent < next) next = indent;
  }
  return next;
}
