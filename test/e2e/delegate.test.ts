import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { delegationResultSchema } from '@hanzo/delegate';
import { readLedger, type LedgerCall } from '@hanzo/ledger';
import { startApiStandIn, type ApiStandIn, type ApiStandInOptions } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { runCli, startCli, type CliOptions } from '../support/cli.ts';
import { PAID_KEY } from '../support/paid-project.ts';
import { temporaryFolder, until } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const CART = 'export function total(items) {\n  return items.length * 2;\n}\n';
const ISSUE = '500 error on /cart with no traceback';

const ANALYSIS = {
  root_cause: 'total is called without items.',
  technical_explanation: 'src/cart.ts:2 reads the length of undefined.',
  fixes: [{ title: 'Guard', explanation: 'No items are none.', code_example: '', edits: [] }],
  additional_investigation: ['Look at the callers of total.'],
  wanted_files: [],
  confidence_reason: 'There is one caller.',
  confidence: 'high',
};

interface Shop extends AsyncDisposable {
  readonly standIn: ApiStandIn;
  readonly cli: CliOptions;
  /** Of the delegations. */
  readonly folder: string;
  readonly args: readonly string[];
  calls(): readonly LedgerCall[];
}

/** A project whose API answers only once it may. */
async function startShop(options: Omit<ApiStandInOptions, 'script'> = {}): Promise<Shop & { answers(): void }> {
  const stack = new AsyncDisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const workspace = stack.use(temporaryFolder('hanzo-shop-')).path;
  mkdirSync(join(workspace, 'src'));
  writeFileSync(join(workspace, 'src/cart.ts'), CART);
  let mayAnswer = false;
  const standIn = stack.use(
    await startApiStandIn({
      apiKey: PAID_KEY,
      ...options,
      script: () => (mayAnswer ? { kind: 'json', value: ANALYSIS } : { kind: 'hang' }),
    }),
  );
  return {
    standIn,
    cli: { home, env: { OPENAI_API_KEY: PAID_KEY, OPENAI_BASE_URL: standIn.baseUrl } },
    folder: join(workspace, '.autonomous_runs/openai_delegations'),
    args: ['-w', workspace],
    answers: () => {
      mayAnswer = true;
    },
    calls: () => {
      using ledger = readLedger(join(home, 'ledger.db'));
      return ledger?.calls() ?? [];
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

describe('hanzo delegate', () => {
  it(verifies('delegate.done'), async () => {
    await using shop = await startShop();
    shop.answers();
    const { code, stdout, stderr } = await runCli(
      ['delegate', '--issue', ISSUE, '--files', 'src/cart.ts', '--logs', 'status code 500', ...shop.args],
      shop.cli,
    );
    expect(code, stderr).toBe(0);
    const files = readdirSync(shop.folder).filter((name) => name.startsWith('OPENAI_'));
    expect(files).toEqual([
      expect.stringMatching(/^OPENAI_DELEGATION_REQUEST_\d{8}_\d{6}\.md$/),
      expect.stringMatching(/^OPENAI_DELEGATION_RESULT_\d{8}_\d{6}\.json$/),
      expect.stringMatching(/^OPENAI_DELEGATION_RESULT_\d{8}_\d{6}\.md$/),
    ]);
    const [request = '', json = '', markdown = ''] = files.map((name) => readFileSync(join(shop.folder, name), 'utf8'));
    expect(shop.standIn.requests.map(({ prompt }) => prompt)).toEqual([request]);
    expect(markdown.trimEnd()).toBe(stdout.trimEnd());
    const [call] = shop.calls();
    expect(delegationResultSchema.parse(JSON.parse(json))).toMatchObject({
      state: 'answered',
      costMicros: call?.chargedMicros,
      analysis: { rootCause: ANALYSIS.root_cause, confidence: 'high' },
    });
    // Git leaves it out, and nobody else reads it.
    expect(readFileSync(join(shop.folder, '.gitignore'), 'utf8').trim()).toBe('*');
    if (process.platform !== 'win32') expect(statSync(join(shop.folder, files[0] ?? '')).mode & 0o077).toBe(0);
    expect(stdout + stderr + request + json).not.toContain(PAID_KEY);
  });

  it(verifies('delegate.killed-plain'), async () => {
    await using shop = await startShop();
    {
      await using lost = startCli(['delegate', ISSUE, ...shop.args], shop.cli);
      await until(() => shop.standIn.requests.length === 1, 'the request');
      lost.process.kill('SIGKILL');
    }
    shop.answers();
    const refused = await runCli(['delegate', 'resume', 'last', ...shop.args], shop.cli);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/may be paid twice.*\n.*hanzo delegate resume \d{8}_\d{6}.* --again/s);
    expect(shop.standIn.requests).toHaveLength(1);
    const again = await runCli(['delegate', 'resume', 'last', '--again', ...shop.args], shop.cli);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stdout).toContain(ANALYSIS.root_cause);
    // Both are told, the one in full: nobody knows what it cost.
    expect(shop.calls().map(({ state }) => state)).toEqual(['uncertain', 'settled']);
    expect(shop.standIn.requests[1]?.prompt).toBe(shop.standIn.requests[0]?.prompt);
  });

  it(verifies('delegate.killed-background'), async () => {
    let isWorking = true;
    await using shop = await startShop({ background: () => (isWorking ? 'working' : undefined) });
    shop.answers();
    const api = ['--api', 'responses', ...shop.args];
    {
      await using lost = startCli(['delegate', ISSUE, ...api], shop.cli);
      await until(() => (shop.standIn.background[0]?.looks ?? 0) > 0, 'somebody waits for the answer');
      lost.process.kill('SIGKILL');
    }
    isWorking = false;
    const taken = await runCli(['delegate', 'resume', 'last', ...shop.args], shop.cli);
    expect(taken.code, taken.stderr).toBe(0);
    expect(taken.stdout).toContain(ANALYSIS.root_cause);
    expect(shop.standIn.charges).toHaveLength(1);
    expect(shop.calls()).toMatchObject([{ state: 'settled' }]);
  });
});
