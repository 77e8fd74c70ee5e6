import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { PAID_KEY, startPaidProject, type PaidProject, type PaidRun } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

const NAMES = ['alpha', 'beta'];
const costOf = ({ events }: PaidRun): unknown =>
  (events.find(({ event }) => event === 'result') as { receipt?: { totals: { costMicros: number } } }).receipt?.totals
    .costMicros;
const asked = ({ requests }: PaidRun): readonly string[] =>
  requests.map(({ prompt }) => NAMES.find((name) => prompt.includes(`File "src/${name}.ts"`)) ?? 'plan').toSorted();

/** Texts are wanted: what reviews found is remembered piece by piece besides. */
const docs = (_: unknown, name: string | undefined): Reply => {
  if (name !== undefined)
    return { kind: 'text', text: `The function \`${name}\` adds up all numbers of \`lines\` and returns their sum.` };
  const tasks = NAMES.map((one) => ({
    kind: 'docs',
    tier: 'medium',
    title: one,
    files: [`src/${one}.ts`],
    instructions: '',
  }));
  return { kind: 'json', value: { tasks } };
};

async function cache({ home }: PaidProject, ...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runCli(['cache', ...args, '--json'], { home });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('hanzo dev with a cache', () => {
  it(verifies('cache.no-second-call'), async () => {
    await using project = await startPaidProject({ names: NAMES, script: docs });
    const first = await project.dev();
    expect(first.code, first.stderr).toBe(0);
    expect(asked(first)).toEqual(['alpha', 'beta', 'plan']);
    const paid = project.calls().length;

    const second = await project.dev('--verbose');
    expect([second.code, asked(second), costOf(second)], second.stderr).toEqual([0, [], 0]);
    expect(project.calls().length).toBe(paid);
    expect(second.stderr).toContain(', from the cache');
    expect(second.stderr).toMatch(/^3 from the cache: /m);
    expect(second.stderr).toMatch(/^\[\d\/\d\] done alpha .* cache \(gpt-5-mini/m);

    expect(await cache(project, 'stats')).toMatchObject({
      exists: true,
      hitRate: expect.any(Number) as number,
      kinds: { query: { entries: 2 }, plan: { entries: 1 } },
      workspaces: [{ workspace: project.workspace, mesh: '' }],
    });
    const file = join(project.home, 'cache.db');
    const leaks = ['', '-wal'].filter((end) => existsSync(file + end) && readFileSync(file + end).includes(PAID_KEY));
    expect(leaks).toEqual([]);
  });

  it(verifies('cache.asked-anew'), async () => {
    await using project = await startPaidProject({ names: NAMES, script: docs });
    await project.dev();
    expect(asked(await project.dev('--no-cache'))).toEqual(['alpha', 'beta', 'plan']);

    const file = join(project.workspace, 'src', 'alpha.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('a + b', 'b + a'));
    expect(asked(await project.dev())).toEqual(['alpha']);

    const { cleared } = await cache(project, 'clear', '--workspace', project.workspace, '--yes');
    expect(cleared).toBeGreaterThanOrEqual(4);
    expect(asked(await project.dev())).toEqual(['alpha', 'beta', 'plan']);
  });
});
