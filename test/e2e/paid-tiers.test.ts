import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { PAID_KEY, startPaidProject, type PaidRun } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

/** The model that planned, then those that were asked for tasks. */
const asked = ({ requests }: PaidRun): readonly (string | undefined)[] => requests.map(({ model }) => model);

/** Each of these tests fails when its flag or file does nothing. */
describe('who is asked', () => {
  it(verifies('routing.tier', 'by the model of that tier'), async () => {
    await using project = await startPaidProject({ names: ['alpha'], tier: 'simple' });
    const run = await project.dev('--tier', 'medium');
    expect(run.code, run.stderr).toBe(0);
    expect(asked(run)).toEqual(['gpt-5', 'gpt-5-mini']);
    const refused = await project.dev('--tier', 'complex', '--max-tier', 'medium');
    expect(refused).toMatchObject({ code: 2, requests: [] });
    expect(refused.stderr).toContain('--tier complex and --max-tier medium contradict each other');
  });

  it(verifies('routing.max-tier'), async () => {
    await using project = await startPaidProject({
      names: ['alpha'],
      tier: 'critical',
      orchestrator: 'gpt-5-mini',
      script: (_, name) => (name === undefined ? undefined : { kind: 'text', text: 'I would rather not.' }),
    });
    const run = await project.dev('--max-tier', 'medium');
    expect(run.code, run.stderr).toBe(1);
    expect(asked(run).length).toBeGreaterThan(1);
    expect(new Set(asked(run))).toEqual(new Set(['gpt-5-mini']));
    expect(run.stderr).toContain('1 task is of a higher tier than medium');
    expect(run.stderr).toMatch(/^tasks: gpt-6-luna, gpt-5-mini by tier,/m);
    const env = { OPENAI_API_KEY: PAID_KEY, OPENAI_BASE_URL: project.standIn.baseUrl };
    const before = project.standIn.requests.length;
    const above = await runCli(['tasks', 'retry', '--dead', '--tier', 'critical'], { home: project.home, env });
    expect(above).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--max-tier medium contradict each other'),
    });
    expect(project.standIn.requests).toHaveLength(before);
    const retried = await runCli(['tasks', 'retry', '--dead', '--tier', 'simple'], { home: project.home, env });
    expect(retried.stderr).toContain('the task is not done');
    expect(retried.stderr).toMatch(/are done once more, with .*--max-tier medium[^]*^tasks: gpt-6-luna, /m);
    expect(project.standIn.requests[before]?.model).toBe('gpt-6-luna');
    const free = await project.dev();
    expect(asked(free)).toContain('gpt-5');
  });

  it(verifies('routing.project-trust', 'by who is asked'), async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const { home, workspace } = project;
    mkdirSync(join(workspace, '.hanzo'));
    const file = join(workspace, '.hanzo', 'config.json');
    writeFileSync(file, JSON.stringify({ tiers: { medium: { models: ['gpt-4o'] } } }));
    const before = await project.dev('--files', 'src/*');
    expect(before.code, before.stderr).toBe(0);
    expect(asked(before)).toEqual(['gpt-5', 'gpt-5-mini']);
    expect(before.stderr.match(/config\.json is not trusted\. It is ignored\./g)).toHaveLength(1);
    expect(before.stderr).toContain('hanzo config trust ');
    const unasked = await runCli(['config', 'trust', workspace], { home });
    expect(unasked).toMatchObject({ code: 2, stderr: expect.stringContaining('give --yes') });
    expect(unasked.stderr).toContain('tiers.medium.models: ["gpt-4o"]');
    const trust = await runCli(['config', 'trust', '--yes'], { home, cwd: workspace });
    expect(trust.code, trust.stderr).toBe(0);
    const after = await project.dev('--files', 'src/*', '--no-cache');
    expect(after.code, after.stderr).toBe(0);
    expect(asked(after)).toEqual(['gpt-5', 'gpt-4o']);
    expect(after.stderr).not.toContain('config trust');
    const shown = await runCli(['config', 'show', workspace, '--json'], { home });
    const { tiers, changedIn, project: its } = JSON.parse(shown.stdout) as Record<string, object>;
    expect(tiers).toMatchObject({ medium: { models: ['gpt-4o'], startRung: 'api' } });
    expect(changedIn).toEqual({ 'tiers.medium.models': expect.stringContaining('.hanzo/config.json') });
    expect(its).toMatchObject({ state: 'trusted' });
  });
});
