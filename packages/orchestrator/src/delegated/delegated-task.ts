/**
 * What became of a task of this run that was delegated after it had failed. `answered`: there is an analysis, and the task is still
 * not done; `left-out`: nobody was asked, see `why`; the others: who was asked has given none.
 */
export interface DelegatedTask {
  readonly taskId: string;
  readonly title: string;
  /** Tries at it that failed, in this run and when it was taken up before. */
  readonly failures: number;
  readonly state: 'answered' | 'refused' | 'truncated' | 'invalid' | 'failed' | 'left-out';
  /** Why there is no analysis, for people. @default there is one */
  readonly why?: string | undefined;
  /** Of the delegation: `hanzo delegate show` knows it. @default there is none */
  readonly delegation?: string | undefined;
  /** Name of the catalogue. @default nobody was asked */
  readonly model?: string | undefined;
  /** Text of a model. */
  readonly rootCause?: string | undefined;
  readonly confidence?: 'high' | 'medium' | 'low' | undefined;
  /** Titles of the fixes, by priority. Text of a model. */
  readonly fixes?: readonly string[] | undefined;
  /** Names of the files that were written, from the workspace on: requests and results. */
  readonly files: readonly string[];
  /** Of all rounds, in integer micro-dollars. It is not in the receipt: a delegation is a run of its own. */
  readonly costMicros: number;
  /** An earlier process of the run did that, and counted its cost. @default false */
  readonly isEarlier?: boolean | undefined;
}
