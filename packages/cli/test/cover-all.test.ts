import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderReport } from '@hanzo/orchestrator';
import { HanzoDevOrchestrator, renderMarkdown, type DevOutcome, type HanzoDevOrchestratorOptions } from 'hanzo/dev';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAID_KEY, startPaidProject, type PaidProject } from '../../../test/support/paid-project.ts';
import { verifies } from '../../../test/support/verifies.ts';

beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', PAID_KEY);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A planner that plans one file of three. */
const lazy = (): Promise<PaidProject> =>
  startPaidProject({
    script: (_, name) =>
      name === undefined
        ? {
            kind: 'json',
            value: {
              tasks: [{ kind: 'review', tier: 'medium', title: 'alpha', files: ['src/alpha.ts'], instructions: '' }],
            },
          }
        : undefined,
  });

async function review(project: PaidProject, options: HanzoDevOrchestratorOptions = {}): Promise<DevOutcome> {
  const { home, workspace, standIn } = project;
  const same = { home, workspace, baseUrl: standIn.baseUrl, orchestratorModel: 'gpt-5' };
  return await new HanzoDevOrchestrator({ ...same, ...options }).run('review');
}

const reviewed = ({ outcomes }: DevOutcome): readonly string[] =>
  outcomes.flatMap(({ task }) => (task.kind === 'review' ? task.sources.map(({ path }) => path) : [])).toSorted();

describe('a run by whose findings work is stopped', () => {
  it(verifies('dev-plan.covers-all'), async () => {
    await using project = await lazy();
    const plain = await review(project);
    expect([plain.exitCode, reviewed(plain)]).toEqual([0, ['src/alpha.ts']]);
    expect(renderMarkdown(plain)).toContain('**DONE: all 4 planned tasks are done; 2 files of code were not reviewed.');
    const held = await review(project, { failOn: 'high', cache: false });
    expect([held.exitCode, reviewed(held)]).toEqual([0, ['src/alpha.ts', 'src/beta.ts', 'src/gamma.ts']]);
    expect(held.plan.warnings).toContainEqual(expect.stringContaining('left out 2 files of code: added by rules'));
    expect(renderMarkdown(held)).toContain('**DONE: all 6 tasks done.');
  });

  it(verifies('dev-plan.covers-all', 'or is incomplete'), async () => {
    await using project = await lazy();
    const cut = await review(project, { failOn: 'high', maxTasks: 2 });
    expect(cut).toMatchObject({ complete: false, exitCode: 1 });
    expect(renderMarkdown(cut)).toContain(
      '**INCOMPLETE: all 5 tasks were done, but 1 file of code was not reviewed. Raise --max-tasks',
    );
    const sarif = JSON.parse(renderReport(cut, 'sarif')) as {
      readonly runs: readonly [{ readonly invocations: readonly unknown[] }];
    };
    expect(sarif.runs[0].invocations).toMatchObject([{ executionSuccessful: false }]);
    writeFileSync(join(project.workspace, 'src', 'large.ts'), `${'const a = 1;\n'.repeat(30_000)}`);
    const unnamed = await review(project, { failOn: 'high', files: ['src/alpha.ts', 'lib/**'] });
    expect(unnamed).toMatchObject({ complete: false, exitCode: 1 });
    expect(unnamed.plan.warnings).toContain('--files "lib/**": no file of the workspace matches it.');
    const large = await review(project, { failOn: 'high' });
    expect(large).toMatchObject({ complete: false, exitCode: 1 });
    expect(large.plan.notCovered).toMatchObject([{ path: 'src/large.ts', isMissed: true }]);
    expect((await review(project)).exitCode).toBe(0);
  });
});
