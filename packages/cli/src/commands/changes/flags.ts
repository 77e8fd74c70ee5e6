export interface ChangesFlags {
  readonly home?: string;
  readonly json?: boolean;
  /** @default the workspace that holds the current folder */
  readonly workspace?: string;
}

export interface ChangesListFlags extends ChangesFlags {
  /** Of all workspaces. */
  readonly all?: boolean;
}

export interface ChangesOneFlags extends ChangesFlags {
  /** An id or the beginning of one. @default the last that fits */
  readonly id?: string;
}

export interface ChangesShowFlags extends ChangesOneFlags {
  /** A file for the diff. */
  readonly output?: string;
}

export interface ChangesWriteFlags extends ChangesOneFlags {
  readonly yes?: boolean;
  /** With `yes`: also what a command of the project refuses, or none could be tried on. @default false */
  readonly despiteChecks?: boolean;
}
