import { HanzoError } from '@hanzo/contracts';
import { bootstrap } from '../evaluation/bootstrap.ts';
import { apgr } from '../evaluation/pgr.ts';
import { type CrossValidated, crossValidate, exampleOf, fit } from './cross-validation.ts';
import { FEATURE_BITS, FEATURES_VERSION } from './features.ts';
import type { PairRow, TrainOptions } from './pair-row.ts';
import { checksumOf } from './profile-checksum.ts';
import type { RouterProfile } from './profile.ts';
import { NO_WEIGHTS, quantise } from './quantised-weights.ts';

/** What fewer rows say is chance. */
const LEAST_ROWS = 100;
/** Routing at random has this area under its PGR curve. */
const CHANCE = 0.5;

/**
 * Learns for one pair of models which tasks the strong one does better. The profile abstains when the lower bound of its
 * cross-validated APGR is not above chance. The same rows and options give the same profile.
 *
 * @throws HanzoError USAGE: fewer than 100 rows, a row whose quality is not from 0 to 1, or options out of range
 */
export function trainProfile(rows: readonly PairRow[], options: TrainOptions): RouterProfile {
  checkRows(rows);
  const { folds = 10, seed = 1, rounds = 1_000, strongShare = 0.2 } = options;
  if (!(strongShare >= 0 && strongShare <= 1)) {
    throw new HanzoError('USAGE', `The strong model cannot get ${strongShare} of the tasks.`, {
      mend: 'Give a share from 0 to 1.',
    });
  }
  const examples = rows.map(exampleOf);
  const scored = crossValidate(examples, folds, seed, options.onFold).toSorted((a, b) => b.score - a.score);
  const area = bootstrap(scored, apgr, { seed, rounds });
  const line = calibrated(scored);
  const threshold = thresholdOf(scored, line, strongShare);
  const abstains = !(area.low > CHANCE && line.slope > 0 && firesAt(threshold, scored, line));
  const { weights } = abstains ? { weights: undefined } : fit(examples, seed + 1);
  const profile = {
    format: 'hanzo-router-profile',
    version: 1,
    features: FEATURES_VERSION,
    bits: FEATURE_BITS,
    weakModel: options.weakModel,
    strongModel: options.strongModel,
    provenance: {
      data: options.data.name,
      sha256: options.data.sha256,
      licence: options.data.licence,
      rows: rows.length,
      folds,
      seed,
      date: options.date,
    },
    apgr: { value: told(area.value), low: told(area.low), high: told(area.high) },
    abstains,
    threshold: abstains ? 1 : threshold,
    meanGain: line.meanGain,
    calibration: { slope: abstains ? 0 : line.slope, meanScore: line.meanScore },
    weights: weights === undefined ? NO_WEIGHTS : quantise(weights),
  } as const;
  return { ...profile, sha256: checksumOf(profile) };
}

function checkRows(rows: readonly PairRow[]): void {
  if (rows.length < LEAST_ROWS) {
    throw new HanzoError('USAGE', `${rows.length} rows say too little of a pair of models.`, {
      mend: `Give at least ${LEAST_ROWS} tasks whose outcome with both models is known.`,
    });
  }
  const at = rows.findIndex(({ weak, strong }) => !isQuality(weak) || !isQuality(strong));
  if (at >= 0) {
    throw new HanzoError('USAGE', `Row ${at + 1} has a quality that is not from 0 to 1.`, {
      details: { row: at + 1 },
      mend: 'Give the quality of both answers as numbers from 0 (failed) to 1 (solved).',
    });
  }
}

function isQuality(value: number): boolean {
  return value >= 0 && value <= 1;
}

interface Line {
  readonly meanGain: number;
  readonly meanScore: number;
  readonly slope: number;
}

/** Least squares of gain on score, for rows that the scoring models had not seen. A line keeps the order of scores. */
function calibrated(scored: readonly CrossValidated[]): Line {
  const meanScore = mean(scored.map(({ score }) => score));
  const meanGain = mean(scored.map(({ gain }) => gain));
  let [both, square] = [0, 0];
  for (const { score, gain } of scored) {
    both += (score - meanScore) * (gain - meanGain);
    square += (score - meanScore) ** 2;
  }
  return { meanGain, meanScore, slope: square > 0 ? both / square : 0 };
}

/** Whoever is expected to be no better is not worth more. */
const LEAST_GAIN = 0.001;

function thresholdOf(scored: readonly CrossValidated[], line: Line, share: number): number {
  const last = scored[Math.min(scored.length - 1, Math.floor(share * scored.length))];
  return Math.max(LEAST_GAIN, gainOf(last?.score ?? 0, line));
}

/** As `PreRouter` reckons it: from -1 to 1. */
function gainOf(score: number, { meanGain, meanScore, slope }: Line): number {
  return Math.min(1, Math.max(-1, meanGain + slope * (score - meanScore)));
}

/** False: the strong model would never be asked first. */
function firesAt(threshold: number, scored: readonly CrossValidated[], line: Line): boolean {
  return scored.some(({ score }) => gainOf(score, line) >= threshold);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** JSON knows no NaN. */
function told(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
