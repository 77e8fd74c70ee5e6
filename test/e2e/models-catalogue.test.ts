import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const OPENAI_KEY = 'sk-test-openai-1234567890';
const ANTHROPIC_KEY = 'sk-ant-test-1234567890';
const DAY_MS = 86_400_000;

interface CheckedModel {
  readonly name: string;
  readonly provider: string;
  readonly served: string;
}

interface CheckedEndpoint {
  readonly provider: string;
  readonly notInCatalogue?: readonly string[];
  readonly error?: { readonly code: string };
}

interface Finding {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly mend?: string;
}

/** A home whose user has a server of their own, a model on it, and a chain of fallbacks. */
function writeHome(home: string, baseUrl: string, models: readonly object[], more: object = {}): void {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'models.json'), JSON.stringify({ version: 'team-3', models }));
  const providers = { office: { kind: 'openai', baseUrl } };
  writeFileSync(join(home, 'config.json'), JSON.stringify({ providers, ...more }), { mode: 0o600 });
}

const OURS = {
  name: 'ours',
  provider: 'office',
  contextTokens: 32_000,
  tiers: ['simple'],
  price: { input: 0, output: 0 },
};

describe('hanzo models list and show', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  beforeAll(() => {
    home = stack.use(temporaryFolder()).path;
    const flexible = { ...OURS, name: 'flexible', price: { input: 4, cachedInput: 1, output: 8 } };
    const models = [
      OURS,
      { ...flexible, tierPrices: { flex: { input: 2, output: 4 } }, fallbacks: ['ours', 'gpt-6.2-sol'] },
    ];
    writeHome(home, 'http://127.0.0.1:1/v1', [...models, { name: 'gpt-6.2-sol', takes: { images: false } }]);
  });
  afterAll(() => stack.disposeAsync());

  it(verifies('catalogue.list'), async () => {
    const { code, stdout } = await runCli(['models'], { home });
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    const api = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('Local models')),
    );
    expect(api.filter((line) => line.length > 100)).toEqual([]);
    expect(api[0]).toContain('+team-3');
    expect(stdout).toMatch(/^openai \(api\.openai\.com, no key set: hanzo keys set openai\)$/m);
    expect(stdout).toMatch(/^office \(127\.0\.0\.1:1, no key needed\)$/m);
    expect(stdout).toMatch(/^gpt-6\.2-sol +272K +128K +2\.00 +0\.10 +10\.00 +b½ p2 +cC +- +gpt-6\.1-sol \+1$/m);
    expect(stdout).toMatch(/^ours +32K +4K +0\.00 +0\.00 +0\.00 +s +-$/m);
    expect(stdout).toMatch(/^flexible +32K +4K +4\.00 +1\.00 +8\.00 +f½ +s +- +ours \+1$/m);
    expect(stdout).toMatch(/^also:  gpt-5\.6 = gpt-5\.6-sol/m);
    expect(stdout).toMatch(/^codex-mini-latest \(codex, codex-mini\) gone since 2026-01-16 → \S+$/m);
    const gone = api.findIndex((line) => line.includes('gone since'));
    expect(api.slice(gone).filter((line) => line !== '' && !line.includes('gone since'))).toEqual([]);
  });

  it(verifies('catalogue.list', 'for programs'), async () => {
    const list = JSON.parse((await runCli(['models', '--json'], { home })).stdout) as { v: 1; api: { name: string }[] };
    expect(list.v).toBe(1);
    expect(list.api.find(({ name }) => name === 'ours')).toEqual({
      kind: 'api',
      ...OURS,
      aliases: [],
      maxOutputTokens: 4096,
      price: { inputMicros: 0, cachedInputMicros: 0, outputMicros: 0 },
      tierPrices: {},
      takes: {
        apis: ['chat'],
        sampling: true,
        stop: true,
        json: true,
        tools: true,
        cacheKey: false,
        images: false,
        efforts: [],
      },
      life: { state: 'living' },
      fallsBackTo: [],
      host: '127.0.0.1:1',
      usable: true,
    });
  });

  it(verifies('catalogue.show'), async () => {
    const { code, stdout } = await runCli(['models', 'show', 'flexible'], { home });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^provider +office: 127\.0\.0\.1:1, no key needed$/m);
    expect(stdout).toMatch(/^window +32,000 tokens of prompt, 4,096 of answer$/m);
    expect(stdout).toMatch(/^falls back to +ours, gpt-6\.2-sol \(1\.3x\)$/m);
    expect(stdout).toMatch(/^never sent +images, cache keys$/m);
    expect(stdout).toMatch(/^standard +4\.00 +1\.00 +4\.00 +8\.00 +\$4\.80$/m);
    expect(stdout).toMatch(/^flex +2\.00 +2\.00 +2\.00 +4\.00 +\$2\.40$/m);
    expect(stdout).not.toMatch(/^batch/m);
    expect((await runCli(['models', 'show', 'gpt-6.2-sol'], { home })).stdout).toMatch(
      /^changed by +\S+models\.json: takes\.images$/m,
    );
    const alias = await runCli(['models', 'show', 'codex'], { home });
    expect(alias.stdout).toMatch(/^codex → codex-mini-latest\n/);
    expect(alias.stdout).toMatch(/No price is known: paid calls to it are refused/);
  });

  it(verifies('catalogue.show', 'for programs'), async () => {
    const { stdout } = await runCli(['models', 'show', 'flexible', '--json'], { home });
    expect(JSON.parse(stdout)).toMatchObject({
      v: 1,
      name: 'flexible',
      fallsBackTo: ['ours', 'gpt-6.2-sol'],
      endpoint: { host: '127.0.0.1:1', api: 'chat', keySet: true },
      usable: true,
      job: { inputTokens: 1_000_000, outputTokens: 100_000, costMicros: { standard: 4_800_000, flex: 2_400_000 } },
    });
  });
});

describe('hanzo models check', () => {
  const stack = new AsyncDisposableStack();
  let server: Server;
  let base: string;
  let home: string;
  /** What the stand-ins say they serve. */
  let openai: readonly string[];
  let anthropic: readonly string[];

  beforeAll(async () => {
    server = createServer(answer);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stack.defer(() => void server.close());
  });
  afterAll(() => stack.disposeAsync());

  beforeEach(async () => {
    home = stack.use(temporaryFolder()).path;
    writeHome(home, `${base}/office/v1`, [OURS], {
      orchestrator: 'ours',
      calls: { fallbacks: { ours: ['gpt-6.2-sol'] } },
    });
    [openai, anthropic] = [[], []];
    const { models } = (await check()).report;
    openai = models.filter(({ provider }) => provider === 'openai').map(({ name }) => name);
    anthropic = models.filter(({ provider }) => provider === 'anthropic').map(({ name }) => name);
  });

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '';
    const given = String(request.headers['x-api-key'] ?? request.headers.authorization);
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const list = (names: readonly string[]): void =>
      send(200, { object: 'list', data: names.map((id) => ({ id, type: 'model', object: 'model' })), has_more: false });
    if (url.startsWith('/office/v1/models')) list(['ours', 'theirs-7b']);
    else if (url.startsWith('/odd')) send(200, {});
    else if (url.startsWith('/v1/models') && given.endsWith(ANTHROPIC_KEY)) list(anthropic);
    else if (url.startsWith('/v1/models') && given.endsWith(OPENAI_KEY)) list(openai);
    else send(401, { error: { message: 'no such key', type: 'authentication_error' } });
  }

  async function check(env: Record<string, string> = {}): Promise<{
    readonly cli: CliResult;
    readonly report: { readonly models: readonly CheckedModel[]; readonly endpoints: readonly CheckedEndpoint[] };
  }> {
    const usual = {
      OPENAI_API_KEY: OPENAI_KEY,
      OPENAI_BASE_URL: `${base}/v1`,
      ANTHROPIC_API_KEY: ANTHROPIC_KEY,
      ANTHROPIC_BASE_URL: base,
    };
    const cli = await runCli(['models', 'check', '--json'], { home, env: { ...usual, ...env } });
    return { cli, report: JSON.parse(cli.stdout) as never };
  }

  it(verifies('catalogue.check'), async () => {
    const all = await check();
    expect(all.cli.code, all.cli.stdout).toBe(0);
    expect(new Set(all.report.models.map(({ served }) => served))).toEqual(new Set(['served']));
    expect(all.report.models.map(({ name }) => name)).toEqual(expect.arrayContaining(['ours', 'gpt-6.2-sol']));
    openai = openai.filter((name) => name !== 'gpt-6.2-sol');
    const less = await check();
    expect(less.cli.code).toBe(1);
    expect(less.report.models.filter(({ served }) => served === 'missing').map(({ name }) => name)).toEqual([
      'gpt-6.2-sol',
    ]);
  });

  it(verifies('catalogue.check', 'dated names are the same models, and new ones are named'), async () => {
    openai = [...openai.map((name) => `${name}-2026-01-01`), 'gpt-99', 'whisper-1'];
    anthropic = [...anthropic.map((name) => `${name}-20260101`), 'claude-ode-9'];
    const { cli, report } = await check();
    expect(cli.code, cli.stdout).toBe(0);
    expect(report.endpoints.map(({ provider, notInCatalogue }) => [provider, notInCatalogue])).toEqual([
      ['openai', ['gpt-99', 'whisper-1']],
      ['anthropic', ['claude-ode-9']],
      ['office', ['theirs-7b']],
    ]);
    const env = { OPENAI_API_KEY: OPENAI_KEY, OPENAI_BASE_URL: `${base}/v1` };
    const { stdout } = await runCli(['models', 'check'], { home, env });
    expect(stdout).toMatch(/^ours +served +orchestrator$/m);
    expect(stdout).toMatch(/^gpt-6\.2-sol +served +tiers? .*; fallback of ours in config\.json$/m);
    expect(stdout).toMatch(/^claude-opus-5-5 +no key /m);
    expect(stdout).toMatch(/serves 1 that the catalogue does not know, and 1 that is not for text: gpt-99$/m);
  });

  it(verifies('catalogue.check', 'a way out that nobody chose is no fault'), async () => {
    const { models } = (await check()).report;
    const tiers = models as readonly (CheckedModel & { tiers: string[]; fallbackInConfigOf: string[] })[];
    const spare = tiers.filter((model) => model.tiers.length === 0 && model.fallbackInConfigOf.length === 0);
    const names = spare.filter(({ provider }) => provider === 'openai').map(({ name }) => name);
    expect(names).not.toEqual([]);
    openai = openai.filter((name) => !names.includes(name));
    const { cli, report } = await check();
    expect(report.models.filter(({ served }) => served === 'missing').map(({ name }) => name)).toEqual(names);
    expect(cli.code).toBe(0);
  });

  it(verifies('catalogue.check', 'keys that are refused, and endpoints that are down'), async () => {
    const refused = await check({ OPENAI_API_KEY: 'sk-test-wrong-1234567890' });
    expect(refused.cli.code, refused.cli.stdout).toBe(3);
    expect(refused.report.endpoints[0]?.error?.code).toBe('CREDENTIALS_REJECTED');
    expect(refused.report.models.find(({ name }) => name === 'gpt-6.2-sol')?.served).toBe('unknown');
    const down = await check({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:59997' });
    expect(down.cli.code, down.cli.stdout).toBe(5);
    expect(`${refused.cli.stdout}${down.cli.stdout}${down.cli.stderr}`).not.toMatch(/sk-(ant-)?test/);
  });

  it(verifies('catalogue.check', 'an orchestrator that is gone, unknown, or without a key'), async () => {
    const gone = { ...OURS, shutdown: '2026-01-31' };
    writeHome(home, `${base}/office/v1`, [gone], { orchestrator: 'ours' });
    expect((await check()).cli.code).toBe(1);
    const env = { OPENAI_API_KEY: OPENAI_KEY, OPENAI_BASE_URL: `${base}/v1` };
    const said = await runCli(['models', 'check'], { home, env });
    expect(said.stdout).toMatch(/^ours +gone +orchestrator; gone since/m);
    writeHome(home, `${base}/office/v1`, [OURS], { orchestrator: 'gpt-6.2-soll' });
    const unknown = await check();
    expect(unknown.cli.code, unknown.cli.stdout).toBe(1);
    expect(unknown.report).toMatchObject({ unknown: [{ name: 'gpt-6.2-soll', usedFor: 'orchestrator' }] });
    const told = await runCli(['models', 'check'], { home, env });
    expect(told.stdout).toMatch(/^gpt-6\.2-soll +NO SUCH MODEL +orchestrator; did you mean gpt-6\.2-sol\?$/m);
    writeHome(home, `${base}/office/v1`, [OURS], { orchestrator: 'claude-opus-5-5' });
    const keyless = await runCli(['models', 'check'], { home, env });
    expect(keyless.code, keyless.stdout).toBe(3);
    expect(keyless.stdout).toMatch(/^claude-opus-5-5 +no key +orchestrator/m);
  });

  it(verifies('catalogue.check', 'one that is served by another name only, and a server without a list'), async () => {
    const alias = { ...OURS, name: 'big', aliases: ['theirs-7b'] };
    writeHome(home, `${base}/office/v1`, [alias], { orchestrator: 'big' });
    const { cli, report } = await check();
    expect(cli.code, cli.stdout).toBe(1);
    expect(report.models.find(({ name }) => name === 'big')).toMatchObject({
      served: 'missing',
      servedAs: 'theirs-7b',
    });
    writeHome(home, `${base}/odd/v1`, [OURS], { orchestrator: 'ours' });
    const odd = await check();
    expect(odd.report.models.find(({ name }) => name === 'ours')?.served).toBe('unknown');
    expect(odd.report.endpoints.find(({ provider }) => provider === 'office')?.error?.code).toBe('API_FAILED');
    expect(odd.cli.code).not.toBe(0);
  });

  it(verifies('catalogue.check', 'without any key'), async () => {
    const empty = stack.use(temporaryFolder()).path;
    const cli = await runCli(['models', 'check'], { home: empty });
    expect(cli).toMatchObject({ code: 3, stdout: '' });
    expect(cli.stderr).toMatch(/No endpoint has a key[\s\S]*hanzo keys set openai/);
  });
});

describe('hanzo doctor', () => {
  const stack = new AsyncDisposableStack();
  afterAll(() => stack.disposeAsync());
  const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

  async function findings(models: readonly object[], more: object = {}): Promise<readonly Finding[]> {
    const home = stack.use(temporaryFolder()).path;
    writeHome(home, 'http://127.0.0.1:1/v1', models, more);
    const { stdout } = await runCli(['doctor', '--json'], { home });
    return (JSON.parse(stdout) as { findings: Finding[] }).findings;
  }

  it(verifies('catalogue.doctor'), async () => {
    const models = [
      { ...OURS, shutdown: dayFromNow(59), replacement: 'next' },
      { ...OURS, name: 'next' },
      { ...OURS, name: 'later', shutdown: dayFromNow(90) },
      { ...OURS, name: 'gone', shutdown: '2025-01-01' },
    ];
    const calls = { fallbacks: { ours: ['later', 'gone', 'nobody'] } };
    const found = await findings(models, { orchestrator: 'ours', calls });
    const life = found.filter(({ name }) => name === 'model life').map(({ detail, mend }) => `${detail} ${mend}`);
    expect(life).toContainEqual(
      expect.stringMatching(
        /^ours \(orchestrator\) ends on \S+, in (59|60) days Use next instead: --orchestrator next/,
      ),
    );
    expect(life).toContainEqual(
      expect.stringMatching(/^gone \(fallback of ours in config\.json\) is gone since 2025-01-01/),
    );
    expect(life.filter((text) => /^(later|next)\b/.test(text))).toEqual([]);
    const catalogue = found.filter(({ name }) => name === 'catalogue');
    expect(catalogue[0]).toMatchObject({ state: 'ok', detail: expect.stringContaining('adds ours; adds next') });
    expect(catalogue).toContainEqual(
      expect.objectContaining({ state: 'warn', detail: expect.stringContaining('"nobody"') }),
    );
  });

  it(verifies('catalogue.doctor', 'overrides that only repeat, or are for a model that is gone'), async () => {
    const found = await findings([
      { name: 'gpt-4', tiers: ['simple'] },
      {
        name: 'gpt-6.2-sol',
        price: { input: 2, cachedInput: '0.1', cacheWrite: 2.5, output: '10' },
        takes: { tools: false },
      },
      { name: 'gpt-6.1-sol', contextTokens: 100_000 },
    ]);
    const warned = found.filter(({ name, state }) => name === 'catalogue' && state === 'warn');
    expect(warned).toEqual([
      expect.objectContaining({ detail: expect.stringMatching(/models\.json changes gpt-4, which is not served/) }),
      expect.objectContaining({
        detail: expect.stringMatching(/says of gpt-6\.2-sol what the shipped catalogue says as well: price$/),
        mend: expect.stringMatching(/^price can go/),
      }),
    ]);
    expect(found).toContainEqual(
      expect.objectContaining({
        state: 'ok',
        detail: expect.stringContaining(
          'changes gpt-6.2-sol (price, takes.tools); changes gpt-6.1-sol (contextTokens)',
        ),
      }),
    );
  });
});
