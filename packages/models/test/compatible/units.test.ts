import { describe, expect, it } from 'vitest';
import { FirstJson } from '../../src/compatible/first-json.ts';
import { ThinkFilter } from '../../src/compatible/think-filter.ts';
import { estimateTokens } from '../../src/compatible/token-estimate.ts';
import { verifies } from '../../../../test/support/verifies.ts';

/** Every way to cut a text in two, and into single characters. */
function cuts(text: string): string[][] {
  const halves = Array.from({ length: text.length }, (_, at) => [text.slice(0, at), text.slice(at)]);
  return [...halves, Array.from(text)];
}

describe('ThinkFilter', () => {
  const run = (pieces: readonly string[]): string => {
    const filter = new ThinkFilter();
    return pieces.map((piece) => filter.push(piece).answer).join('') + filter.end();
  };

  it.each([
    ['<think>so <b> or </b></think>\n\nYes.', 'Yes.'],
    ['\n<think></think>Yes </think> no', 'Yes </think> no'],
    ['<think>never ends', ''],
    ['<th', '<th'],
    ['Yes <think>no</think>', 'Yes <think>no</think>'],
    ['  plain', '  plain'],
    ['', ''],
  ])(verifies('compatible.reasoning', 'however the network cuts %j'), (text, answer) => {
    for (const pieces of cuts(text)) expect(run(pieces)).toBe(answer);
  });
});

describe('FirstJson', () => {
  it.each([
    ['Sure: ```json\n{"a":"}"}\n``` Bye {', '{"a":"}"}'],
    ['[1,[2]] and', '[1,[2]]'],
    ['none at all', 'none at all'],
  ])(verifies('compatible.schema', 'however the network cuts %j'), (text, value) => {
    for (const pieces of cuts(text)) {
      const first = new FirstJson();
      expect(pieces.map((piece) => first.push(piece)).join('') + first.end()).toBe(value);
    }
  });
});

describe('estimateTokens', () => {
  /** Counts of Llama 3's tokenizer, as published, or by its rules. */
  it.each([
    ['', 0],
    ['The quick brown fox jumps over the lazy dog.', 10],
    ['    '.repeat(200), 1],
    ['='.repeat(400), 1],
    ['1234567890', 4],
    ['你好世界', 4],
  ])(verifies('compatible.cut-prompt', 'the estimate of %j'), (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });
});
