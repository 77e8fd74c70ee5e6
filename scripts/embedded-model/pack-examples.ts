import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWER, BOS, END, PROMPT, Tokenizer, trainVocabulary } from './tokenizer.ts';

/** Longer examples are left out: they would cost the time of several others and teach no more. */
const MOST_TOKENS = 896;
/** What the prompt says of the function begins here. The end of a prompt alone makes short examples, for the first part of the training. */
const FACTS = 'The function to document, with its names in words:';
/** Tokens gathered before they are written. */
const PIECE = 2 ** 20;

/** What a model is asked and what it is to say. */
interface Example {
  readonly prompt: string;
  readonly answer: string;
}

export interface PackParts {
  /** The texts that the vocabulary is learned from, and how many tokens it gets at most. */
  readonly vocabulary: Iterable<string>;
  readonly size: number;
  readonly train: Iterable<Example>;
  readonly valid: Iterable<Example>;
}

interface Packed {
  readonly examples: number;
  readonly tooLong: number;
  readonly tokens: number;
  readonly promptTokens: number;
}

interface Encoded {
  readonly ids: readonly number[];
  /** How many ids stand before the facts, before the answer. */
  readonly beforeFacts: number;
  readonly beforeAnswer: number;
}

function encodeExample(tokenizer: Tokenizer, { prompt, answer }: Example): Encoded {
  const facts = Math.max(0, prompt.lastIndexOf(FACTS));
  const head = [tokenizer.marker(BOS), tokenizer.marker(PROMPT), ...tokenizer.encode(prompt.slice(0, facts))];
  const question = [...head, ...tokenizer.encode(prompt.slice(facts)), tokenizer.marker(ANSWER)];
  const ids = [...question, ...tokenizer.encode(answer), tokenizer.marker(END)];
  return { ids, beforeFacts: head.length, beforeAnswer: question.length };
}

function packPart(folder: string, tokenizer: Tokenizer, all: Iterable<Example>): Packed {
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, 'tokens.bin'), 'w');
  const lengths: number[] = [];
  const piece = new Uint16Array(PIECE);
  let [filled, tokens, promptTokens, tooLong] = [0, 0, 0, 0];
  const flush = (): void => {
    writeSync(file, new Uint8Array(piece.buffer, 0, filled * 2));
    filled = 0;
  };
  for (const example of all) {
    const { ids, beforeFacts, beforeAnswer } = encodeExample(tokenizer, example);
    if (ids.length > MOST_TOKENS) {
      tooLong += 1;
      continue;
    }
    if (filled + ids.length > PIECE) flush();
    piece.set(ids, filled);
    filled += ids.length;
    tokens += ids.length;
    promptTokens += beforeAnswer;
    lengths.push(beforeFacts, beforeAnswer, ids.length);
  }
  flush();
  closeSync(file);
  writeFileSync(join(folder, 'lengths.bin'), new Uint8Array(Int32Array.from(lengths).buffer));
  return { examples: lengths.length / 3, tooLong, tokens, promptTokens };
}

/**
 * Learns the vocabulary and writes everything that train.py reads: vocabulary.json, and the folders train and valid, each with tokens.bin
 * (uint16 ids, one example after the other) and lengths.bin (int32: the tokens before the facts, before the answer, and of the whole).
 */
export function packExamples(out: string, parts: PackParts): { readonly train: Packed; readonly valid: Packed } {
  mkdirSync(out, { recursive: true });
  const vocabulary = trainVocabulary(parts.vocabulary, parts.size);
  writeFileSync(join(out, 'vocabulary.json'), `${JSON.stringify(vocabulary)}\n`);
  const tokenizer = new Tokenizer(vocabulary);
  const valid = packPart(join(out, 'valid'), tokenizer, parts.valid);
  return { valid, train: packPart(join(out, 'train'), tokenizer, parts.train) };
}
