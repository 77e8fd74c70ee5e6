import type { Language } from './language.ts';

/** Before a slash, these begin an expression: what follows is a regular expression and no division. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|await|yield|void|delete))\s*$/;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,200}\]){1,400}\//y;
/** What stands before a slash is looked for in so many characters. */
const LOOK_BACK = 40;
/** Longer lines are data or made by a machine: nothing begins or ends in them. */
export const MOST_LINE_CHARS = 2_000;
const BLOCK_END = '*/';
/** What can begin a comment or a string; lines without any of it are most lines. */
const OPENS = /["'`/#]/;

/** What a line begins within; undefined: it is a line of code. */
export type Within = 'comment' | 'string' | undefined;

/**
 * For each line whether it begins within a comment or a string that began in a line before. A literal that never ends
 * is taken for a mistake: the lines after its beginning count as outside.
 */
export function insideLiterals(lines: readonly string[], language: Language): readonly Within[] {
  const scanner = new Scanner(language);
  const inside: Within[] = [];
  let openedAt = 0;
  for (const [index, line] of lines.entries()) {
    const { within } = scanner;
    inside.push(within);
    if (within === undefined) openedAt = index;
    scanner.read(line);
  }
  return scanner.within === undefined
    ? inside
    : inside.map((within, index) => (index <= openedAt ? within : undefined));
}

/** Reads lines one after the other and knows whether a literal is open. */
class Scanner {
  readonly #language: Language;
  /** What ends the literal that is open. */
  #end: string | undefined;
  /** Open braces in each `${…}` that is open, the innermost last. */
  readonly #holes: number[] = [];
  #line = '';
  #at = 0;

  constructor(language: Language) {
    this.#language = language;
  }

  get within(): Within {
    if (this.#end === BLOCK_END && this.#holes.length === 0) return 'comment';
    return this.#end !== undefined || this.#holes.length > 0 ? 'string' : undefined;
  }

  read(line: string): void {
    if (line.length > MOST_LINE_CHARS || (this.within === undefined && !OPENS.test(line))) return;
    this.#line = line;
    this.#at = 0;
    while (this.#at < line.length) {
      if (this.#end === undefined) this.#readCode();
      else this.#readLiteral(this.#end);
    }
  }

  #readLiteral(end: string): void {
    const { hasTemplates } = this.#language;
    const char = this.#line[this.#at];
    if (char === '\\' && end !== BLOCK_END) this.#at += 2;
    else if (hasTemplates && end === '`' && this.#line.startsWith('${', this.#at)) {
      this.#at += 2;
      this.#holes.push(0);
      this.#end = undefined;
    } else if (this.#line.startsWith(end, this.#at)) {
      this.#at += end.length;
      this.#end = undefined;
    } else this.#at += 1;
  }

  #readCode(): void {
    const { lineComment, hasBlockComments, longStrings } = this.#language;
    const char = this.#line[this.#at] ?? '';
    const long = longStrings.find((mark) => this.#line.startsWith(mark, this.#at));
    if (long !== undefined) {
      this.#at += long.length;
      this.#end = long;
    } else if (lineComment !== undefined && this.#line.startsWith(lineComment, this.#at)) {
      this.#at = this.#line.length;
    } else if (hasBlockComments && this.#line.startsWith('/*', this.#at)) {
      this.#at += 2;
      this.#end = BLOCK_END;
    } else if (char === '"' || char === "'") this.#skipString(char);
    else if (char === '/') this.#skipRegex();
    else {
      this.#at += 1;
      this.#countBrace(char);
    }
  }

  /** A short string ends with its line at the latest. An apostrophe of prose ends nothing and begins nothing. */
  #skipString(quote: string): void {
    if (this.#language.lineComment === undefined) {
      this.#at += 1;
      return;
    }
    let at = this.#at + 1;
    while (at < this.#line.length && this.#line[at] !== quote) at += this.#line[at] === '\\' ? 2 : 1;
    this.#at = at + 1;
  }

  #skipRegex(): void {
    REGEX.lastIndex = this.#at;
    const from = Math.max(0, this.#at - LOOK_BACK);
    // The beginning of what is looked at is not that of the line.
    const before = `${from > 0 ? ')' : ''}${this.#line.slice(from, this.#at)}`;
    const isRegex = this.#language.hasRegex && BEFORE_REGEX.test(before) && REGEX.test(this.#line);
    this.#at = isRegex ? REGEX.lastIndex : this.#at + 1;
  }

  #countBrace(char: string): void {
    const depth = this.#holes.at(-1);
    if (depth === undefined) return;
    if (char === '{') this.#holes[this.#holes.length - 1] = depth + 1;
    if (char !== '}') return;
    if (depth > 0) {
      this.#holes[this.#holes.length - 1] = depth - 1;
      return;
    }
    this.#holes.pop();
    this.#end = '`';
  }
}
