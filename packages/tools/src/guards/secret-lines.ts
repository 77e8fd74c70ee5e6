import { redact } from '@hanzo/contracts';
import { linesInKeys } from './key-lines.ts';
import { secretIn } from './secrets.ts';

/** What stands in the place of a line that looks like a secret. */
export const SECRET_MASK = '[secret]';

/** What is beyond is not told of a line by tools. In UTF-16 units. */
const MOST_LOOKED_AT = 4_000;
const IN_KEY = 'a part of a private key';

/** Says which lines look like a secret, or are a part of one. Keys of this process do not count: they are redacted by themselves. */
export class SecretLines {
  readonly #lines: readonly string[];
  readonly #pathOf: (index: number) => string;
  #inKeys: ReadonlySet<number> | undefined;
  readonly #known = new Map<number, string | undefined>();
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
    return this.what(index) !== undefined;
  }

  /**
   * What the line looks like, in words and without it; undefined: like no secret.
   *
   * @param index from 0
   */
  what(index: number): string | undefined {
    if (this.#known.has(index)) return this.#known.get(index);
    this.#inKeys ??= linesInKeys(this.#lines);
    const line = redact((this.#lines[index] ?? '').slice(0, this.#mostLookedAt));
    const what = secretIn(line, '', this.#pathOf(index)) ?? (this.#inKeys.has(index) ? IN_KEY : undefined);
    this.#known.set(index, what);
    return what;
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
