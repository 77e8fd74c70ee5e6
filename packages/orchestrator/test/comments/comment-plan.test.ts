import { scriptedModel } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { planComments } from '../../src/comments/plan-comments.ts';
import { coverAll } from '../../src/plan/cover-all.ts';
import { type Plan, planRun } from '../../src/index.ts';
import { facts } from './facts.ts';

const files = ['a.ts', 'b.ts', 'c.ts'].map((path) => ({ path, sizeBytes: 100 }));
const maxTasks = 1;

/** `a.ts` has nothing to document, the others have a function each. */
function counted(plan: Plan): Plan {
  return planComments(plan, {
    texts: new Map(),
    functionsOf: (path) => (path === 'a.ts' ? [] : [facts('one')]),
    maxTasks,
  });
}

function made({ tasks }: Plan): readonly string[] {
  return tasks.flatMap(({ files: own, functions }) => (functions === undefined ? [] : [`${own.join()} ${functions}`]));
}

async function planned(named?: readonly string[]): Promise<Plan> {
  const task = { kind: 'comments', tier: 'simple', title: 'Part', files: named, instructions: '' };
  const provider = scriptedModel([{ kind: 'json', value: { tasks: [task] } }]);
  return await planRun({
    instructions: 'Write doc comments',
    files,
    planner: named && { provider, model: 'gpt-5' },
    maxTasks,
    signal: new AbortController().signal,
  });
}

describe('a plan of doc comments', () => {
  it(verifies('comments.each', 'planned by rules'), async () => {
    const plan = counted(await planned());
    expect(made(plan)).toEqual(['a.ts 0', 'b.ts 1']);
    expect(plan.notCovered).toMatchObject([{ path: 'c.ts', isMissed: true }]);
    expect(plan.warnings.at(-1)).toContain('1 of 2 functions');
  });

  it(verifies('comments.each', 'planned by patterns of a model'), async () => {
    const plan = counted(await planned(['*.ts']));
    expect(made(plan)).toEqual(['a.ts,b.ts 1']);
    expect(plan.warnings).toHaveLength(2);
  });

  it(verifies('comments.each', 'where all must be looked at'), async () => {
    const left = await planned(['a.ts']);
    const plan = counted(coverAll(left, { kind: 'comments', tier: 'simple', maxTasks }));
    expect(made(plan)).toEqual(['a.ts 0', 'b.ts 1']);
    expect(plan.notCovered.map(({ path }) => path)).toEqual(['c.ts']);
  });
});
