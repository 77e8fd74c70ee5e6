/**
 * What was seen of a worker. `check-passed`, `check-failed`: its answer agreed, or not, with what others with the same
 * weights say. `check-differed`: it differed, but not so much or not by such witnesses that this alone would count; it
 * counts if the next check differs as well. `unchecked`: nobody else has its weights. `gate`: what the run's own gates
 * said. `invalid`: the answer broke the schema or the limits that its engine had promised to keep.
 */
export type Evidence =
  | 'check-passed'
  | 'check-differed'
  | 'check-failed'
  | 'unchecked'
  | 'gate-passed'
  | 'gate-failed'
  | 'invalid';

/** Of one worker with one model. They fade with time, so they are not whole. */
export interface EvidenceCounts {
  readonly checksPassed: number;
  readonly checksFailed: number;
  readonly unchecked: number;
  readonly gatesPassed: number;
  readonly gatesFailed: number;
  readonly invalid: number;
}

export const NO_EVIDENCE: EvidenceCounts = {
  checksPassed: 0,
  checksFailed: 0,
  unchecked: 0,
  gatesPassed: 0,
  gatesFailed: 0,
  invalid: 0,
};

const COUNTED: Readonly<Partial<Record<Evidence, keyof EvidenceCounts>>> = {
  'check-passed': 'checksPassed',
  'check-failed': 'checksFailed',
  unchecked: 'unchecked',
  'gate-passed': 'gatesPassed',
  'gate-failed': 'gatesFailed',
  invalid: 'invalid',
};

/** @param times how often, or how much of one */
export function withEvidence(counts: EvidenceCounts, evidence: Evidence, times = 1): EvidenceCounts {
  const name = COUNTED[evidence];
  return name === undefined ? counts : { ...counts, [name]: counts[name] + times };
}

export function faded(counts: EvidenceCounts, by: number): EvidenceCounts {
  return {
    checksPassed: counts.checksPassed * by,
    checksFailed: counts.checksFailed * by,
    unchecked: counts.unchecked * by,
    gatesPassed: counts.gatesPassed * by,
    gatesFailed: counts.gatesFailed * by,
    invalid: counts.invalid * by,
  };
}

export function sumOf(all: readonly EvidenceCounts[]): EvidenceCounts {
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  return all.reduce(
    (sum, one) => ({
      checksPassed: sum.checksPassed + one.checksPassed,
      checksFailed: sum.checksFailed + one.checksFailed,
      unchecked: sum.unchecked + one.unchecked,
      gatesPassed: sum.gatesPassed + one.gatesPassed,
      gatesFailed: sum.gatesFailed + one.gatesFailed,
      invalid: sum.invalid + one.invalid,
    }),
    NO_EVIDENCE,
  );
}

/**
 * Kinds of liars that are tested for side by side: so much of what honest workers pass they fail. One test alone would be
 * blind for the others: for one that always lies, one passed check outweighs most of a failed one.
 */
export const LIES: readonly number[] = [0.15, 0.4, 0.9];
/** Nobody is taken to be better, or a whole model to be worse, than this. */
const LEAST_FAILS = 0.05;
const MOST_FAILS = 0.4;
/** Gates say far less than checks: small models fail them honestly, and so do all with hard tasks. */
const GATE_WEIGHT = 0.1;

/** Natural logarithm of how much likelier a failed or passed check is of such a liar than of an honest worker. */
export function checkWeight(isPassed: boolean, othersFail: number, lies: number): number {
  const honest = Math.min(MOST_FAILS, Math.max(LEAST_FAILS, othersFail));
  return isPassed ? Math.log(1 - lies) : Math.log((honest + (1 - honest) * lies) / honest);
}

/** The same of the run's gates. Liars are taken to fail half of what honest workers with the model pass. */
export function gateWeight(isPassed: boolean, othersFail: number): number {
  const honest = Math.min(1 - LEAST_FAILS, Math.max(LEAST_FAILS, othersFail));
  const liar = honest + (1 - honest) / 2;
  return GATE_WEIGHT * (isPassed ? Math.log((1 - liar) / (1 - honest)) : Math.log(liar / honest));
}
