import { type Category, CONFIDENCES, type Finding, SEVERITIES, type Task, type TaskSource } from '@hanzo/contracts';
import { chance, pick, type Planted, type PlantedFile } from './planted.ts';

/** Sorts of noise. */
export const NOISE = [
  'invented quote',
  'line far off',
  'duplicate',
  'bait',
  'style',
  'wrong category',
  'wrong claim',
] as const;
export type Noise = (typeof NOISE)[number];

/** A finding as the reviewer gives it, and what it is worth. */
export interface Claim {
  readonly finding: Finding;
  readonly path: string;
  /** Undefined: it is true. */
  readonly noise: Noise | undefined;
}

export interface Review {
  readonly summary: string;
  readonly findings: readonly Finding[];
}

/** A true finding is said by so many looks. */
const RECALL = 0.9;
/** Lines that a model is off by at most without being wrong: what the evidence gate forgives. */
const NEAR = [-2, -1, 0, 0, 0, 0, 1, 2] as const;
const WRONG_CLAIMS = [
  'The value may be undefined here, and the next access fails.',
  'This compares with the wrong operator, so that the branch is never taken.',
  'The result is computed again on each call and should be cached.',
  'An attacker could overflow this number.',
] as const;
const STYLE = [
  'This name could be more expressive.',
  'A comment would help the reader here.',
  'This function does more than one thing.',
] as const;
const OTHERS: readonly Category[] = ['null-dereference', 'logic', 'repeated-work', 'input-validation'];

/**
 * A reviewer that mixes what is planted with noise of many sorts, by chance. It knows the labels and nothing of gates,
 * merging or critics. Keeps what each of its sentences is worth, by the sentence.
 */
export class ScriptedReviewer {
  readonly claims = new Map<string, Claim>();
  readonly #planted: PlantedFile;
  readonly #seed: number;

  constructor(planted: PlantedFile, seed: number) {
    this.#planted = planted;
    this.#seed = seed;
  }

  review(task: Task): Review {
    const look = task.look?.number ?? 1;
    const claims = task.sources.flatMap((source) => this.#claimsOf(source, look));
    for (const claim of claims) this.claims.set(claim.finding.message, claim);
    const shuffled = claims.toSorted((a, b) => this.#chance('order', look, a) - this.#chance('order', look, b));
    const names = task.sources.map(({ path }) => path).join(' and ');
    return {
      summary: `The code of ${names} was read; see ${identifiersOf(task)}.`,
      findings: shuffled.map(({ finding }) => finding),
    };
  }

  #chance(what: string, look: number, { finding }: Claim): number {
    return chance(this.#seed, what, look, finding.message);
  }

  #claimsOf(source: TaskSource, look: number): readonly Claim[] {
    const { path } = source;
    const seed = (what: string, at: Planted): number => chance(this.#seed, what, look, path, at.line);
    const shown = ({ line, path: its }: Planted): boolean => its === path && lineOf(source, line) !== undefined;
    const defects = this.#planted.defects.filter(shown);
    const trues = defects
      .filter((at) => seed('recall', at) < RECALL)
      .map((at) =>
        this.#claim(at, look, { message: `${at.why} (look ${look})`, line: at.line + this.#near(source, at) }),
      );
    const noise = [
      ...defects
        .filter((at) => seed('duplicate', at) < 0.4)
        .map((at) =>
          this.#claim(at, look, { noise: 'duplicate', message: `Again, in other words: ${at.why} (look ${look})` }),
        ),
      ...defects
        .filter((at) => seed('category', at) < 0.25)
        .map((at) =>
          this.#claim(at, look, {
            noise: 'wrong category',
            category: 'xss',
            message: `As cross-site scripting: ${at.why} (look ${look})`,
          }),
        ),
      ...defects
        .filter((at) => seed('claim', at) < 0.35)
        .map((at) => {
          const message = `${pick(WRONG_CLAIMS, this.#seed, look, at.line)} (${path}:${at.line}, look ${look})`;
          return this.#claim(at, look, { noise: 'wrong claim', category: pick(OTHERS, this.#seed, at.line), message });
        }),
      ...this.#planted.baits
        .filter((at) => shown(at) && seed('bait', at) < 0.5)
        .map((at) =>
          this.#claim(at, look, {
            noise: 'bait',
            message: `This looks like ${at.category} in ${path}:${at.line} (look ${look})`,
          }),
        ),
      ...this.#style(source, look),
      ...defects.slice(0, 1).flatMap((at) => this.#unfounded(source, at, look)),
    ];
    return [...trues, ...noise];
  }

  /** Off by a line or two, as models are; not where that would leave what was shown. */
  #near(source: TaskSource, at: Planted): number {
    const off = pick(NEAR, this.#seed, 'near', at.path, at.line);
    return lineOf(source, at.line + off) === undefined ? 0 : off;
  }

  #style(source: TaskSource, look: number): readonly Claim[] {
    const lines = source.text
      .split('\n')
      .flatMap((text, at) => (text.trim().length > 12 ? [source.firstLine + at] : []));
    return [1, 2].map((nth) => {
      const line = pick(lines, this.#seed, 'style', look, nth, source.path);
      const quote = lineOf(source, line)?.trim() ?? '';
      const at: Planted = { path: source.path, line, quote, category: 'readability', why: '' };
      const message = `${pick(STYLE, this.#seed, look, nth, source.path)} (${source.path}:${line}, look ${look}.${nth})`;
      return this.#claim(at, look, { noise: 'style', message });
    });
  }

  /** What no file has, and what it has elsewhere. */
  #unfounded({ path, firstLine, text }: TaskSource, at: Planted, look: number): readonly Claim[] {
    const count = text.split('\n').length;
    const middle = firstLine + Math.floor(count / 2);
    const far = at.line > middle ? firstLine + 4 : firstLine + count - 4;
    const message = (what: string): string => `${what} in ${path} near line ${at.line} (look ${look})`;
    return [
      this.#claim(at, look, {
        noise: 'invented quote',
        quote: `unsafelyEvaluate(${at.line})`,
        message: message('An eval'),
      }),
      this.#claim(at, look, { noise: 'line far off', line: far, message: message('The same, elsewhere,') }),
    ];
  }

  #claim(
    at: Planted,
    look: number,
    change: Partial<Finding> & { readonly message: string; readonly noise?: Noise },
  ): Claim {
    const { noise, ...rest } = change;
    const { path, line, quote, category, why } = at;
    const finding: Finding = {
      line,
      quote,
      category,
      severity: pick(SEVERITIES.slice(1), this.#seed, 'severity', look, rest.message),
      confidence: pick(CONFIDENCES, this.#seed, 'confidence', look, rest.message),
      rationale: why,
      fix: 'Change it.',
      ...rest,
    };
    return { finding, path, noise };
  }
}

function lineOf({ firstLine, text }: TaskSource, line: number): string | undefined {
  return text.split('\n')[line - firstLine];
}

/** The grounded gate wants names from the code. */
function identifiersOf({ sources }: Task): string {
  const words = sources.flatMap(({ text }) => text.match(/\b[A-Za-z_]\w{4,}\b/g) ?? []);
  return [...new Set(words)].slice(0, 16).join(', ');
}
