import type { OpenAiOptions } from '@hanzo/models/openai';
import type { Exchange } from './exchanges.ts';

/** A value that went over the wire, and the schema that it must follow. */
export interface Check {
  readonly side: 'request' | 'answer';
  readonly schema: string;
  readonly value: unknown;
}

const NAMES = {
  responses: { request: 'CreateResponse', answer: 'Response', event: 'ResponseStreamEvent' },
  chat: {
    request: 'CreateChatCompletionRequest',
    answer: 'CreateChatCompletionResponse',
    event: 'CreateChatCompletionStreamResponse',
  },
} as const;

type Bag = Readonly<Record<string, unknown>>;
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What must follow a schema in one exchange: bodies, each event of a stream, each line of a file. */
export function checksOf(exchange: Exchange, api: OpenAiOptions['api']): readonly Check[] {
  const { path, status, received, method } = exchange;
  // The description says of these that they are answered, and not with what.
  if (method === 'DELETE' && status === 200) return [];
  if (status !== 200)
    return [...sentChecks(exchange, api), { side: 'answer', schema: 'ErrorResponse', value: received }];
  if (path.endsWith('/content')) return list(received).flatMap((line) => lineChecks(bag(line), api));
  if (exchange.isStream) {
    const events = list(received).map((value): Check => ({ side: 'answer', schema: NAMES[api].event, value }));
    return [...sentChecks(exchange, api), ...events];
  }
  return [...sentChecks(exchange, api), { side: 'answer', schema: wholeSchema(path, api), value: received }];
}

function sentChecks({ path, sent }: Exchange, api: OpenAiOptions['api']): readonly Check[] {
  if (sent === undefined) return [];
  if (path === '/files') {
    return list(bag(sent)['lines']).map((line) => ({
      side: 'request',
      schema: NAMES[api].request,
      value: bag(line)['body'],
    }));
  }
  return [{ side: 'request', schema: path === '/batches' ? 'CreateBatchRequest' : NAMES[api].request, value: sent }];
}

function wholeSchema(path: string, api: OpenAiOptions['api']): string {
  if (path.startsWith('/batches')) return 'Batch';
  if (path === '/models') return 'ListModelsResponse';
  return path === '/files' ? 'OpenAIFile' : NAMES[api].answer;
}

/** The description has no schema for the lines themselves. */
function lineChecks(line: Bag, api: OpenAiOptions['api']): readonly Check[] {
  const { status_code: status, body } = bag(line['response']);
  if (body === undefined) return [];
  return [{ side: 'answer', schema: status === 200 ? NAMES[api].answer : 'ErrorResponse', value: body }];
}
