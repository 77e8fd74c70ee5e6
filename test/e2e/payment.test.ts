import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApiStandIn, type ApiStandIn } from '@hanzo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeModel } from '../../scripts/make-model.ts';
import { jsonLines, runCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const KEY = 'sk-test-canary-1234567890';
const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');

describe('a run that is given to a local model', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  let standIn: ApiStandIn;
  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
    const value = { summary: 'Cart keeps items; dearest and subtotal are there.', findings: [] };
    const usage = { inputTokens: 500, outputTokens: 100 };
    standIn = stack.use(await startApiStandIn({ apiKey: KEY, script: () => ({ kind: 'json', usage, value }) }));
  });
  afterAll(() => stack.disposeAsync());

  async function dev(...flags: string[]): Promise<{ cli: CliResult; asked: number }> {
    const before = standIn.requests.length;
    const local = ['--orchestrator', 'local:random-tiny', '--files', 'src/cart.ts', '--base-url', standIn.baseUrl];
    const cli = await runCli(['dev', 'review', '-w', SAMPLE, ...local, ...flags], {
      home,
      env: { OPENAI_API_KEY: KEY },
    });
    return { cli, asked: standIn.requests.length - before };
  }

  it(verifies('cli.paid-by-permission'), async () => {
    const plain = await dev();
    expect(plain, plain.cli.stderr).toMatchObject({ asked: 0, cli: { code: 1 } });
    expect(plain.cli.stderr).toMatch(/nothing is paid: .*--budget allows escalation/);
    const { host } = new URL(standIn.baseUrl);
    const paid = await dev('--budget', '0.50');
    expect(paid.cli.stderr).toContain(`answers that the gate refuses go to ${host}, paid, up to $0.50`);
    expect(paid, paid.cli.stderr).toMatchObject({ asked: 1, cli: { code: 0 } });
  });

  it('takes a budget of nothing, and local only, as no permission', async () => {
    const nothing = await dev('--budget', '0');
    expect(nothing).toMatchObject({ asked: 0, cli: { stderr: expect.stringContaining('nothing is paid') } });
    expect(await dev('--budget', '0.50', '--local-only')).toMatchObject({ asked: 0, cli: { code: 1 } });
  });

  it('cuts tasks to what the model can take, where that is less than usual', async () => {
    await makeModel({ out: join(home, 'models', 'short.gguf'), contextTokens: 1024 });
    const workspace = join(home, 'workspace');
    mkdirSync(workspace);
    const lines = Array.from({ length: 150 }, (_, n) => `export const value${n}: number = Math.max(${n}, ${n} * 2);`);
    writeFileSync(join(workspace, 'long.ts'), lines.join('\n'));
    const pieces = async (model: string): Promise<number> => {
      const flags = ['-w', workspace, '--orchestrator', `local:${model}`, '--json'];
      const cli = await runCli(['dev', 'review', ...flags], { home });
      const plan = jsonLines(cli.stdout).find((line) => line['event'] === 'plan-ready');
      return (
        (plan as { tasks: { kind: string }[] } | undefined)?.tasks.filter(({ kind }) => kind === 'review').length ?? 0
      );
    };
    const usual = await pieces('random-tiny');
    expect(usual).toBeGreaterThan(0);
    expect(await pieces('short')).toBeGreaterThan(usual);
  });
});
