interface ConfigFlags {
  readonly home?: string;
  readonly json?: boolean;
  /** The root of a project. @default the current folder */
  readonly dir?: string;
}

export type ConfigShowFlags = ConfigFlags;
export type ConfigUntrustFlags = ConfigFlags;

export interface ConfigTrustFlags extends ConfigFlags {
  readonly yes?: boolean;
}
