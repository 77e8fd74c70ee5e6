import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspace } from '@hanzo/tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { Orchestrator, renderMarkdown } from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { memoryCache } from './memory-cache.ts';
import { answer, CART, findings, SUMMARY, TOOL } from './samples.ts';

const instructions = 'Review the code for bugs.';

describe('a plan of which nothing was begun', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hanzo-kept-'));
    for (const name of ['a.ts', 'b.ts']) await writeFile(join(folder, name), `${CART}// ${name}\n`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const cache = memoryCache({ now: () => 1 });
  const executor = fakeExecutor((task) =>
    answer(findings(task.kind === 'check' ? 'Nothing found.' : SUMMARY), task.kind === 'check' ? { who: TOOL } : {}),
  );
  const orchestrator = async (): Promise<Orchestrator> =>
    new Orchestrator({ orchestratorModel: 'gpt-5', executor, workspace: await openWorkspace(folder), cache });

  it(verifies('dev-plan.plan-only', 'of files that have changed since'), async () => {
    await (await orchestrator()).run({ instructions });
    await writeFile(join(folder, 'b.ts'), `${CART}// changed\n`);
    // One file is known, so that the plan has a task for the other alone.
    const { plan } = await (await orchestrator()).prepare({ instructions, runId: 'kept' });
    expect(plan.taskCount).toBeLessThan(4);
    await writeFile(join(folder, 'b.ts'), Array.from({ length: 90 }, () => CART).join('\n'));
    const stored = JSON.parse(JSON.stringify(plan)) as unknown;
    const result = await (await orchestrator()).resume({ runId: 'kept', instructions, plan: stored, tasks: [] });
    expect(result.complete).toBe(true);
    const looked = result.outcomes
      .filter(({ task }) => task.kind === 'review')
      .map(({ task }) => task.sources[0]?.path);
    expect(new Set(looked)).toEqual(new Set(['a.ts', 'b.ts']));
    expect(looked.length).toBeGreaterThan(2);
    expect(renderMarkdown(result)).toContain('The files have changed since they were planned');
  });
});
