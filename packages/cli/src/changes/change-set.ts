/** How a set of changes stands: `made` was never applied. */
export const CHANGE_STATES = ['made', 'applied', 'undone'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** One file of a set. Hashes are SHA-256 of all its bytes, in hexadecimal. */
export interface ChangedFile {
  /** From the workspace, with forward slashes. */
  readonly path: string;
  /** Undefined: the set makes the file. */
  readonly before: string | undefined;
  /** Undefined: the set takes the file away. */
  readonly after: string | undefined;
  /** Permission bits for whoever makes the file anew. @default those of any new file */
  readonly mode?: number | undefined;
}

/** What one of the project's commands said of the whole set, in a worktree. */
export interface ChangeCheck {
  /** format, lint, types or tests. */
  readonly name: string;
  readonly verdict: 'passed' | 'failed' | 'unjudged';
  /** A sentence for people; empty where it passed. */
  readonly why: string;
  /** It was not run at all, and that is not its own fault. */
  readonly isUntried?: true;
}

/** Changes of files that belong together: they are applied and undone as one. */
export interface ChangeSet {
  /** Unique in this home: 12 hexadecimal digits. */
  readonly id: string;
  /** Absolute, links resolved. */
  readonly workspace: string;
  /** The run that made it. */
  readonly runId: string;
  /** For people, in one line. */
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  readonly state: ChangeState;
  /** Since when it stands so, in milliseconds since the epoch. */
  readonly stateAt: number;
  /** In the order of their paths. At least one. */
  readonly files: readonly ChangedFile[];
  readonly checks: readonly ChangeCheck[];
  /** It was begun to be brought there, and was stopped before it was: apply, undo or redo goes on with it. */
  readonly begun?: 'applied' | 'undone' | undefined;
  /** Its files stand so, but the book could not be written: whoever settles next notes it. Then it is begun, too. */
  readonly isUnnoted?: true;
}

/** A set that is made. */
export interface NewChangeSet {
  readonly workspace: string;
  readonly runId: string;
  readonly title: string;
  readonly files: readonly NewFile[];
  readonly checks: readonly ChangeCheck[];
}

export interface NewFile {
  readonly path: string;
  /** Undefined: there is no such file yet. */
  readonly before: string | Uint8Array | undefined;
  /** Undefined: the file goes. */
  readonly after: string | Uint8Array | undefined;
  /** Permission bits of a file that goes, or is made. @default of one that goes, those that it has now */
  readonly mode?: number | undefined;
}

/** A file of a set, as text. Bytes that are none are replaced. */
export interface SetText {
  readonly path: string;
  /** Undefined: there was no such file. */
  readonly before: string | undefined;
  /** Undefined: the file went. */
  readonly after: string | undefined;
}

/** Why a set cannot be applied or undone: one entry for each file that is not as the set expects it. */
export interface ChangeConflict {
  readonly path: string;
  readonly why: string;
}

/** What became of a set that a killed process had begun to apply or undo. */
export interface SettledSet {
  /** As it stands now. */
  readonly set: ChangeSet;
  readonly target: 'applied' | 'undone';
  /**
   * `arrived`: it was finished. `given-up`: no file had been changed. `put-back`: what had been changed is as before again. `stuck`:
   * it stays begun.
   */
  readonly ended: 'arrived' | 'given-up' | 'put-back' | 'stuck';
  /** What was in the way: a sentence for people; empty where nothing was. */
  readonly why: string;
}

/** The sets of changes of one home, newest first. */
export interface Changes extends Disposable {
  /**
   * Ends what killed processes had begun: finishes it where a file is changed already, and gives it up where none is. A set for which
   * that fails stays begun.
   *
   * @throws HanzoError STORE_UNUSABLE or DISK_FULL
   */
  settle(): readonly SettledSet[];
  /** Keeps a set. Nothing of the workspace is changed. */
  make(set: NewChangeSet): ChangeSet;
  /** Forgets a set that was never applied, and is not begun: nobody shall be offered it. Others stay. */
  discard(id: string): void;
  /** Undefined: there is none of that id. */
  get(id: string): ChangeSet | undefined;
  /** The set that a person means: its id or the beginning of it. @throws HanzoError CHANGES_UNKNOWN; USAGE when several begin so */
  find(text: string): ChangeSet;
  /** The newest set of a workspace; of one state, where that is said: then the one that came to stand so last. */
  latest(workspace: string, state?: ChangeState): ChangeSet | undefined;
  /** @param workspace only its sets. @default all */
  list(workspace?: string): readonly ChangeSet[];
  /** The workspace of sets that holds this folder, the innermost; undefined: there is no set for it. */
  workspaceOf(folder: string): string | undefined;
  /** What its files held before and after. Empty where there is no such set. @throws HanzoError STORE_UNUSABLE */
  texts(id: string): readonly SetText[];
  /** Unified, from before to after. Empty where there is no such set. */
  diff(id: string): Promise<string>;
  /**
   * Writes a set that is made or undone into its workspace: all of it or nothing.
   *
   * Rejects with HanzoError CHANGES_CONFLICT when a file is not as it was, CHANGES_UNKNOWN, USAGE when it is applied already,
   * STORE_UNUSABLE when its texts are damaged.
   */
  apply(id: string): Promise<ChangeSet>;
  /** Puts back what was there before, byte for byte; new files go. Rejects as `apply` does, USAGE when it is not applied. */
  undo(id: string): Promise<ChangeSet>;
  /** Applies an undone set again. Rejects as `apply` does, USAGE when it is not undone. */
  redo(id: string): Promise<ChangeSet>;
}
