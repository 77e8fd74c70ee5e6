import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApiStandIn, type ApiStandIn } from '@hanzo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli, startCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const KEY = 'sk-test-canary-1234567890';
const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');

interface Result {
  readonly exitCode: number;
  readonly complete: boolean;
  readonly counts: { tasks: number; done: number; undone: number };
  readonly receipt: {
    rows: {
      who: Record<string, string>;
      role: string;
      tasksDone: number;
      attempts: number;
      rejected: number;
      costMicros: number;
      usage: { outputTokens: number };
    }[];
  };
}

function resultOf(cli: CliResult): Result {
  const result = jsonLines(cli.stdout).find((line) => line['event'] === 'result');
  expect(result, cli.stderr).toBeDefined();
  return result as unknown as Result;
}

describe('a mesh of processes, started by hand', () => {
  const stack = new AsyncDisposableStack();
  let home: string;

  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
    const workers = ['alpha', 'beta'].map((name) =>
      stack.use(
        startCli(
          [
            'net',
            'up',
            '--name',
            name,
            '--listen',
            '/ip4/127.0.0.1/tcp/0',
            '--threads',
            '1',
            '--metrics-port',
            '0',
            '--json',
          ],
          { home },
        ),
      ),
    );
    await Promise.all(workers.map((worker) => worker.line(/worker-ready/)));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  it('shows every worker with its model, context, measured speed and load', async () => {
    const { code, stdout } = await runCli(['net', 'status', '--json', '--wait', '1.5'], { home });
    const status = JSON.parse(stdout) as {
      workers: {
        name: string;
        slots: number;
        models: { name: string; tokensPerSecond: number; contextTokens: number }[];
      }[];
    };
    expect(code).toBe(0);
    expect(status.workers.map((worker) => worker.name).sort()).toEqual(['alpha', 'beta']);
    for (const worker of status.workers) {
      expect(worker.slots).toBe(2);
      expect(worker.models).toMatchObject([{ name: 'random-tiny', contextTokens: 4096 }]);
      expect(worker.models[0]?.tokensPerSecond).toBeGreaterThan(0);
    }
  });

  it(verifies('cli.mesh-run'), async () => {
    const output = join(home, 'report.md');
    const cli = await runCli(
      [
        'dev',
        'review this project',
        '-w',
        SAMPLE,
        '--files',
        'src/*.ts',
        '--use-hanzo-net',
        '--output',
        output,
        '--json',
      ],
      { home },
    );
    expect(cli.code, cli.stderr).toBe(1);
    const { receipt, counts, complete } = resultOf(cli);
    expect(complete).toBe(false);
    const workers = receipt.rows.filter((row) => row.who['kind'] === 'worker');
    expect(workers.map((row) => row.who['node']).sort()).toEqual(['alpha', 'beta']);
    for (const row of workers) {
      expect(row).toMatchObject({ tasksDone: 0, costMicros: 0 });
      expect(row.rejected).toBe(row.attempts);
      expect(row.usage.outputTokens).toBeGreaterThan(0);
    }
    expect(receipt.rows.find((row) => row.who['kind'] === 'tool')).toMatchObject({
      who: { tool: 'syntax-check' },
      tasksDone: counts.done,
    });
    const report = readFileSync(output, 'utf8');
    expect(report).toContain(`INCOMPLETE: ${counts.undone} of ${counts.tasks} tasks were not done.`);
    expect(report).toContain('`src/receipt.ts:14` TypeScript syntax error');
    expect(cli.stderr).toContain('orchestrator: none. No API key is set');
  });

  it('streams text while a worker writes it', async () => {
    const cli = await runCli(['dev', 'review', '-w', SAMPLE, '--files', 'src/cart.ts', '--use-hanzo-net', '--json'], {
      home,
    });
    const events = jsonLines(cli.stdout);
    const kinds = events.map((event) => event['event']);
    const deltas = events.filter((event) => event['event'] === 'text-delta' && event['taskId'] !== undefined);
    expect(deltas.length).toBeGreaterThan(2);
    expect(kinds.indexOf('text-delta')).toBeGreaterThan(kinds.indexOf('attempt-start'));
    expect(events.every((event) => event['v'] === 1)).toBe(true);
  });

  describe('with an API model', () => {
    let standIn: ApiStandIn;
    beforeAll(async () => {
      standIn = stack.use(
        await startApiStandIn({
          apiKey: KEY,
          script: (request) =>
            request.model === 'gpt-5'
              ? {
                  kind: 'json',
                  usage: { inputTokens: 1_000, cachedInputTokens: 200, outputTokens: 300, reasoningTokens: 100 },
                  value: {
                    tasks: [
                      {
                        kind: 'review',
                        tier: 'simple',
                        title: 'review the cart',
                        files: ['src/cart.ts'],
                        instructions: 'Find defects.',
                      },
                    ],
                  },
                }
              : {
                  kind: 'json',
                  servedModel: `${request.model}-2026-01-01`,
                  usage: { inputTokens: 500, outputTokens: 100 },
                  value: {
                    summary:
                      'The Cart finds the dearest line and takes the subtotal; remove() splices at -1 when the sku is unknown.',
                    findings: [],
                  },
                },
        }),
      );
    });

    it('plans with the model, tries the mesh first, and escalates refused answers to the API', async () => {
      const flags = [
        'dev',
        'review the cart',
        '-w',
        SAMPLE,
        '--orchestrator',
        'gpt-5',
        '--use-hanzo-net',
        '--base-url',
        standIn.baseUrl,
        '--json',
      ];
      const cli = await runCli(flags, { home, env: { OPENAI_API_KEY: KEY } });
      const { receipt, complete } = resultOf(cli);
      expect({ code: cli.code, complete }, cli.stderr).toEqual({ code: 0, complete: true });
      const rows = receipt.rows.map(({ who, role, tasksDone, rejected }) => ({
        kind: who['kind'],
        model: who['requestedModel'],
        served: who['servedModel'],
        role,
        tasksDone,
        rejected,
      }));
      expect(rows[0]).toEqual({
        kind: 'api',
        model: 'gpt-5',
        served: 'gpt-5',
        role: 'plan',
        tasksDone: 1,
        rejected: 0,
      });
      expect(rows.find((row) => row.kind === 'worker')).toMatchObject({ tasksDone: 0, rejected: 1 });
      expect(rows.at(-1)).toMatchObject({ kind: 'api', role: 'task', served: expect.stringMatching(/-2026-01-01$/) });
      expect(cli.stdout + cli.stderr).not.toContain(KEY);
    });

    it(verifies('cli.local-only'), async () => {
      const before = standIn.requests.length;
      const flags = [
        'dev',
        'review the cart',
        '-w',
        SAMPLE,
        '--files',
        'src/*.ts',
        '--use-hanzo-net',
        '--local-only',
        '--base-url',
        standIn.baseUrl,
        '--json',
      ];
      const cli = await runCli(flags, { home, env: { OPENAI_API_KEY: KEY } });
      expect(cli.code).toBe(1);
      expect(standIn.requests.length).toBe(before);
    });
  });

  it(verifies('cli.metrics'), async () => {
    const json = JSON.parse((await runCli(['metrics', '--json'], { home })).stdout) as {
      runs: number;
      engines: { node: string; rejected: number }[];
      running: { metricsUrl: string }[];
    };
    expect(json.engines.filter((row) => row.rejected > 0).map((row) => row.node)).toEqual(
      expect.arrayContaining(['alpha', 'beta']),
    );
    const text = (await runCli(['metrics', '--prometheus'], { home })).stdout;
    expect(text).toMatch(/^hanzo_attempts_total\{rung="mesh",node="alpha",model="random-tiny",end="rejected"\} [1-9]/m);
    const table = (await runCli(['metrics'], { home })).stdout;
    expect(table).toMatch(/mesh +alpha +random-tiny/);
    const none = JSON.parse((await runCli(['metrics', '--json', '--orchestrator', 'o3'], { home })).stdout) as {
      runs: number;
    };
    expect(none.runs).toBe(0);
    const url = json.running[0]?.metricsUrl ?? '';
    const scraped = await (await fetch(url)).text();
    expect(scraped).toMatch(/hanzo_worker_attempts_total\{end="done",node="(alpha|beta)"\} [1-9]/);
  });
});
