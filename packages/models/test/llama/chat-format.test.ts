import { expect, it } from 'vitest';
import type { LlamaModel, Token } from 'node-llama-cpp';
import { verifies } from '../../../../test/support/verifies.ts';
import { findFamily, resolveChatFormat } from '../../src/llama/chat-format.ts';
import { CHAT_TEMPLATE } from '../../../../scripts/gguf/vocabulary.ts';

it.each([
  [CHAT_TEMPLATE, 'chatml'],
  ["{{ '<|im_start|>' }}{% if enable_thinking is false %}", 'chatml-no-thoughts'],
  ["{{ '<|start_header_id|>' + role + '<|end_header_id|>' }}", 'llama-3'],
  ["{{ '<start_of_turn>' + role }}", 'gemma'],
  ["{{ bos_token + '[INST] ' }}", 'mistral'],
  ["{{ bos_token + '<|hanzo_prompt|>' + messages[0].content + '<|hanzo_answer|>' }}", 'hanzo-embedded'],
  ["{{ '<|user|>' }}{{ '<|end|>' }}{{ '<|assistant|>' }}", 'phi'],
  ['{% for x in range(999999999) %}{% endfor %}', 'plain'],
  ['', 'plain'],
])('recognises %s as %s, without running it', (template, family) => {
  expect(findFamily(template).name).toBe(family);
});

/** Texts are tokens of their own, and markers are told from what people say. */
function modelWith(template: string): { readonly model: LlamaModel; textOf(tokens: Iterable<Token>): string } {
  const texts = ['<|bos|>'];
  const tokenize = (text: string, isMarker: boolean): number[] => [texts.push(isMarker ? text : `[${text}]`) - 1];
  const tokens = { bos: 0, shouldPrependBosToken: true };
  const model = { tokens, tokenize, fileInfo: { metadata: { tokenizer: { chat_template: template } } } };
  return {
    model: model as unknown as LlamaModel,
    textOf: (given) => [...given].map((token) => texts[Number(token)]).join(''),
  };
}

it(verifies('embedded-model.prompt'), () => {
  const { model, textOf } = modelWith('<|hanzo_prompt|>{{ messages[0].content }}<|hanzo_answer|>');
  const format = resolveChatFormat(model);
  const { tokens, systemTokens } = format.tokenize('You write doc comments.', 'function add');
  expect(textOf(tokens)).toBe('<|bos|><|hanzo_prompt|>[function add]<|hanzo_answer|>');
  expect(systemTokens).toBe(2);
  expect(textOf(format.stopTokens)).toBe('<|hanzo_end|>');
});
