import { type ApiRequest, type Usage, worstTokensOfImages } from '@hanzo/contracts';

/** The Responses API refuses smaller caps. */
export const MIN_RESPONSES_OUTPUT_TOKENS = 16;

/** What a request can use at most. A byte-level tokenizer makes at most one token of a byte; 64 is for the frame. */
export function worstUsage(request: ApiRequest): Usage {
  const { system, prompt, output, tools = [], history = [], maxOutputTokens } = request;
  const rest = [...(output.kind === 'json' ? [output.schema] : []), ...tools, ...history];
  const text = [system, prompt, ...rest.map((part) => JSON.stringify(part))].join('');
  return {
    inputTokens: Buffer.byteLength(text) + worstTokensOfImages(request.images, request.model) + 64,
    cachedInputTokens: 0,
    outputTokens: Math.max(MIN_RESPONSES_OUTPUT_TOKENS, maxOutputTokens),
    reasoningTokens: 0,
  };
}
