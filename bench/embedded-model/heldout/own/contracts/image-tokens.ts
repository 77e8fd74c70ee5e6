import type { ImageReference } from './image.ts';

export type ImageSize = Pick<ImageReference, 'width' | 'height'>;

const ENVELOPE_TOKENS = 64;

export function worstImageTokens(size: ImageSize, model?: string): number {
  return ENVELOPE_TOKENS + Math.ceil(counted(size, model));
}

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

function tileTokens({ width, height }: ImageSize, base: number, tile: number): number {
  const fit = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const [wide, high] = [width * fit, height * fit];
  const scale = Math.min(SHORTEST_SIDE / Math.min(wide, high), LONGEST_SIDE / Math.max(wide, high));
  return base + tile * squares({ width: Math.round(wide * scale), height: Math.round(high * scale) }, TILE);
}

function squares({ width, height }: ImageSize, side: number): number {
  return Math.ceil(width / side) * Math.ceil(height / side);
}
