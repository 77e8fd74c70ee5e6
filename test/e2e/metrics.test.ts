import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, type CliResult } from '../support/cli.ts';
import { KNOWN, writeKnownWork } from '../support/known-work.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const TOTAL = KNOWN.plan + 2 * KNOWN.paidAnswer + KNOWN.uncertain + KNOWN.cutOff + KNOWN.elsewhere;
/** Of yesterday, so that no day ends in the middle of the work. */
const NOON = new Date(Date.now() - 86_400_000).setHours(12, 0, 0, 0);

interface Group {
  readonly [key: string]: unknown;
  readonly attempts: number;
  readonly costMicros: number;
}

interface Json {
  readonly v: number;
  readonly runs: number;
  readonly by: string;
  readonly groups: readonly Group[];
  readonly engines?: readonly Group[];
  readonly totals: Group;
  readonly spending: { readonly spentMicros: number; readonly uncertainMicros: number };
  readonly savings: readonly { readonly orchestrator: string; readonly savedMicros: number }[];
  readonly limits: readonly { readonly scope: string; readonly capMicros: number }[];
}

describe('hanzo metrics', () => {
  const folder = temporaryFolder();
  const home = folder.path;
  beforeAll(() => writeKnownWork(home, NOON));
  afterAll(() => folder[Symbol.dispose]());

  const metrics = (flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
    runCli(['metrics', ...flags], { home, env });
  const json = async (...flags: string[]): Promise<Json> =>
    JSON.parse((await metrics(['--json', ...flags])).stdout) as Json;

  it(verifies('cli.metrics-view'), async () => {
    const { stdout, stderr, code } = await metrics(['--until', iso(0)], { LANG: 'C.UTF-8' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(withoutTimes(stdout)).toMatchSnapshot();
  });

  it.each(['model', 'task', 'member', 'orchestrator'])(verifies('cli.metrics-view', '--by %s'), async (by) => {
    const { stdout } = await metrics(['--by', by, '--until', iso(0)], { LANG: 'C.UTF-8' });
    expect(withoutTimes(stdout.slice(stdout.lastIndexOf('\n\n') + 2))).toMatchSnapshot();
  });

  it('has no characters beyond ASCII in its charts where the locale has none', async () => {
    const { stdout } = await metrics(['--until', iso(0)]);
    expect(stdout).toMatch(/^[ -~\n]*$/);
    expect(stdout).toMatch(/^cost +[#.=_*+-]+ +at most \$0\.00875$/m);
  });

  it('is as wide as COLUMNS', async () => {
    const { stdout } = await metrics([], { COLUMNS: '160' });
    expect(stdout).toMatch(
      /^rung +node +model +tries +pass +done +refused +failed +tokens +in +cached +out .* per task/m,
    );
  });

  it(verifies('cli.metrics', '--json'), async () => {
    const all = await json();
    expect(all).toMatchObject({
      v: 1,
      runs: 2,
      by: 'engine',
      spending: { spentMicros: TOTAL, uncertainMicros: 1_200 },
    });
    expect(all.totals).toMatchObject({ attempts: 10, resolved: 5, costMicros: TOTAL, inputTokens: 11_060 });
    expect(all.engines).toHaveLength(6);
    expect(all.savings.map(({ savedMicros }) => savedMicros)).toEqual([5_962, 4_762]);
  });

  it.each([
    ['model', 'model', 5],
    ['node', 'node', 4],
    ['task', 'task', 7],
    ['member', 'member', 6],
    ['orchestrator', 'orchestrator', 3],
    ['day', 'day', 1],
  ])(verifies('cli.metrics', '--by %s'), async (by, key, count) => {
    const { groups, engines } = await json('--by', by);
    expect(engines).toBeUndefined();
    expect(groups).toHaveLength(count);
    for (const group of groups) expect(group[key]).toEqual(expect.any(String));
    expect(groups.reduce((sum, { costMicros }) => sum + costMicros, 0)).toBe(TOTAL);
    expect(groups.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(10);
  });

  it(verifies('metrics.orchestrator-money', '--orchestrator'), async () => {
    const gpt = await json('--orchestrator', 'gpt-5');
    expect(gpt).toMatchObject({ runs: 1, spending: { spentMicros: 10_738 }, totals: { attempts: 5 } });
    const local = await json('--orchestrator', 'local:llama3.2');
    expect(local).toMatchObject({ runs: 1, spending: { spentMicros: KNOWN.paidAnswer }, totals: { attempts: 5 } });
    const none = await metrics(['--orchestrator', 'o3']);
    expect(none.stdout).toContain('No run has the orchestrator o3. There are runs of: gpt-5, local:llama3.2');
  });

  it(verifies('metrics.window', '--since and --until'), async () => {
    const local = { runs: 1, totals: { attempts: 5 }, spending: { spentMicros: 1_688 } };
    expect(await json('--since', iso(60))).toMatchObject(local);
    expect(await json('--until', iso(60))).toMatchObject({ runs: 1, totals: { attempts: 5 } });
    expect(await json('--since', iso(60), '--until', iso(15))).toMatchObject({ spending: { spentMicros: 788 } });
    const empty = await metrics(['--since', '2099-01-01']);
    expect(empty.stdout).toContain('Nothing was done in this time.');
  });

  it(verifies('cli.metrics', '--csv'), async () => {
    const { stdout } = await metrics(['--csv', '--by', 'task']);
    const [head = '', ...lines] = stdout.trimEnd().split('\n');
    const names = head.split(',');
    const at = (line: string, name: string): string | undefined => line.split(',')[names.indexOf(name)];
    expect(lines).toHaveLength(7);
    const review = lines.find((line) => line.startsWith('review,')) ?? '';
    expect(at(review, 'costMicros')).toBe('788');
    expect(at(review, 'costDollars')).toBe('0.000788');
    expect(at(review, 'refusedBy')).toBe('evidence:1');
    expect(lines.map((line) => Number(at(line, 'costMicros'))).reduce((sum, micros) => sum + micros)).toBe(TOTAL);
    for (const line of lines) expect(line.split(',')).toHaveLength(names.length);
  });

  it(verifies('cli.metrics', '--prometheus'), async () => {
    const { stdout } = await metrics(['--prometheus'], { HANZO_DAILY_LIMIT: '2' });
    expect(stdout).toMatch(
      /^hanzo_spent_dollars_total\{model="gpt-5-mini",key="openai",member="ada",certainty="certain"\} 0\.000788$/m,
    );
    expect(stdout).toMatch(/^hanzo_limit_dollars\{scope="day",name=""\} 2$/m);
    expect(stdout).toMatch(/^hanzo_limit_left_dollars\{scope="day",name=""\} [12]/m);
    expect(stdout).toMatch(/^hanzo_saved_dollars\{orchestrator="gpt-5"\} 0\.004762$/m);
    expect(stdout).toMatch(/^# TYPE hanzo_spent_dollars_total counter$/m);
  });

  it.each([
    [['--json', '--csv'], /--json and --csv do not go together/],
    [['--csv', '--prometheus'], /--csv and --prometheus do not go together/],
    [['--prometheus', '--by', 'model'], /--prometheus and --by do not go together/],
    [['--since', '1h', '--until', '2h'], /--until 2h is not after --since 1h/],
    [['--until', 'soon'], /--until does not understand "soon"/],
    [['--by', 'colour'], /Allowed choices are model, node, task, member, orchestrator, day/],
  ])(verifies('cli.bad-flags', 'metrics %j'), async (flags, says) => {
    const { code, stderr, stdout } = await metrics(flags);
    expect(code).toBe(2);
    expect(stdout).not.toMatch(/runs|attempts/);
    expect(stderr).toMatch(says);
  });

  it('of a new home says how to begin', async () => {
    using fresh = temporaryFolder();
    const { stdout, code, stderr } = await runCli(['metrics'], { home: fresh.path });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Start with: hanzo dev');
  });

  it(verifies('cli.metrics-reads'), async () => {
    using fresh = temporaryFolder();
    const none = join(fresh.path, 'none');
    expect(await runCli(['metrics'], { home: none })).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(none)).toBe(false);
    // A home in which no folder can be made.
    await writeKnownWork(fresh.path, NOON);
    writeFileSync(join(fresh.path, 'models'), 'in the way');
    const before = readdirSync(fresh.path);
    expect(await runCli(['metrics'], { home: fresh.path })).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(fresh.path)).toEqual(before);
  });
});

/** So many minutes before the work's end. */
function iso(minutes: number): string {
  return new Date(NOON - minutes * 60_000).toISOString();
}

function withoutTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\d( \d\d:\d\d)?/g, (match) => match.replaceAll(/\d/g, '0'));
}
