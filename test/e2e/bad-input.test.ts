import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApiStandIn, type ApiStandIn } from '@hanzo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli, startCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const KEY = 'sk-test-canary-1234567890';
const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');

interface Case {
  readonly what: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly code: number;
  readonly says: RegExp;
}

const CASES: readonly Case[] = [
  { what: 'no instructions', args: ['dev'], code: 2, says: /no instructions[\s\S]*hanzo dev "review/ },
  { what: 'an unknown command', args: ['devv'], code: 2, says: /unknown command 'devv'/ },
  {
    what: 'an unknown flag',
    args: ['dev', 'x', '--orchestrater', 'gpt-5'],
    code: 2,
    says: /unknown option '--orchestrater'[\s\S]*--orchestrator/,
  },
  { what: 'a number that is none', args: ['net', 'up', '--slots', 'many'], code: 2, says: /whole number from 1 to 32/ },
  {
    what: 'a way of discovery that does not exist',
    args: ['net', 'status', '--discovery', 'radio'],
    code: 2,
    says: /"radio" is not mdns, local, members or none/,
  },
  {
    what: 'a time that no timer holds',
    args: ['dev', 'x', '-w', SAMPLE, '--timeout', '10000000'],
    code: 2,
    says: /--timeout[\s\S]*from 0\.001 to 2073600 \(24 days\)/,
  },
  {
    what: 'a wait that no timer holds',
    args: ['net', 'status', '--wait', '3000000'],
    code: 2,
    says: /--wait[\s\S]*24 days/,
  },
  {
    what: 'a time with too many digits, which is rounded',
    args: ['dev', 'x', '-w', SAMPLE, '--files', 'src/*.ts', '--timeout', '0.1234'],
    code: 1,
    says: /time limit/i,
  },
  {
    what: 'a bootstrap address that is none, at once',
    args: ['dev', 'x', '-w', SAMPLE, '--bootstrap', 'foo'],
    code: 2,
    says: /--bootstrap is given "foo", which does not start with "\/"[\s\S]*hanzo net up/,
  },
  {
    what: 'a bootstrap address that this mesh does not speak',
    args: ['net', 'status', '--bootstrap', '/ip4/10.0.0.7/udp/4001'],
    code: 2,
    says: /\/udp\/4001", which has no \/tcp/,
  },
  {
    what: 'a listen address that is none',
    args: ['net', 'up', '--model', 'random-tiny', '--listen', '/ip4/0.0.0.0'],
    code: 2,
    says: /--listen is given "\/ip4\/0\.0\.0\.0", which has no \/tcp[\s\S]*port 0 takes any free port/,
  },
  {
    what: 'a configured bootstrap address that is none',
    args: ['net', 'status'],
    env: { HANZO_BOOTSTRAP: '/ip4/10.0.0.700/tcp/1' },
    code: 3,
    says: /HANZO_BOOTSTRAP is given[\s\S]*Invalid IPv4 address/,
  },
  {
    what: 'a configured listen address that is none, before the model is loaded',
    args: ['net', 'up', '--model', 'random-tiny'],
    env: { HANZO_LISTEN: '/tcp/4001' },
    code: 3,
    says: /^(?!.*loading model)[\s\S]*HANZO_LISTEN is given[\s\S]*begin with a host/,
  },
  {
    what: 'an unknown model',
    args: ['dev', 'x', '--orchestrator', 'gpt-55'],
    code: 2,
    says: /no model "gpt-55"[\s\S]*Did you mean gpt-5\?/,
  },
  {
    what: 'a missing workspace',
    args: ['dev', 'x', '-w', '/does/not/exist'],
    code: 2,
    says: /no folder "\/does\/not\/exist"/,
  },
  {
    what: 'a workspace that is a file',
    args: ['dev', 'x', '-w', join(SAMPLE, 'package.json')],
    code: 2,
    says: /is not a folder/,
  },
  {
    what: 'an output in a missing folder',
    args: ['dev', 'x', '-w', SAMPLE, '-o', '/does/not/exist/r.md'],
    code: 2,
    says: /cannot be written to \/does\/not\/exist/,
  },
  {
    what: 'an API model and local only',
    args: ['dev', 'x', '--orchestrator', 'gpt-5', '--local-only'],
    code: 2,
    says: /contradict each other/,
  },
  {
    what: 'an API model without a key',
    args: ['dev', 'x', '-w', SAMPLE, '--orchestrator', 'gpt-5'],
    code: 3,
    says: /no API key for api\.openai\.com[\s\S]*OPENAI_API_KEY/,
  },
  {
    what: 'two endpoints that differ',
    args: ['dev', 'x', '-w', SAMPLE],
    code: 3,
    says: /OPENAI_BASE_URL[\s\S]*OPENAI_API_BASE[\s\S]*different endpoints/,
    env: { OPENAI_BASE_URL: 'http://a.test/v1', OPENAI_API_BASE: 'http://b.test/v1', OPENAI_API_KEY: KEY },
  },
  {
    what: 'a limit that is no money',
    args: ['dev', 'x', '-w', SAMPLE],
    code: 3,
    says: /HANZO_DAILY_LIMIT/,
    env: { HANZO_DAILY_LIMIT: 'lots' },
  },
  {
    what: 'an endpoint that is down',
    args: ['dev', 'x', '-w', SAMPLE, '--base-url', 'http://127.0.0.1:59999/v1'],
    code: 5,
    says: /Nothing answers at 127\.0\.0\.1:59999/,
    env: { OPENAI_API_KEY: KEY },
  },
  {
    what: 'no worker',
    args: ['dev', 'x', '-w', SAMPLE, '--use-hanzo-net'],
    code: 5,
    says: /No worker joined within 5 s[\s\S]*hanzo net up/,
  },
  {
    what: 'a model that is not installed',
    args: ['net', 'up', '--model', 'llama3.2'],
    code: 3,
    says: /llama3\.2 is not on this machine[\s\S]*hanzo models pull llama3\.2/,
  },
  {
    what: 'a local model nobody knows',
    args: ['net', 'up', '--model', 'lama'],
    code: 2,
    says: /no local model "lama"/,
  },
  {
    what: 'a model file that is none',
    args: ['net', 'up', '--model', join(SAMPLE, 'package.json')],
    code: 3,
    says: /not a GGUF|is no GGUF|GGUF/,
  },
  {
    what: 'a node name that is none',
    args: ['net', 'up', '--model', 'random-tiny', '--name', '../x'],
    code: 2,
    says: /cannot be a node name/,
  },
  {
    what: 'an address nobody can listen on',
    args: ['net', 'up', '--model', 'random-tiny', '--listen', '/ip4/203.0.113.9/tcp/1'],
    code: 3,
    says: /Cannot listen on \/ip4\/203\.0\.113\.9/,
  },
  { what: 'an API model to pull', args: ['models', 'pull', 'gpt-5'], code: 2, says: /nothing to download/ },
  { what: 'a model to pull that nobody knows', args: ['models', 'pull', 'nope'], code: 2, says: /no model "nope"/ },
  {
    what: 'a time that is none',
    args: ['metrics', '--since', 'yesterday-ish'],
    code: 2,
    says: /--since does not understand/,
  },
];

describe('bad input gets a clear sentence and the documented exit code', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
  });
  afterAll(() => stack.disposeAsync());

  it.concurrent.each(CASES.map((one) => [one.what, one] as const))(
    verifies('cli.bad-input', '%s'),
    async (_, { args, env = {}, code, says }) => {
      const cli = await runCli(args, { home, env });
      expect(cli.stderr).toMatch(says);
      expect(cli.code).toBe(code);
      expect(cli.stderr).not.toMatch(/\n\s+at /);
      expect(cli.stdout + cli.stderr).not.toContain(KEY);
    },
    30_000,
  );

  it('names the file, the place and the mend when the configuration is broken', async () => {
    const folder = join(home, 'broken');
    mkdirSync(folder);
    writeFileSync(join(folder, 'config.json'), '{ "orchestrator": "gpt-5", }');
    const cli = await runCli(['models'], { home: folder });
    expect(cli).toMatchObject({ code: 3, stderr: expect.stringContaining(join(folder, 'config.json')) });
  });

  it(verifies('cli.no-keyboard'), async () => {
    const empty = await runCli(['dev', '-', '-w', SAMPLE], { home });
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('Standard input was empty') });
    const given = await runCli(
      ['dev', '-', '-w', SAMPLE, '--files', 'config/*.json', '--orchestrator', 'local:random-tiny'],
      { home, input: 'check the configuration' },
    );
    expect(given.stdout).toContain('check the configuration');
  });

  it(verifies('cli.json-errors'), async () => {
    const cli = await runCli(['dev', 'x', '--orchestrator', 'gpt-55', '--json'], { home });
    expect(jsonLines(cli.stdout)).toEqual([
      expect.objectContaining({ v: 1, event: 'error', code: 'MODEL_UNKNOWN', exitCode: 2 }),
    ]);
  });
});

describe('an endpoint that misbehaves', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  let hanging: ApiStandIn;
  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    hanging = stack.use(await startApiStandIn({ apiKey: KEY, script: () => ({ kind: 'hang' }) }));
  });
  afterAll(() => stack.disposeAsync());

  const dev = (standIn: ApiStandIn, ...more: string[]): string[] => [
    'dev',
    'review',
    '--orchestrator',
    'gpt-5',
    '-w',
    SAMPLE,
    '--base-url',
    standIn.baseUrl,
    ...more,
  ];

  it(verifies('cli.wrong-key'), async () => {
    const wrong = 'sk-wrong-canary-0987654321';
    const cli = await runCli(dev(hanging), { home, env: { OPENAI_API_KEY: wrong } });
    expect(cli).toMatchObject({ code: 3, stderr: expect.stringContaining('The API key was rejected') });
    expect(cli.stdout + cli.stderr).not.toContain(wrong);
  });

  it(verifies('cli.budget'), async () => {
    const before = hanging.requests.length;
    const cli = await runCli(dev(hanging, '--budget', '0.0001'), { home, env: { OPENAI_API_KEY: KEY } });
    expect(cli).toMatchObject({ code: 4, stderr: expect.stringContaining('--budget') });
    const daily = await runCli(dev(hanging), { home, env: { OPENAI_API_KEY: KEY, HANZO_DAILY_LIMIT: '0.0001' } });
    expect(daily).toMatchObject({ code: 4, stderr: expect.stringContaining('HANZO_DAILY_LIMIT') });
    expect(hanging.requests.length).toBe(before);
  });

  it('stops at Ctrl-C with 130, and charges the call that it cannot know of', async () => {
    const before = hanging.requests.length;
    await using cli = startCli(dev(hanging), { home, env: { OPENAI_API_KEY: KEY } });
    await cli.line(/gpt-5 plans/);
    await expect.poll(() => hanging.requests.length, { timeout: 10_000 }).toBeGreaterThan(before);
    cli.process.kill('SIGINT');
    const { code, stderr } = await cli.result;
    expect(code, stderr).toBe(130);
    const metrics = JSON.parse((await runCli(['metrics', '--json'], { home })).stdout) as {
      spending: { uncertainMicros: number };
      runsByState: Record<string, number>;
    };
    expect(metrics.spending.uncertainMicros).toBeGreaterThan(0);
    expect(metrics.runsByState['cancelled']).toBe(1);
  });

  it('ends at --timeout as incomplete', async () => {
    const cli = await runCli(dev(hanging, '--timeout', '1.5'), { home, env: { OPENAI_API_KEY: KEY } });
    expect(cli.code, cli.stderr).toBe(1);
    expect(cli.stderr).toMatch(/time limit/i);
  });

  it('prints the report when it cannot be written in the end: what was paid for is not lost', async () => {
    const folder = join(home, 'goes-away');
    mkdirSync(folder);
    const removing = stack.use(
      await startApiStandIn({
        apiKey: KEY,
        script: () => {
          rmSync(folder, { recursive: true, force: true });
          return { kind: 'text', text: 'no plan' };
        },
      }),
    );
    const flags = dev(removing, '--files', 'src/cart.ts', '-o', join(folder, 'report.md'));
    const cli = await runCli(flags, { home, env: { OPENAI_API_KEY: KEY } });
    expect(cli.code, cli.stderr).toBe(3);
    expect(cli.stderr).toMatch(/file of --output could not be written/);
    expect(cli.stdout).toContain('# Hanzo report');
    expect(cli.stderr).toContain('Receipt');
  });

  it('falls back to the plan by rules when the plan is unusable, and says so', async () => {
    const babbling = stack.use(
      await startApiStandIn({ apiKey: KEY, script: () => ({ kind: 'text', text: 'I would rather write a poem.' }) }),
    );
    const cli = await runCli(dev(babbling, '--files', 'src/cart.ts'), { home, env: { OPENAI_API_KEY: KEY } });
    expect(cli.stderr).toMatch(/planned by rules: .*unusable/);
    expect(cli.code).toBe(1);
    expect(cli.stdout).toContain('INCOMPLETE');
  });
});

it('prints its version, and help for every command with all exit codes', async () => {
  using folder = temporaryFolder();
  const home = folder.path;
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../packages/cli/package.json'), 'utf8'),
  ) as { version: string };
  expect(await runCli(['--version'], { home })).toMatchObject({ code: 0, stdout: `${version}\n` });
  for (const command of [
    [],
    ['dev'],
    ['net', 'up'],
    ['net', 'status'],
    ['models'],
    ['models', 'pull'],
    ['metrics'],
    ['doctor'],
  ]) {
    const cli = await runCli([...command, '--help'], { home });
    expect(cli, command.join(' ')).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: hanzo') });
    expect(cli.stdout, command.join(' ')).toMatch(/Exit codes: 0 /);
  }
  expect((await runCli(['dev', '--help'], { home })).stdout).toMatch(/nothing is paid unless this\s+allows it/);
  expect((await runCli(['--help'], { home })).stdout).toContain('130 interrupted');
});
