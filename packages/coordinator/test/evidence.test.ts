import type { RungPolicy } from '@hanzo/router';
import { routingPolicy } from '@hanzo/testkit';
import { COMMAND_SAID, silentLogger, systemClock, type Gate, type Rung } from '@hanzo/contracts';
import { ApiRung, Cascade, type Journal } from '@hanzo/coordinator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiFault, scriptedApi } from '../../../test/support/scripted-api.ts';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { answer, api, gate, rung, worker } from './fake-rungs.ts';
import { PaidDesk } from './paid-desk.ts';
import { journalOfRun } from './journal-of-run.ts';

describe('what a dearer model is told of a refused answer', () => {
  let stack: AsyncDisposableStack;
  let journal: Journal;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    ({ journal } = await journalOfRun(stack));
  });
  afterEach(() => stack.disposeAsync());

  const routing = routingPolicy({ escalatesTo: { simple: 'complex' } });
  const cascade = (rungs: readonly Rung[], changes: Partial<RungPolicy> = {}, more = {}): Cascade => {
    const available = new Set(rungs.map(({ name }) => name));
    const policy = { localOnly: false, preferLocal: false, routing, available, ...changes };
    return new Cascade({ rungs, policy, journal, clock: systemClock, log: silentLogger, ...more });
  };
  const signal = new AbortController().signal;

  it(verifies('cascade.evidence-fits'), async () => {
    const desk = new PaidDesk();
    const provider = scriptedApi(({ prompt }) =>
      prompt.includes('<refused') ? apiFault('PROMPT_TOO_LONG') : { text: 'good' },
    );
    const task = testTask();
    const paid = desk.paid([desk.link(provider)]);
    const rungs = [rung('mesh', [answer('noise', worker('tiny'))]), new ApiRung({ modelFor: () => paid })];
    const outcome = await cascade(rungs).execute(task, { signal, gate });
    expect(outcome).toMatchObject({
      state: 'done',
      attempts: [{ rung: 'mesh' }, { end: { code: 'PROMPT_TOO_LONG', costMicros: 0 } }, { end: { kind: 'passed' } }],
    });
    expect(provider.requests.map(({ prompt }) => prompt === task.prompt)).toEqual([false, true]);
  });

  it('does not ask twice where there was no evidence to leave out', async () => {
    const desk = new PaidDesk();
    const provider = scriptedApi(() => apiFault('PROMPT_TOO_LONG'));
    const paid = desk.paid([desk.link(provider)]);
    await cascade([new ApiRung({ modelFor: () => paid })]).execute(testTask(), { signal, gate });
    expect(provider.requests).toHaveLength(1);
  });

  it(verifies('cascade.evidence-of-commands'), async () => {
    const said = [
      'connected to db.internal.example as svc_ci',
      'src/shop.ts:3: expected 4, got 3',
      'at /tmp/copy/src/shop.ts:3:7',
      'src/myshop.ts is none of it, nor is xsrc/shop.ts',
      '1 test failed',
    ];
    const reason = `"npm test" exited with 1, and not without these edits.${COMMAND_SAID}${said.join('\n')}`;
    const mesh = rung('mesh', [answer('noise', worker('tiny'))]);
    const strong = rung('api', [answer('good', api('big'))]);
    const refusing: Gate = (_, { text }) =>
      text === 'good' ? { passed: true } : { passed: false, gate: 'tests', reason };
    const task = testTask({ sources: [{ path: 'src/shop.ts', text: 'x', firstLine: 1 }] });
    const outcome = await cascade([mesh, strong]).execute(task, { signal, gate: refusing });
    expect(strong.contexts[0]?.refused?.[0]?.reason).toBe(
      `"npm test" exited with 1, and not without these edits.${COMMAND_SAID}${said[1]}\n${said[2]}`,
    );
    // Here, on this machine, all of it is told.
    expect(outcome.attempts[0]?.end).toMatchObject({ reason });
  });

  it('says nothing of what a command printed where no line names a file of the task', async () => {
    const mesh = rung('mesh', [answer('noise', worker('tiny'))]);
    const strong = rung('api', [answer('good', api('big'))]);
    const reason = `"npm test" exited with 1, and not without these edits.${COMMAND_SAID}boom`;
    const refusing: Gate = (_, { text }) =>
      text === 'good' ? { passed: true } : { passed: false, gate: 'tests', reason };
    await cascade([mesh, strong]).execute(testTask({ sources: [] }), { signal, gate: refusing });
    expect(strong.contexts[0]?.refused?.[0]?.reason).toBe('"npm test" exited with 1, and not without these edits.');
  });
});
