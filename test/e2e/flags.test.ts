import { join } from 'node:path';
import { startApiStandIn, type ApiStandIn } from '@hanzo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli, startCli, type CliResult, type RunningCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const KEY = 'sk-test-canary-1234567890';
const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');
const QUIET = ['--discovery', 'none'];

interface Status {
  readonly meshId: string;
  readonly workers: { name: string; slots: number; models: { contextTokens: number }[] }[];
}

/** Flags that the other end-to-end tests do not need. Each of these tests fails when its flag does nothing. */
describe(verifies('cli.flags'), () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  let worker: RunningCli;
  let address: string;
  let standIn: ApiStandIn;

  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
    const flags = ['--name', 'hidden', '--context', '3584', '--slots', '3', '--threads', '1', ...QUIET];
    worker = stack.use(startCli(['net', 'up', ...flags, '--listen', '/ip4/127.0.0.1/tcp/0', '--json'], { home }));
    const ready = JSON.parse(await worker.line(/worker-ready/)) as { addresses: string[] };
    address = ready.addresses[0] ?? '';
    standIn = stack.use(
      await startApiStandIn({
        apiKey: KEY,
        script: ({ model }) =>
          model === 'gpt-5'
            ? {
                kind: 'json',
                value: {
                  tasks: [{ kind: 'review', tier: 'medium', title: 'cart', files: ['src/cart.ts'], instructions: '' }],
                },
              }
            : { kind: 'json', value: { summary: 'Cart keeps items; dearest and subtotal are there.', findings: [] } },
      }),
    );
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  const status = async (...flags: string[]): Promise<Status & { code: number }> => {
    const { code, stdout } = await runCli(['net', 'status', '--json', '--wait', '1', ...flags], { home });
    return { ...(JSON.parse(stdout) as Status), code };
  };
  // What one of them has asked, the next one is to ask again.
  const dev = (...flags: string[]): Promise<CliResult> =>
    runCli(
      ['dev', 'review', '--no-cache', '-w', SAMPLE, '--files', 'src/cart.ts', '--base-url', standIn.baseUrl, ...flags],
      {
        home,
        env: { OPENAI_API_KEY: KEY },
      },
    );

  it('--discovery none finds nobody, --bootstrap finds the worker all the same; --slots and --context are offered', async () => {
    expect(await status(...QUIET)).toMatchObject({ code: 5, workers: [] });
    const { workers, code } = await status(...QUIET, '--bootstrap', address);
    expect(code).toBe(0);
    expect(workers).toMatchObject([{ name: 'hidden', slots: 3, models: [{ contextTokens: 3584 }] }]);
  });

  it('--bootstrap takes an address without a peer id too, and keeps the session', async () => {
    const bare = address.replace(/\/p2p\/.*$/, '');
    const { workers } = await status(...QUIET, '--bootstrap', bare, '--wait', '4.5');
    expect(workers.map(({ name }) => name)).toEqual(['hidden']);
    expect((await worker.line(/peer connected/)).length).toBeGreaterThan(0);
  });

  it(verifies('cli.reach-me'), async () => {
    const printed = await worker.line(/reach me with: --bootstrap /);
    const shown = await runCli(['net', 'status', '--wait', '1', ...QUIET, '--bootstrap', address], { home });
    for (const text of [printed, shown.stdout]) {
      const [, copied = ''] = /--bootstrap (\S+)/.exec(text) ?? [];
      expect(copied).toMatch(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+\/p2p\/12D3\w+$/);
      expect((await status(...QUIET, '--bootstrap', copied)).workers).toMatchObject([{ name: 'hidden' }]);
    }
  });

  it('dev --bootstrap uses a worker that discovery does not find', async () => {
    const cli = await dev('--use-hanzo-net', ...QUIET, '--bootstrap', address, '--local-only', '--json');
    expect(cli.stdout, cli.stderr).toContain('"node":"hidden"');
  });

  it('--prefer-local lets workers try what the policy would give to the API', async () => {
    const flags = ['--orchestrator', 'gpt-5', '--use-hanzo-net', ...QUIET, '--bootstrap', address, '--json'];
    const plain = await dev(...flags);
    expect(plain.code, plain.stderr).toBe(0);
    expect(plain.stdout).not.toContain('"kind":"worker"');
    const local = await dev(...flags, '--prefer-local');
    expect(local.code, local.stderr).toBe(0);
    expect(local.stdout).toContain('"kind":"worker"');
  });

  it('--prefer-local without a mesh lets a model of this machine try it', async () => {
    const { stdout, stderr } = await dev('--orchestrator', 'gpt-5', '--prefer-local', '--json');
    expect(stdout, stderr).toContain('"kind":"local","model":"random-tiny"');
  });

  it(verifies('routing.confidential', 'by what the endpoint hears'), async () => {
    const before = standIn.requests.length;
    const { stderr } = await dev('--data-class', 'confidential', '--budget', '1');
    expect(stderr).toContain('confidential work goes to no API');
    expect(standIn.requests).toHaveLength(before);
  });

  it.each(['chat', 'responses'])('--api %s is the interface that the endpoint hears', async (api) => {
    const before = standIn.requests.length;
    await dev('--orchestrator', 'gpt-5', '--api', api);
    const spoken = standIn.requests.slice(before).map((request) => request.api);
    expect(spoken.length).toBeGreaterThan(1);
    expect(new Set(spoken)).toEqual(new Set([api]));
  });

  it('--verbose shows who takes a task and why an answer was refused', async () => {
    const flags = ['--use-hanzo-net', ...QUIET, '--bootstrap', address, '--local-only'];
    const quiet = await dev(...flags);
    const verbose = await dev(...flags, '--verbose');
    expect(quiet.stderr).not.toMatch(/hidden \(random-tiny\) takes it/);
    expect(verbose.stderr).toMatch(/hidden \(random-tiny\) takes it/);
    expect(verbose.stderr).toMatch(/hidden \(random-tiny\): refused by the \w+ gate/);
  });

  it('--home is another home: another mesh, another journal', async () => {
    using other = temporaryFolder();
    const here = await status(...QUIET);
    const there = await status(...QUIET, '--home', other.path);
    expect(there.meshId).not.toBe(here.meshId);
    const { stdout } = await runCli(['metrics', '--json', '--home', other.path], { home });
    expect(JSON.parse(stdout)).toMatchObject({ runs: 0 });
  });

  it('metrics --since leaves out what is older', async () => {
    const runs = async (...flags: string[]): Promise<number> =>
      (JSON.parse((await runCli(['metrics', '--json', ...flags], { home })).stdout) as { runs: number }).runs;
    expect(await runs('--since', '1h')).toBeGreaterThan(0);
    expect(await runs('--since', '2099-01-01')).toBe(0);
  });

  it('--threads is what the engine computes with', async () => {
    await using cli = startCli(['net', 'up', '--threads', '2', '--listen', '/ip4/127.0.0.1/tcp/0', ...QUIET], { home });
    expect(await worker.line(/engine ready/)).toMatch(/ threads=1 /);
    expect(await cli.line(/engine ready/)).toMatch(/ threads=2 /);
  });

  it('events have a version and a kind on every line', async () => {
    const cli = await dev('--orchestrator', 'gpt-5', '--json');
    for (const event of jsonLines(cli.stdout)) expect(event).toMatchObject({ v: 1, event: expect.any(String) });
  });
});
