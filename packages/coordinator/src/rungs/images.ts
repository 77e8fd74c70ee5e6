import type { ImageReference, PromptImage, Task } from '@hanzo/contracts';

/** Gives pictures with their bytes. Rejects with HanzoError where one of them is not there any more. */
export type LoadImages = (images: readonly ImageReference[]) => Promise<readonly PromptImage[]>;

export const NO_LOCAL_VISION = 'pictures belong to it, and local models of hanzo see none';
export const NO_WORKER_VISION = 'pictures belong to it, and no worker gets any: their models see none';

export function hasImages({ images = [] }: Pick<Task, 'images'>): boolean {
  return images.length > 0;
}
