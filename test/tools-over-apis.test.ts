import { type ApiModelCard, type ApiProvider, type HanzoError, type OutputShape, systemClock } from '@hanzo/contracts';
import { askWithTools, CallCare, MeteredModel, type PaidAnswer, PaidModel } from '@hanzo/coordinator';
import { createAnthropicProvider, UNKNOWN_CLAUDE } from '@hanzo/models/anthropic';
import { createOpenAiProvider } from '@hanzo/models/openai';
import {
  capabilitiesByName,
  rateLimited,
  type ReplyCall,
  type Reply,
  scriptedTools,
  type ScriptedTools,
  serverError,
  startApiStandIn,
  type StandInRequest,
} from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { memoryLedger } from './support/memory-ledger.ts';
import { METERED_CARD } from './support/metered-card.ts';
import { verifies } from './support/verifies.ts';

const OUTPUT: OutputShape = {
  kind: 'json',
  name: 'verdict',
  schema: {
    type: 'object',
    properties: { reason: { type: 'string', maxLength: 200 }, accept: { type: 'boolean' } },
    required: ['reason', 'accept'],
    additionalProperties: false,
  },
};
const VERDICT = { reason: 'a.ts and b.ts say so', accept: true };
const LOOK: readonly ReplyCall[] = [
  { name: 'read', arguments: { path: 'a.ts' } },
  { name: 'read', arguments: { path: 'b.ts' } },
];
const usage = { inputTokens: 100, outputTokens: 50, reasoningTokens: 20 };

interface Interface {
  readonly model: string;
  readonly takes: ApiModelCard['takes'];
  readonly effort?: 'low';
  readonly provider: (baseUrl: string, takes: ApiModelCard['takes']) => ApiProvider;
  readonly answer?: Reply;
}

const openAi =
  (api: 'responses' | 'chat'): Interface['provider'] =>
  (baseUrl, takes) =>
    createOpenAiProvider({ apiKey: 'sk-test-1234567890', baseUrl, api, takes: () => takes });
const anthropic: Interface['provider'] = (baseUrl, takes) =>
  createAnthropicProvider({ apiKey: 'sk-ant-test-1234567890', baseUrl, takes: () => takes });

const JSON_ANSWER: Reply = { kind: 'json', value: VERDICT, usage };
/** Of models that keep to a schema only in tools. */
const ANSWER_BY_TOOL: Reply = { kind: 'tools', calls: [{ name: 'hanzo_answer', arguments: VERDICT }], usage };
const claude = { ...UNKNOWN_CLAUDE, efforts: ['low', 'medium', 'high'] } as const;
const sol = capabilitiesByName('gpt-6-sol');

const INTERFACES: Readonly<Record<string, Interface>> = {
  responses: { model: 'gpt-5.6', takes: capabilitiesByName('gpt-5.6'), effort: 'low', provider: openAi('responses') },
  chat: { model: 'gpt-5.6', takes: capabilitiesByName('gpt-5.6'), effort: 'low', provider: openAi('chat') },
  'chat without effort': { model: 'gpt-6-sol', takes: sol, effort: 'low', provider: openAi('chat') },
  messages: { model: 'claude-sonnet-5', takes: claude, effort: 'low', provider: anthropic },
  'messages with an answer tool': {
    model: 'claude-3-5-sonnet',
    takes: { ...UNKNOWN_CLAUDE, json: false },
    provider: anthropic,
    answer: ANSWER_BY_TOOL,
  },
};

async function ask(
  { model: name, takes, effort, provider }: Interface,
  script: (request: StandInRequest) => Reply,
  tools: ScriptedTools,
  maxSteps = 4,
) {
  await using standIn = await startApiStandIn({ script });
  const card = { ...METERED_CARD, name, takes };
  const { host } = new URL(standIn.baseUrl);
  const ledger = memoryLedger(systemClock);
  const parts = { provider: provider(standIn.baseUrl, takes), ledger, card, endpoint: host, runId: 'r' };
  const care = new CallCare({ policy: { retryOnRateLimit: true, maxRetries: 2 }, random: () => 0 });
  const paid = new PaidModel({
    chain: [{ model: new MeteredModel(parts), serviceTier: 'standard' }],
    care,
    runId: 'r',
  });
  const limits = { maxSteps, maxMs: 60_000, maxMicros: 10_000_000, maxToldTokens: 10_000 };
  const request = { system: 'You judge.', prompt: 'Is it so?', output: OUTPUT, maxOutputTokens: 500, sampling: {} };
  const answer: PaidAnswer | HanzoError = await askWithTools(
    paid,
    { ...request, ...(effort && { effort }) },
    { taskId: 't', signal: new AbortController().signal },
    { caller: tools, about: 'judging', limits },
  ).catch((error: HanzoError) => error);
  return { answer, requests: standIn.requests, bill: standIn.bill, ledger };
}

const looking: Reply = { kind: 'tools', text: 'I look.', thinking: 'Both files.', calls: LOOK, usage };

describe.each(Object.entries(INTERFACES))('tools over %s', (which, its) => {
  const answering = its.answer ?? JSON_ANSWER;

  it(verifies('toolLoop.interfaces', which), async () => {
    const tools = scriptedTools(['read', 'find'], ({ arguments: input }) => `text of ${input}`);
    // Two rounds, so that what a model wants back of the first is there in the third request as well.
    const { answer, requests, bill, ledger } = await ask(
      its,
      ({ toolOutputs }) => (toolOutputs.length < 4 ? looking : answering),
      tools,
    );
    expect(answer).toMatchObject({ generation: { finish: 'stop', toolCalls: [], usage: { inputTokens: 300 } } });
    expect(JSON.parse((answer as PaidAnswer).generation.text)).toEqual(VERDICT);
    expect(tools.calls.map((call) => JSON.parse(call.arguments))).toEqual([
      { path: 'a.ts' },
      { path: 'b.ts' },
      { path: 'a.ts' },
      { path: 'b.ts' },
    ]);
    const told = tools.calls.map(({ id, arguments: input }) => ({ callId: id, output: `text of ${input}` }));
    expect(requests.map(({ toolOutputs }) => toolOutputs)).toEqual([[], told.slice(0, 2), told]);
    expect([bill.inputTokens, ledger.calls().length]).toEqual([300, 3]);
  });

  it(verifies('toolLoop.interfaces', `${which}, when tools are over`), async () => {
    const tools = scriptedTools(['read']);
    const { answer, requests } = await ask(
      its,
      ({ toolOutputs }) => (toolOutputs.length === 0 ? looking : answering),
      tools,
      1,
    );
    expect(JSON.parse((answer as PaidAnswer).generation.text)).toEqual(VERDICT);
    const last = requests[1];
    expect(last?.tools).toEqual(requests[0]?.tools);
    const choice = which.startsWith('messages') ? { type: 'none' } : 'none';
    const forced = { type: 'tool', name: 'hanzo_answer' };
    expect(last?.body['tool_choice']).toEqual(its.answer === undefined ? choice : forced);
    expect(JSON.stringify(last?.body)).toContain('Tools are over');
  });

  it(verifies('toolLoop.retries', which), async () => {
    const tools = scriptedTools(['read']);
    const failures = [rateLimited(undefined, 1), serverError(500)];
    const { answer, requests, ledger } = await ask(
      its,
      ({ toolOutputs }) => (toolOutputs.length === 0 ? looking : (failures.shift() ?? answering)),
      tools,
    );
    expect(JSON.parse((answer as PaidAnswer).generation.text)).toEqual(VERDICT);
    expect([tools.calls.length, requests.length]).toEqual([2, 4]);
    const bodies = requests.slice(1).map(({ body }) => JSON.stringify(body));
    expect(new Set(bodies).size).toBe(1);
    // Of an error of the server nobody knows what it cost.
    expect(ledger.calls().map(({ state }) => state)).toEqual(['settled', 'settled', 'uncertain', 'settled']);
    expect(ledger.calls()[1]?.chargedMicros).toBe(0);
  });
});
