import type { ErrorCode } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { DELEGATION_SYSTEM, delegateIssue, renderRequest, resumeDelegation, type Asked } from '../../src/index.ts';
import { STAMP } from '../folder/new-delegation.ts';
import { flowBench, strongerRound } from './flow-bench.ts';
import { issueOf, requestOf } from './issue.ts';
import { analysisText, answerOf, byModel, COST, failure, low, sure } from './journal-asker.ts';

describe('a delegation', () => {
  it(verifies('delegate-folder.saved-first'), async () => {
    using at = await flowBench();
    const onDisk: unknown[] = [];
    const asker = at.asker(({ prompt, system }) => {
      onDisk.push(at.read(`OPENAI_DELEGATION_REQUEST_${STAMP}.md`) === prompt, system === DELEGATION_SYSTEM);
      expect(prompt).toBe(renderRequest(requestOf()));
      return sure();
    });
    const end = await delegateIssue(issueOf(), at.parts({ asker }));
    expect(onDisk).toEqual([true, true]);
    expect(end.delegation).toMatchObject({
      id: STAMP,
      isFinished: true,
      open: [],
      issue: 'Counts are too low 🐛 under load',
    });
    expect(end.best).toEqual([end.results[0]?.result]);
    expect(end.results[0]?.result).toMatchObject({
      v: 1,
      id: STAMP,
      request: `OPENAI_DELEGATION_REQUEST_${STAMP}.md`,
      state: 'answered',
      model: 'gpt-4o',
      costMicros: COST,
      runId: asker.paid[0]?.runId,
      files: ['src/лічильник.py'],
    });
    expect(at.events.map(({ kind }) => kind)).toEqual(['saved', 'asking', 'result']);
    expect(at.read(end.results[0]!.kept.markdown)).toContain('Root Cause Analysis');
  });

  it(verifies('delegate-folder.saved-first', 'half a character'), async () => {
    using at = await flowBench();
    const asker = at.asker();
    await delegateIssue(issueOf({ request: requestOf({ issue: 'broken \ud83d text' }) }), at.parts({ asker }));
    expect(asker.questions[0]?.prompt).toBe(at.read(`OPENAI_DELEGATION_REQUEST_${STAMP}.md`));
  });

  const ends: readonly (readonly [string, Partial<Asked>, object])[] = [
    [
      'refused',
      { error: failure('API_REFUSED') },
      { state: 'refused', error: { code: 'API_REFUSED', mend: 'Mend it.' } },
    ],
    ['empty', answerOf(' \n'), { state: 'refused', error: { code: 'API_REFUSED' } }],
    [
      'cut',
      answerOf(analysisText('high'), { finish: 'length' }),
      { state: 'truncated', rawAnswer: expect.any(String) },
    ],
    ['no JSON', answerOf('I think it is DNS.'), { state: 'invalid', rawAnswer: 'I think it is DNS.' }],
    ['gate', { error: failure('ANSWER_INVALID'), costMicros: 5 }, { state: 'invalid', costMicros: 5 }],
    ['failed', { error: failure('TIMED_OUT'), costMicros: 7 }, { state: 'failed', costMicros: 7 }],
    ['nothing', {}, { state: 'failed', error: { code: 'API_FAILED' } }],
  ];
  it.each(ends)(verifies('delegate-folder.kept', '%s'), async (_, reply, expected) => {
    using at = await flowBench();
    const end = await delegateIssue(issueOf(), at.parts({ asker: at.asker(() => reply) }));
    expect(end.results[0]?.result).toMatchObject(expected);
    expect(end.results[0]?.result.analysis).toBeUndefined();
    const [known] = await at.delegations.list();
    expect(known).toMatchObject({ isFinished: true, results: [end.results[0]?.kept] });
    expect(await at.delegations.readResult(STAMP, end.results[0]!.kept)).toMatchObject(expected);
    expect(end.best).toEqual([]);
  });

  it(verifies('delegate-folder.others-stay'), async () => {
    using at = await flowBench();
    const asker = at.asker(
      byModel({
        'gpt-4o': () => Promise.reject(failure('CREDENTIALS_MISSING')),
        o3: () => ({ error: failure('BUDGET_EXCEEDED') }),
        claude: sure,
      }),
    );
    const end = await delegateIssue(issueOf({ models: ['gpt-4o', 'o3', 'claude', 'gpt-4o'] }), at.parts({ asker }));
    expect(end.results.map(({ result }) => [result.model, result.state, result.error?.code])).toEqual([
      ['gpt-4o', 'failed', 'CREDENTIALS_MISSING'],
      ['o3', 'failed', 'BUDGET_EXCEEDED'],
      ['claude', 'answered', undefined],
    ]);
    expect(end.delegation.comparison).toBeUndefined();
  });

  it.each([
    ['rejected', 'CREDENTIALS_MISSING'],
    ['rejected', 'ENDPOINT_UNREACHABLE'],
    ['told', 'CREDENTIALS_REJECTED'],
    ['told', 'BUDGET_BUSY'],
    ['told', 'USAGE'],
  ] as const)(verifies('delegate-folder.nobody-asked', '%s: %s'), async (how, code) => {
    using at = await flowBench();
    const error = failure(code);
    const asker = at.asker(() => (how === 'told' ? { error } : Promise.reject(error)));
    const issue = issueOf({ models: ['gpt-4o', 'o3'] });
    await expect(delegateIssue(issue, at.parts({ asker }))).rejects.toBe(error);
    const [known] = await at.delegations.list();
    expect(known?.results.map(({ model, state }) => [model, state])).toEqual([
      ['gpt-4o', 'failed'],
      ['o3', 'failed'],
    ]);
  });

  it.each(['RUN_BUSY', 'TAKEN_OVER', 'INTERNAL', 'DISK_FULL', 'CANCELLED'] satisfies ErrorCode[])(
    verifies('delegate-folder.nobody-asked', 'what says nothing of the model stays open: %s'),
    async (code) => {
      using at = await flowBench();
      const error = failure(code);
      const asker = at.asker(byModel({ 'gpt-4o': () => Promise.reject(error) }));
      const issue = issueOf({ models: ['gpt-4o', 'o3'] });
      await expect(delegateIssue(issue, at.parts({ asker }))).rejects.toBe(error);
      const [known] = await at.delegations.list();
      expect(known).toMatchObject({ isFinished: false, results: [{ model: 'o3' }], open: [{ model: 'gpt-4o' }] });
      const next = at.asker();
      const end = await resumeDelegation(known!, at.parts({ asker: next }));
      expect(next.questions.map(({ model, earlier }) => [model, earlier?.runId])).toEqual([
        ['gpt-4o', known?.open[0]?.runId],
      ]);
      expect(end.delegation.comparison).toBeDefined();
    },
  );

  it(verifies('delegate-folder.cancelled'), async () => {
    using at = await flowBench();
    const stop = new AbortController();
    const asker = at.asker(
      byModel({
        'gpt-4o': (_, signal) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
          ),
        o3: (_, signal) =>
          new Promise((resolve) => signal.addEventListener('abort', () => resolve(low(_, signal)), { once: true })),
        claude: () => {
          queueMicrotask(() => stop.abort(new Error('Ctrl-C')));
          return sure();
        },
      }),
    );
    const issue = issueOf({ models: ['gpt-4o', 'o3', 'claude'] });
    const parts = at.parts({ asker, signal: stop.signal, retries: 3, nextRound: strongerRound });
    await expect(delegateIssue(issue, parts)).rejects.toThrow('Ctrl-C');
    const [known] = await at.delegations.list();
    expect(known?.results.map(({ model, state }) => `${model} ${state}`).toSorted()).toEqual([
      'claude answered',
      'o3 answered',
    ]);
    expect(known).toMatchObject({ isFinished: false, further: [], open: [{ model: 'gpt-4o' }] });
    // Cancelled before anything began: nothing is written.
    await expect(delegateIssue(issue, parts)).rejects.toThrow('Ctrl-C');
    expect(await at.delegations.list()).toHaveLength(1);
    await expect(resumeDelegation(known!, parts)).rejects.toThrow('Ctrl-C');
    // Resumed, the unsure answer is followed up as well.
    const next = at.asker();
    const end = await resumeDelegation(known!, at.parts({ asker: next, retries: 1, nextRound: strongerRound }));
    expect(next.questions.map(({ model }) => model).toSorted()).toEqual(['gpt-4o', 'gpt-5']);
    expect(end.delegation.isFinished).toBe(true);
    expect(next.paid).toHaveLength(4);
  });

  it(verifies('delegate-folder.cancelled', 'told as a failure'), async () => {
    using at = await flowBench();
    const stop = new AbortController();
    const asker = at.asker(() => {
      stop.abort(new Error('Ctrl-C'));
      return Promise.reject(failure('PROVIDER_DOWN'));
    });
    await expect(delegateIssue(issueOf(), at.parts({ asker, signal: stop.signal }))).rejects.toThrow('Ctrl-C');
    expect(await at.delegations.find('last')).toMatchObject({ isFinished: false, results: [] });
  });

  it(verifies('delegate-folder.cancelled', 'told as an end without an answer'), async () => {
    using at = await flowBench();
    const stop = new AbortController();
    const asker = at.asker(() => {
      stop.abort();
      return { error: failure('CANCELLED'), costMicros: 9 };
    });
    await expect(delegateIssue(issueOf(), at.parts({ asker, signal: stop.signal }))).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await at.delegations.find('last')).toMatchObject({
      isFinished: false,
      results: [],
      open: [{ model: 'gpt-4o' }],
    });
  });
});
