import {
  HanzoError,
  NO_USAGE,
  type ApiGeneration,
  type ApiProvider,
  type ApiRequest,
  type GenerateOptions,
} from '@hanzo/contracts';

/** What an API does with one request: an answer (of 10 tokens in and 1 out, where it does not say), or an error. */
export type ScriptedAnswer = (Partial<ApiGeneration> & { readonly text: string }) | HanzoError | 'hang';

export interface ScriptedApi extends ApiProvider {
  readonly requests: readonly ApiRequest[];
}

/** An API that says what it is told; `call` counts from 0. Text before an error is streamed all the same: `wrote`. */
export function scriptedApi(
  script: (request: ApiRequest, call: number, options: GenerateOptions) => ScriptedAnswer | Promise<ScriptedAnswer>,
): ScriptedApi {
  const requests: ApiRequest[] = [];
  return {
    name: 'api.test',
    requests,
    async generate(request, options) {
      requests.push(request);
      const answer = await script(request, requests.length - 1, options);
      if (answer === 'hang') return await aborted(options.signal);
      if (answer instanceof HanzoError) throw answer;
      options.onText?.(answer.text);
      return generationOf(answer, request);
    },
  };
}

export function generationOf(
  answer: Partial<ApiGeneration> & { readonly text: string },
  request: ApiRequest,
): ApiGeneration {
  return {
    finish: 'stop',
    servedModel: request.model,
    usage: { ...NO_USAGE, inputTokens: 10, outputTokens: 1 },
    timings: { queueMs: 0, firstTokenMs: 1, totalMs: 2 },
    toolCalls: [],
    servedTier: undefined,
    requestId: undefined,
    ...answer,
  };
}

/** An error as providers make them. */
export function apiFault(code: HanzoError['code'], details: Readonly<Record<string, unknown>> = {}): HanzoError {
  return new HanzoError(code, `It failed: ${code}.`, { details: { charged: 'no', ...details } });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
