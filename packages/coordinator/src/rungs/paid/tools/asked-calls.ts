import type { ApiGeneration, ApiTurn, ToolCall } from '@hanzo/contracts';

/** An answer that asks for tools, as it goes back to its model. */
export type AskingTurn = Extract<ApiTurn, { role: 'assistant' }>;

export interface AskedCalls {
  /** With the ids by which results are told. Names as the model wrote them. */
  readonly calls: readonly ToolCall[];
  readonly turn: AskingTurn;
}

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
/** Longer ones are no provider's. */
const MOST_ID_CHARS = 256;
const ODD_CHARACTER = /[^a-zA-Z0-9_-]/g;

/**
 * What an answer asks for, so that it can be told back: providers refuse a conversation in which two calls have the same id or
 * none, or a name is no name. Where that had to be mended, the model's own state, which holds the same calls, does not go back.
 *
 * @param taken ids of earlier turns; those of this one are added
 */
export function askedCalls({ text, toolCalls, state }: ApiGeneration, taken: Set<string>): AskedCalls {
  const calls = toolCalls.map((call) => ({ ...call, id: freeId(call.id, taken) }));
  const told = calls.map((call) => ({ ...call, name: nameOf(call.name) }));
  const isAsItCame = told.every(({ id, name }, at) => id === toolCalls[at]?.id && name === toolCalls[at].name);
  return {
    calls,
    turn: { role: 'assistant', text, toolCalls: told, ...(isAsItCame && state !== undefined && { state }) },
  };
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted.length > MOST_ID_CHARS ? '' : wanted;
  for (let number = taken.size + 1; id === '' || taken.has(id); number += 1) id = `call_again_${number}`;
  taken.add(id);
  return id;
}

function nameOf(name: string): string {
  return TOOL_NAME.test(name) ? name : name.replaceAll(ODD_CHARACTER, '_').slice(0, 64) || 'unnamed';
}
