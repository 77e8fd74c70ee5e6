import type { Random } from './random.ts';

/**
 * Weights of a model. Answers of different weights to one prompt mean the same and differ in every letter or word, so
 * that a text of two of them shows.
 */
export const WEIGHTS = ['small', 'CAPITAL', 'Title'] as const;
export type Weights = (typeof WEIGHTS)[number];

const WORDS = 'the cart adds items twice when two tabs save at once because no lock is held while it writes'.split(' ');

const answers = new Map<string, string>();

/** What the prompt is answered with: a pure function. */
export function answerOf(prompt: string, weights: Weights): string {
  const key = `${weights} ${prompt}`;
  const known = answers.get(key) ?? makeAnswer(prompt, weights);
  answers.set(key, known);
  return known;
}

function makeAnswer(prompt: string, weights: Weights): string {
  const [, seed = '0', length = '1'] = /(\d+) of (\d+)$/.exec(prompt) ?? [];
  const words = Array.from({ length: Number(length) }, (_, index) => {
    const word = WORDS[(Number(seed) * 7 + index * ((Number(seed) % 5) + 1)) % WORDS.length] ?? '';
    return `${word}${(Number(seed) + index) % 100}`;
  });
  switch (weights) {
    case 'small':
      return words.join(' ');
    case 'CAPITAL':
      return words.join(' ').toUpperCase();
    case 'Title':
      return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(', ');
  }
}

/** @param words of the answer, at least 1 */
export function promptOf(seed: number, words: number): string {
  return `Review file ${seed} of ${words}`;
}

/** Hex, as a hash of the weights' file would be. */
export function sha256Of(weights: Weights): string {
  return String(WEIGHTS.indexOf(weights) + 1).repeat(64);
}

/** Cuts a text into pieces as an engine's tokens would, of 1 to 16 characters. */
export function piecesOf(text: string, random: Random): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const piece = text.slice(at, at + random.between(1, 16));
    pieces.push(piece);
    at += piece.length;
  }
  return pieces;
}
