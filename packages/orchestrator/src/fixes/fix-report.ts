import type { RunFinding } from '../run/run-finding.ts';

/** A finding that no edit of the run mends. */
export interface UnmendedFinding extends Pick<RunFinding, 'fingerprint' | 'path' | 'line' | 'severity' | 'message'> {
  /** For people: a clause or a sentence. */
  readonly why: string;
}

/** What became of the findings that were to be mended. */
export interface FixReport {
  /** Fingerprints of those whose edits are in the patch, or in the files already. */
  readonly mended: readonly string[];
  readonly unmended: readonly UnmendedFinding[];
}
