import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canaryKey, sightings, sightingsInFiles, watchChildren } from '../support/canary.ts';
import { jsonLines, runCli, startCli, type CliResult } from '../support/cli.ts';
import { startHostileEndpoint, type HostileEndpoint, type Hostility } from '../support/hostile-endpoint.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

/** One for each place where a key can be. */
const NAMES = ['env', 'file', 'config', 'own', 'engine', 'token', 'other', 'proxy', 'url', 'headers'] as const;
const KEYS = Object.fromEntries(NAMES.map((name) => [name, canaryKey(name)])) as Record<(typeof NAMES)[number], string>;

const isLinux = process.platform === 'linux';

describe('canary keys', () => {
  const stack = new AsyncDisposableStack();
  let root: string;
  let home: string;
  let workspace: string;
  /** Where other providers' requests go, and those of runs that are not about an endpoint. */
  let endpoint: HostileEndpoint;
  let hanging: HostileEndpoint;
  const endpoints: HostileEndpoint[] = [];
  /** What children were seen to have in their environments; `clean` when nothing. */
  const environments = new Set<string>();

  beforeAll(async () => {
    root = stack.use(temporaryFolder()).path;
    [home, workspace] = [join(root, 'home'), join(root, 'workspace')];
    for (const folder of [home, workspace, join(root, 'tmp')]) mkdirSync(folder, { mode: 0o700 });
    endpoint = await startAs('refuse');
    hanging = await startAs('hang');
    await installTestModel(home);
    writeFileSync(join(home, 'config.json'), configWith({}), { mode: 0o600 });
    const keys = { anthropic: KEYS.file };
    writeFileSync(join(home, 'keys.json'), JSON.stringify({ v: 1, keys, keychain: [] }), { mode: 0o600 });
    // People do write such files.
    const lines = [KEYS.env, KEYS.file, KEYS.config].map(
      (key, at) => `export const key${at} = ${JSON.stringify(key)};`,
    );
    writeFileSync(join(workspace, 'settings.ts'), `${lines.join('\n')}\nexport const raw = \`${KEYS.env}\`;\n`);
  });
  afterAll(() => stack.disposeAsync());

  /** An endpoint of its own for each that runs at the same time. */
  async function startAs(mood: Hostility): Promise<HostileEndpoint> {
    const started = stack.use(await startHostileEndpoint());
    started.mood = mood;
    endpoints.push(started);
    return started;
  }

  /** Wherever a canary stands besides its own places. */
  function leaks(): readonly string[] {
    const known = ['keys.json', 'config.json'].map((name) => join(home, name));
    return [
      ...sightingsInFiles(home, NAMES, known),
      ...sightingsInFiles(join(root, 'tmp'), NAMES, []),
      ...[...environments].filter((seen) => seen !== 'clean'),
      ...endpoints.flatMap(({ bodies }) => bodies.flatMap((body) => sightings(body, NAMES))),
    ];
  }

  function configWith(more: object): string {
    const house = { kind: 'anthropic', baseUrl: endpoint.url, apiKey: KEYS.config };
    const own = { kind: 'openai', baseUrl: `${endpoint.url}/v1`, apiKeyEnv: 'MY_PRIVATE_WORD' };
    return JSON.stringify({
      anthropic: { baseUrl: endpoint.url },
      providers: { house, own },
      limits: { keys: { house: { dailyUsd: 1 } } },
      ...more,
    });
  }

  interface Extra {
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
    /** @default the one of all */
    readonly ownHome?: string;
  }

  /** Runs a command with a canary in every variable, looks at its children, and holds all it says against the canaries. */
  async function hanzo(args: readonly string[], { env = {}, input, ownHome = home }: Extra = {}): Promise<CliResult> {
    await using cli = startCli(args, {
      home: ownHome,
      env: { ...variables(), ...env },
      ...(input !== undefined && { input }),
    });
    using children = isLinux && cli.process.pid !== undefined ? watchChildren(cli.process.pid, NAMES) : undefined;
    const result = await cli.result;
    for (const seen of children?.seen ?? []) environments.add(seen);
    expect(sightings(result.stdout + result.stderr, NAMES), args.join(' ')).toEqual([]);
    expect(result.stdout + result.stderr, 'it says something').not.toBe('');
    expect(leaks(), args.join(' ')).toEqual([]);
    return result;
  }

  function variables(): Record<string, string> {
    return {
      TMPDIR: join(root, 'tmp'),
      HANZO_LOG_LEVEL: 'debug',
      OPENAI_BASE_URL: `${endpoint.url}/v1`,
      OPENAI_API_KEY: KEYS.env,
      MY_PRIVATE_WORD: KEYS.own,
      HANZO_ENGINE_KEY: KEYS.engine,
      HF_TOKEN: KEYS.token,
      GROQ_API_KEY: KEYS.other,
      OPENAI_CUSTOM_HEADERS: `x-key: ${KEYS.headers}`,
    };
  }

  const at = ({ url }: HostileEndpoint): { env: Record<string, string> } => ({ env: { OPENAI_BASE_URL: `${url}/v1` } });
  const REPORT = 'report.md';
  /** A run by an API model, of which everything that can be shown is shown. */
  const planned = (...more: readonly string[]): readonly string[] => [
    'dev',
    'review this',
    '-w',
    workspace,
    '--orchestrator',
    'gpt-4o',
    '--verbose',
    '--timeout',
    '20',
    ...more,
  ];
  /** A run whose tasks go to an API model after a local one was no good. */
  const escalated = (...more: readonly string[]): readonly string[] => [
    'dev',
    'review this',
    '-w',
    workspace,
    '--orchestrator',
    'local:random-tiny',
    '--budget',
    '0.5',
    '--verbose',
    '--json',
    ...more,
  ];

  it.concurrent.each([
    'refuse',
    'forbid',
    'not-found',
    'bad-request',
    'rate-limit',
    'break-down',
    'cut-stream',
    'html',
    'redirect',
    'garbage',
    'repeat',
  ] satisfies Hostility[])(verifies('keys.canary', 'a planner that answers with: %s'), async (mood) => {
    const planner = await startAs(mood);
    await hanzo(planned('-o', join(root, 'tmp', REPORT)), at(planner));
    expect(planner.bodies.length, 'the planner was asked').toBeGreaterThan(0);
  });

  it.concurrent.each(['refuse', 'not-found', 'break-down', 'cut-stream', 'html', 'repeat'] satisfies Hostility[])(
    verifies('keys.canary', 'a model for tasks that answers with: %s'),
    async (mood) => {
      const model = await startAs(mood);
      const { stdout } = await hanzo(escalated('-o', join(root, 'tmp', `${mood}.md`)), at(model));
      expect(model.bodies.length, stdout).toBeGreaterThan(0);
    },
  );

  it.concurrent.each(['forbid', 'html', 'redirect', 'garbage'] satisfies Hostility[])(
    verifies('keys.canary', 'a list of models that is: %s'),
    async (mood) => {
      await hanzo(['keys', 'test', '--json'], at(await startAs(mood)));
    },
  );

  it(verifies('keys.prompts-masked', 'of a run'), () => {
    const bodies = endpoints.flatMap((one) => one.bodies);
    const prompts = bodies.filter((body) => body.includes('settings.ts'));
    expect(prompts.length).toBeGreaterThan(0);
    expect(prompts.some((body) => body.includes('[key]'))).toBe(true);
  });

  it.concurrent.each([
    ['nobody there', { OPENAI_BASE_URL: 'http://127.0.0.1:65531/v1' }],
    ['a host that does not exist', { OPENAI_BASE_URL: 'http://no-such-host.invalid/v1' }],
    [
      'a proxy that is not there',
      { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: `http://me:${encodeURIComponent(KEYS.proxy)}@127.0.0.1:65531` },
    ],
    ['a key with a line break', { OPENAI_API_KEY: `${KEYS.env}\n${KEYS.env}` }],
    ['a key with a blank', { OPENAI_API_KEY: `x ${KEYS.env}` }],
    [
      'a base URL with a key in it',
      { OPENAI_BASE_URL: `http://${KEYS.url.slice(0, 20)}:${encodeURIComponent(KEYS.url)}@x/v1` },
    ],
    ['a base URL with a key in its query', { OPENAI_BASE_URL: `http://x/v1?key=${encodeURIComponent(KEYS.url)}` }],
    ['a key where the base URL belongs', { OPENAI_BASE_URL: KEYS.url }],
  ])(verifies('keys.canary', '%s'), async (_what, env: Record<string, string>) => {
    for (const args of [planned('--json'), ['keys', 'test']]) await hanzo(args, { env });
  });

  it.concurrent(verifies('keys.canary', 'doctor, with nobody there'), async () => {
    await hanzo(['doctor'], { env: { OPENAI_BASE_URL: 'http://127.0.0.1:65531/v1' } });
  });

  it.concurrent(verifies('keys.canary', 'TLS with somebody who does not speak it'), async () => {
    const env = { OPENAI_BASE_URL: `${endpoint.url.replace('http:', 'https:')}/v1` };
    await hanzo(planned(), { env });
    await hanzo(['keys', 'test'], { env });
  });

  it.concurrent.each([
    ['cut off', (text: string) => text.slice(0, -1)],
    ['with a word too many', (text: string) => text.replace('"apiKey":', '"apiKey": oops')],
    ['without quotes', (text: string) => text.replace(/"(sk-[^,]*)"/, '$1')],
    ['with a wrong setting', (text: string) => text.replace('"apiKey"', '"apikey"')],
    ['with a wrong type', (text: string) => text.replace(/"apiKey":("[^,}]*")/, '"apiKey":[$1]')],
  ])(verifies('keys.canary', 'config.json is damaged: %s'), async (_what, damage) => {
    const damaged = configWith({});
    const ownHome = join(root, `damaged-${damage(damaged).length}`);
    mkdirSync(ownHome, { mode: 0o700 });
    writeFileSync(join(ownHome, 'config.json'), damage(damaged), { mode: 0o600 });
    for (const args of [planned(), ['keys', 'list', '--json']]) {
      const { code, stderr } = await hanzo(args, { ownHome });
      expect(code, stderr).toBe(3);
    }
    expect(sightingsInFiles(ownHome, NAMES, [join(ownHome, 'config.json')])).toEqual([]);
  });

  it.concurrent.each([`throw new Error(words)`, `Promise.reject(new TypeError(words))`, `throw words`])(
    verifies('keys.crash-masked', '%s'),
    async (how) => {
      const crash = join(root, `crash-${how.length}.mjs`);
      writeFileSync(crash, `const words = ${JSON.stringify(`boom ${KEYS.env}`)}; setTimeout(() => { ${how}; }, 400);`);
      const env = { ...at(hanging).env, NODE_OPTIONS: `--import ${crash}` };
      const { code, stderr } = await hanzo(planned(), { env });
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('boom [key]') as string });
    },
  );

  it(verifies('keys.canary', 'killed in the middle of a call'), async () => {
    endpoint.mood = 'hang';
    const called = endpoint.nextRequest();
    await using cli = startCli(planned('--json'), { home, env: variables() });
    await Promise.race([called, cli.result]);
    cli.process.kill('SIGKILL');
    const { stdout, stderr } = await cli.result;
    expect(sightings(stdout + stderr, NAMES)).toEqual([]);
    endpoint.mood = 'break-down';
    await hanzo(['dev', '--resume', 'last', '--verbose', '--timeout', '20']);
  });

  it(verifies('keys.canary', 'what is told of tasks afterwards'), async () => {
    endpoint.mood = 'refuse';
    const [list] = jsonLines((await hanzo(['tasks', 'list', '--json'])).stdout);
    const { tasks } = list as { readonly tasks: readonly { readonly id: string; readonly state: string }[] };
    const id = tasks.find(({ state }) => state === 'undone')?.id ?? '';
    expect(id).not.toBe('');
    for (const args of [
      ['tasks', 'show', id, '--json'],
      ['tasks', 'show', id],
      ['tasks', 'why', id],
    ])
      await hanzo(args);
  });

  it.concurrent.each([
    'tasks runs --json',
    'metrics',
    'metrics --json',
    'metrics --csv',
    'metrics --prometheus',
    'ledger show',
    'ledger show --json',
    'ledger export',
    'ledger verify --json',
    'doctor --json',
    'keys list',
    'keys list --json',
    'models list --json',
    'net policy',
  ])(verifies('keys.canary', 'hanzo %s'), async (command) => {
    const { code, stderr } = await hanzo(command.split(' '));
    expect(code, stderr).not.toBe(2);
  });

  it(verifies('keys.canary', 'an engine that refuses the key of the worker'), async () => {
    endpoint.mood = 'refuse';
    const before = endpoint.bodies.length;
    await hanzo(['net', 'up', '--engine', `${endpoint.url}/v1`, '--model', 'm', '--discovery', 'none']);
    expect(endpoint.bodies.length).toBeGreaterThan(before);
  });

  it(verifies('keys.not-inherited'), async () => {
    // Starts a child as careless code would: with everything that this process has in its environment by then.
    const careless = join(root, 'careless.mjs');
    const lines = [
      `import { spawnSync } from 'node:child_process';`,
      `const started = Date.now();`,
      `const timer = setInterval(() => {`,
      `  if (process.env.MY_PRIVATE_WORD !== undefined && Date.now() - started < 3_000) return;`,
      `  clearInterval(timer);`,
      `  const env = { ...process.env, NODE_OPTIONS: '' };`,
      `  const child = spawnSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { env, encoding: 'utf8' });`,
      `  process.stderr.write('inherited: ' + child.stdout);`,
      `}, 20);`,
    ];
    writeFileSync(careless, lines.join('\n'));
    const env = { ...at(hanging).env, NODE_OPTIONS: `--import ${careless}` };
    const { stderr } = await hanzo([...planned(), '--timeout', '5'], { env });
    expect(stderr).toContain('inherited: {');
    // Those that were started by the tests above were looked at while they lived.
    if (isLinux) expect([...environments]).toEqual(['clean']);
  });

  it.runIf(isLinux && hasSecretService())(verifies('keys.canary', 'the keychain of the system'), async () => {
    endpoint.mood = 'refuse';
    const env = { ...variables(), OPENAI_API_KEY: '' };
    const inSession = async (...args: string[]): Promise<CliResult> =>
      await runCli(args, { home: join(root, 'second'), env, input: KEYS.file, prefix: secretService(root) });
    const set = await inSession('keys', 'set', 'openai', '--store', 'keychain');
    expect(set, set.stderr).toMatchObject({ code: 0 });
    const list = await inSession('keys', 'list');
    expect(list.stdout).toMatch(/^openai +…%end +keychain/m);
    const tested = await inSession('keys', 'test', 'openai');
    expect(tested).toMatchObject({ code: 3, stdout: expect.stringContaining('rejected') as string });
    const removed = await inSession('keys', 'rm', 'openai');
    expect(removed, removed.stderr).toMatchObject({ code: 0 });
    const said = [set, list, tested, removed].map(({ stdout, stderr }) => stdout + stderr).join();
    expect(sightings(said, NAMES)).toEqual([]);
    expect(sightingsInFiles(join(root, 'second'), NAMES, [])).toEqual([]);
  });

  it('would see one in any form', () => {
    const key = KEYS.env;
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const texts = [
      key,
      encodeURIComponent(key),
      JSON.stringify(key),
      base64(key),
      base64(`a${key}`),
      base64(`ab${key}`),
    ];
    for (const text of texts) expect(sightings(`x${text}y`, NAMES), text).not.toEqual([]);
    expect(sightings('[key]', NAMES)).toEqual([]);
  });
});

/** The daemon of GNOME and a session bus; on other machines this is looked at by hand. */
function hasSecretService(): boolean {
  try {
    execFileSync('sh', [
      '-c',
      'command -v dbus-run-session && command -v dbus-send && command -v gnome-keyring-daemon',
    ]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Put before a command: a session bus of its own, with an unlocked keyring that outlives it. The daemon is there once the bus knows
 * it: a client that is faster has the bus start a second one, which is locked.
 */
function secretService(root: string): readonly string[] {
  const isThere =
    'dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets';
  const script = `export HOME=${root}/keyring XDG_RUNTIME_DIR=${root}/keyring
    mkdir -p -m 700 "$HOME"; printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    for i in $(seq 100); do ${isThere} 2>/dev/null | grep -q true && break; sleep 0.1; done; exec "$@"`;
  return ['dbus-run-session', '--', 'sh', '-c', script, 'sh'];
}
