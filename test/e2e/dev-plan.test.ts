import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { startPaidProject, type PaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

const plans = ({ standIn }: PaidProject): number =>
  standIn.requests.filter(({ prompt }) => !prompt.includes('File "src/')).length;

describe('the plan of a run', () => {
  it(verifies('dev-plan.dry-run', 'command'), async () => {
    await using project = await startPaidProject();
    const home = join(project.home, 'none');
    const args = ['dev', 'review', '-w', project.workspace, '--orchestrator', 'gpt-5', '--dry-run', '--budget', '0.01'];
    const { code, stdout, stderr } = await runCli(args, { home });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^review +simple +src\/alpha\.ts:1-\d+ +\d+ +\S+ +\$\d/m);
    expect(stdout).toMatch(/^planner +gpt-5 would plan it/m);
    expect(stdout).toMatch(/^budget .*would not fit/m);
    expect(stderr).toContain('There is no API key');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(existsSync(home)).toBe(false);
  });

  it(verifies('dev-plan.plan-only'), async () => {
    await using project = await startPaidProject();
    const first = await project.dev('--plan-only', '--max-tasks', '2');
    expect(first.code, first.stderr).toBe(0);
    const plan = first.events.at(-1) as { event: string; runId: string; goOnWith: string; tasks: unknown[] };
    expect(plan).toMatchObject({
      event: 'plan',
      dryRun: false,
      origin: { kind: 'model' },
      spentMicros: expect.any(Number),
    });
    expect(plan.tasks).toHaveLength(2);
    expect(plan.goOnWith).toBe(`hanzo dev --resume ${plan.runId.slice(0, 8)}`);
    expect([plans(project), project.calls().length]).toEqual([1, 1]);

    const alpha = join(project.workspace, 'src/alpha.ts');
    writeFileSync(alpha, `${readFileSync(alpha, 'utf8')}\n`.repeat(1_200));
    const second = await project.dev('--resume', plan.runId.slice(0, 8));
    expect(second.code, second.stderr).toBe(0);
    expect(second.events.at(-1)).toMatchObject({ event: 'result', runId: plan.runId, complete: true });
    expect(plans(project)).toBe(1);
    // What the plan comes to now is what the journal has: the tasks of the file as it has become.
    using journal = new DatabaseSync(join(project.home, 'journal.db'), { readOnly: true });
    const row = journal.prepare('SELECT plan, (SELECT count(*) FROM tasks) AS tasks FROM runs').get();
    const stored = JSON.parse(String(row?.['plan'])) as { plan: { taskCount: number } };
    expect(stored.plan.taskCount).toBe(row?.['tasks']);
    expect(stored.plan.taskCount).toBeGreaterThan(5);
  });

  it(verifies('orchestrator.plan-repaired', 'and paid for'), async () => {
    let asked = 0;
    await using project = await startPaidProject({
      names: ['alpha'],
      script: (_, name) => {
        if (name !== undefined) return undefined;
        asked += 1;
        return asked === 1 ? { kind: 'text', text: 'I would begin with alpha.' } : undefined;
      },
    });
    const run = await project.dev();
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain('could not be used, and was asked for once more');
    expect([asked, project.calls().length]).toEqual([2, 3]);
    const ready = run.events.find(({ event }) => event === 'plan-ready') as { plan: { warnings: string[] } };
    expect(ready.plan.warnings[0]).toContain('asked for once more');
    const { receipt } = run.events.at(-1) as { receipt: { totals: { costMicros: number } } };
    const spent = project.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);
    expect(receipt.totals.costMicros).toBe(spent);
  });

  it(verifies('dev-plan.batch'), async () => {
    let hangs = true;
    await using project = await startPaidProject({
      script: (_, name) => (hangs && name === 'beta' ? { kind: 'hang' } : undefined),
    });
    writeFileSync(join(project.workspace, 'other.py'), 'x = 1\n');
    const report = join(project.home, 'batch.md');
    const dev = project.startDev('--batch-mode', '--files', 'src/**/*.ts');
    await Promise.all([dev.line(/"event":"task-end".*alpha adds/), dev.line(/"event":"task-end".*gamma adds/)]);
    dev.process.kill('SIGKILL');
    await dev.result;
    hangs = false;
    const resumed = await project.dev('--resume', 'last', '--output', report);
    expect(resumed.code, resumed.stderr).toBe(0);
    const files = ['alpha', 'beta', 'gamma'].map((name) => ({ path: `src/${name}.ts`, state: 'done', findings: 0 }));
    expect(resumed.events.at(-1)).toMatchObject({ event: 'result', complete: true, files });
    expect(resumed.requests.map(({ prompt }) => /src\/\w+\.ts/.exec(prompt)?.[0])).toEqual(['src/beta.ts']);
    expect(plans(project)).toBe(0);
    expect(readFileSync(report, 'utf8')).toMatch(/3 of 3 files done[^]*src\/beta\.ts` \| done \| 0 \| .*gpt/);
  });
});
