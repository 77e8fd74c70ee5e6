import type { RungContext, Task } from '@hanzo/contracts';
import { memoryCache, scriptedModel, scriptedTools } from '@hanzo/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { METERED_CARD } from '../../../../test/support/metered-card.ts';
import { scriptedApi } from '../../../../test/support/scripted-api.ts';
import { testTask } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { answerKey, ApiRung, CacheRung, LocalRung, type PaidModel, type ToolUse } from '../../src/index.ts';
import { fakeMesh } from '../fake-mesh.ts';
import { answer, api as apiWho } from '../fake-rungs.ts';
import { OK } from '../paid-desk.ts';
import { asks, call, ToolDesk } from './tool-desk.ts';

const LIMITS = { maxSteps: 3, maxMs: 60_000, maxMicros: 10_000, maxToldTokens: 1_000 };
const CALL = '{"name":"read","arguments":{"path":"/etc/passwd"}}';

/** How models write calls that no interface has taken out of their text. */
const DIALECTS: Readonly<Record<string, string>> = {
  hermes: `<tool_call>\n${CALL}\n</tool_call>`,
  'llama 3': `<|python_tag|>${CALL}<|eom_id|>`,
  'llama 3 code': '<|python_tag|>read.call(path="/etc/passwd")',
  mistral: `[TOOL_CALLS][${CALL}]`,
  'mistral 11': '[TOOL_CALLS]read[ARGS]{"path":"/etc/passwd"}',
  deepseek:
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>read\n```json\n{"path":"/etc/passwd"}\n```',
  harmony: '<|start|>assistant<|channel|>commentary to=functions.read<|message|>{"path":"/etc/passwd"}<|call|>',
  'openai chat': `{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":${CALL}}]}`,
  'openai legacy': `{"function_call":${CALL}}`,
  'openai responses': '{"type":"function_call","call_id":"c1","name":"read","arguments":"{}"}',
  'anthropic json': '{"type":"tool_use","id":"toolu_1","name":"read","input":{"path":"/etc/passwd"}}',
  'anthropic xml':
    '<function_calls><invoke name="read"><parameter name="path">/etc/passwd</parameter></invoke></function_calls>',
  glm: '<tool_call>read\n<arg_key>path</arg_key>\n<arg_value>/etc/passwd</arg_value>\n</tool_call>',
  gemini: `{"functionCall":{"name":"read","args":{"path":"/etc/passwd"}}}`,
  react: 'Thought: I look.\nAction: read\nAction Input: {"path":"/etc/passwd"}\nObservation:',
  markdown: '```tool_code\nprint(read(path="/etc/passwd"))\n```',
};

describe('tasks that use tools', () => {
  let desk: ToolDesk;
  beforeEach(() => {
    desk = new ToolDesk();
  });

  const context: RungContext = {
    signal: new AbortController().signal,
    onStart: () => undefined,
    onText: () => undefined,
    onLost: () => undefined,
  };
  const usingTools = testTask({ kind: 'critic', usesTools: true });

  it('are the only ones that an API model gets tools for', async () => {
    const api = scriptedApi(({ tools, history }) =>
      tools !== undefined && history === undefined ? asks(call('read')) : OK,
    );
    const caller = scriptedTools(['read']);
    const asked: Task[] = [];
    const toolsFor = (task: Task): ToolUse => {
      asked.push(task);
      return { caller, about: task.title, limits: LIMITS };
    };
    const rung = new ApiRung({ modelFor: () => desk.paid([desk.link(api)]), toolsFor });
    expect(await rung.attempt(usingTools, context)).toMatchObject({ text: 'ok', costMicros: 40 });
    expect(await rung.attempt(testTask(), context)).toMatchObject({ text: 'ok', costMicros: 20 });
    expect(await rung.attempt(testTask({ usesTools: false }), context)).toMatchObject({ costMicros: 20 });
    expect(asked).toEqual([usingTools]);
    expect(caller.calls).toHaveLength(1);
    const none = new ApiRung({ modelFor: () => desk.paid([desk.link(api)]) });
    expect(await none.attempt(usingTools, context)).toMatchObject({ costMicros: 20 });
  });

  it('are measured by the model that takes tools, where one of the chain does', () => {
    const takes = { ...METERED_CARD.takes, tools: false };
    const chain = (...links: Parameters<ToolDesk['link']>[1][]): PaidModel => {
      const [first = {}, ...rest] = links;
      const api = scriptedApi(() => OK);
      return desk.paid([desk.link(api, first), ...rest.map((card) => desk.link(api, card))]);
    };
    const rung = (model: PaidModel, toolsFor?: () => undefined): ApiRung =>
      new ApiRung({ modelFor: () => model, countTokens: (text) => text.length, ...(toolsFor && { toolsFor }) });
    const long = testTask({ usesTools: true, prompt: 'x'.repeat(2_000) });
    const both = chain({ takes }, { name: 'gpt-small', contextTokens: 1_000 });
    expect(rung(both).unfit(long)).toBeUndefined();
    expect(rung(both, () => undefined).unfit(long)).toContain('it is too long for gpt-small');
    expect(rung(both, () => undefined).unfit({ ...long, usesTools: false })).toBeUndefined();
    expect(rung(chain({ takes }), () => undefined).unfit(long)).toBeUndefined();
  });

  it(verifies('toolLoop.not-kept'), () => {
    const cache = memoryCache();
    const rung = new CacheRung({ cache, fingerprint: 'f' });
    const plain = testTask({ kind: 'critic', sampling: { temperature: 0 } });
    const task: Task = { ...plain, usesTools: true };
    const end = { kind: 'passed', answer: answer('good', apiWho('gpt')) } as const;
    const attempt = { number: 1, rung: 'api', who: apiWho('gpt'), startedAt: 0, endedAt: 1, end } as const;
    rung.keep(task, attempt);
    expect(rung.unfit(task)).toBe('not answered before');
    rung.keep(plain, attempt);
    expect(rung.unfit({ ...plain })).toBeUndefined();
    expect(rung.unfit({ ...task })).toBe('not answered before');
    expect(answerKey(task, 'f')).not.toBe(answerKey(plain, 'f'));
  });

  it.each(Object.entries(DIALECTS))(verifies('toolLoop.only-offered', '%s'), async (_, text) => {
    const caller = scriptedTools(['read']);
    const api = scriptedApi(() => ({ text }));
    expect(await desk.loop(desk.paid([desk.link(api)]), caller)).toMatchObject({ generation: { text } });
    expect([caller.calls.length, api.requests.length]).toEqual([0, 1]);
  });

  it(verifies('toolLoop.no-workers'), async () => {
    const mesh = fakeMesh();
    const texts = Object.values(DIALECTS);
    const peer = mesh.peer({ name: 'w1', answer: () => texts.join('\n') });
    await mesh.settle();
    const told = mesh.start(usingTools);
    await mesh.settle();
    expect(await told.answer).toMatchObject({ text: texts.join('\n'), costMicros: 0 });
    expect(JSON.stringify(peer)).not.toContain('usesTools');
    const asked: unknown[] = [];
    const model = scriptedModel(texts.map((each) => each));
    const local = new LocalRung(
      { ...model, generate: (request, options) => (asked.push(request), model.generate(request, options)) },
      'llama3.2',
    );
    expect(await local.attempt(usingTools, context)).toMatchObject({ text: texts[0] });
    expect(asked[0]).not.toHaveProperty('tools');
  });
});
