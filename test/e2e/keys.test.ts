import { createServer } from 'node:http';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const KEY = 'sk-proj-canary-0123456789-WXYZ';
const OTHER = 'sk-proj-canary-9876543210-ABCD';

interface Endpoint extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly string[];
}

/** An endpoint that takes one key, in either provider's way of sending it, and counts who asks. */
async function startEndpoint(): Promise<Endpoint> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { authorization, 'x-api-key': header } = request.headers;
    const key = authorization?.replace('Bearer ', '') ?? String(header);
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(key === KEY ? 200 : 401, { 'content-type': 'application/json' });
    response.end(key === KEY ? '{"data":[]}' : JSON.stringify({ error: { message: `wrong key: ${key}` } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
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
    expect(endpoint.asked).toEqual(['GET /v1/models', 'GET /v1/models', 'GET /v1/models']);
    const nobody = await keys(['test', 'openai'], '', { OPENAI_BASE_URL: 'http://127.0.0.1:65531/v1' });
    expect(nobody, nobody.stdout).toMatchObject({ code: 5 });
    expect(nobody.stdout).toContain('ECONNREFUSED');
    expect(await keys(['test', 'anthropic'])).toMatchObject({ code: 3, stdout: '' });
    expect(valid.stdout + both.stdout + both.stderr + nobody.stdout).not.toContain('canary');
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
});
