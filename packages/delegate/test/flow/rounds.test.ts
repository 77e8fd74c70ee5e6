import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { delegateIssue, resumeDelegation } from '../../src/index.ts';
import { STAMP } from '../folder/new-delegation.ts';
import { flowBench, strongerRound } from './flow-bench.ts';
import { issueOf, requestOf } from './issue.ts';
import { answerOf, byModel, failure, low, medium, sure } from './journal-asker.ts';

describe('rounds', () => {
  it(verifies('delegate-folder.rounds'), async () => {
    using at = await flowBench();
    const asker = at.asker(byModel({ 'gpt-4o': low, o3: low, 'gpt-5': sure }));
    const end = await delegateIssue(issueOf(), at.parts({ asker, retries: 2, nextRound: strongerRound }));
    expect(end.results.map(({ result }) => [result.round, result.model, result.request])).toEqual([
      [1, 'gpt-4o', `OPENAI_DELEGATION_REQUEST_${STAMP}.md`],
      [2, 'o3', `OPENAI_DELEGATION_REQUEST_${STAMP}_2.md`],
      [3, 'gpt-5', `OPENAI_DELEGATION_REQUEST_${STAMP}_3.md`],
    ]);
    for (const { prompt, model } of asker.questions) {
      const { result } = end.results.find((one) => one.result.model === model)!;
      expect(at.read(result.request)).toBe(prompt);
    }
    expect(end.best.map(({ model }) => model)).toEqual(['gpt-5', 'o3', 'gpt-4o']);
    const told = at.events.map((event) => (event.kind === 'again' ? event.because : event.kind));
    const asked = ['saved', 'asking', 'result'];
    expect(told).toEqual([
      ...asked,
      'the confidence of gpt-4o in round 1 is low',
      ...asked,
      'the confidence of o3 in round 2 is low',
      ...asked,
    ]);
  });

  it(verifies('delegate-folder.rounds', 'no more than allowed, and why not'), async () => {
    using at = await flowBench();
    const asker = at.asker(low);
    await delegateIssue(issueOf(), at.parts({ asker, retries: 0, nextRound: strongerRound }));
    await delegateIssue(issueOf(), at.parts({ asker, retries: 1, nextRound: strongerRound }));
    await delegateIssue(issueOf({ models: ['gpt-5'] }), at.parts({ asker, retries: 9, nextRound: strongerRound }));
    const nextRound = (): Promise<never> => Promise.reject(failure('WORKSPACE_MISSING'));
    await delegateIssue(issueOf(), at.parts({ asker, retries: 1, nextRound }));
    expect(asker.questions.map(({ model }) => model)).toEqual(['gpt-4o', 'gpt-4o', 'o3', 'gpt-5', 'gpt-4o']);
    expect(at.events.flatMap((event) => (event.kind === 'not-again' ? [event.because] : []))).toEqual([
      'o3 is still unsure after 2 rounds, the most allowed.',
      'There is no stronger model.',
      'No further round could be prepared: It is WORKSPACE_MISSING.',
    ]);
  });

  it(verifies('delegate-folder.rounds', 'none when something of ours is broken'), async () => {
    using at = await flowBench();
    const broken = failure('STORE_UNUSABLE');
    const asker = at.asker(byModel({ a: () => Promise.reject(broken), 'gpt-4o': low }));
    const parts = at.parts({ asker, retries: 1, nextRound: strongerRound });
    await expect(delegateIssue(issueOf({ models: ['gpt-4o', 'a'] }), parts)).rejects.toBe(broken);
    expect(await at.delegations.find('last')).toMatchObject({ further: [], results: [{ model: 'gpt-4o' }] });
  });

  it(verifies('delegate-folder.rounds', 'two unsure models, one stronger one'), async () => {
    using at = await flowBench();
    const asker = at.asker(byModel({ a: low, b: low, o3: medium }));
    const nextRound = async (): Promise<{ model: string; request: ReturnType<typeof requestOf> }> => ({
      model: 'o3',
      request: requestOf(),
    });
    const end = await delegateIssue(issueOf({ models: ['a', 'b'] }), at.parts({ asker, retries: 3, nextRound }));
    expect(end.results.map(({ result }) => `${result.round} ${result.model}`)).toEqual(['1 a', '1 b', '2 o3']);
    expect(at.events.filter(({ kind }) => kind === 'not-again')).toHaveLength(1);
  });

  it(verifies('delegate-folder.best'), async () => {
    using at = await flowBench();
    const asker = at.asker(byModel({ a: medium, b: low, c: medium, d: sure, e: () => answerOf('no'), o3: medium }));
    const nextRound = async (): Promise<{ model: string; request: ReturnType<typeof requestOf> }> => ({
      model: 'o3',
      request: requestOf(),
    });
    const models = ['a', 'b', 'c', 'd', 'e'];
    const end = await delegateIssue(issueOf({ models }), at.parts({ asker, retries: 1, nextRound }));
    expect(end.best.map(({ model }) => model)).toEqual(['d', 'o3', 'a', 'c', 'b']);
  });

  it(verifies('delegate-folder.compared'), async () => {
    using at = await flowBench();
    const issue = issueOf({ models: ['gpt-4o', 'claude', 'o3'] });
    const asker = at.asker(byModel({ o3: () => answerOf('no') }));
    const { delegation } = await delegateIssue(issue, at.parts({ asker }));
    const { json = '', markdown = '' } = delegation.comparison ?? {};
    expect(JSON.parse(at.read(json))).toMatchObject({
      id: STAMP,
      models: [{ model: 'gpt-4o' }, {}, { state: 'invalid' }],
    });
    expect(at.read(markdown)).toContain('gpt-4o');
    // Nothing new: nothing is compared again.
    const end = await resumeDelegation(delegation, at.parts());
    expect(end.delegation.comparison).toEqual(delegation.comparison);
  });
});
