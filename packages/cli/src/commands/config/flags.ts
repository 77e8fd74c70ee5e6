interface ConfigFlags {
  readonly home?: string;
  readonly json?: boolean;
  /** The root of a project. @default the current folder */
  readonly dir?: string;
}

export type ConfigShowFlags = ConfigFlags;
export type ConfigUntrustFlags = ConfigFlags;

export interface ConfigTrustFlags extends ConfigFlags {
  /** The commands that were detected, and not the project's own file. */
  readonly commands?: boolean;
  readonly yes?: boolean;
}
