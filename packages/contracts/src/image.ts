/** Image formats that models with vision take. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** A picture that goes with a prompt, complete in itself. */
export interface PromptImage {
  /** As the person named it, for the report. */
  readonly name: string;
  readonly type: ImageType;
  /** The file's bytes in base64. */
  readonly base64: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}
