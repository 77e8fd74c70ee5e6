import type { Dialect } from './dialects.ts';
import { startStandIn, type StandIn, type StandInOptions, type Told } from './stand-in.ts';

const ok = (body: unknown): Told => ({ status: 200, body });
const listed = (...data: readonly unknown[]): Told => ok({ object: 'list', data });

export const LLAMA = 'llama3.2:latest';

/** Ollama 0.12 and later: three models, of which one is loaded. */
export function ollama(
  extra: Partial<StandInOptions> = {},
  loaded = true,
  about: StandInOptions['about'] = {},
): Promise<StandIn> {
  const entry = (id: string): object => ({ id, object: 'model', created: 1_766_000_000, owned_by: 'library' });
  let inMemory = loaded;
  const show: Readonly<Record<string, object>> = {
    [LLAMA]: {
      parameters: 'num_ctx                        16384\nstop                           "<|eot_id|>"',
      model_info: { 'general.architecture': 'llama', 'llama.context_length': 131_072 },
      capabilities: ['completion', 'tools'],
    },
    'qwen3:8b': {
      model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': 40_960 },
      capabilities: ['completion', 'thinking'],
    },
    'nomic-embed-text:latest': {
      model_info: { 'general.architecture': 'nomic-bert', 'nomic-bert.context_length': 2048 },
      capabilities: ['embedding'],
    },
  };
  return startStandIn({
    dialect: 'ollama',
    about: {
      '/v1/models': listed(...Object.keys(show).map(entry)),
      '/api/version': ok({ version: '0.12.6' }),
      '/api/tags': ok({ models: Object.keys(show).map((name) => ({ name, model: name, size: 2_019_393_189 })) }),
      '/api/ps': () =>
        ok({ models: inMemory ? [{ name: LLAMA, model: LLAMA, size_vram: 1, context_length: 8192 }] : [] }),
      '/api/show': ({ body }) => ok(show[String(body['model'])] ?? {}),
      '/api/generate': ({ body }) => {
        inMemory ||= body['model'] === LLAMA;
        return ok({ model: body['model'], response: '', done: true, done_reason: 'load' });
      },
      ...about,
    },
    unknown: { status: 404, body: '404 page not found' },
    ...extra,
  });
}

/** vLLM with a LoRA adapter. */
export function vllm(extra: Partial<StandInOptions> = {}): Promise<StandIn> {
  return startStandIn({
    dialect: 'vllm',
    about: {
      '/v1/models': listed(
        {
          id: 'meta/llama',
          object: 'model',
          owned_by: 'vllm',
          root: 'meta/llama',
          parent: null,
          max_model_len: 32_768,
        },
        {
          id: 'team-style',
          object: 'model',
          owned_by: 'vllm',
          root: '/lora',
          parent: 'meta/llama',
          max_model_len: null,
        },
      ),
      '/version': ok({ version: '0.11.0' }),
    },
    ...extra,
  });
}

/** llama-server's way of showing what a model would read; `true` knows the flag that leaves an answer open. */
export function applyTemplate(knowsFlag: boolean): NonNullable<StandInOptions['about'][string]> {
  return ({ body }) => {
    const isOpen = body['continue_final_message'] === true && knowsFlag;
    if (isOpen && body['add_generation_prompt'] === true) {
      return {
        status: 400,
        body: { error: { code: 400, message: 'Cannot set both.', type: 'invalid_request_error' } },
      };
    }
    const [question, answer] = body['messages'] as readonly { readonly content: string }[];
    const end = isOpen ? '' : '<|im_end|>';
    return ok({ prompt: `<|im_start|>user\n${question?.content}<|im_start|>assistant\n${answer?.content}${end}` });
  };
}

/** llama-server with four slots; `/props` is not open when a key is set, `/v1/models` is. */
export function llamaServer(
  extra: Partial<StandInOptions> = {},
  about: StandInOptions['about'] = {},
): Promise<StandIn> {
  return startStandIn({
    dialect: 'llama-server',
    about: {
      '/v1/models': listed({
        id: 'qwen.gguf',
        object: 'model',
        owned_by: 'llamacpp',
        meta: { n_ctx_train: 131_072, n_params: 7_615_616_512 },
      }),
      '/props': ok({
        default_generation_settings: { id: 0, n_ctx: 8192, params: {} },
        total_slots: 4,
        model_path: '/models/qwen.gguf',
        build_info: 'b6700-3df2244d',
      }),
      '/health': ok({ status: 'ok' }),
      '/apply-template': applyTemplate(true),
      ...about,
    },
    open: ['/v1/models', '/health'],
    unknown: { status: 404, body: { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } } },
    ...extra,
  });
}

/** SGLang whose cache holds less than one whole context. */
export function sglang(
  extra: Partial<StandInOptions> = {},
  isGeneration = true,
  about: StandInOptions['about'] = {},
): Promise<StandIn> {
  return startStandIn({
    dialect: 'sglang',
    about: {
      '/v1/models': listed({
        id: 'qwen/qwen2.5',
        object: 'model',
        owned_by: 'sglang',
        root: 'qwen/qwen2.5',
        max_model_len: 32_768,
      }),
      '/get_model_info': ok({ model_path: 'qwen/qwen2.5', is_generation: isGeneration }),
      '/get_server_info': ok({
        version: '0.5.3',
        context_length: null,
        max_total_num_tokens: 20_480,
        max_running_requests: null,
        internal_states: [{ max_running_requests: 24 }],
      }),
      ...about,
    },
    ...extra,
  });
}

/** LM Studio 0.3.16: unknown paths are answered with 200. */
export function lmStudio(extra: Partial<StandInOptions> = {}, about: StandInOptions['about'] = {}): Promise<StandIn> {
  const entry = (id: string): object => ({ id, object: 'model', owned_by: 'organization_owner' });
  return startStandIn({
    dialect: 'lm-studio',
    about: {
      '/v1/models': listed(entry('gemma-3-4b'), entry('granite-3.0-2b'), entry('text-embedding-nomic')),
      '/api/v0/models': listed(
        { id: 'gemma-3-4b', type: 'vlm', state: 'loaded', max_context_length: 131_072, loaded_context_length: 6144 },
        { id: 'granite-3.0-2b', type: 'llm', state: 'not-loaded', max_context_length: 131_072 },
        { id: 'text-embedding-nomic', type: 'embeddings', state: 'not-loaded', max_context_length: 2048 },
      ),
      ...about,
    },
    unknown: ok({ error: 'Unexpected endpoint or method. (GET /props). Returning 200 anyway' }),
    ...extra,
  });
}

/** Any other server with OpenAI's API. */
export function plainServer(extra: Partial<StandInOptions> = {}): Promise<StandIn> {
  return startStandIn({
    dialect: 'openai-compatible',
    about: { '/v1/models': listed({ id: 'house-model', object: 'model', created: 0, owned_by: 'me' }) },
    ...extra,
  });
}

type Start = (extra?: Partial<StandInOptions>) => Promise<StandIn>;

/** One of each kind, with the model that tests ask for. */
export const SERVERS: readonly (readonly [Dialect, Start, string])[] = [
  ['ollama', ollama, LLAMA],
  ['vllm', vllm, 'meta/llama'],
  ['llama-server', llamaServer, 'qwen.gguf'],
  ['sglang', sglang, 'qwen/qwen2.5'],
  ['lm-studio', lmStudio, 'gemma-3-4b'],
  ['openai-compatible', plainServer, 'house-model'],
];
