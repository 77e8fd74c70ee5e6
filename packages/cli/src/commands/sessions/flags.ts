export interface SessionsFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export interface SessionsListFlags extends SessionsFlags {
  /** Only those about this project. */
  readonly workspace?: string;
}

export interface SessionsShowFlags extends SessionsFlags {
  /** Its id, the beginning of it, or last. */
  readonly id: string;
}

export interface SessionsRmFlags extends SessionsFlags {
  readonly id?: string;
  /** Only what was last used so long ago, in milliseconds. */
  readonly olderThan?: number;
  readonly yes?: boolean;
}
