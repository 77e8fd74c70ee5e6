import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createSocket, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const KEY = 'sk-proj-canary-0123456789-WXYZ';
const OTHER = 'sk-proj-canary-9876543210-ABCD';

interface Endpoint extends AsyncDisposable {
  readonly url: string;
  readonly asked: string[];
  /** Of all requests, as they came. */
  readonly headers: IncomingHttpHeaders[];
}

/**
 * An endpoint that takes one key, in either provider's way of sending it, and counts who asks. Below `/open` it takes
 * any, and below `/403` it gives that answer.
 */
async function startEndpoint(): Promise<Endpoint> {
  const asked: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    const [, open, status] = /^\/(?:(open)|(\d{3}))\//.exec(request.url ?? '') ?? [];
    const { authorization, 'x-api-key': header } = request.headers;
    const key = authorization?.replace('Bearer ', '') ?? String(header);
    asked.push(`${request.method} ${request.url}`);
    const isTaken = status === undefined && (key === KEY || open !== undefined);
    response.writeHead(isTaken ? 200 : Number(status ?? 401), { 'content-type': 'application/json' });
    response.end(isTaken ? '{"data":[]}' : JSON.stringify({ error: { message: `wrong key: ${key}` } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('hanzo keys', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  let endpoint: Endpoint;
  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    endpoint = stack.use(await startEndpoint());
    const limits = { dailyUsd: 20, keys: { openai: { dailyUsd: '2.50', hourlyUsd: 1 } } };
    const providers = { house: { kind: 'anthropic', baseUrl: endpoint.url } };
    writeFileSync(join(home, 'config.json'), JSON.stringify({ limits, providers }));
  });
  afterAll(() => stack.disposeAsync());

  const keys = (args: readonly string[], input = '', env: Record<string, string> = {}): Promise<CliResult> =>
    runCli(['keys', ...args], { home, input, env });
  const keyFile = (): string => join(home, 'keys.json');

  it(verifies('keys.set-list-rm'), async () => {
    const set = await keys(['set', 'openai', '--store', 'file'], `${KEY}\n`);
    expect(set, set.stderr).toMatchObject({ code: 0, stdout: '' });
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(readFileSync(keyFile(), 'utf8')).toContain(KEY);

    const list = await keys(['list']);
    expect(list.stdout).toMatch(/^openai +…WXYZ +\S*keys\.json +api\.openai\.com +\$2\.50 a day, \$1\.00 an hour$/m);
    expect(list.stdout).toMatch(/^house +- +none; HOUSE_API_KEY/m);
    expect(list.stdout).toContain('All of them together: $20.00 a day.');
    const [json] = jsonLines((await keys(['list', '--json'])).stdout);
    expect(json).toMatchObject({
      keys: [
        { provider: 'openai', key: { from: keyFile(), tail: 'WXYZ' }, limits: { dayMicros: 2_500_000 } },
        { provider: 'anthropic' },
        { provider: 'house' },
      ],
    });
    expect(set.stderr + list.stdout + list.stderr + JSON.stringify(json)).not.toContain('canary');

    const rm = await keys(['rm', 'openai', '--json']);
    expect(jsonLines(rm.stdout)).toEqual([{ v: 1, provider: 'openai', removedFrom: [keyFile()], stillIn: [] }]);
    expect(existsSync(keyFile())).toBe(false);
    expect(await keys(['rm', 'openai'])).toMatchObject({ code: 3, stdout: '' });
  });

  it(verifies('keys.two-places'), async () => {
    await keys(['set', 'openai', '--store', 'file'], KEY);
    const list = await keys(['list'], '', { OPENAI_API_KEY: OTHER });
    expect(list.stdout).toMatch(/^openai +…ABCD +OPENAI_API_KEY/m);
    expect(list.stderr).toContain(
      `keys.json holds another key for openai (…WXYZ); the one from OPENAI_API_KEY is used.`,
    );
    expect((await keys(['list'], '', { OPENAI_API_KEY: KEY })).stderr).toBe('');
    const again = await keys(['set', 'openai', '--store', 'file'], KEY, { OPENAI_API_KEY: OTHER });
    expect(again.stderr).toContain('OPENAI_API_KEY is set, and comes before it');
  });

  it(verifies('keys.test'), async () => {
    await keys(['set', 'openai', '--store', 'file'], KEY);
    const env = { OPENAI_BASE_URL: `${endpoint.url}/v1` };
    const valid = await keys(['test'], '', env);
    expect(valid, valid.stderr).toMatchObject({ code: 0 });
    expect(valid.stdout).toContain('openai: valid');
    const both = await keys(['test', '--json'], '', { ...env, HOUSE_API_KEY: OTHER });
    expect(both.code).toBe(3);
    expect(jsonLines(both.stdout)).toMatchObject([
      {
        keys: [
          { provider: 'openai', state: 'valid' },
          { provider: 'house', state: 'rejected', status: 401 },
        ],
      },
    ]);
    // Once more where it is taken, with a wrong key.
    expect(endpoint.asked).toEqual(Array.from({ length: 5 }, () => 'GET /v1/models'));
    expect(both.stdout + both.stderr).toContain('HOUSE_API_KEY');
    const nobody = await keys(['test', 'openai'], '', { OPENAI_BASE_URL: 'http://127.0.0.1:65531/v1' });
    expect(nobody, nobody.stdout).toMatchObject({ code: 5 });
    expect(nobody.stdout).toContain('ECONNREFUSED');
    expect(await keys(['test', 'anthropic'])).toMatchObject({ code: 3, stdout: '' });
    expect(valid.stdout + both.stdout + both.stderr + nobody.stdout).not.toContain('canary');
  });

  it(verifies('keys.test-said'), async () => {
    await keys(['set', 'openai', '--store', 'file'], KEY);
    const at = async (path: string, env: Record<string, string> = {}): Promise<CliResult> =>
      await keys(['test', 'openai'], '', { OPENAI_BASE_URL: `${endpoint.url}${path}`, ...env });
    const [open, forbidden, busy, rejected, gpt5] = await Promise.all([
      at('/open/v1'),
      at('/403/v1'),
      at('/429/v1'),
      at('/v1', { OPENAI_API_KEY: OTHER }),
      at('/v1', { GPT5_ENDPOINT: `${endpoint.url}/404/v1` }),
    ]);
    expect(open).toMatchObject({ code: 0, stdout: expect.stringContaining('not checked there') as string });
    expect(forbidden).toMatchObject({ code: 5 });
    expect(forbidden.stdout).toMatch(/unclear: .* answers 403 \(wrong key: \[key\]\)/);
    expect(busy.stdout).toContain('unclear');
    expect(rejected).toMatchObject({ code: 3 });
    expect(rejected.stderr).toContain('Correct OPENAI_API_KEY, or unset it');
    expect(gpt5.code).toBe(5);
    expect(gpt5.stdout).toMatch(/valid: [\s\S]*answers 404 .*from GPT5_ENDPOINT/);
    expect([open, forbidden, busy, rejected, gpt5].map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(
      'canary',
    );
  });

  it(verifies('keys.doctor'), async () => {
    const own = join(home, 'doctor');
    mkdirSync(own, { mode: 0o700 });
    const shared = { kind: 'openai', baseUrl: `${endpoint.url}/v1`, apiKeyEnv: 'SHARED_KEY' };
    const config = {
      openai: { baseUrl: 'http://no-such-host.invalid/v1' },
      providers: { one: shared, two: shared },
      limits: { members: { alice: { dailyUsd: 1 } } },
    };
    writeFileSync(join(own, 'config.json'), JSON.stringify(config));
    const env = {
      OPENAI_API_KEY: KEY,
      SHARED_KEY: KEY,
      OPENAI_CUSTOM_HEADERS: `x-extra: ${OTHER}`,
      HTTPS_PROXY: 'http://me:100%@127.0.0.1:9',
    };
    const [{ findings }] = jsonLines((await runCli(['doctor', '--json'], { home: own, env })).stdout) as [
      { findings: { state: string; detail: string }[] },
    ];
    const warned = findings.filter(({ state }) => state === 'warn').map(({ detail }) => detail);
    for (const what of [
      'OPENAI_CUSTOM_HEADERS is not used',
      'HTTPS_PROXY is set, and not used',
      'the key of openai goes unencrypted to no-such-host.invalid',
      'SHARED_KEY holds the key of one and two',
      'limits.members (alice) binds nothing',
    ])
      expect(
        warned.filter((detail) => detail.includes(what)),
        warned.join('\n'),
      ).toHaveLength(1);
    const list = await runCli(['keys', 'list'], { home: own, env });
    expect(list.stderr).toContain('SHARED_KEY holds the key of one and two');
    expect(list.stderr).toContain('unencrypted to no-such-host.invalid');
  });

  it(verifies('keys.run-says-where'), async () => {
    const workspace = join(home, 'workspace');
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'a.ts'), 'export const a = 1;\n');
    const env = {
      OPENAI_API_KEY: KEY,
      OPENAI_CUSTOM_HEADERS: `x-extra: ${OTHER}\nauthorization: Bearer ${OTHER}`,
      OPENAI_BASE_URL: `${endpoint.url}/v1`,
    };
    const dev = (...flags: string[]): Promise<CliResult> =>
      runCli(['dev', 'review', '-w', workspace, '--timeout', '20', ...flags], { home, env });
    endpoint.headers.length = 0;
    const here = await dev('--orchestrator', 'gpt-4o');
    const host = endpoint.url.replace('http://', '');
    expect(here.stderr).toContain(`asked at: ${host} (base URL from OPENAI_BASE_URL)`);
    expect(here.stderr).not.toContain('unencrypted');
    expect(endpoint.headers.length).toBeGreaterThan(0);
    expect(endpoint.headers.map((sent) => [sent['x-extra'], sent.authorization])).toEqual(
      endpoint.headers.map(() => [undefined, `Bearer ${KEY}`]),
    );
    const far = await dev('--orchestrator', 'gpt-4o', '--base-url', 'http://no-such-host.invalid/v1');
    expect(far.stderr).toContain('asked at: no-such-host.invalid (base URL from --base-url)');
    expect(far.stderr).toContain('warning: the key of openai goes unencrypted to no-such-host.invalid');
    expect(here.stderr + far.stderr).not.toContain('canary');
  });

  it(verifies('keys.argument-hidden', 'hanzo'), async () => {
    const wrong = [
      ['keys', 'list', `--${KEY}`],
      ['keys', 'set', 'openai', '--store', KEY],
      ['keys', 'rm', KEY],
      [KEY],
      ['dev', '--budget', KEY],
    ];
    const results = await Promise.all(wrong.map((args) => runCli(args, { home })));
    for (const { code, stdout, stderr } of results) {
      expect(code).toBeGreaterThan(1);
      expect(stderr).not.toBe('');
      expect(stdout + stderr).not.toContain('canary');
    }
  });

  it(verifies('keys.words-stay', 'hanzo'), async () => {
    const env = {
      TEST_API_KEY: '2500000',
      OPENAI_API_KEY: 'provider',
      TEST_AUTH_TOKEN: '"event"',
      ANTHROPIC_API_KEY: 'two words',
      HTTPS_PROXY: 'http://me:100%@127.0.0.1:9',
    };
    const list = await keys(['list', '--json'], '', env);
    expect(jsonLines(list.stdout)).toMatchObject([
      { keys: [{ provider: 'openai', limits: { dayMicros: 2_500_000 } }, { provider: 'anthropic' }, {}] },
    ]);
    // A key that is none fails only who needs it.
    expect(await runCli(['tasks', 'list'], { home, env })).toMatchObject({ code: 0 });
    const tested = await keys(['test', 'anthropic'], '', env);
    expect(tested).toMatchObject({ code: 3 });
    expect(tested.stderr).toContain('ANTHROPIC_API_KEY holds a space');
  });

  it('takes a key only from standard input, and only what can be one', async () => {
    const argument = await keys(['set', 'openai', KEY], OTHER);
    expect(argument).toMatchObject({ code: 2, stdout: '' });
    expect(argument.stderr).toContain('not taken from the command line');
    const swapped = await keys(['set', KEY], OTHER);
    expect(swapped).toMatchObject({ code: 2, stdout: '' });
    const broken = await keys(['set', 'openai'], 'sk-proj-canary\n-0123456789');
    expect(broken.stderr).toContain('line break');
    const mistyped = await keys(['set', 'opnai'], KEY);
    expect(mistyped).toMatchObject({ code: 2 });
    expect(mistyped.stderr).toContain('Did you mean openai?');
    expect([argument, swapped, broken, mistyped].map(({ stderr }) => stderr).join()).not.toContain('canary');
  });

  it.skipIf(process.platform === 'win32')('says how to mend a key file that others can read', async () => {
    await keys(['set', 'openai', '--store', 'file'], KEY);
    chmodSync(keyFile(), 0o644);
    const list = await keys(['list']);
    expect(list).toMatchObject({ code: 3, stdout: '' });
    expect(list.stderr).toContain(`chmod 600 ${keyFile()}`);
    chmodSync(keyFile(), 0o600);
  });

  it.runIf(process.platform === 'linux')('goes on with a file where there is no keychain, and says so', async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    const set = await keys(['set', 'openai'], KEY, env);
    expect(set, set.stderr).toMatchObject({ code: 0 });
    expect(set.stderr).toMatch(/keychain of this system cannot be used[\s\S]*keys\.json/);
    expect(await keys(['set', 'openai', '--store', 'keychain'], KEY, env)).toMatchObject({ code: 3 });
  });

  it.runIf(process.platform === 'linux')(verifies('keys.keychain-locked'), async () => {
    // A bus that hangs up: there may be a keychain behind it.
    const path = join(home, 'bus');
    const bus = createSocket((socket) => socket.destroy()).listen(path);
    await once(bus, 'listening');
    const own = join(home, 'locked');
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
    const set = await runCli(['keys', 'set', 'openai'], { home: own, input: KEY, env });
    bus.close();
    expect(set, set.stderr).toMatchObject({ code: 3 });
    expect(set.stderr).toContain('--store file');
    expect(existsSync(join(own, 'keys.json'))).toBe(false);
  });
});
