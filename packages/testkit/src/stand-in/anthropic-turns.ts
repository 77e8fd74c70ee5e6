import type { ClaudeFacts } from './anthropic-generations.ts';
import { bag, type Bag, blocksIn, list, shown } from './anthropic-request.ts';
import { imageProblem, imagesIn } from './images.ts';
import { sealOf } from './anthropic-seal.ts';

/** What is wrong with the order of messages and blocks; undefined when they can be answered. */
export function findMessagesFault(body: Bag, facts: ClaudeFacts | undefined): string | undefined {
  const messages = list(body['messages']).map(bag);
  if (messages.length === 0) return 'messages: at least one message is required';
  if (messages[0]?.['role'] !== 'user') return 'messages: first message must use the "user" role';
  const last = messages.at(-1);
  if (last?.['role'] === 'assistant' && facts?.refusesPrefill) {
    return 'This model does not support assistant message prefill. The conversation must end with a user message.';
  }
  for (const [at, message] of messages.entries()) {
    const problem = messageProblem(message, at) ?? toolOrderProblem(messages, at);
    if (problem !== undefined) return problem;
  }
  const talksOfTools = messages.some((message) => idsOf(message, 'tool_use', 'id').length > 0);
  const toolless = talksOfTools && list(body['tools']).length === 0;
  return toolless ? 'Requests which include `tool_use` or `tool_result` blocks must define tools' : undefined;
}

function messageProblem(message: Bag, at: number): string | undefined {
  const { role } = message;
  if (role !== 'user' && role !== 'assistant') return `messages.${at}.role: Input should be 'user' or 'assistant'`;
  const blocks = blocksIn(message['content']);
  if (blocks.length === 0) return `messages.${at}: all messages must have non-empty content`;
  for (const [index, block] of blocks.entries()) {
    const problem = blockProblem(block);
    if (problem !== undefined) return `messages.${at}.content.${index}: ${problem}`;
  }
  return undefined;
}

function blockProblem(block: Bag): string | undefined {
  switch (block['type']) {
    case 'text':
      return block['text'] === '' ? 'text content blocks must be non-empty' : undefined;
    case 'thinking':
      return block['signature'] === sealOf(shown(block['thinking']))
        ? undefined
        : 'Invalid `signature` in `thinking` block';
    case 'tool_use':
      return Array.isArray(block['input']) || typeof block['input'] !== 'object'
        ? 'tool_use.input: Input should be a valid dictionary'
        : undefined;
    case 'tool_result':
    case 'redacted_thinking':
    case 'image':
      return imagesIn([{ content: [block] }])
        .map(imageProblem)
        .find(Boolean);
    case 'document':
      return undefined;
    default:
      return `Input tag '${shown(block['type'])}' found using 'type' does not match any of the expected tags`;
  }
}

/** Every call has its result in the next message, before anything else in it; no result is without its call. */
function toolOrderProblem(messages: readonly Bag[], at: number): string | undefined {
  const called = messages[at]?.['role'] === 'assistant' ? idsOf(messages[at], 'tool_use', 'id') : [];
  const results = idsOf(messages[at + 1], 'tool_result', 'tool_use_id');
  const open = called.filter((id) => !results.includes(id));
  if (open.length > 0) {
    return `messages.${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}.`;
  }
  const calledBefore = idsOf(messages[at - 1], 'tool_use', 'id');
  const stray = idsOf(messages[at], 'tool_result', 'tool_use_id').find((id) => !calledBefore.includes(id));
  if (stray !== undefined)
    return `messages.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}.`;
  const kinds = blocksIn(messages[at]?.['content']).map((block) => block['type'] === 'tool_result');
  return kinds.lastIndexOf(true) > 0 && kinds.slice(0, kinds.lastIndexOf(true)).includes(false)
    ? `messages.${at}: \`tool_result\` blocks must come first`
    : undefined;
}

function idsOf(message: Bag | undefined, type: string, field: string): readonly string[] {
  return blocksIn(message?.['content'])
    .filter((block) => block['type'] === type)
    .map((block) => shown(block[field]));
}
