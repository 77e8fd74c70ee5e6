import type { Discovery } from '@hanzo/mesh';

interface CommonFlags {
  readonly home?: string;
  readonly json?: boolean;
}

interface MeshFlags {
  readonly discovery: readonly Discovery[];
  readonly bootstrap?: readonly string[];
}

export type ModelsListFlags = CommonFlags;

export type ModelsCheckFlags = CommonFlags;

export interface ModelsPullFlags extends CommonFlags, MeshFlags {
  readonly names: readonly string[];
  readonly sha256?: string;
  readonly name?: string;
  readonly link?: boolean;
  readonly from: 'auto' | 'mesh' | 'internet';
  readonly member?: string;
  readonly endpoint?: string;
  /** Seconds. */
  readonly wait?: number;
  readonly slots: number;
  readonly context: number;
  readonly force?: boolean;
}

export interface ModelsShowFlags extends CommonFlags, MeshFlags {
  readonly name: string;
  readonly mesh?: boolean;
  /** Seconds. */
  readonly wait: number;
}

export interface ModelsVerifyFlags extends CommonFlags {
  readonly names: readonly string[];
}

export interface ModelsRmFlags extends CommonFlags {
  readonly names: readonly string[];
  readonly yes?: boolean;
  readonly force?: boolean;
}
