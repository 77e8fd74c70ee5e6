import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { testModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

describe('hanzo models', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  let file: string;
  let sha256: string;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
    file = join(home, 'own.gguf');
    copyFileSync(await testModel(), file);
    sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  });
  afterEach(() => stack.disposeAsync());

  /** A server that has nothing, and notes what it was asked and with which token. */
  async function emptyMirror(asked: string[]): Promise<string> {
    const server = createServer((request, response) => {
      asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    stack.defer(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const models = (...args: readonly string[]): Promise<CliResult> => runCli(['models', ...args], { home });
  const folder = (): string[] => readdirSync(join(home, 'models')).toSorted();
  const inFolder = (name: string): string => join(home, 'models', name);

  it(verifies('models-pull.own'), async () => {
    expect(await models('pull', file, '--name', 'mine')).toMatchObject({ code: 0 });
    expect(statSync(inFolder('mine.gguf')).nlink).toBe(1);
    expect(await models('pull', file, '--name', 'linked', '--link')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`linked from ${file}`),
    });
    expect(statSync(inFolder('linked.gguf')).ino).toBe(statSync(file).ino);
    expect(folder()).toEqual(['linked.gguf', 'linked.gguf.sha256', 'mine.gguf', 'mine.gguf.sha256']);
    // The same name for another file is refused; a wrong hash and a file that is no model leave nothing behind.
    const other = join(home, 'other.gguf');
    writeFileSync(other, Buffer.concat([readFileSync(file), Buffer.alloc(10)]));
    expect(await models('pull', other, '--name', 'mine')).toMatchObject({ code: 2 });
    expect(await models('pull', file, '--name', 'new', '--sha256', 'ab'.repeat(32))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(sha256),
    });
    rmSync(inFolder('new.gguf.bad'));
    const page = join(home, 'page.gguf');
    writeFileSync(page, '<!doctype html>');
    expect(await models('pull', page)).toMatchObject({ code: 3, stderr: expect.stringContaining('web page') });
    expect(await models('pull', join(home, 'none.gguf'))).toMatchObject({ code: 3 });
    expect(folder()).toEqual(['linked.gguf', 'linked.gguf.sha256', 'mine.gguf', 'mine.gguf.sha256']);
  });

  it(verifies('models-pull.memory'), async () => {
    // A model that no machine has room for, among the user's own additions.
    const huge = {
      kind: 'local',
      name: 'huge',
      aliases: [],
      contextTokens: 4096,
      maxOutputTokens: 1024,
      tiers: [],
      uri: 'hf:owner/repo/huge.gguf',
      fileName: 'huge.gguf',
      sizeBytes: 9e15,
      kvBytesPerToken: 1000,
    };
    writeFileSync(join(home, 'models.json'), JSON.stringify({ models: [huge] }));
    const asked: string[] = [];
    const mirror = await emptyMirror(asked);
    const refused = await models('pull', 'huge', '--endpoint', mirror, '--from', 'internet');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(
      /huge needs 9\d{3} TB with 1 slot of 4096; this machine has .*; these fit: .*llama3\.2:1b/,
    );
    expect(refused.stderr).toContain('--force');
    expect(asked).toEqual([]);
    const forced = await models('pull', 'huge', '--endpoint', mirror, '--from', 'internet', '--force');
    expect(forced.stderr).toContain('got because of --force');
    expect(forced).toMatchObject({ code: 1, stderr: expect.stringContaining('404') });
    expect(asked).not.toEqual([]);
    const list = JSON.parse((await models('list', '--json')).stdout) as { local: { name: string; fits: boolean }[] };
    expect(list.local.find(({ name }) => name === 'huge')).toMatchObject({ fits: false });
    expect(list.local.find(({ name }) => name === 'random-tiny')).toMatchObject({ fits: true });
    expect((await models('list')).stdout).toMatch(/^huge .*needs 9\d{3} TB, .* free/m);
  });

  it(verifies('models-pull.several'), async () => {
    const missing = join(home, 'missing.gguf');
    const { code, stdout, stderr } = await models('pull', missing, file);
    expect(code).toBe(3);
    expect(stderr).toContain(`There is no model file ${missing}`);
    expect(stdout).toContain(`sha256 ${sha256}`);
    expect(folder()).toEqual(['own.gguf', 'own.gguf.sha256']);
    expect(await models('pull', file, file, '--name', 'x')).toMatchObject({ code: 2 });
    expect(await models('pull', file, '--member', 'x', '--from', 'internet')).toMatchObject({ code: 2 });
    expect(await models('pull', 'llama3.2', '--link')).toMatchObject({ code: 2 });
    expect(await models('pull', file, '--from', 'nowhere')).toMatchObject({ code: 2 });
    expect(await models('pull', file, '--slots', '0')).toMatchObject({ code: 2 });
  });

  it(verifies('models-pull.mirror'), async () => {
    const asked: string[] = [];
    const mirror = await emptyMirror(asked);
    const token = 'hf_secret_token_of_mine';
    const uri = 'hf:owner/repo/small.gguf';
    const pull = (args: string[], env: Record<string, string>): Promise<CliResult> =>
      runCli(['models', 'pull', uri, ...args], { home, env: { HF_TOKEN: token, ...env } });
    const results = [await pull(['--endpoint', mirror], {}), await pull([], { HF_ENDPOINT: mirror })];
    writeFileSync(join(home, 'config.json'), JSON.stringify({ models: { endpoint: mirror } }));
    results.push(await pull([], {}));
    for (const { code, stderr } of results) {
      expect(code).toBe(1);
      expect(stderr).toContain('404');
      expect(stderr).not.toContain(token);
    }
    const questions = asked.filter((line) => line.startsWith('/owner/repo/resolve/main/small.gguf'));
    expect(questions.length).toBeGreaterThan(2);
    expect(asked.filter((line) => line.includes('Bearer'))).toEqual([]);
    expect(await pull(['--endpoint', 'nonsense'], {})).toMatchObject({ code: 3 });
  });

  it(verifies('models-pull.repository'), async () => {
    const files = ['README.md', 'a-Q4_K_M.gguf', 'b-00001-of-00002.gguf'].map((path) => ({ path, size: 2_000_000 }));
    const server = createServer((_, response) => void response.end(JSON.stringify(files)));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    stack.defer(() => void server.close());
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, stderr } = await models('pull', 'hf:owner/repo', '--endpoint', endpoint);
    expect(code).toBe(2);
    expect(stderr).toContain('hf:owner/repo/a-Q4_K_M.gguf  2.00 MB');
    expect(stderr).not.toContain('b-00001');
    expect(stderr).not.toContain('README');
    const dead = await models('pull', 'hf:owner/repo', '--endpoint', 'http://127.0.0.1:59999');
    expect(dead).toMatchObject({ code: 2, stderr: expect.stringContaining('Add the file') });
  });

  it(verifies('models.show'), async () => {
    const catalogue = await models('show', 'qwen2.5-coder:7b');
    expect(catalogue.stdout).toContain('licence        Apache-2.0');
    expect(catalogue.stdout).toMatch(/^ +4 +32768 +\d+\.\d GB/m);
    await models('pull', file, '--name', 'mine');
    const shown = JSON.parse((await models('show', 'mine', '--json')).stdout) as { memory: { bytes: number }[] };
    expect(shown).toMatchObject({
      name: 'mine',
      file: { sha256, architecture: 'llama', template: 'chatml', contextTokens: 8192, origin: { from: file } },
    });
    const bytes = shown.memory.map((row) => row.bytes);
    expect(bytes).toHaveLength(9);
    expect(Math.max(...bytes)).toBeGreaterThan(Math.min(...bytes));
    expect((await models('show', file)).stdout).toContain('not taken yet: hanzo models verify');
    expect(await models('show', 'gpt-5')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^gpt-5\n/) });
    expect(await models('show', 'nothing-like-it')).toMatchObject({ code: 2 });
    expect(await models('show', join(home, 'none.gguf'))).toMatchObject({ code: 3 });
    expect(await models('show', 'mine', '--mesh')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no mesh'),
    });
  });

  it(verifies('models.verify'), async () => {
    expect(await models('verify')).toMatchObject({ code: 0 });
    await models('pull', file, '--name', 'mine');
    await models('pull', file, '--name', 'cut');
    expect(await models('verify')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ok +mine +as when it was installed/m),
    });
    const bytes = readFileSync(inFolder('mine.gguf'));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(inFolder('mine.gguf'), bytes);
    truncateSync(inFolder('cut.gguf'), 100_000);
    const bad = await models('verify');
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/^FAIL mine +it is not the file that was installed/m);
    expect(bad.stdout).toMatch(/^FAIL cut .*a cut download/m);
    expect(bad.stderr).toContain('hanzo models rm mine.gguf --yes');
    expect(await models('verify', 'nothing')).toMatchObject({ code: 3 });
    // What was found is not noted as good.
    expect(await models('verify', 'mine')).toMatchObject({ code: 1 });
    // A file under the name of the catalogue's must be the catalogue's.
    copyFileSync(file, inFolder('Llama-3.2-1B-Instruct-Q4_K_M.gguf'));
    const named = await models('verify', 'llama3.2:1b', '--json');
    expect(named.code).toBe(1);
    expect(JSON.parse(named.stdout)).toMatchObject({ models: [{ good: false, against: 'catalogue', sha256 }] });
  });

  it(verifies('models.rm'), async () => {
    await models('pull', file, '--name', 'mine');
    for (const part of ['.download.ipull', '.bad', '.0123456789ab.part'])
      writeFileSync(inFolder(`mine.gguf${part}`), 'x');
    writeFileSync(inFolder('mine.gguf.txt'), 'not ours');
    expect(await models('rm', 'mine')).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    expect(folder()).toHaveLength(6);
    // A process of this home that serves it: this one.
    const run = join(home, 'run');
    mkdirSync(run, { recursive: true });
    const claim = join(run, `${process.pid}.models`);
    writeFileSync(claim, JSON.stringify({ pid: process.pid, paths: [inFolder('mine.gguf')] }));
    expect(await models('rm', 'mine', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`mine stays: process ${process.pid} of this home serves it`),
    });
    writeFileSync(claim, JSON.stringify({ pid: process.pid, paths: [inFolder('other.gguf')] }));
    const removed = await models('rm', 'mine', '--yes', '--json');
    expect(removed.code, removed.stderr).toBe(0);
    expect(JSON.parse(removed.stdout)).toMatchObject({ event: 'removed', name: 'mine' });
    expect(folder()).toEqual(['mine.gguf.txt']);
    expect(await models('rm', 'mine', '--yes')).toMatchObject({ code: 3 });
    expect(await models('rm')).toMatchObject({ code: 2 });
  });
});
