import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, startCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');

/** As with `| head -1`, when `head` is already gone at the first line or goes after it. */
describe('output that nobody reads to its end', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
  });
  afterAll(() => stack.disposeAsync());

  it.each(['metrics', 'metrics --prometheus', 'models', '--help', '--version'])(
    'ends quietly: hanzo %s',
    async (args) => {
      await using cli = startCli(args.split(' '), { home });
      cli.process.stdout?.destroy();
      expect(await cli.result).toEqual({ code: 0, stdout: '', stderr: '' });
    },
  );

  it.runIf(existsSync('/dev/full'))('is a failure with a sentence when the disk is full', async () => {
    const command = `"${process.execPath}" packages/cli/bin/hanzo.js models > /dev/full`;
    const result = spawnSync(command, { shell: true, encoding: 'utf8', env: { ...process.env, HANZO_HOME: home } });
    expect(result.stderr).toMatch(/^error: the output is lost: .*ENOSPC.*\n$/);
    expect(result.status).toBe(1);
  });

  it(verifies('cli.reader-gone'), async () => {
    const flags = ['-w', SAMPLE, '--orchestrator', 'local:random-tiny', '--json'];
    await using cli = startCli(['dev', 'review', ...flags], { home });
    await cli.line(/"event":"plan-ready"/);
    cli.process.stdout?.destroy();
    const { code, stderr } = await cli.result;
    expect(code, stderr).toBe(130);
    expect(stderr).not.toMatch(/\n {4}at |EPIPE/);
    const { stdout } = await runCli(['metrics', '--json'], { home });
    expect(JSON.parse(stdout)).toMatchObject({ runs: 1, runsByState: { cancelled: 1 } });
  });
});
