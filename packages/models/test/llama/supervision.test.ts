import { copyFile, readdir, readFile, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadCrashError, tooLarge } from '../../src/llama/child-exit.ts';
import { startEngineWith } from '../../src/llama/engine.ts';
import { prefixCacheBytes, readGgufHeader } from '../../src/llama/index.ts';
import {
  DEFAULT_POLICY,
  loadLimitMs,
  type EnginePolicy,
  type LlamaEngine,
  type LlamaEngineOptions,
} from '../../src/llama/options.ts';
import { makeTinyModel, patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let modelPath: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  modelPath = (await makeTinyModel(directory.path)).path;
});
afterAll(() => directory[Symbol.asyncDispose]());

const quick: Partial<EnginePolicy> = { firstBackOffMs: 1, longestBackOffMs: 4, graceMs: 50 };

/** An engine with the scripted child, started the way `name` says. */
async function start(
  name: string,
  policy: Partial<EnginePolicy> = {},
  options: Partial<LlamaEngineOptions> = {},
): Promise<LlamaEngine> {
  const path = join(directory.path, `${name}.gguf`);
  await copyFile(modelPath, path);
  return startAt(path, policy, options);
}

/** The same with a file that is there. */
function startAt(
  path: string,
  policy: Partial<EnginePolicy> = {},
  options: Partial<LlamaEngineOptions> = {},
): Promise<LlamaEngine> {
  const parts = {
    childUrl: new URL('./scripted-child.ts', import.meta.url),
    policy: { ...DEFAULT_POLICY, ...quick, ...policy },
    // It writes down its starts.
    permissionFlags: () => [],
  };
  return startEngineWith(parts, tinyOptions(path, options));
}

const ask = (prompt: string) => textRequest({ prompt });

it.each([
  ['refused', 'MODEL_INVALID'],
  ['too-large', 'ENGINE_FAILED'],
  ['no-binary', 'ENGINE_MISSING'],
  ['aborts', 'MODEL_INVALID'],
])('gives up at once when the first start is %s', async (name, code) => {
  await expect(start(name)).rejects.toMatchObject({ code });
  expect(await readFile(join(directory.path, `${name}.gguf.starts`), 'utf8')).toBe('.');
});

describe(verifies('llama.load-limits'), () => {
  it.each([
    ['what the caller says', {}, { startTimeoutMs: 300 }],
    ['the size of the file', { loadBaseMs: 300 }, {}],
  ])('ends a load that takes longer than %s allows', async (_, policy, options) => {
    await expect(start('silent', policy, options)).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
      message: expect.stringContaining('was not loaded within'),
    });
  });

  it.runIf(process.platform === 'linux')('ends one that takes much more memory than the header explains', async () => {
    await expect(start('hungry', { memoryCheckMs: 5 })).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(/took \d{3,} MB of memory/),
    });
  });

  it('gives large files more time, within a limit', () => {
    expect(loadLimitMs(2e9, DEFAULT_POLICY) - loadLimitMs(0, DEFAULT_POLICY)).toBe(100_000);
    expect(loadLimitMs(1e12, DEFAULT_POLICY)).toBe(180_000);
  });
});

it.runIf(process.platform !== 'win32')('replaces a child that is frozen, and hands its job back', async () => {
  await using engine = await start('frozen', { silenceMs: 200 });
  const running = engine.generate(ask('wait'), patient({ onAlive: () => process.kill(engine.pid ?? 0, 'SIGSTOP') }));
  await expect(running).rejects.toMatchObject({ code: 'ENGINE_CRASHED', retryable: true });
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it('takes what the system kills for memory as a crash, and comes back', async () => {
  await using engine = await start('killed');
  const running = engine.generate(ask('wait'), patient({ onAlive: () => process.kill(engine.pid ?? 0, 'SIGKILL') }));
  await expect(running).rejects.toMatchObject({ code: 'ENGINE_CRASHED', details: { signal: 'SIGKILL' } });
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it('says that it is closed when it has given up', async () => {
  const states: string[] = [];
  const engine = await start('once-more', { mostFailures: 1 }, { onState: (state) => states.push(state) });
  await expect(engine.generate(ask('die'), patient())).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  await engine.closed;
  expect(states).toEqual(['restarting', 'closed']);
});

it('says what a crashed child said last', async () => {
  await using engine = await start('crash');
  await expect(engine.generate(ask('die'), patient())).rejects.toMatchObject({
    code: 'ENGINE_CRASHED',
    message: expect.stringMatching(/SIGABRT.*ggml_abort: something is wrong/s),
  });
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it(verifies('llama.hang'), async () => {
  await using engine = await start('hang', { silenceMs: 200 });
  await expect(engine.generate(ask('hang'), patient())).rejects.toMatchObject({
    code: 'ENGINE_CRASHED',
    message: expect.stringContaining('no sign of life'),
  });
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it('kills a child that talks but gets nothing done', async () => {
  await using engine = await start('stall');
  await expect(engine.generate(ask('stall'), patient())).rejects.toThrow('no progress for 3600 s');
});

it('leaves an idle child alone, however silent', async () => {
  await using engine = await start('idle', { silenceMs: 40 });
  const { pid } = engine;
  // Several times the patience for a working child.
  await systemClock.sleep(120);
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
  expect(engine.pid).toBe(pid);
});

it('gives up after five failures in a row', async () => {
  const engine = await start('once');
  await expect(engine.generate(ask('die'), patient())).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  const waiting = expect(engine.generate(ask('fine'), patient())).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  await engine.closed;
  await waiting;
  expect(engine.pid).toBeUndefined();
  expect(await readFile(join(directory.path, 'once.gguf.starts'), 'utf8')).toBe('.....');
  await engine[Symbol.asyncDispose]();
});

describe(verifies('llama.loaded-once'), () => {
  const path = (): string => join(directory.path, 'short.gguf');
  const proven = { path: '/models/m.gguf', hasLoaded: true };

  it(verifies('llama.given-up', 'and a restart that fails is retryable'), async () => {
    const engine = await start('short');
    const pid = engine.pid ?? 0;
    await expect(engine.generate(ask('die'), patient())).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
    const waiting = expect(engine.generate(ask('fine'), patient())).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
      retryable: true,
    });
    await engine.closed;
    await waiting;
    expect(engine.state).toBe('closed');
    expect(engine.pid).toBeUndefined();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await readFile(`${path()}.starts`, 'utf8')).toBe('.....');
    const base = process.platform === 'linux' ? '/dev/shm' : tmpdir();
    const left = (await readdir(base)).filter((name) => name.startsWith(`hanzo-prefix-${process.pid}-`));
    expect(left).toEqual([]);
    await using again = await startAt(path());
    expect((await again.generate(ask('fine'), patient())).text).toBe('fine');
  });

  it('an engine that is started anew is refused for now, and not for good', async () => {
    await using engine = await start('once.anew');
    expect(engine.state).toBe('ready');
    await expect(startAt(join(directory.path, 'once.anew.gguf'))).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  });

  it('a file that was changed since has proved nothing', async () => {
    await using engine = await start('once.changed');
    const changed = join(directory.path, 'once.changed.gguf');
    await utimes(changed, new Date(), new Date(2020, 0, 1));
    await expect(startAt(changed)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    expect(engine.state).toBe('ready');
  });

  it('neither by how a child dies, nor by what it takes', () => {
    const exit = { code: null, signal: 'SIGSEGV', stderr: '' } as const;
    expect(loadCrashError(proven, exit).code).toBe('ENGINE_CRASHED');
    expect(loadCrashError({ ...proven, hasLoaded: false }, exit).code).toBe('MODEL_INVALID');
    expect(tooLarge(proven, 2, 1).code).toBe('ENGINE_FAILED');
  });

  it('a child that dies for want of memory says nothing of its file', () => {
    const exit = { code: null, signal: 'SIGABRT', stderr: 'terminate called: std::bad_alloc' } as const;
    expect(loadCrashError({ ...proven, hasLoaded: false }, exit).code).toBe('ENGINE_FAILED');
    const heap = { ...exit, stderr: 'FATAL ERROR: JavaScript heap out of memory' };
    expect(loadCrashError({ ...proven, hasLoaded: false }, heap).code).toBe('MODEL_INVALID');
  });
});

it(verifies('llama.memory-need', 'with the prefix cache, which takes no more than was said'), async () => {
  const header = await readGgufHeader(modelPath);
  const cacheBytes = async (options: Partial<LlamaEngineOptions>): Promise<number> => {
    await using _engine = await start('cached', {}, options);
    return Number(await readFile(join(directory.path, 'cached.gguf.cache'), 'utf8'));
  };
  const reserved = prefixCacheBytes(header, { contextTokens: 2048, slots: 2 });
  expect(reserved).toBeGreaterThan(0);
  expect(await cacheBytes({})).toBe(reserved);
  expect(await cacheBytes({ prefixCacheBytes: 12_345 })).toBe(12_345);
  const large = { ...header, keyValueHeads: header.keyValueHeads.map(() => 512) };
  expect(prefixCacheBytes(large, { contextTokens: 131_072, slots: 2 })).toBe(2 ** 29);
  vi.spyOn(process, 'availableMemory').mockReturnValue(4_000);
  expect(await cacheBytes({ prefixCacheBytes: 12_345 })).toBe(1_000);
  vi.restoreAllMocks();
});

it('a callback that throws ends its own job only', async () => {
  await using engine = await start('throwing');
  const onAlive = (): never => {
    throw new Error('oh no');
  };
  await expect(engine.generate(ask('wait'), patient({ onAlive }))).rejects.toMatchObject({ code: 'INTERNAL' });
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it('forgives failures after a time of health', async () => {
  await using engine = await start('healthy', { mostFailures: 2, healthyMs: 0 });
  for (let crash = 0; crash < 4; crash += 1) {
    await expect(engine.generate(ask('die'), patient())).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  }
  expect((await engine.generate(ask('fine'), patient())).text).toBe('fine');
});

it('tells callers that their job is alive while there is no text', async () => {
  await using engine = await start('alive');
  const controller = new AbortController();
  let beats = 0;
  const waiting = engine.generate(ask('wait'), {
    signal: controller.signal,
    onAlive: () => {
      beats += 1;
      if (beats === 3) controller.abort();
    },
  });
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(beats).toBe(3);
});

it('kills a child that does not go when asked', async () => {
  const engine = await start('deaf');
  const pid = engine.pid ?? 0;
  await engine[Symbol.asyncDispose]();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
