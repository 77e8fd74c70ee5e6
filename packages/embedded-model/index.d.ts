/** A model file, and what it must be like. */
export interface EmbeddedModel {
  /** What people call it: as in the catalogue. */
  readonly name: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Hex, of the file as it was published. Whoever loads the file compares first. */
  readonly sha256: string;
  /** Where the file is on this machine. */
  readonly path: string;
}

/** The model that this package ships. */
export declare const EMBEDDED_MODEL: EmbeddedModel;
