import { hideSecret, type Tool, type ToolRules } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { rulesWith, type Consent, type ConsentQuestion } from '../../src/index.ts';
import { fakeTool, openBox } from './fake-tool.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const DENY_ALL: ToolRules = { read: 'deny', write: 'deny', network: 'deny' };
const click = (): ReturnType<typeof fakeTool> => fakeTool('web__click', { origin: 'web', effect: 'network' });

describe('rules', () => {
  it.each([
    ['its effect', {}, { network: 'allow' }],
    ['its server before its effect', { 'web__*': 'allow' }, { network: 'deny' }],
    ['its name before its server', { 'web__*': 'deny', web__click: 'allow' }, { network: 'deny' }],
  ] as const)(verifies('toolbox.rules', '%s'), async (_what, byName, effects) => {
    const tool = click();
    const { call, box } = openBox([tool], { rules: { ...DENY_ALL, ...effects, byName } });
    expect(await call('web__click')).toMatchObject({ failed: false });
    expect(box.offer({ about: 'click', roomTokens: 1e6 }).specs).toEqual([tool.spec]);
    const denied = Object.fromEntries(Object.keys(byName).map((name) => [name, 'deny'] as const));
    const other = openBox([tool], { rules: { ...DENY_ALL, byName: denied } });
    expect((await other.call('web__click')).output).toContain('web__click is not allowed. Do without it.');
    expect(other.box.offer({ about: 'click', roomTokens: 1e6 }).specs).toEqual([]);
    expect(tool.inputs).toHaveLength(1);
  });

  it.each([
    ['a kind of ours', fakeTool('read_file', { kind: 'files' }), 'files', true],
    ['all of ours', fakeTool('read_file', { kind: 'files' }), 'hanzo', true],
    ['no server, whatever its name', fakeTool('files__read', { origin: 'files' }), 'files', false],
    ['no server whose name begins alike', fakeTool('web__x__y', { origin: 'web__x' }), 'web__*', false],
    ['nothing by what objects have themselves', fakeTool('constructor', { origin: 'web' }), 'other', false],
  ] as const)(verifies('toolbox.rules', 'a name names %s'), async (_what, tool: Tool, name, allows) => {
    const { call } = openBox([tool], { rules: { ...DENY_ALL, byName: { [name]: 'allow' } } });
    expect((await call(tool.spec.name)).failed).toBe(!allows);
  });

  it('takes a kind before all of ours', async () => {
    const byName = { hanzo: 'allow', git: 'deny' } as const;
    const { call } = openBox([fakeTool('git_log', { kind: 'git' }), fakeTool('read_file', { kind: 'files' })], {
      rules: { ...DENY_ALL, byName },
    });
    expect([(await call('git_log')).failed, (await call('read_file')).failed]).toEqual([true, false]);
  });
});

describe('asking', () => {
  it(verifies('toolbox.nobody-there'), async () => {
    const tool = click();
    const { call, records, box } = openBox([tool]);
    expect((await call('web__click')).output).toContain("needs the user's consent, and nobody is there to be asked");
    expect(records[0]?.why).toContain('--allow-tools web__click');
    expect(tool.inputs).toEqual([]);
    expect(box.offer({ about: 'click', roomTokens: 1e6 }).specs).toEqual([]);
    const broken = openBox([tool], { ask: () => Promise.reject(new TypeError('no terminal')) });
    expect((await broken.call('web__click')).output).toContain('asking failed: no terminal');
    expect(tool.inputs).toEqual([]);
    expect(rulesWith(DENY_ALL, ['web__click'], [tool]).byName).toEqual({ web__click: 'allow' });
  });

  it(verifies('toolbox.one-question'), async () => {
    const questions: { readonly question: ConsentQuestion; answer(consent: Consent): void }[] = [];
    const ask = (question: ConsentQuestion): Promise<Consent> =>
      new Promise((answer) => questions.push({ question, answer }));
    const clock = manualClock();
    const tool = click();
    const { call } = openBox([tool], { ask, clock });
    const calls = [1, 2, 3, 4].map((n) => call('web__click', { n }, { taskId: `task ${n}` }));
    await clock.advance(0);
    expect(questions).toHaveLength(1);
    expect(questions[0]?.question).toMatchObject({ taskId: 'task 1', input: '{"n":1}', tool: { spec: tool.spec } });
    questions[0]?.answer('once');
    await clock.advance(0);
    expect(questions).toHaveLength(2);
    questions[1]?.answer('no');
    await clock.advance(0);
    questions[2]?.answer('always');
    const answers = await Promise.all(calls);
    expect(answers.map(({ failed }) => failed)).toEqual([false, true, false, false]);
    expect(questions).toHaveLength(3);
    expect(tool.inputs).toEqual([{ n: 1 }, { n: 3 }, { n: 4 }]);
    // Nobody is asked again about what he refused.
    questions.length = 0;
    const other = openBox([tool], { ask: () => Promise.resolve<Consent>('no').finally(() => questions.push(NONE)) });
    await other.call('web__click', { n: 1 });
    await other.call('web__click', { n: 1 });
    expect(questions).toHaveLength(1);
  });

  it(verifies('toolbox.wait-not-counted'), async () => {
    const clock = manualClock();
    const slow = fakeTool('t', {
      effect: 'write',
      answer: async (_input, { signal }) => {
        await clock.sleep(3_000, signal);
        return { text: 'done' };
      },
    });
    const ask = async (): Promise<Consent> => {
      await clock.sleep(3_600_000);
      return 'once';
    };
    const { call, records } = openBox([slow], { clock, ask, callMs: 5_000 });
    const answer = call('t', {}, { limitMs: 4_000 });
    // Of a call of the same task that waits for the one before.
    const second = call('t', { n: 2 }, { limitMs: 8_000 });
    await clock.advance(2 * 3_600_000 + 6_000);
    expect(await answer).toMatchObject({ failed: false, waitedMs: 3_600_000 });
    expect(await second).toMatchObject({ failed: false, waitedMs: 7_200_000 });
    expect(records.map(({ tookMs }) => tookMs)).toEqual([3_000, 6_000]);
  });

  it('counts what a tool takes while somebody is asked about another call', async () => {
    const clock = manualClock();
    const asked = fakeTool('asked', { effect: 'write' });
    const slow = fakeTool('slow', {
      answer: async () => {
        await clock.sleep(3_000);
        return { text: 'done' };
      },
    });
    const ask = async (): Promise<Consent> => {
      await clock.sleep(9_000);
      return 'once';
    };
    const { call, records } = openBox([asked, slow], { clock, ask });
    const both = Promise.all([call('slow'), call('asked', {}, { taskId: 'other' })]);
    await clock.advance(9_000);
    expect((await both)[0]).not.toHaveProperty('waitedMs');
    expect(records.map(({ tool, tookMs }) => [tool, tookMs])).toEqual([
      ['slow', 3_000],
      ['asked', 0],
    ]);
  });

  it('shows all of the input, without secrets and with nothing unseen', async () => {
    let shown = '';
    const { call } = openBox([click()], {
      ask: ({ input }) => {
        shown = input;
        return Promise.resolve('no');
      },
    });
    const path = `${'x'.repeat(2_000)}\u202egpj.exe\u{e0041}\ud800`;
    await call('web__click', { path });
    expect(shown).toBe(`{"path":"${'x'.repeat(2_000)}\\u202egpj.exe\\udb40\\udc41\\ud800"}`);
    expect(JSON.parse(shown)).toEqual({ path });
  });
});

it(verifies('toolbox.secrets', 'people see which one is real'), async () => {
  const secret = 'sk-shown-to-people-0123456789';
  hideSecret(secret);
  const shown: string[] = [];
  const { call } = openBox([click()], { ask: ({ input }) => (shown.push(input), Promise.resolve('no')) });
  await call('web__click', { text: `${secret} and [key]` });
  expect(shown).toEqual(['{"text":"[hidden secret] and [key]"}']);
});

const NONE = { question: { tool: click(), input: '', taskId: '' }, answer: () => undefined };
