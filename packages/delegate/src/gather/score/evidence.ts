import type { LineRange, Reason, ReasonKind } from '../../words.ts';

/** Why a file is thought to matter. Most files are told to nobody: then what costs time to be said is not said. */
export interface Ground {
  readonly kind: ReasonKind;
  readonly words: string | (() => string);
  /** Of several of a kind that are told beside each other. @default the kind */
  readonly aspect?: string | undefined;
}

/** Nobody reads more. */
const MOST_REASONS = 6;

interface Found {
  score: number;
  /** By aspect. */
  readonly reasons: Map<string, { readonly kind: ReasonKind; words: Ground['words']; points: number }>;
  readonly lines: LineRange[];
}

/** What speaks for files, put together from all that was looked at. */
export class Evidence {
  readonly #found = new Map<string, Found>();

  /** @param points above 0 */
  add(path: string, points: number, reason: Ground, lines: readonly LineRange[] = []): void {
    const found: Found = this.#found.get(path) ?? { score: 0, reasons: new Map(), lines: [] };
    this.#found.set(path, found);
    found.score += points;
    found.lines.push(...lines);
    const aspect = reason.aspect ?? reason.kind;
    const known = found.reasons.get(aspect);
    if (known === undefined) found.reasons.set(aspect, { kind: reason.kind, words: reason.words, points });
    else {
      // The words of what counts most stand for all of a kind.
      if (points > known.points) known.words = reason.words;
      known.points = Math.max(known.points, points);
    }
  }

  /** Of a file that something speaks for already. */
  scale(path: string, factor: number): void {
    const found = this.#found.get(path);
    if (found !== undefined) found.score *= factor;
  }

  scoreOf(path: string): number {
    return this.#found.get(path)?.score ?? 0;
  }

  has(path: string, kind: ReasonKind): boolean {
    return this.#found.get(path)?.reasons.has(kind) === true;
  }

  linesOf(path: string): readonly LineRange[] {
    return this.#found.get(path)?.lines ?? [];
  }

  /** The strongest first. */
  reasonsOf(path: string): readonly Reason[] {
    const all = [...(this.#found.get(path)?.reasons.values() ?? [])].toSorted((a, b) => b.points - a.points);
    return all
      .slice(0, MOST_REASONS)
      .map(({ kind, words }) => ({ kind, words: typeof words === 'string' ? words : words() }));
  }

  /** Paths, the best first; of equals the first by name. */
  ranked(): readonly string[] {
    return [...this.#found]
      .toSorted(([a, { score: first }], [b, { score: second }]) => second - first || (a < b ? -1 : 1))
      .map(([path]) => path);
  }
}
