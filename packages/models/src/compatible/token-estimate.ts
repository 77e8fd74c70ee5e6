import type { GenerateRequest } from '@hanzo/contracts';

/** One piece of what tokenizers cut text into: words of Latin letters, other letters, digits, white space, the rest. */
const PIECES = /([A-Za-z]+)|(\p{L}+)|(\p{N}+)|(\s+)|([^\p{L}\p{N}\s]+)/gu;

const ONE_PER_CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Lines drawn with one character are one token or two, however long. */
const RULES = /(.)\1{2,}/gsu;

/** Markers of a chat template around two messages. */
const TEMPLATE_TOKENS = 16;

/**
 * How many tokens a text has, within about a quarter for prose and code under today's vocabularies of 100,000 and more:
 * bytes divided by four are off by half where there is much indentation, many digits, or another script.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece, latin, letters, digits, space] of text.matchAll(PIECES)) {
    if (latin !== undefined) tokens += Math.ceil(piece.length / 7);
    else if (letters !== undefined) tokens += lettersTokens(piece);
    else if (digits !== undefined) tokens += Math.ceil(piece.length / 3);
    // A single space belongs to the word behind it; a run is one token.
    else if (space !== undefined) tokens += piece === ' ' ? 0 : 1;
    else tokens += Math.ceil(piece.replaceAll(RULES, '$1$1').length / 2);
  }
  return tokens;
}

/** The prompt as the model will see it: both messages, in their template. */
export function estimatePrompt(system: string, prompt: string): number {
  return estimateTokens(system) + estimateTokens(prompt) + TEMPLATE_TOKENS;
}

/** What the server is to read: the beginning of the answer included. */
export function estimateRequest({ system, prompt, resume = '' }: GenerateRequest): number {
  return estimatePrompt(system, prompt) + estimateTokens(resume);
}

function lettersTokens(piece: string): number {
  const dense = piece.match(ONE_PER_CHARACTER)?.length ?? 0;
  return dense + Math.ceil((piece.length - dense) / 2.5);
}
