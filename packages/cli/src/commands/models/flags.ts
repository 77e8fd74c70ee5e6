export interface ModelsListFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export interface ModelsPullFlags {
  readonly model: string;
  readonly home?: string;
  readonly sha256?: string;
  readonly endpoint?: string;
  readonly json?: boolean;
}
