import { HanzoError } from '@hanzo/contracts';

/** A task whose outcome with both models is known, and how a router ranks it. */
export interface ScoredPair {
  /** The router's: higher goes to the strong model first. Only the order matters. */
  readonly score: number;
  /** Quality of the weak model's answer, 0 to 1. */
  readonly weak: number;
  /** Quality of the strong model's answer, 0 to 1. */
  readonly strong: number;
}

/** One corner of the curve; between corners it is straight. */
export interface PgrPoint {
  /** Of the tasks that go to the strong model, 0 to 1. */
  readonly share: number;
  /** Performance gap recovered: 0 is the weak model's quality, 1 the strong one's; outside of it where they are mixed well or badly. */
  readonly pgr: number;
}

/**
 * Performance gap recovered by the share of tasks that goes to the strong model (Ong et al.: "RouteLLM", 2024). Tasks of equal score
 * are drawn at random among themselves, so that the curve is straight across them. Empty: the strong model is no better than
 * the weak one, so that there is no gap to recover.
 *
 * @throws HanzoError USAGE: a score or quality is no number
 */
export function pgrCurve(items: readonly ScoredPair[]): PgrPoint[] {
  const sorted = byScore(items);
  const gap = sum(sorted.map(gainOf));
  if (!(gap > 1e-9)) return [];
  const points: PgrPoint[] = [{ share: 0, pgr: 0 }];
  let gained = 0;
  for (const [at, item] of sorted.entries()) {
    gained += gainOf(item);
    const next = sorted[at + 1];
    if (next?.score !== item.score) points.push({ share: (at + 1) / sorted.length, pgr: gained / gap });
  }
  return points;
}

/** Exact area under `pgrCurve`: random is 0.5. NaN where there is no gap to recover. */
export function apgr(items: readonly ScoredPair[]): number {
  const points = pgrCurve(items);
  if (points.length === 0) return Number.NaN;
  let area = 0;
  let last: PgrPoint = { share: 0, pgr: 0 };
  for (const point of points) {
    area += ((point.share - last.share) * (point.pgr + last.pgr)) / 2;
    last = point;
  }
  return area;
}

/**
 * Call-performance threshold: the smallest share of strong calls, 0 to 1, with which so much of the gap is recovered. NaN where there is
 * none to recover.
 *
 * @param recovered of the gap, e.g. 0.8; above 0, and at most 1, which every curve reaches
 */
export function cpt(items: readonly ScoredPair[], recovered: number): number {
  if (!(recovered > 0 && recovered <= 1)) {
    throw new HanzoError('USAGE', `No share of calls recovers ${recovered} of the gap.`, {
      mend: 'Ask for a part above 0 and up to 1, e.g. 0.8.',
    });
  }
  let last: PgrPoint = { share: 0, pgr: 0 };
  for (const point of pgrCurve(items)) {
    // The sum's last digit may be missing at the end.
    if (point.pgr >= recovered - 1e-12) {
      const part = (recovered - last.pgr) / (point.pgr - last.pgr);
      return last.share + Math.min(1, part) * (point.share - last.share);
    }
    last = point;
  }
  return Number.NaN;
}

function gainOf({ weak, strong }: ScoredPair): number {
  return strong - weak;
}

/** Highest score first. What is sorted already is only looked through: samples of a bootstrap are. */
function byScore(items: readonly ScoredPair[]): readonly ScoredPair[] {
  let isSorted = true;
  let last = Number.POSITIVE_INFINITY;
  for (const { score, weak, strong } of items) {
    if (Number.isNaN(score + weak + strong)) throw new HanzoError('USAGE', 'A score is no number.');
    if (score > last) isSorted = false;
    last = score;
  }
  return isSorted ? items : items.toSorted((a, b) => (a.score < b.score ? 1 : a.score > b.score ? -1 : 0));
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
