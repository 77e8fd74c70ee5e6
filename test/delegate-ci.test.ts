import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DELEGATE_WORKFLOW, runStep, stepNamed, type StepEnd } from './support/ci-step.ts';
import { readByProgram } from './support/read-by-program.ts';
import { temporaryFolder } from './support/small-mesh.ts';
import { verifies } from './support/verifies.ts';

const DELEGATE = 'Delegate the failure';
const { steps } = DELEGATE_WORKFLOW.jobs.test;

/** The step with a hanzo that only writes down what it is called with, one word per line and an empty line behind. */
async function recorded(code: number): Promise<StepEnd & { readonly calls: readonly (readonly string[])[] }> {
  using folder = temporaryFolder();
  const notes = join(folder.path, 'calls');
  const hanzo = `printf '%s\\n' "$@" '' >> "${notes}"\necho "said by $2"\nexit ${code}\n`;
  const end = await runStep(DELEGATE, { folder: folder.path, programs: { hanzo }, log: 'FAIL\n' });
  const calls = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n\n') : [];
  return { ...end, calls: calls.map((call) => call.replaceAll(folder.path, '').split('\n')) };
}

describe('the workflow that delegates', () => {
  it(verifies('delegate-ci.workflow'), async () => {
    const { calls, code } = await recorded(0);
    expect(code).toBe(0);
    expect(readByProgram(calls[0] ?? [])).toMatchObject({
      args: [],
      flags: {
        issue: 'The job test of the workflow Test "all"; $(exit 9) failed in CI, in its tests. Its log is given.',
        logsFile: '/temp/job.log',
        diff: true,
        budget: '0.50',
        timeout: 600,
        json: true,
      },
    });
    const { if: when = '', env } = stepNamed(DELEGATE);
    for (const said of ['failure()', "steps.tests.outcome == 'failure'", 'github.run_attempt == 1'])
      expect(when).toContain(said);
    expect(when).toContain('head.repo.full_name == github.repository');
    expect(env).toEqual({ OPENAI_API_KEY: '${{ secrets.OPENAI_API_KEY }}' });
    expect(stepNamed('Tests').id).toBe('tests');
    expect(DELEGATE_WORKFLOW.permissions).toEqual({ contents: 'read' });
    expect(DELEGATE_WORKFLOW.on).not.toHaveProperty('pull_request_target');
    for (const { run = '', uses } of steps) {
      // Text of others is never put into a script.
      expect(run).not.toContain('${{');
      if (uses !== undefined) expect(uses).toMatch(/@v\d+$/);
    }
  });

  it('fails as its tests do, and keeps their log', async () => {
    using folder = temporaryFolder();
    const npm = 'echo "npm $1: 1 failed" >&2\nexit 7\n';
    const end = await runStep('Tests', { folder: folder.path, programs: { npm }, log: '' });
    expect([end.code, end.output]).toEqual([7, 'npm test: 1 failed\n']);
    expect(readFileSync(join(folder.path, 'temp', 'job.log'), 'utf8')).toBe('npm test: 1 failed\n');
  });

  it.each([1, 2, 3, 4, 5, 127])(verifies('delegate-ci.job-once', 'exit code %i'), async (ended) => {
    const { code, output, summary, calls } = await recorded(ended);
    expect(code).toBe(0);
    expect(output).toContain(`::warning::hanzo delegate ended with exit code ${ended} `);
    expect(summary).toBe('');
    expect(calls).toHaveLength(1);
    expect(stepNamed(DELEGATE)['continue-on-error']).toBe(true);
  });

  it(verifies('delegate-ci.summary'), async () => {
    const { calls, summary, events, output } = await recorded(0);
    expect(calls[1]).toEqual(['delegate', 'show', 'last']);
    expect([summary, events, output]).toEqual(['said by show\n', 'said by --issue\n', '']);
    expect(stepNamed('Keep the delegation')).toMatchObject({
      'continue-on-error': true,
      if: expect.stringContaining('failure()') as string,
      with: {
        path: '.autonomous_runs/openai_delegations',
        'include-hidden-files': true,
      },
    });
  });
});
