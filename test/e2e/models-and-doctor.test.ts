import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel, testModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

interface Finding {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly mend?: string;
}

describe('hanzo models', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  let server: Server;
  let base: string;
  let model: Buffer;
  const asked: string[] = [];

  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    model = readFileSync(await testModel());
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (!(request.url ?? '').split('?')[0]?.endsWith('.gguf')) {
        response.writeHead(404).end('not here');
        return;
      }
      const body =
        request.url?.includes('page') === true ? Buffer.from('<!doctype html><title>Please log in</title>') : model;
      const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
      const start = Number(from ?? 0);
      const end = to === undefined || to === '' ? body.length - 1 : Math.min(Number(to), body.length - 1);
      const headers = {
        'accept-ranges': 'bytes',
        'content-length': end - start + 1,
        'content-type': 'application/octet-stream',
      };
      response.writeHead(
        from === undefined ? 200 : 206,
        from === undefined ? headers : { ...headers, 'content-range': `bytes ${start}-${end}/${body.length}` },
      );
      response.end(request.method === 'HEAD' ? undefined : body.subarray(start, end + 1));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stack.defer(() => void server.close());
  });
  afterAll(() => stack.disposeAsync());

  const sha256 = (): string => createHash('sha256').update(model).digest('hex');

  it('pulls a model from a URL, checks its hash, lists it, and does not fetch it twice', async () => {
    const pulled = await runCli(['models', 'pull', `${base}/small.gguf`, '--sha256', sha256()], { home });
    expect(pulled, pulled.stderr).toMatchObject({
      code: 0,
      stdout: `${join(home, 'models', 'small.gguf')}\nsha256 ${sha256()}\n`,
    });
    const list = JSON.parse((await runCli(['models', '--json'], { home })).stdout) as {
      other: { name: string }[];
      api: { name: string; price?: object }[];
    };
    expect(list.other.map((other) => other.name)).toEqual(['small']);
    const before = asked.length;
    const again = await runCli(['models', 'pull', `${base}/small.gguf`, '--sha256', sha256()], { home });
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('already there') });
    expect(asked.length).toBe(before);
  });

  it('pulls from a mirror with --endpoint', async () => {
    const cli = await runCli(['models', 'pull', 'hf:someone/some-model/mirrored.gguf', '--endpoint', base, '--json'], {
      home,
    });
    expect(cli.code, cli.stderr).toBe(0);
    expect(asked.some((url) => url.startsWith('/someone/some-model/'))).toBe(true);
    expect(jsonLines(cli.stdout).at(-1)).toMatchObject({ event: 'pulled', sha256: sha256() });
  });

  it('refuses a file with another hash, a page that is no model, and a missing file', async () => {
    const other = await runCli(['models', 'pull', `${base}/other.gguf`, '--sha256', 'ab'.repeat(32)], { home });
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('ab'.repeat(32)) });
    const page = await runCli(['models', 'pull', `${base}/page.gguf`], { home });
    expect(page.code, page.stderr).toBe(3);
    expect(page.stderr).toMatch(/GGUF/);
    const missing = await runCli(['models', 'pull', `${base}/folder/missing.gguf`.replace('.gguf', '.GGUF')], { home });
    expect(missing.code, missing.stderr).toBe(1);
    expect(missing.stderr).toMatch(/404/);
  });
});

describe('hanzo doctor', () => {
  it('finds everything in order on a machine with a model, and says what else to know', async () => {
    using folder = temporaryFolder();
    await installTestModel(folder.path);
    const cli = await runCli(['doctor', '--json'], { home: folder.path });
    const { findings } = JSON.parse(cli.stdout) as { findings: Finding[] };
    expect(cli.code, cli.stdout).toBe(0);
    const named = Object.fromEntries(findings.map((finding) => [finding.name, finding.state]));
    expect(named).toMatchObject({
      node: 'ok',
      home: expect.stringMatching(/ok|warn/),
      journal: 'ok',
      ledger: 'ok',
      inference: 'ok',
      'local models': 'ok',
      mesh: 'ok',
      api: 'warn',
    });
    for (const finding of findings) if (finding.state !== 'ok') expect(finding.mend).toBeTruthy();
  });

  it(verifies('cli.variables'), async () => {
    using folder = temporaryFolder();
    const env = { HANZO_DAILY_LIMITS: '5', HANZO_LISTEN: '/ip4/0.0.0.0', HANZO_SOMETHING_ELSE: '1' };
    const { code, stdout } = await runCli(['doctor', '--json'], { home: folder.path, env });
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    const of = (name: string): Finding[] => findings.filter((finding) => finding.name === name);
    expect(of('variables')).toMatchObject([
      {
        state: 'warn',
        detail: expect.stringMatching(/^HANZO_DAILY_LIMITS /),
        mend: expect.stringMatching(/HANZO_DAILY_LIMIT\?/),
      },
    ]);
    expect(of('addresses')).toMatchObject([{ state: 'fail', detail: expect.stringContaining('HANZO_LISTEN') }]);
    expect(code).toBe(3);
  });

  it(verifies('cli.doctor-first'), async () => {
    using folder = temporaryFolder();
    expect(await runCli(['doctor'], { home: folder.path })).toMatchObject({ code: 0 });
    expect(readdirSync(folder.path).filter((file) => file.endsWith('.db'))).toEqual([]);
    expect(await runCli(['metrics'], { home: folder.path })).toMatchObject({ code: 0, stderr: '' });
    const again = await runCli(['doctor'], { home: folder.path });
    expect(again.stdout).toMatch(/ok +ledger +\S+ledger\.db(:\s+made\s+by\s+the\s+first\s+run)?\n/);
  });

  it('fails, with the mend, for a damaged journal, a damaged member key and an endpoint that is down', async () => {
    using folder = temporaryFolder();
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(join(folder.path, 'journal.db'), 'not a database '.repeat(500));
    expect(await runCli(['net', 'init'], { home: folder.path })).toMatchObject({ code: 0 });
    writeFileSync(join(folder.path, 'member.key'), 'short', { mode: 0o600 });
    const cli = await runCli(['doctor'], {
      home: folder.path,
      env: { OPENAI_API_KEY: 'sk-test-canary-1234567890', OPENAI_BASE_URL: 'http://127.0.0.1:59999/v1' },
    });
    expect(cli.code).toBe(3);
    expect(cli.stdout).toMatch(/FAIL journal [^→]*journal\.db/);
    expect(cli.stdout).toMatch(/FAIL mesh [^→]*member\.key/);
    expect(cli.stdout).toMatch(/FAIL api [^→]*127\.0\.0\.1:59999\s+cannot\s+be\s+reached/);
    expect(cli.stdout).not.toContain('sk-test-canary');
  });
});
