import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { run } from '../src/commands/config/show.ts';
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
