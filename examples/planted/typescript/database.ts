export type Row = Readonly<Record<string, unknown>>;

export interface Change {
  run(statement: string, values: readonly unknown[]): Promise<void>;
}

/** The club's database. Values are bound by the driver. */
export interface Database {
  query(statement: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Rolls back when the function rejects. */
  transaction(work: (change: Change) => Promise<void>): Promise<void>;
}
