import { redact } from '@hanzo/contracts';
import { secretIn } from './secrets.ts';

/** What stands in the place of a line that looks like a secret. */
export const SECRET_MASK = '[secret]';

/** What is beyond is not told of a line by tools. In UTF-16 units. */
const MOST_LOOKED_AT = 4_000;
const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/;
const KEY_ENDS = /-----END [A-Z0-9 ]*PRIVATE KEY/;
/** Base64 alone, as it may stand in a quoted or commented block; and what may stand above it. Of a trimmed line. */
const BODY = /^(?:\/\/|[#*+])?\s*["'`]?(?:[A-Za-z0-9+/]+={0,2}|[A-Z][\w-]{1,30}: .*?)(?:\\n)?["'`]?\s*[,;+\\]?$/;
/** A whole line of a key: it is one even where its beginning is out of sight. */
const WHOLE =
  /(?:^|[^A-Za-z0-9+/])(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[A-Za-z0-9+/]{60,76}(?![A-Za-z0-9+/])/;
const MOST_WHOLE = 120;

/** Says which lines look like a secret, or are a part of one. Keys of this process do not count: they are redacted by themselves. */
export class SecretLines {
  readonly #lines: readonly string[];
  readonly #pathOf: (index: number) => string;
  #inKeys: ReadonlySet<number> | undefined;
  readonly #known = new Map<number, boolean>();
  readonly #mostLookedAt: number;

  /**
   * @param lines of a text, from its beginning where that is known
   * @param path of the file that they are of, or of that of each; empty: they are of none
   * @param mostLookedAt so much of a line is told at most. In UTF-16 units
   */
  constructor(
    lines: readonly string[],
    path: string | ((index: number) => string),
    mostLookedAt: number = MOST_LOOKED_AT,
  ) {
    this.#mostLookedAt = mostLookedAt;
    this.#lines = lines;
    this.#pathOf = typeof path === 'string' ? () => path : path;
  }

  /** @param index from 0 */
  has(index: number): boolean {
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    this.#inKeys ??= linesInKeys(this.#lines);
    const line = redact((this.#lines[index] ?? '').slice(0, this.#mostLookedAt));
    const is = this.#inKeys.has(index) || secretIn(line, '', this.#pathOf(index)) !== undefined;
    this.#known.set(index, is);
    return is;
  }

  /** How many there are from a line on. */
  countIn(first: number, lines: number): number {
    let count = 0;
    for (let index = first; index < first + lines; index += 1) count += this.has(index) ? 1 : 0;
    return count;
  }
}

/** For below what was told; empty where nothing was left out. */
export function secretNote(count: number): string {
  if (count === 0) return '';
  const lines = count === 1 ? '1 line looks' : `${count} lines look`;
  return `\n${lines} like a secret: ${SECRET_MASK} stands there instead.`;
}

/** Of private keys in their usual form: what is between beginning and end. */
function linesInKeys(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let isIn = false;
  for (const [index, line] of lines.entries()) {
    if (KEY_BEGINS.test(line)) isIn = !KEY_ENDS.test(line);
    else if (KEY_ENDS.test(line)) {
      // Its beginning may be out of sight.
      for (let at = index - 1; !isIn && isBody(lines[at]); at -= 1) found.add(at);
      isIn = false;
    } else if (line.length <= MOST_WHOLE && isBody(line) && WHOLE.test(line)) isIn = true;
    else isIn &&= isBody(line) || line.trim() === '';
    if (isIn && isBody(line)) found.add(index);
  }
  return found;
}

function isBody(line: string | undefined): boolean {
  if (line === undefined || line.length > MOST_LOOKED_AT) return false;
  const text = line.trim();
  return /[A-Za-z0-9]/.test(text) && BODY.test(text);
}
