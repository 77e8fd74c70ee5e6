import { expect, it } from 'vitest';
import { findFamily } from '../../src/llama/chat-format.ts';
import { CHAT_TEMPLATE } from '../../../../scripts/gguf/vocabulary.ts';

it.each([
  [CHAT_TEMPLATE, 'chatml'],
  ["{{ '<|im_start|>' }}{% if enable_thinking is false %}", 'chatml-no-thoughts'],
  ["{{ '<|start_header_id|>' + role + '<|end_header_id|>' }}", 'llama-3'],
  ["{{ '<start_of_turn>' + role }}", 'gemma'],
  ["{{ bos_token + '[INST] ' }}", 'mistral'],
  ["{{ '<|user|>' }}{{ '<|end|>' }}{{ '<|assistant|>' }}", 'phi'],
  ['{% for x in range(999999999) %}{% endfor %}', 'plain'],
  ['', 'plain'],
])('recognises %s as %s, without running it', (template, family) => {
  expect(findFamily(template).name).toBe(family);
});
