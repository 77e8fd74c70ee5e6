import type { Marks } from './mark.ts';
import { exposureOf, type StateRow } from './state-row.ts';

/** What the mark knows of and the file does not have. */
export interface Missing {
  /** The newest ones. */
  readonly commits: number;
  /** What they may have cost beyond what is still known. Integer micro-dollars. */
  readonly micros: number;
}

/** Undefined when nothing is. The marks must have been read before the file: others go on writing. */
export function missingFrom(state: StateRow, marks: Marks): Missing | undefined {
  const known = marks.progressOf(state.ledger);
  if (known === undefined || known.commits <= state.commits) return undefined;
  return {
    commits: known.commits - state.commits,
    micros: Math.max(0, known.exposureMicros - exposureOf(state)),
  };
}
