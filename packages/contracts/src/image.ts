/** Image formats that models with vision take. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** A picture without its bytes: what plans, tasks, reports and the journal hold. */
export interface ImageReference {
  /** As the person named it, for the report. */
  readonly name: string;
  readonly type: ImageType;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Size of what is sent. */
  readonly bytes: number;
  /** Of what is sent, in hex. */
  readonly sha256: string;
}

/** A picture that goes with a prompt, complete in itself. */
export interface PromptImage extends ImageReference {
  /** What is sent, in base64. */
  readonly base64: string;
}
