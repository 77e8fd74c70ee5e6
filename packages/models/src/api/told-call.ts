import { createHash, randomUUID } from 'node:crypto';
import type { ApiTurn, ToolCall } from '@hanzo/contracts';

/** A call as a server told it, made ours: compatible ones leave out what is a text by their interface, or send something else. */
export function toldCall(id: unknown, name: unknown, input: unknown): ToolCall {
  return { id: toldId(id), name: toldText(name), arguments: toldInput(input) };
}

/** One of ours where there is none: no two calls of a conversation have the same. At most 40 characters, as OpenAI wants it. */
export function toldId(id: unknown): string {
  const told = typeof id === 'number' ? String(id) : toldText(id);
  return told === '' ? `call_${randomUUID().replaceAll('-', '')}` : told;
}

export function toldText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** JSON as the model wrote it. Some servers have read it already. */
export function toldInput(input: unknown): string {
  if (typeof input === 'string') return input;
  return input === undefined || input === null ? '{}' : JSON.stringify(input);
}

const SAFE_ID = /^[a-zA-Z0-9_-]+$/;

/**
 * For providers that refuse others: an id that another one made, in a form that all take. The same for the same.
 *
 * @param most characters: 40 or more. @default 64
 */
export function safeId(id: string, most = 64): string {
  return SAFE_ID.test(id) && id.length <= most
    ? id
    : `call_${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

/** The same conversation with such ids. */
export function withSafeIds(history: readonly ApiTurn[], most?: number): readonly ApiTurn[] {
  return history.map((turn) => {
    if (turn.role === 'tool') return { ...turn, callId: safeId(turn.callId, most) };
    if (turn.role === 'user') return turn;
    return { ...turn, toolCalls: turn.toolCalls.map((call) => ({ ...call, id: safeId(call.id, most) })) };
  });
}
