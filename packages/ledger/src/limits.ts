/** Integer micro-dollars. Absent: none. */
export interface Caps {
  /** The last 60 minutes. */
  readonly hourMicros?: number;
  /** The last 24 hours. */
  readonly dayMicros?: number;
}

/** Caps over all runs of this home. */
export interface LedgerLimits extends Caps {
  /** By `ReserveRequest.key`. */
  readonly keys?: Readonly<Record<string, Caps>>;
  /** By `ReserveRequest.member`. */
  readonly members?: Readonly<Record<string, Caps>>;
}
