export interface CacheFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export interface CacheClearFlags extends CacheFlags {
  readonly workspace?: string;
  /** A name, a peer id, or the end of one. */
  readonly worker?: string;
  /** Milliseconds. */
  readonly olderThan?: number;
  readonly yes?: boolean;
}
