import type { ImageReference } from './image.ts';

/** Pixels of a picture. */
export type ImageSize = Pick<ImageReference, 'width' | 'height'>;

/** What an API adds around a picture; 32 tokens were measured and are documented nowhere. */
const ENVELOPE_TOKENS = 64;

/**
 * Tokens that a model counts for a picture at most, at detail `high`, which is what hanzo asks for.
 *
 * Sources, as of November 2026. Anthropic ("Images and vision"): a token for each 28x28 pixels, where larger pictures are scaled
 * down to at most 4,784 tokens (1,568 for models before 4.7, which the bound does not use). OpenAI ("Images and vision"): older
 * models count a base and tiles of 512 pixels (85 + 170 each, o3 75 + 150, gpt-5 70 + 140, gpt-4o-mini 2,833 + 5,667), at most 8
 * of them once the picture was scaled to 2048x768; newer ones count patches of 32x32 pixels, times 1.2 to 2.46 by the model, at most
 * 1,536, 2,500 or 10,000. The largest factor and the largest cap are taken. A model of another name may count as any of them does.
 *
 * @param model as its provider knows it
 */
export function worstImageTokens(size: ImageSize, model?: string): number {
  return ENVELOPE_TOKENS + Math.ceil(counted(size, model));
}

/** The same for all pictures of a prompt. */
export function worstTokensOfImages(images: readonly ImageSize[] | undefined, model?: string): number {
  return (images ?? []).reduce((sum, image) => sum + worstImageTokens(image, model), 0);
}

function counted(size: ImageSize, model = ''): number {
  if (model.startsWith('claude')) return claudeTokens(size);
  if (model.startsWith('gpt-4o-mini')) return tileTokens(size, 2_833, 5_667);
  if (/^(gpt-4o|gpt-4-turbo)/.test(model)) return tileTokens(size, 85, 170);
  // Their own formulas are lower; which of both an alias or a snapshot is billed by was seen to differ.
  if (/^(gpt-|o\d|codex|chatgpt)/.test(model)) return Math.max(patchTokens(size), tileTokens(size, 85, 170));
  return Math.max(claudeTokens(size), patchTokens(size), tileTokens(size, 2_833, 5_667));
}

const CLAUDE_PATCH = 28;
const CLAUDE_MOST = 4_784;

function claudeTokens(size: ImageSize): number {
  return Math.min(CLAUDE_MOST, squares(size, CLAUDE_PATCH));
}

const PATCH = 32;
const MOST_PATCHES = 10_000;
const LARGEST_FACTOR = 2.46;

function patchTokens(size: ImageSize): number {
  return Math.min(MOST_PATCHES, squares(size, PATCH)) * LARGEST_FACTOR;
}

const TILE = 512;
const LONGEST_SIDE = 2_048;
const SHORTEST_SIDE = 768;

/** Small pictures may be scaled up to 768 pixels on their short side, too: the dearer of both counts. */
function tileTokens({ width, height }: ImageSize, base: number, tile: number): number {
  const fit = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const [wide, high] = [width * fit, height * fit];
  const scale = Math.min(SHORTEST_SIDE / Math.min(wide, high), LONGEST_SIDE / Math.max(wide, high));
  return base + tile * squares({ width: Math.round(wide * scale), height: Math.round(high * scale) }, TILE);
}

function squares({ width, height }: ImageSize, side: number): number {
  return Math.ceil(width / side) * Math.ceil(height / side);
}
