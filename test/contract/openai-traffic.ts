import { HanzoError, type ApiRequest, type BackgroundApi, type BatchItem } from '@hanzo/contracts';
import {
  createOpenAiBackground,
  createOpenAiBatch,
  createOpenAiProvider,
  listOpenAiModels,
  type OpenAiOptions,
} from '@hanzo/models/openai';
import {
  contextTooLong,
  flexUnavailable,
  modelNotFound,
  quotaExhausted,
  rateLimited,
  serverError,
  startApiStandIn,
  type BatchFate,
  type Reply,
} from '@hanzo/testkit';
import { AT_OPENAI, Recorder, type Exchange } from './exchanges.ts';

type Api = OpenAiOptions['api'];

const PLAIN: ApiRequest = {
  model: 'gpt-4o',
  system: 'You are brief.',
  prompt: 'Say hello.',
  output: { kind: 'text' },
  maxOutputTokens: 200,
  sampling: { temperature: 0, seed: 7 },
  stop: ['END'],
};

const TOOLS: ApiRequest = {
  ...PLAIN,
  model: 'gpt-5.6',
  tools: [
    {
      name: 'read_file',
      description: 'Reads a file.',
      parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    },
  ],
};

const JSON_OUTPUT: ApiRequest['output'] = {
  kind: 'json',
  name: 'findings',
  schema: {
    type: 'object',
    properties: { title: { type: 'string', maxLength: 20 }, lines: { type: 'array', items: { type: 'integer' } } },
    required: ['title', 'lines'],
    additionalProperties: false,
  },
};

const HISTORY: NonNullable<ApiRequest['history']> = [
  {
    role: 'assistant',
    text: 'Let me look.',
    toolCalls: [{ id: 'call_1', name: 'read_file', arguments: '{"path":"a"}' }],
  },
  { role: 'tool', callId: 'call_1', output: 'no such file', failed: true },
  { role: 'assistant', text: 'It is not there.', toolCalls: [] },
  { role: 'user', text: 'Try b.' },
];

const usage = {
  inputTokens: 2000,
  cachedInputTokens: 1024,
  cacheWriteTokens: 512,
  outputTokens: 90,
  reasoningTokens: 40,
};
const text: Reply = { kind: 'text', text: 'Hello, dear world', usage };

/** Every option of a request, and every kind of answer. */
const CALLS: readonly (readonly [ApiRequest, Reply])[] = [
  [PLAIN, text],
  [{ ...PLAIN, system: '', sampling: {}, stop: [] }, text],
  [
    { ...PLAIN, output: JSON_OUTPUT },
    { kind: 'json', value: { title: 'x', lines: [1] } },
  ],
  [
    { ...PLAIN, model: 'gpt-4', output: JSON_OUTPUT },
    { kind: 'text', text: 'Here: {"title":"x","lines":[]}' },
  ],
  ...(['none', 'low', 'medium', 'high', 'xhigh', 'max'] as const).map((effort): readonly [ApiRequest, Reply] => [
    { ...PLAIN, model: 'gpt-5.6', effort },
    text,
  ]),
  [{ ...PLAIN, model: 'gpt-5', effort: 'minimal', serviceTier: 'flex' }, text],
  [{ ...PLAIN, serviceTier: 'priority', cacheKey: 'run-1' }, text],
  [
    { ...PLAIN, serviceTier: 'standard' },
    { ...text, servedTier: 'priority' },
  ],
  [TOOLS, { kind: 'tools', calls: [{ name: 'read_file', arguments: { path: 'a' } }], usage }],
  [
    TOOLS,
    {
      kind: 'tools',
      text: 'Let me see.',
      calls: [
        { name: 'read_file', arguments: {} },
        { name: 'read_file', arguments: 'no json' },
      ],
    },
  ],
  [
    { ...TOOLS, toolChoice: 'required' },
    { kind: 'tools', calls: [{ name: 'read_file', arguments: {} }] },
  ],
  [
    { ...TOOLS, toolChoice: { name: 'read_file' } },
    { kind: 'tools', calls: [{ name: 'read_file', arguments: {} }] },
  ],
  [{ ...TOOLS, toolChoice: 'none', history: HISTORY, output: JSON_OUTPUT }, text],
  [PLAIN, { kind: 'truncated', text: 'half an ans', usage }],
  [PLAIN, { kind: 'refusal', text: 'I will not.' }],
  [PLAIN, { kind: 'content-filter', text: 'Som' }],
  [PLAIN, { kind: 'stream-error', text: 'one two', afterPieces: 1, code: 'server_error', message: 'Oops.' }],
  [
    PLAIN,
    { kind: 'stream-error', text: 'one', afterPieces: 1, code: 'server_error', message: 'Oops.', asFailed: true },
  ],
  [PLAIN, { kind: 'unfinished', text: 'one two', afterPieces: 1 }],
  [PLAIN, { ...text, omitUsage: true }],
  ...[contextTooLong(8192, 9000), flexUnavailable(), modelNotFound('gpt-4o'), quotaExhausted()].map(
    (reply): readonly [ApiRequest, Reply] => [PLAIN, reply],
  ),
  ...[rateLimited(7, 6500), serverError()].map((reply): readonly [ApiRequest, Reply] => [PLAIN, reply]),
];

const FATES: readonly BatchFate[] = [
  { kind: 'completed' },
  { kind: 'expired', done: 1 },
  { kind: 'cancelled', done: 1 },
  { kind: 'failed', code: 'token_limit_exceeded', message: 'Enqueued token limit reached.' },
];

/** Sends everything that our provider can send over one interface, to the stand-in; resolves to all that went by. */
export async function openAiTraffic(api: Api): Promise<readonly Exchange[]> {
  let reply: Reply = text;
  let fate: BatchFate = { kind: 'working' };
  await using standIn = await startApiStandIn({
    script: () => reply,
    batch: () => fate,
    background: ({ prompt, look, isCancelled }) => {
      if (isCancelled) return { kind: 'cancelled', tellsUsage: prompt === PLAIN.prompt };
      return (['queued', 'working', 'ended'] as const)[look - 1];
    },
    models: ['gpt-4o', 'gpt-4', 'gpt-5', 'gpt-5.6'],
    apiKey: 'sk-right-key',
  });
  const recorder = new Recorder(standIn.baseUrl);
  const options: OpenAiOptions = { apiKey: 'sk-right-key', baseUrl: AT_OPENAI, api, fetch: recorder.fetch };
  const { signal } = new AbortController();
  const provider = createOpenAiProvider(options);
  for (const [request, answer] of CALLS) {
    reply = answer;
    await settled(provider.generate(request, { signal }));
  }
  reply = { kind: 'tools', calls: [{ name: 'read_file', arguments: {} }], usage };
  const { text: said, toolCalls, state } = await provider.generate(TOOLS, { signal });
  reply = text;
  const results = toolCalls.map(({ id }) => ({ role: 'tool' as const, callId: id, output: 'hello' }));
  const history = [{ role: 'assistant' as const, text: said, toolCalls, state }, ...results];
  await provider.generate({ ...TOOLS, history }, { signal });

  const batch = createOpenAiBatch(options);
  for (const end of FATES) {
    fate = { kind: 'working' };
    const items = [PLAIN, { ...PLAIN, output: JSON_OUTPUT }].map((request, at): BatchItem => ({
      id: `i${at}`,
      request,
    }));
    const id = await batch.submit(items, signal);
    await batch.look(id, signal);
    if (end.kind === 'cancelled') await batch.cancel(id, signal);
    fate = end;
    await batch.look(id, signal);
  }
  await settled(batch.look('batch_none', signal));
  if (api === 'responses') await backgroundTraffic(options, (next) => (reply = next));
  await listOpenAiModels(options, signal);
  await settled(createOpenAiProvider({ ...options, apiKey: 'sk-wrong-key' }).generate(PLAIN, { signal }));
  return await recorder.exchanges();
}

/** Answers in the background: each way in which they end, and each that somebody stops. */
async function backgroundTraffic(options: OpenAiOptions, answer: (reply: Reply) => void): Promise<void> {
  const background = createOpenAiBackground(options);
  const { signal } = new AbortController();
  const asks: readonly (readonly [ApiRequest, Reply])[] = [
    [PLAIN, text],
    [
      { ...PLAIN, output: JSON_OUTPUT, serviceTier: 'flex', cacheKey: 'run-1' },
      { kind: 'json', value: { title: 'x', lines: [1] } },
    ],
    [PLAIN, { kind: 'truncated', text: 'half an ans', usage }],
    [PLAIN, { kind: 'refusal', text: 'I will not.' }],
    [PLAIN, { kind: 'stream-error', text: '', afterPieces: 0, code: 'server_error', message: 'Oops.' }],
    [PLAIN, serverError()],
  ];
  for (const [request, reply] of asks) {
    answer(reply);
    await settled(lookedAt(background, request));
  }
  answer(text);
  for (const prompt of [PLAIN.prompt, 'another']) {
    const started = await background.begin({ ...PLAIN, prompt }, signal);
    if (started.kind === 'begun') await background.cancel(started.answerId, PLAIN, signal);
  }
  await background.look('resp_none', PLAIN, signal);
}

async function lookedAt(background: BackgroundApi, request: ApiRequest): Promise<void> {
  const { signal } = new AbortController();
  const started = await background.begin(request, signal);
  if (started.kind !== 'begun') throw new HanzoError('INTERNAL', 'The stand-in has a background.');
  const { answerId } = started;
  for (let look = 1; look <= 3; look += 1) await background.look(answerId, request, signal);
  await background.forget(answerId, signal);
}

/** The answer, or an error with a code; anything else is a fault of the test. */
async function settled(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof HanzoError)) throw error;
  });
}
