import type { DelegationEvent, FileWish } from '@hanzo/delegate';
import type { Terminal } from '../../terminal/terminal.ts';
import type { OneTaskProgress } from '../one-task/do-one-task.ts';
import type { DelegateEngineFlags, EvidenceFlags } from './flags.ts';

/** An issue and what whoever delegates it knows of it. */
export interface DelegateInput extends EvidenceFlags {
  /** Without the magic phrase. */
  readonly issue: string;
  /** That of the phrase, where there was one: a flag counts for more. */
  readonly phraseModel?: string | undefined;
  /** The delegation that this one goes on with: its id. */
  readonly parent?: string | undefined;
  /** Models that the parent was asked of, by their names of the catalogue: for when nothing else says whom. @default none */
  readonly parentModels?: readonly string[] | undefined;
  /** Besides `files`, e.g. names that are no patterns. @default none */
  readonly wishes?: readonly FileWish[] | undefined;
  /** A folder from the workspace on: nothing outside it is looked for, or sent as a file, and `files` count from it on. @default all of the workspace */
  readonly within?: string | undefined;
}

export interface DelegateParts {
  /** Absolute. */
  readonly workspace: string;
  readonly flags: DelegateEngineFlags;
  /** What it prints stands there: the result as data, progress for people. */
  readonly terminal: Terminal;
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** Who answers may use tools. @default false */
  readonly usesTools?: boolean | undefined;
  /** @default nobody hears */
  readonly onEvent?: ((event: DelegationEvent) => void) | undefined;
  /** Hears of the tasks that are asked. @default nobody does */
  readonly progress?: OneTaskProgress | undefined;
}
