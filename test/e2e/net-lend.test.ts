import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ollama, plainServer } from '../../packages/models/test/compatible/servers.ts';
import { makeModel } from '../../scripts/make-model.ts';
import { jsonLines, runCli, startCli, type CliResult, type RunningCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');

interface SeenModel {
  readonly name: string;
  readonly loadMs: number;
  readonly engine: string;
  readonly contextTokens: number;
}

describe('lending a machine', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
  });
  afterEach(() => stack.disposeAsync());

  const start = (...flags: string[]): RunningCli => {
    const threads = flags.includes('--engine') ? [] : ['--threads', '1'];
    return stack.use(startCli(['net', 'up', '--listen', '/ip4/127.0.0.1/tcp/0', ...threads, ...flags], { home }));
  };

  async function up(...flags: string[]): Promise<RunningCli> {
    const worker = start('--name', 'atlas', '--json', ...flags);
    await worker.line(/worker-ready/);
    return worker;
  }

  const dev = (...flags: string[]): Promise<CliResult> =>
    runCli(['dev', 'review this project', '-w', SAMPLE, '--files', 'src/*.ts', '--use-hanzo-net', '--json', ...flags], {
      home,
    });

  async function models(): Promise<readonly SeenModel[]> {
    const { stdout } = await runCli(['net', 'status', '--json', '--discovery', 'local', '--wait', '1'], { home });
    return (JSON.parse(stdout) as { workers: { models: SeenModel[] }[] }).workers.flatMap((worker) => worker.models);
  }

  it(
    verifies('lend.several-models'),
    async () => {
      await makeModel({ out: join(home, 'models', 'other.gguf'), seed: 2 });
      const worker = await up('--model', 'random-tiny', 'other', '--max-memory', '250MB');
      expect(await models()).toMatchObject([
        { name: 'random-tiny', loadMs: 0 },
        { name: 'other', loadMs: expect.any(Number) },
      ]);
      const run = await dev('--orchestrator', 'local:other');
      const asked = jsonLines(run.stdout).filter(({ event }) => event === 'attempt-start');
      expect(JSON.stringify(asked)).toContain('"model":"other"');
      expect(JSON.stringify(asked)).not.toContain('"model":"random-tiny"');
      // Both do not fit: the first one had to go.
      await worker.line(/model unloaded model=random-tiny/);
      expect((await models()).map(({ name, loadMs }) => [name, loadMs === 0])).toEqual([
        ['random-tiny', false],
        ['other', true],
      ]);
    },
    120_000,
  );

  it(verifies('lend.fits'), async () => {
    const refused = await start('--max-memory', '20MB').result;
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/random-tiny needs \d+ MB for 2 tasks of 4096 tokens; models may take 20\.0 MB/);
    expect(refused.stderr).toMatch(/--slots.*--context.*hanzo models list/);
  });

  it(verifies('lend.gpu'), async () => {
    const missing = process.platform === 'darwin' ? 'cuda' : 'metal';
    const refused = await start('--gpu', missing).result;
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(new RegExp(`${missing} does not work on this machine; what does: .*the CPU`));
    await up('--gpu', 'off');
  });

  it(verifies('lend.gpu', 'a share of nothing leaves it alone'), async () => {
    const worker = await up('--gpu-share', '0');
    expect(await worker.line(/llama engine ready/)).toContain('gpu=cpu');
    worker.process.kill('SIGINT');
    // Where there is none, only who wanted one is told so.
    expect((await worker.result).stderr).not.toContain('no usable GPU');
  });

  it.runIf(process.platform === 'linux')(verifies('lend.priority'), async () => {
    const nice = (worker: RunningCli): number => {
      const pid = worker.process.pid ?? 0;
      const tasks = readdirSync(`/proc/${pid}/task`);
      const children = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim());
      const stat = readFileSync(`/proc/${children.join(' ').trim().split(' ')[0] ?? ''}/stat`, 'utf8');
      return Number(stat.split(') ')[1]?.split(' ')[16]);
    };
    const own = Number(readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[16]);
    expect(nice(await up())).toBeGreaterThan(own);
    const second = start('--name', 'bolt', '--priority', 'normal', '--json');
    await second.line(/worker-ready/);
    expect(nice(second)).toBe(own);
  });

  it(
    verifies('lend.server'),
    async () => {
      const answer = { kind: 'answer', pieces: ['{"findings":', '[]}'] } as const;
      const server = stack.use(await ollama({ chat: () => answer, apiKey: 'sesame' }));
      const env = { HANZO_ENGINE_KEY: 'sesame' };
      const worker = stack.use(
        startCli(['net', 'up', '--engine', server.url, '--model', 'llama3.2', '--json'], { home, env }),
      );
      await worker.line(/worker-ready/);
      expect(await models()).toMatchObject([{ name: 'llama3.2:latest', engine: 'ollama' }]);
      const before = server.chats.length;
      const run = await dev();
      expect(JSON.stringify(jsonLines(run.stdout))).toContain('"model":"llama3.2:latest"');
      expect(server.chats.length).toBeGreaterThan(before);
      expect(`${run.stdout}${run.stderr}`).not.toContain('sesame');

      const wrong = await runCli(['net', 'up', '--engine', server.url, '--model', 'gpt-9'], { home, env });
      expect(wrong).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/no model "gpt-9"[\s\S]*It has: .*llama3\.2/),
      });
      const nobody = await runCli(['net', 'up', '--engine', 'http://127.0.0.1:9/v1'], { home });
      expect(nobody.code).toBe(5);
    },
    120_000,
  );

  it(verifies('lend.server', "where its file lies is nobody else's business"), async () => {
    const id = '/home/somebody/models/house.gguf';
    const listed = { status: 200, body: { object: 'list', data: [{ id, object: 'model' }] } };
    const server = stack.use(
      await plainServer({ about: { '/v1/models': listed }, chat: () => ({ kind: 'answer', pieces: ['one'] }) }),
    );
    await up('--engine', server.url);
    expect(await models()).toMatchObject([{ name: 'house', engine: 'openai-compatible' }]);
    expect(server.chats[0]?.body['model']).toBe(id);
  });

  it.each([
    ['--threads', '2'],
    ['--gpu', 'off'],
    ['--priority', 'low'],
    ['--max-memory', '1GB'],
    ['--cpu-share', '50%'],
  ])(verifies('lend.idle-flags', '%s'), async (flag, value) => {
    const refused = await runCli(['net', 'up', '--engine', 'http://127.0.0.1:9/v1', flag, value], { home });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`${flag} means nothing with --engine`) });
  });

  it(
    verifies('lend.data-class'),
    async () => {
      await up('--data-classes', 'public,internal');
      const secret = await dev('--data-class', 'confidential');
      expect(secret.code).toBe(5);
      expect(secret.stdout).toContain('no confidential data');
      expect(secret.stdout).not.toContain('"kind":"worker"');
      expect((await dev('--data-class', 'public')).stdout).toContain('"kind":"worker"');
    },
    120_000,
  );
});
