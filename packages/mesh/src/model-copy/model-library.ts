import type { SharedModel } from '@hanzo/wire';
import type { ReadAt } from './chunk-list.ts';

/** The model files that a member has to give. */
export interface ModelLibrary {
  /** Those whose hash is known. */
  list(): Promise<readonly SharedModel[]>;
  /** Opens one of them by its SHA-256 (hex). Undefined when it is not, or no longer, there. */
  open(sha256: string): Promise<OpenModel | undefined>;
}

/** An open file of the library; close it by disposing. */
export interface OpenModel extends AsyncDisposable {
  readonly model: SharedModel;
  /** Changes when the file does: what was computed from it holds only as long as this is the same. */
  readonly version: string;
  readonly readAt: ReadAt;
}
