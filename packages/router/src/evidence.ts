/**
 * What was seen of a worker. `check`: its answer to a task with a known answer, or to one that others answered as well,
 * agreed with what was known or with the majority. `gate`: what the run's own gates said. `invalid`: the answer broke
 * the schema or the limits that its engine had promised to keep.
 */
export type Evidence = 'check-passed' | 'check-failed' | 'gate-passed' | 'gate-failed' | 'invalid';

/** Of one worker with one model. They fade with time, so they are not whole. */
export interface EvidenceCounts {
  readonly checksPassed: number;
  readonly checksFailed: number;
  readonly gatesPassed: number;
  readonly gatesFailed: number;
  readonly invalid: number;
}

export const NO_EVIDENCE: EvidenceCounts = {
  checksPassed: 0,
  checksFailed: 0,
  gatesPassed: 0,
  gatesFailed: 0,
  invalid: 0,
};

export function withEvidence(counts: EvidenceCounts, evidence: Evidence): EvidenceCounts {
  switch (evidence) {
    case 'check-passed':
      return { ...counts, checksPassed: counts.checksPassed + 1 };
    case 'check-failed':
      return { ...counts, checksFailed: counts.checksFailed + 1 };
    case 'gate-passed':
      return { ...counts, gatesPassed: counts.gatesPassed + 1 };
    case 'gate-failed':
      return { ...counts, gatesFailed: counts.gatesFailed + 1 };
    case 'invalid':
      return { ...counts, invalid: counts.invalid + 1 };
  }
}

export function faded(counts: EvidenceCounts, by: number): EvidenceCounts {
  return {
    checksPassed: counts.checksPassed * by,
    checksFailed: counts.checksFailed * by,
    gatesPassed: counts.gatesPassed * by,
    gatesFailed: counts.gatesFailed * by,
    invalid: counts.invalid * by,
  };
}

export function sumOf(all: readonly EvidenceCounts[]): EvidenceCounts {
  return all.reduce(
    (sum, one) => ({
      checksPassed: sum.checksPassed + one.checksPassed,
      checksFailed: sum.checksFailed + one.checksFailed,
      gatesPassed: sum.gatesPassed + one.gatesPassed,
      gatesFailed: sum.gatesFailed + one.gatesFailed,
      invalid: sum.invalid + one.invalid,
    }),
    NO_EVIDENCE,
  );
}

/** Liars are taken to fail so many checks. */
const LIAR_FAILS = 0.9;
/** Nobody is taken to be better, or a whole model to be worse, than this. */
const LEAST_FAILS = 0.05;
const MOST_FAILS = 0.4;
/** Gates say far less than checks: small models fail them honestly, and so do all with hard tasks. */
const GATE_WEIGHT = 0.1;

/** Natural logarithm of how much likelier a failed or passed check is of a liar than of an honest worker. */
export function checkWeight(isPassed: boolean, othersFail: number): number {
  const honest = Math.min(MOST_FAILS, Math.max(LEAST_FAILS, othersFail));
  return isPassed ? Math.log((1 - LIAR_FAILS) / (1 - honest)) : Math.log(LIAR_FAILS / honest);
}

/** The same of the run's gates. Liars are taken to fail half of what honest workers with the model pass. */
export function gateWeight(isPassed: boolean, othersFail: number): number {
  const honest = Math.min(1 - LEAST_FAILS, Math.max(LEAST_FAILS, othersFail));
  const liar = honest + (1 - honest) / 2;
  return GATE_WEIGHT * (isPassed ? Math.log((1 - liar) / (1 - honest)) : Math.log(liar / honest));
}
