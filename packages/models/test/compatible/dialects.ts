/** Whose words a stand-in speaks. The shapes are those of the servers' sources of 2026. */
export type Dialect = 'ollama' | 'vllm' | 'llama-server' | 'sglang' | 'lm-studio' | 'openai-compatible';

type Bag = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly pieces: readonly string[];
  readonly thoughts?: readonly string[];
  readonly finish?: string;
  readonly usage?: 'none' | Bag;
}

export interface Chunks {
  readonly opening: readonly Bag[];
  /** The finish reason, and the usage where it was asked for. */
  readonly closing: readonly Bag[];
}

/** Under which name reasoning is sent. */
const THOUGHT: Readonly<Record<Dialect, string>> = {
  ollama: 'reasoning',
  vllm: 'reasoning_content',
  'llama-server': 'reasoning_content',
  sglang: 'reasoning_content',
  'lm-studio': 'reasoning_content',
  'openai-compatible': 'reasoning',
};

/** What comes before the first token. */
const FIRST: Readonly<Record<Dialect, Bag | undefined>> = {
  ollama: undefined,
  vllm: { role: 'assistant', content: '' },
  'llama-server': { role: 'assistant', content: null },
  sglang: { role: 'assistant', content: '', reasoning_content: null, tool_calls: null },
  'lm-studio': undefined,
  'openai-compatible': { role: 'assistant' },
};

/** Ollama and LM Studio repeat the role in each piece; llama-server and SGLang add fields of their own. */
function delta(dialect: Dialect, content: string): Bag {
  if (dialect === 'ollama' || dialect === 'lm-studio') return { role: 'assistant', content };
  return dialect === 'sglang' ? { role: null, content, reasoning_content: null, tool_calls: null } : { content };
}

/** The stream of one answer, in pieces that a server would send one by one. */
export function chatChunks(dialect: Dialect, body: Bag, answer: Answer): Chunks {
  const chunk = (choices: readonly Bag[], extra: Bag = {}): Bag => ({
    id: 'chatcmpl-867',
    object: 'chat.completion.chunk',
    created: 1_766_000_000,
    model: body['model'],
    ...(dialect === 'ollama' ? { system_fingerprint: 'fp_ollama' } : {}),
    choices,
    ...extra,
  });
  const choice = (piece: Bag, finish: string | null = null): Bag =>
    chunk([{ index: 0, delta: piece, logprobs: null, finish_reason: finish }]);
  const first = FIRST[dialect];
  const usage = answer.usage ?? countedUsage(body, answer);
  const wantsUsage = (body['stream_options'] as Bag | undefined)?.['include_usage'] === true;
  return {
    opening: [
      ...(first === undefined ? [] : [choice(first)]),
      ...(answer.thoughts ?? []).map((thought) => choice({ [THOUGHT[dialect]]: thought })),
      ...answer.pieces.map((piece) => choice(delta(dialect, piece))),
    ],
    closing: [
      choice(dialect === 'vllm' ? { content: '' } : {}, answer.finish ?? 'stop'),
      ...(wantsUsage && usage !== 'none' ? [chunk([], { usage })] : []),
    ],
  };
}

/** How llama-server tells how much of a prompt it has read. */
export function progressChunk(processed: number, total: number): Bag {
  return {
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: { role: 'assistant', content: null }, finish_reason: null }],
    prompt_progress: { total, cache: 0, processed, time_ms: 1 },
  };
}

/** A token per piece, and one per four bytes of the messages. */
function countedUsage(body: Bag, answer: Answer): Bag {
  const prompt = Math.ceil(JSON.stringify(body['messages']).length / 4);
  const completion = answer.pieces.length + (answer.thoughts?.length ?? 0);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
