import type { Response, ResponseInputContent, ResponseInputItem } from 'openai/resources/responses/responses';
import type { ApiRequest, ApiTurn } from '@hanzo/contracts';
import { dataUrl, IMAGE_DETAIL } from '../api/data-url.ts';

/**
 * `ApiGeneration.state` of the Responses API: the items of one answer as they came, sealed reasoning included. With
 * `store: false` the provider keeps none of them, so that the model thinks on only when they go back in their order.
 */
interface SealedTurn {
  readonly kind: 'openai-responses';
  /** As it was asked for. Another model cannot open what this one sealed. */
  readonly model: string;
  readonly items: readonly ResponseInputItem[];
}

/**
 * What the model wants back; undefined when nothing of the answer is sealed, or when the answer was cut off in its
 * reasoning or in a tool call: that call would never have a result, and the interface refuses both.
 */
export function sealedTurn(response: Response, model: string, end: string): SealedTurn | undefined {
  const items = (response.output ?? []).filter((item) => KEPT.includes(item.type));
  const isCut = end !== 'completed' && items.some((item) => item.type === 'function_call');
  if (isCut || items.at(-1)?.type === 'reasoning') return undefined;
  const reasoning = items.filter((item) => item.type === 'reasoning');
  const sealed = reasoning.length > 0 && reasoning.every((item) => item.encrypted_content);
  return sealed ? { kind: 'openai-responses', model, items: items as readonly ResponseInputItem[] } : undefined;
}

const KEPT: readonly string[] = ['reasoning', 'message', 'function_call'];

/** The `input` of POST /responses: the prompt alone, or the whole conversation. */
export function responsesInput({ prompt, images = [], history = [], model }: ApiRequest): string | ResponseInputItem[] {
  if (history.length === 0 && images.length === 0) return prompt;
  const pictures = images.map((image): ResponseInputContent => ({
    type: 'input_image',
    image_url: dataUrl(image),
    detail: IMAGE_DETAIL,
  }));
  const content = images.length === 0 ? prompt : [...pictures, { type: 'input_text' as const, text: prompt }];
  return [{ role: 'user', content }, ...history.flatMap((turn) => itemsOf(turn, model))];
}

function itemsOf(turn: ApiTurn, model: string): readonly ResponseInputItem[] {
  if (turn.role === 'user') return [{ role: 'user', content: turn.text }];
  if (turn.role === 'tool') return [{ type: 'function_call_output', call_id: turn.callId, output: toolOutput(turn) }];
  if (isSealed(turn.state) && turn.state.model === model) return turn.state.items;
  return [
    ...(turn.text === '' ? [] : [{ role: 'assistant' as const, content: turn.text }]),
    ...turn.toolCalls.map((call) => ({
      type: 'function_call' as const,
      call_id: call.id,
      name: call.name,
      arguments: call.arguments,
    })),
  ];
}

/** The interfaces have no field for it: the model learns from the text that a tool failed. */
export function toolOutput({ output, failed = false }: Extract<ApiTurn, { role: 'tool' }>): string {
  return failed ? `Error: ${output}` : output;
}

function isSealed(state: unknown): state is SealedTurn {
  return (
    typeof state === 'object' &&
    state !== null &&
    'kind' in state &&
    state.kind === 'openai-responses' &&
    'items' in state &&
    Array.isArray(state.items)
  );
}
