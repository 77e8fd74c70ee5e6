import type { TaskRun } from '@hanzo/contracts';
import type { ProseSection, RunResult } from '@hanzo/orchestrator';
import { expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { resultOf } from '../../../orchestrator/test/result-of.ts';
import {
  answer,
  CART,
  findings,
  passed,
  rejected,
  source,
  SUMMARY,
  task,
  WORKER,
} from '../../../orchestrator/test/samples.ts';
import { WatchState } from '../../src/commands/dev/watch/watch-state.ts';

function looked(path: string): TaskRun {
  return {
    task: task({ id: `r-${path}`, sources: [source(CART, path)], title: `review ${path}` }),
    outcome: { state: 'done', answer: answer(findings(SUMMARY)), attempts: [] },
  };
}

it(verifies('watch.texts'), () => {
  const text = (path: string, title: string): ProseSection => ({
    taskId: `r-${path}`,
    title,
    kind: 'architecture',
    text: `about ${path}`,
    who: { kind: 'tool', tool: 't' },
  });
  const round = (path: string, title: string, more: Partial<RunResult> = {}): RunResult => {
    const made = resultOf([looked(path)]);
    const figures = {
      pieces: 2,
      known: 1,
      checks: 0,
      findings: 0,
      by: [{ engine: 'm', day: '2026-11-22', pieces: 1 }],
    };
    const task = { kind: 'review', tier: 'simple', title, files: [path], instructions: '' } as const;
    const suggestions = { patterns: { texts: [text(path, `pattern of ${path}`)], notes: [] } };
    const plan = { ...made.plan, tasks: [task] };
    return { ...made, plan, prose: [text(path, title)], unjudged: [title], remembered: figures, suggestions, ...more };
  };
  const state = new WatchState();
  const seen = (whole: RunResult | undefined): unknown => ({
    prose: whole?.prose.map(({ title }) => title),
    patterns: whole?.suggestions?.patterns?.texts.map(({ title }) => title),
    plan: whole?.plan.tasks.map(({ files }) => files),
    unjudged: whole?.unjudged,
    known: [whole?.remembered?.known, whole?.remembered?.by[0]?.pieces],
  });
  state.take(round('a.ts', 'A'), new Set(['a.ts']));
  const second = state.take(round('b.ts', 'B'), new Set(['b.ts']));
  expect(seen(second.whole)).toEqual({
    prose: ['A', 'B'],
    patterns: ['pattern of a.ts', 'pattern of b.ts'],
    plan: [['a.ts'], ['b.ts']],
    unjudged: ['A', 'B'],
    known: [2, 2],
  });
  const third = state.take(round('a.ts', 'A again'), new Set(['a.ts']));
  expect(seen(third.whole)).toMatchObject({ prose: ['B', 'A again'], plan: [['b.ts'], ['a.ts']] });
  const { whole } = state.drop(new Set(['b.ts'])) ?? {};
  expect(seen(whole)).toMatchObject({ prose: ['A again'], patterns: ['pattern of a.ts'], plan: [['a.ts']] });
});

it(verifies('receipt.answers', 'of several rounds'), () => {
  const said = answer(findings(SUMMARY));
  const good = looked('a.ts');
  const done = { ...good, outcome: { state: 'done', answer: said, attempts: [passed(1, said)] } } as const;
  const undone = {
    task: task({ id: 'r-b.ts', sources: [source(CART, 'b.ts')] }),
    outcome: { state: 'undone', reason: 'r', attempts: [rejected(1, said, 'grounded', 'no')] },
  } as const;
  const state = new WatchState();
  state.take(resultOf([done, undone]), new Set(['a.ts', 'b.ts']));
  const { whole } = state.take(resultOf([undone]), new Set(['b.ts']));
  expect(whole.receipt.answers).toEqual({
    passed: 1,
    judged: 3,
    engines: [{ who: WORKER, passed: 1, judged: 3 }],
    candidates: [{ tasks: 1, why: '' }],
  });
});
