import { readFileSync, statSync, writeFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NO_USAGE, systemClock } from '@hanzo/contracts';
import { openJournal } from '@hanzo/coordinator';
import { openLedger } from '@hanzo/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli, type CliResult } from '../support/cli.ts';
import { KNOWN, writeKnownWork } from '../support/known-work.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const TOTAL = KNOWN.plan + 2 * KNOWN.paidAnswer + KNOWN.uncertain + KNOWN.cutOff + KNOWN.elsewhere;

interface Shown {
  readonly calls: readonly {
    readonly runId: string;
    readonly model: string;
    readonly state: string;
    readonly key: string;
  }[];
  readonly limits: readonly {
    readonly scope: string;
    readonly name: string;
    readonly leftMicros: number;
    readonly nextAt?: number;
  }[];
  readonly open: readonly { readonly process?: number; readonly ageMs: number }[];
  readonly uncertain: readonly { readonly why: string }[];
  readonly spending: { readonly spentMicros: number; readonly heldMicros: number };
  readonly hasMore: boolean;
}

describe('hanzo ledger', () => {
  const folder = temporaryFolder();
  const home = folder.path;
  const now = Date.now();
  beforeAll(() => writeKnownWork(home, now));
  afterAll(() => folder[Symbol.dispose]());

  const ledger = (...args: string[]): Promise<CliResult> => runCli(['ledger', ...args], { home });
  const show = async (...flags: string[]): Promise<Shown> =>
    JSON.parse((await ledger('show', '--json', ...flags)).stdout) as Shown;

  it(verifies('cli.ledger-show'), async () => {
    const { stdout, code, stderr } = await runCli(['ledger'], { home, env: { LANG: 'C.UTF-8' } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'yyyy-mm-dd hh:mm')).toMatchSnapshot();
  });

  it(verifies('cli.ledger-show', 'flags'), async () => {
    const all = await show();
    expect(all.spending).toMatchObject({ spentMicros: TOTAL, heldMicros: 0 });
    expect(all.calls.map(({ model }) => model)).toEqual(['gpt-4o', 'gpt-4o', ...Array(4).fill('gpt-5-mini'), 'gpt-5']);
    expect(all.uncertain.map(({ why }) => why)).toEqual(['its process died', 'the connection was lost']);
    expect((await show('--model', 'gpt-5')).calls).toHaveLength(1);
    expect((await show('--member', 'ada')).calls).toHaveLength(1);
    expect((await show('--key', 'openai')).calls).toHaveLength(7);
    expect((await show('--key', 'other')).calls).toHaveLength(0);
    expect((await show('--state', 'released')).calls).toHaveLength(1);
    expect((await show('--since', '1h')).calls).toHaveLength(3);
    expect((await show('--run', 'run-gp')).calls).toHaveLength(4);
    expect((await show('--run', 'last')).calls.map(({ runId }) => runId)).toEqual(['run-gone', 'run-gone']);
    expect(await show('--limit', '2')).toMatchObject({
      hasMore: true,
      calls: [{}, {}],
      spending: { spentMicros: TOTAL },
    });
    using other = temporaryFolder();
    expect(await show('--home', other.path)).toMatchObject({ exists: false });
  });

  it.each([
    [['--run', 'run-'], /"run-" is the beginning of more than one run/],
    [['--run', 'nope'], /No call is of a run "nope"/],
    [['--state', 'gone'], /Allowed choices are held, sent/],
    [['--limit', '0'], /whole number from 1/],
    [['--since', 'soon'], /--since does not understand/],
    [['--since', '2026-02-31'], /--since does not understand "2026-02-31"/],
  ])(verifies('cli.bad-flags', 'ledger show %j'), async (flags, says) => {
    const { code, stderr } = await ledger('show', ...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });

  it(verifies('cli.ledger-room'), async () => {
    const env = { HANZO_DAILY_LIMIT: '0.0125', HANZO_HOURLY_LIMIT: '5' };
    const { stdout } = await runCli(['ledger', 'show'], { home, env });
    expect(stdout).toMatch(/^last hour +\$5\.00 +\$0\.001688 +\$0\.00 +\$4\.998312 +#\.+$/m);
    expect(stdout).toMatch(/^last 24 h +\$0\.0125 +\$0\.012426 +\$0\.00 +\$0\.000074 +#+$/m);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /last 24 h has \$0\.000074 left, \$0\.00875 more at \S+ \S+, all of it at \S+ \S+ To raise it: HANZO_DAILY_LIMIT/,
    );
    expect(stdout).not.toContain('last hour has');
    const json = JSON.parse((await runCli(['ledger', 'show', '--json'], { home, env })).stdout) as Shown;
    expect(json.limits.find(({ scope }) => scope === 'day')).toMatchObject({
      leftMicros: 74,
      nextAt: now - 179 * 60_000 + 24 * 3_600_000,
      nextMicros: KNOWN.plan,
      emptyAt: now - 10 * 60_000 + 24 * 3_600_000,
    });
  });

  it(verifies('cli.ledger-room', 'of keys and members'), async () => {
    const limits = { keys: { openai: { hourlyUsd: '1' } }, members: { ada: { dailyUsd: '0.001' } } };
    writeFileSync(join(home, 'config.json'), JSON.stringify({ limits }));
    const { limits: shown } = await show();
    expect(shown.map(({ scope, name, leftMicros }) => [scope, name, leftMicros])).toEqual([
      ['key-hour', 'openai', 998_312],
      ['member-day', 'ada', 212],
    ]);
    expect((await ledger('show')).stdout).toMatch(/^member ada, last 24 h +\$0\.001 +\$0\.000788/m);
    writeFileSync(join(home, 'config.json'), '{}');
  });

  it(verifies('cli.ledger-open'), async () => {
    using box = temporaryFolder();
    using journal = openJournal(join(box.path, 'journal.db'));
    const run = { id: 'run-open', node: 'c', orchestrator: 'gpt-5', workspace: '/w', startedAt: Date.now() };
    await journal.startRun(run);
    const path = join(box.path, 'ledger.db');
    await using open = await openLedger({ path, clock: systemClock, limits: {}, version: '1' });
    const request = { runId: run.id, taskId: 't', model: 'gpt-5', endpoint: 'api.openai.com', key: 'openai' };
    await open.send({ ...request, worstCaseMicros: 40_000 });
    const shown = await show('--home', box.path);
    expect(shown).toMatchObject({ spending: { heldMicros: 40_000 }, open: [{ process: process.pid, state: 'sent' }] });
    expect(shown.open[0]?.ageMs).toBeGreaterThanOrEqual(0);
    const { stdout } = await ledger('show', '--home', box.path);
    expect(stdout).toMatch(new RegExp(`^\\d+ s +${process.pid} +sent +gpt-5 +openai +- +run-open +\\$0\\.04$`, 'm'));
  });

  it(verifies('cli.ledger-export'), async () => {
    const csv = (await ledger('export')).stdout.trimEnd().split('\n');
    const names = csv[0]?.split(',') ?? [];
    expect(csv).toHaveLength(8);
    const charged = csv.slice(1).map((line) => Number(line.split(',')[names.indexOf('chargedMicros')]));
    expect(charged.reduce((sum, micros) => sum + micros)).toBe(TOTAL);
    expect((await ledger('export', '--csv')).stdout.trimEnd().split('\n')).toEqual(csv);
    const lines = jsonLines((await ledger('export', '--jsonl')).stdout);
    expect(lines).toHaveLength(7);
    expect(lines[1]).toMatchObject({
      v: 1,
      model: 'gpt-5-mini',
      usage: { cachedInputTokens: 500, reasoningTokens: 50 },
    });
    expect(jsonLines((await ledger('export', '--jsonl', '--since', '1h')).stdout)).toHaveLength(3);
    expect(jsonLines((await ledger('export', '--jsonl', '--until', '1h')).stdout)).toHaveLength(4);
  });

  it(verifies('cli.ledger-export', 'into a file'), async () => {
    const file = join(home, 'calls.csv');
    const first = await ledger('export', '-o', file);
    expect(first).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('7 calls written') });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { stdout } = await ledger('export');
    expect(readFileSync(file, 'utf8')).toBe(stdout);
    writeFileSync(file, 'mine');
    const second = await ledger('export', '-o', file);
    expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining('mend: Choose another name') });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await ledger('export', '-o', file, '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toBe(stdout);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(home).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await ledger('export', '-o', join(home, 'none', 'calls.csv'))).toMatchObject({ code: 3 });
  });

  it.each([
    [['--csv', '--jsonl'], /do not go together/],
    [['--force'], /--force is about a file/],
    [['--since', '1h', '--until', '2h'], /is not after/],
  ])(verifies('cli.bad-flags', 'ledger export %j'), async (flags, says) => {
    const { code, stderr, stdout } = await ledger('export', ...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });

  it(verifies('cli.ledger-verify'), async () => {
    const { code, stdout } = await ledger('verify');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/ledger\.db: 7 calls\n[^]*All is well\.\n$/),
    });
    expect(JSON.parse((await ledger('verify', '--json')).stdout)).toMatchObject({ ok: true, calls: 7, faults: [] });
  });

  it(verifies('cli.ledger-verify', 'faults'), async () => {
    using box = temporaryFolder();
    await writeKnownWork(box.path, now);
    const file = join(box.path, 'ledger.db');
    const bytes = readFileSync(file);
    bytes.write('THE', bytes.indexOf('the connection was lost'));
    writeFileSync(file, bytes);
    const { code, stdout } = await ledger('verify', '--home', box.path);
    expect(code).toBe(3);
    expect(stdout).toMatch(/It has a fault:\n {2}The call \S+ .*checksum/);
    expect(stdout).toContain('mend: `hanzo ledger repair` keeps a copy');
    const json = await ledger('verify', '--json', '--home', box.path);
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, mend: expect.any(String) });
  });

  it(verifies('cli.ledger-verify', 'what is missing'), async () => {
    using box = temporaryFolder();
    await restoreBackup(box.path);
    const { code, stdout } = await ledger('verify', '--home', box.path);
    expect(code).toBe(3);
    expect(stdout).toMatch(/The newest 3 changes are missing, worth up to \$0\.003:/);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /mend: .*\(-wal, -shm, \.mark\) away first, and only then copy the backup/,
    );
    const shown = await ledger('show', '--home', box.path);
    expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain('MISSING: the newest 3 changes, worth up to $0.003.');
    expect(await show('--home', box.path)).toMatchObject({ missing: { commits: 3, micros: 3_000 } });
  });

  it(verifies('cli.ledger-repair'), async () => {
    using box = temporaryFolder();
    await writeKnownWork(box.path, now);
    const file = join(box.path, 'ledger.db');
    const bytes = readFileSync(file);
    bytes.write('THE', bytes.indexOf('the connection was lost'));
    writeFileSync(file, bytes);
    const asked = await ledger('repair', '--home', box.path);
    expect(asked).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('give --yes') });
    expect(asked.stderr).toMatch(/The call \S+ does not match its checksum/);
    expect(readFileSync(file)).toEqual(bytes);
    const { code, stdout } = await ledger('repair', '--yes', '--home', box.path);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /The call \S+ does not match its checksum.*charged in full, \$0\.0005\.\nAll of it agrees now\.\n/,
    );
    const copy = /As it was: (.+)\n/.exec(stdout)?.[1] ?? '';
    expect(readFileSync(copy)).toEqual(bytes);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect((await ledger('verify', '--home', box.path)).stdout).toContain('All is well.');
    expect((await show('--home', box.path)).spending.spentMicros).toBe(TOTAL);
    const again = await ledger('repair', '--yes', '--home', box.path);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('there is nothing to repair') });
  });

  it(verifies('cli.ledger-repair', 'a loss that was none'), async () => {
    using box = temporaryFolder();
    await restoreBackup(box.path);
    const path = join(box.path, 'ledger.db');
    await (await openLedger({ path, clock: systemClock, limits: {}, version: '1' })).close();
    expect((await show('--home', box.path)).spending.spentMicros).toBe(3_000);
    const { code, stdout } = await ledger('repair', '--accept-loss', '--yes', '--json', '--home', box.path);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ repaired: true, acceptedMicros: 3_000, damaged: [] });
    expect((await show('--home', box.path)).spending.spentMicros).toBe(0);
  });

  it(verifies('cli.ledger-none', 'export into a file'), async () => {
    using box = temporaryFolder();
    const file = join(box.path, 'calls.csv');
    const { code, stderr } = await ledger('export', '-o', file, '--home', join(box.path, 'home'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('was not written') });
    expect(existsSync(file)).toBe(false);
  });

  it.each(['show', 'export', 'verify', 'repair'])(verifies('cli.ledger-none', '%s'), async (command) => {
    using box = temporaryFolder();
    const fresh = join(box.path, 'home');
    const { code, stdout, stderr } = await runCli(['ledger', command, '--home', fresh], { home });
    expect(code).toBe(0);
    expect(stdout + stderr).toContain(`There is no ledger at ${join(fresh, 'ledger.db')}`);
    expect(existsSync(fresh)).toBe(false);
  });
});

/** A ledger that was empty when it was copied, and has lost what was spent since. */
async function restoreBackup(home: string): Promise<void> {
  const path = join(home, 'ledger.db');
  const options = { path, clock: systemClock, limits: {}, version: '1' };
  await (await openLedger(options)).close();
  const backup = readFileSync(path);
  {
    await using ledger = await openLedger(options);
    const request = { runId: 'r', taskId: 't', model: 'm', endpoint: 'e', worstCaseMicros: 5_000 };
    const hold = await ledger.send(request);
    await ledger.settle(hold, { usage: NO_USAGE, costMicros: 3_000, servedModel: 'm' });
  }
  writeFileSync(path, backup);
}
