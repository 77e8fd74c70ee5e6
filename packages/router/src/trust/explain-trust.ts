import type { EvidenceCounts } from './evidence.ts';

interface Standing {
  /** Milliseconds since the epoch. */
  readonly bannedUntil: number | undefined;
  readonly isSuspected: boolean;
  readonly isNew: boolean;
}

/** Where a worker stands, and by what, for people. */
export function explainTrust(seen: EvidenceCounts, standing: Standing, now: number): string {
  const checks = Math.round(seen.checksPassed + seen.checksFailed);
  const passed = checks === 0 ? '' : ` It passed ${Math.round(seen.checksPassed)} of ${checks} checks.`;
  const broke =
    seen.invalid < 0.5 ? '' : ` ${Math.round(seen.invalid)} of its answers broke what its engine had promised.`;
  const alone =
    seen.unchecked < 0.5
      ? ''
      : ` Nobody else has its model, so ${Math.round(seen.unchecked)} of its answers could not be checked.`;
  return `${stands(standing, now)}${passed}${broke}${alone}`;
}

function stands({ bannedUntil, isSuspected, isNew }: Standing, now: number): string {
  if (bannedUntil !== undefined) {
    const hours = ((bannedUntil - now) / 3_600_000).toFixed(1);
    return `Its answers were wrong too often: it gets no tasks for another ${hours} h.`;
  }
  if (isSuspected) return 'It is under suspicion: each of its answers should be checked until it is cleared.';
  return isNew ? 'It is new: its answers are checked more often.' : 'It is known to answer honestly.';
}
