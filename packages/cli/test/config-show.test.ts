import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { run } from '../src/commands/config/show.ts';
import { run as trust } from '../src/commands/config/trust.ts';
import { createTerminal } from '../src/terminal/terminal.ts';

async function shown(home: string, json: boolean): Promise<string> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  expect(await run({ home, dir: home, json }, createTerminal(stdout, stderr, { NO_COLOR: '1' }))).toBe(0);
  return String(stdout.read());
}

it(verifies('config.tools', 'hanzo config show'), async () => {
  using folder = temporaryFolder();
  const home = folder.path;
  expect(await shown(home, false)).toContain(
    'tools         read: allow · write: ask · network: ask\n              at most 12 requests, 180 s, $1.00; a call 60 s\n',
  );
  const file = join(home, 'config.json');
  const tools = { approve: { network: 'allow' }, byName: { 'browser__*': 'deny' }, budgetUsd: '0.50' };
  writeFileSync(file, JSON.stringify({ tools }), { mode: 0o600 });
  const text = await shown(home, false);
  expect(text).toContain(
    'tools         read: allow · write: ask · network: allow\n              before that: browser__* deny\n',
  );
  expect(text.replaceAll(/\s+/g, ' ')).toContain(`tools.approve.network is said by ${file}`);
  expect(JSON.parse(await shown(home, true))).toMatchObject({
    tools: {
      approve: { read: 'allow', write: 'ask', network: 'allow' },
      byName: { 'browser__*': 'deny' },
      steps: 12,
      seconds: 180,
      budgetMicros: 500_000,
      callSeconds: 60,
    },
    changedIn: { 'tools.approve.network': file, 'tools.byName': file, 'tools.budgetUsd': file },
  });
});

it(verifies('delegate-words.config', 'hanzo config show'), async () => {
  using folder = temporaryFolder();
  const home = folder.path;
  expect((await shown(home, false)).replaceAll(/\s+/g, ' ')).toContain(
    'delegate asks: gpt-4o, else the strongest that can be called keeps requests and results in: ' +
      '.autonomous_runs/openai_delegations at most $1.00 each, 30000 tokens of files, 1 further round by itself: never',
  );
  const file = join(home, 'config.json');
  writeFileSync(file, JSON.stringify({ delegate: { model: 'gpt-5.6-sol', afterFailures: 3 } }), { mode: 0o600 });
  expect((await shown(home, false)).replaceAll(/\s+/g, ' ')).toContain(
    'by itself: a task of hanzo dev that has failed 3 times',
  );
  expect(JSON.parse(await shown(home, true))).toMatchObject({
    delegate: { model: 'gpt-5.6-sol', budgetMicros: 1_000_000, retries: 1, afterFailures: 3 },
    changedIn: { 'delegate.model': file, 'delegate.afterFailures': file },
  });
});

it(verifies('delegate-words.config-project', 'who is asked to trust it sees what it says'), async () => {
  using folder = temporaryFolder();
  const [home, dir] = [join(folder.path, 'home'), join(folder.path, 'project')];
  mkdirSync(join(dir, '.hanzo'), { recursive: true });
  const file = join(dir, '.hanzo', 'config.json');
  writeFileSync(file, JSON.stringify({ delegate: { folder: 'notes', budgetUsd: '0.20', retries: 4 } }));
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const terminal = createTerminal(stdout, stderr, { NO_COLOR: '1' });
  expect(await trust({ home, dir, yes: true }, terminal)).toBe(0);
  const said = String(stderr.read());
  expect(said).toContain('  delegate.folder: "notes"\n');
  expect(said).toContain('  delegate.budgetUsd: "0.20" (where yours is not lower)\n');
  expect(await run({ home, dir, json: true }, terminal)).toBe(0);
  const { delegate, changedIn } = JSON.parse(String(stdout.read())) as Readonly<Record<string, object>>;
  expect(delegate).toMatchObject({ folder: 'notes', budgetMicros: 200_000, retries: 1 });
  expect(changedIn).toEqual({ 'delegate.folder': file, 'delegate.budgetUsd': file });
});
