import type { ContentBlockParam } from '@anthropic-ai/sdk/resources/messages';
import { type AnswerBlock, ANSWER_TOOL, toolUseParam } from './blocks.ts';

/**
 * What an answer leaves for its model's next turn: its blocks in their order, thinking with its seal. The API refuses
 * thinking that was changed, moved, or made by another model. Plain data, so that it survives a journal.
 */
interface AnswerState {
  readonly kind: 'anthropic';
  /** As it was asked for; of a batch, whose results do not say that, as it was served. */
  readonly model: string;
  readonly content: readonly AnswerBlock[];
}

/** Undefined when the text alone says it all. */
export function stateOf(model: string, blocks: readonly AnswerBlock[]): AnswerState | undefined {
  const answered = blocks.some((block) => block.type === 'tool_use' && block.name === ANSWER_TOOL);
  if (answered || blocks.every((block) => block.type === 'text')) return undefined;
  const content = blocks.filter(isWhole);
  // The API refuses an answer that ends in thinking, as one does that was cut off there.
  const last = content.at(-1)?.type;
  return last === 'text' || last === 'tool_use' ? { kind: 'anthropic', model, content } : undefined;
}

/** The blocks of an earlier answer; undefined when the state is not of this model, or was changed. */
export function contentOf(state: unknown, model: string): ContentBlockParam[] | undefined {
  if (!isState(state) || (state.model !== model && undated(state.model) !== model)) return undefined;
  const content = state.content.filter(isWhole);
  return content.length > 0 && content.length === state.content.length ? content.map(paramOf) : undefined;
}

/** The name without what Anthropic puts behind it for one of a model's states: `-20250929`. */
function undated(model: string): string {
  return model.replace(/-\d{8}$/, '');
}

function paramOf(block: AnswerBlock): ContentBlockParam {
  if (block.type !== 'tool_use') return { ...block };
  return toolUseParam({ id: block.id, name: block.name, arguments: block.json });
}

function isState(state: unknown): state is AnswerState {
  if (typeof state !== 'object' || state === null) return false;
  return (
    'kind' in state &&
    state.kind === 'anthropic' &&
    'model' in state &&
    typeof state.model === 'string' &&
    'content' in state &&
    Array.isArray(state.content)
  );
}

/** The API refuses empty text, and thinking that was cut off before its seal. */
function isWhole(block: AnswerBlock): boolean {
  switch (block?.type) {
    case 'text':
      return filled(block.text);
    case 'thinking':
      return typeof block.thinking === 'string' && filled(block.signature);
    case 'redacted_thinking':
      return filled(block.data);
    case 'tool_use':
      return filled(block.id) && filled(block.name) && typeof block.json === 'string';
    default:
      return false;
  }
}

function filled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
