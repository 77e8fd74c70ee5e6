import { badParameter, errorBody } from './bodies.ts';
import type { Reply } from './reply.ts';
import type { StandInRequest } from './request.ts';
import { sealOf } from './responses-items.ts';

type Item = Readonly<Record<string, unknown>>;

/** Refuses conversations that OpenAI refuses: calls without outputs, outputs without calls, reasoning it cannot open. */
export function findConversationFault(request: StandInRequest): Reply | undefined {
  const given = request.body[request.api === 'responses' ? 'input' : 'messages'];
  const items = Array.isArray(given) ? (given as readonly Item[]) : [];
  return request.api === 'responses' ? responsesFault(items, request.model) : chatFault(items);
}

function responsesFault(items: readonly Item[], model: string): Reply | undefined {
  const idsOf = (type: string): readonly string[] =>
    items.filter((item) => item['type'] === type).map((item) => JSON.stringify(item['call_id']));
  const [asked, told] = [idsOf('function_call'), idsOf('function_call_output')];
  const lost = told.find((id) => !asked.includes(id));
  if (lost !== undefined) {
    return badParameter('input', `No tool call found for function call output with call_id ${lost}.`);
  }
  const open = asked.find((id) => !told.includes(id));
  if (open !== undefined) return badParameter('input', `No tool output found for function call ${open}.`);
  return items.map((item) => reasoningFault(item, model)).find((fault) => fault !== undefined);
}

function reasoningFault(item: Item, model: string): Reply | undefined {
  if (item['type'] !== 'reasoning') return undefined;
  const sealed = item['encrypted_content'];
  if (typeof sealed !== 'string') {
    const message = `Item with id '${JSON.stringify(item['id'])}' not found. Items are not persisted when \`store\` is set to false.`;
    return { kind: 'http-error', status: 404, body: errorBody(message, 'invalid_request_error', null, 'input') };
  }
  if (sealed.startsWith(sealOf(model, ''))) return undefined;
  return badParameter('input', 'The encrypted content could not be verified.', 'invalid_encrypted_content');
}

function chatFault(messages: readonly Item[]): Reply | undefined {
  let open: readonly unknown[] = [];
  for (const message of messages) {
    if (message['role'] === 'tool') {
      const id = message['tool_call_id'];
      if (!open.includes(id)) {
        const words =
          "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.";
        return badParameter('messages', words, 'invalid_value');
      }
      open = open.filter((other) => other !== id);
    } else {
      if (open.length > 0) break;
      const calls = Array.isArray(message['tool_calls']) ? (message['tool_calls'] as readonly Item[]) : [];
      open = calls.map((call) => call['id']);
    }
  }
  if (open.length === 0) return undefined;
  const words = `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. Missing: ${open.join(', ')}`;
  return badParameter('messages', words, 'invalid_value');
}
