import type { PromptImage } from '@hanzo/contracts';

/** How closely OpenAI's models look: what `auto` means differs by the model, and so does its price. */
export const IMAGE_DETAIL = 'high';

/** A picture within the request itself: nothing is uploaded that somebody would have to delete. */
export function dataUrl({ type, base64 }: PromptImage): string {
  return `data:${type};base64,${base64}`;
}
