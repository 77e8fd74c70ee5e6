export interface CacheFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export interface CacheClearFlags extends CacheFlags {
  readonly workspace?: string;
  /** Milliseconds. */
  readonly olderThan?: number;
  readonly yes?: boolean;
}
