import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { pullModel, type PullOptions } from '../../src/llama/index.ts';
import { pullModelWith } from '../../src/llama/pull-model.ts';
import { startFileServer, type FileServer } from './file-server.ts';
import { makeTinyModel, temporaryDirectory } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const MEGABYTE = 2 ** 20;
/** Several of the downloader's 5 MiB chunks, so that there is something to resume. */
const SIZE = 22 * MEGABYTE;

let body: Buffer;
let sha256: string;
let server: FileServer;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  await using scratch = await temporaryDirectory();
  const model = await readFile((await makeTinyModel(scratch.path)).path);
  body = Buffer.concat([model, Buffer.alloc(SIZE - model.length, 'padding')]);
  sha256 = createHash('sha256').update(body).digest('hex');
});
beforeEach(async () => {
  directory = await temporaryDirectory();
  server = await startFileServer(body);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

function options(changes: Partial<PullOptions> = {}): PullOptions {
  return {
    uri: `${server.origin}/model.gguf`,
    fileName: 'model.gguf',
    sha256,
    sizeBytes: SIZE,
    directory: directory.path,
    signal: AbortSignal.timeout(15_000),
    ...changes,
  };
}

const rangedBytes = (): number =>
  server.requests.reduce((sum, { range }) => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    return first === undefined ? sum : sum + Number(last) - Number(first) + 1;
  }, 0);

it(verifies('models-pull.verified'), async () => {
  const seen: number[] = [];
  const pulled = await pullModel(options({ onProgress: ({ receivedBytes }) => seen.push(receivedBytes) }));
  expect(pulled).toEqual({ path: join(directory.path, 'model.gguf'), sha256, sizeBytes: SIZE, alreadyThere: false });
  expect((await readFile(pulled.path)).equals(body)).toBe(true);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect((await readdir(directory.path)).toSorted()).toEqual(['model.gguf', 'model.gguf.sha256']);
});

it('asks nobody when the file is there and good', async () => {
  await writeFile(join(directory.path, 'model.gguf'), body);
  expect(await pullModel(options())).toMatchObject({ alreadyThere: true, sha256 });
  expect(await pullModel(options({ sha256: undefined }))).toMatchObject({ alreadyThere: true, sha256 });
  expect(server.requests).toEqual([]);
});

it('replaces a file that is there but wrong', async () => {
  await writeFile(join(directory.path, 'model.gguf'), Buffer.concat([body, Buffer.from('more')]));
  expect(await pullModel(options())).toMatchObject({ alreadyThere: false, sha256 });
  expect(await readdir(directory.path)).toContain('model.gguf.bad');
});

it(verifies('models-pull.resumes'), async () => {
  server.silentAfter = 16 * MEGABYTE;
  await expect(pullModel(options({ stallMs: 2_000 }))).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining('No byte'),
    retryable: true,
  });
  expect(await readdir(directory.path)).toEqual(['model.gguf.download.ipull']);
  server.silentAfter = Infinity;
  server.requests.length = 0;
  expect(await pullModel(options())).toMatchObject({ sha256 });
  // Whole 5 MiB chunks are kept; of 16 MB over 3 streams at least one is complete.
  expect(rangedBytes()).toBeLessThanOrEqual(SIZE - 5 * MEGABYTE);
});

it('keeps what it has when it is cancelled, and continues with the rest later', async () => {
  const controller = new AbortController();
  const reason = new Error('stop');
  // Over 3 streams of 5 MiB chunks, at least one chunk is complete by then.
  server.silentAfter = 16 * MEGABYTE;
  const pulling = pullModel(
    options({
      signal: controller.signal,
      onProgress: ({ receivedBytes }) => receivedBytes > 15.5 * MEGABYTE && controller.abort(reason),
    }),
  );
  await expect(pulling).rejects.toBe(reason);
  server.silentAfter = Infinity;
  server.requests.length = 0;
  expect(await pullModel(options())).toMatchObject({ sha256 });
  expect(rangedBytes()).toBeLessThan(SIZE);
});

it(verifies('models-pull.wrong-hash'), async () => {
  const expected = 'ab'.repeat(32);
  await expect(pullModel(options({ sha256: expected }))).rejects.toMatchObject({
    code: 'CHECKSUM_MISMATCH',
    message: expect.stringMatching(new RegExp(`${sha256}.*${expected}`)),
  });
  expect(await readdir(directory.path)).toEqual(['model.gguf.bad']);
});

it('refuses a file of another size when no hash is known', async () => {
  await expect(pullModel(options({ sha256: undefined, sizeBytes: 1000 }))).rejects.toMatchObject({
    code: 'CHECKSUM_MISMATCH',
  });
});

it('refuses a web page in place of a model and keeps nothing', async () => {
  const page = '<!doctype html><title>Please log in</title>';
  server.intercept = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': page.length });
    response.end(page);
    return true;
  };
  await expect(pullModel(options())).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: expect.stringContaining('web page'),
  });
  expect(await readdir(directory.path)).toEqual([]);
});

it.each([
  [404, '404'],
  [403, 'refuses'],
])('explains a %i', async (status, text) => {
  server.intercept = (_, response) => {
    response.writeHead(status).end();
    return true;
  };
  await expect(pullModel(options())).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining(text),
    mend: expect.any(String),
    details: { status },
  });
});

it('looks up hf: addresses at the endpoint it is given, and sends no token that it was not given', async () => {
  vi.stubEnv('HF_TOKEN', 'hf-from-environment');
  const uri = 'hf:owner/repository/model.gguf';
  await pullModel(options({ uri, endpoint: server.origin }));
  vi.unstubAllEnvs();
  expect(server.requests[0]?.path).toMatch(/^\/owner\/repository\/resolve\/main\/model\.gguf/);
  expect(server.requests.every(({ authorization }) => authorization === undefined)).toBe(true);
});

it('sends the token it is given when the server asks for one', async () => {
  server.intercept = ({ headers }, response) => {
    if (headers.authorization === 'Bearer hf-mine') return false;
    response.writeHead(401).end();
    return true;
  };
  const uri = 'hf:owner/repository/model.gguf';
  await pullModel(options({ uri, endpoint: server.origin, huggingFaceToken: 'hf-mine' }));
  expect(server.requests.at(-1)?.authorization).toBe('Bearer hf-mine');
});

const freeBytes = (): Promise<number> => Promise.resolve(1_500_000);

it(verifies('models-pull.disk'), async () => {
  await expect(pullModelWith({ freeBytes }, options())).rejects.toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringMatching(/needs 23\.1 MB.*has 1\.5 MB free/),
    details: { neededBytes: SIZE, freeBytes: 1_500_000 },
  });
  expect(server.requests).toEqual([]);
  await expect(pullModelWith({ freeBytes }, options({ sizeBytes: undefined }))).rejects.toMatchObject({
    code: 'DISK_FULL',
  });
  expect(rangedBytes()).toBe(0);
});

it.each([
  ['/etc/passwd', 'model.gguf'],
  ['file:///etc/passwd', 'model.gguf'],
  ['https://example.com/m.gguf', '../model.gguf'],
  ['https://example.com/m.gguf', '.hidden'],
])('refuses %s as %s', async (uri, fileName) => {
  await expect(pullModel(options({ uri, fileName }))).rejects.toMatchObject({ code: 'USAGE' });
  await expect(stat(join(directory.path, 'model.gguf'))).rejects.toThrow('ENOENT');
});
