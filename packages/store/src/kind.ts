/** One kind of file: its name as people read it, what to do after damage, tables. */
export interface StoreKind {
  /** As people read it after "the" and "a", e.g. "ledger", "journal", "mesh state". */
  readonly name: string;
  /**
   * SQLite application id: marks the file as ours. 0: not marked (the journal). Unmarked files were once made in place,
   * so an empty one or one without a version is a beginning that was interrupted, and is finished; a marked one of that
   * sort has lost its content, and is refused.
   */
  readonly applicationId: number;
  /** The nth entry leads from version n to n + 1; a new file goes through all of them. Never edit one: append. */
  readonly migrations: readonly string[];
  /** How to go on after damage: one sentence for the `mend` of the error. */
  readonly damagedMend: string;
  /**
   * How to go on when the disk is full.
   *
   * @default 'Free some space, then try again.'
   */
  readonly fullMend?: string;
  /**
   * How long a statement waits for a lock of another process, in milliseconds.
   *
   * @default 5000
   */
  readonly busyMs?: number;
  /**
   * Opening looks through nothing: for files whose rows have checksums and are no loss.
   *
   * @default false
   */
  readonly opensUnchecked?: boolean;
}
