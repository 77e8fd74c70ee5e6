import { describe, expect, it } from 'vitest';
import { HanzoError, type EngineState } from '@hanzo/contracts';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { verifies } from '../../../../test/support/verifies.ts';
import type { CompatibleEngine } from '../../src/compatible/index.ts';
import { llamaServer, LLAMA, ollama, SERVERS, vllm } from './servers.ts';
import type { Said, StandIn, Told } from './stand-in.ts';
import { engineAt, failureOf, REQUEST, signal } from './use-engine.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const hello: Said = { kind: 'answer', pieces: ['Hello'] };
const never: Said = { kind: 'silence', pieces: ['He'] };

async function chatAt(server: StandIn, count: number): Promise<void> {
  while (server.chats.length < count) await nextTurn();
}

/** Lets the engine's time pass until it is in a state. */
async function until(engine: CompatibleEngine, state: EngineState, clock: ManualClock): Promise<void> {
  while (engine.state !== state) await clock.advance(500);
}

describe('abort', () => {
  it.each(SERVERS)(verifies('compatible.abort', '%s, before the first token'), async (_, start, model) => {
    await using server = await start({ chat: () => ({ kind: 'silence' }) });
    await using engine = await engineAt(server.url, model);
    const stop = new AbortController();
    const running = engine.generate(REQUEST, { signal: stop.signal });
    await chatAt(server, 1);
    const reason = new Error('no longer wanted');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
    await server.chats[0]?.gone;
  });

  it(verifies('compatible.abort', 'in the middle; the place is free for the next'), async () => {
    await using server = await vllm({ chat: (_, count) => (count === 1 ? never : hello) });
    await using engine = await engineAt(server.url, 'meta/llama', { slots: 1 });
    const stop = new AbortController();
    const reason = new HanzoError('CANCELLED', 'Cancelled.');
    const running = engine.generate(REQUEST, { signal: stop.signal, onText: () => stop.abort(reason) });
    const next = engine.generate(REQUEST, { signal });
    await expect(running).rejects.toBe(reason);
    await server.chats[0]?.gone;
    expect((await next).text).toBe('Hello');
  });

  it(verifies('compatible.abort', 'before it starts: nothing is sent'), async () => {
    await using server = await vllm({ chat: () => hello });
    await using engine = await engineAt(server.url, 'meta/llama');
    await expect(engine.generate(REQUEST, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    expect(server.chats).toHaveLength(0);
  });
});

describe('turns', () => {
  it(verifies('compatible.turns'), async () => {
    const ends = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const chat = (_: unknown, count: number): Said => ({
      kind: 'answer',
      pieces: [`${count}`],
      until: ends[count - 1]?.promise ?? Promise.resolve(),
    });
    await using server = await vllm({ chat });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'meta/llama', { slots: 2, clock });
    const ask = (prompt: string): ReturnType<typeof engine.generate> =>
      engine.generate({ ...REQUEST, prompt }, { signal });
    const first = ask('a');
    const second = ask('b');
    const stop = new AbortController();
    const leaving = failureOf(engine.generate(REQUEST, { signal: stop.signal }));
    const third = ask('c');
    await chatAt(server, 2);
    await clock.advance(4_000);
    expect(server.chats).toHaveLength(2);
    stop.abort(new HanzoError('CANCELLED', 'Left the queue.'));
    expect(await leaving).toMatchObject({ code: 'CANCELLED' });
    ends[1]?.resolve();
    expect((await second).timings.queueMs).toBe(0);
    await chatAt(server, 3);
    ends[0]?.resolve();
    ends[2]?.resolve();
    await first;
    expect((await third).timings).toMatchObject({ queueMs: 4_000, firstTokenMs: 0 });
    const prompts = server.chats.map(({ body }) => JSON.stringify(body['messages']));
    expect(prompts.map((prompt) => /"content":"([abc])"/.exec(prompt)?.[1])).toEqual(['a', 'b', 'c']);
  });
});

describe('whoever waits for a turn', () => {
  it(verifies('compatible.waits-alive'), async () => {
    const end = Promise.withResolvers<void>();
    const chat = (_: unknown, count: number): Said =>
      count === 1 ? { kind: 'answer', pieces: ['1'], until: end.promise } : hello;
    await using server = await vllm({ chat });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'meta/llama', { slots: 1, clock });
    const first = engine.generate(REQUEST, { signal });
    await chatAt(server, 1);
    const timers = clock.pending;
    const beats = [0, 0];
    const waiting = [0, 1].map((index) =>
      engine.generate(REQUEST, { signal, onAlive: () => void (beats[index] = (beats[index] ?? 0) + 1) }),
    );
    expect(clock.pending, 'one timer for all').toBe(timers + 1);
    await clock.advance(25_000);
    expect(beats).toEqual([25, 25]);
    end.resolve();
    await Promise.all([first, ...waiting]);
    expect(clock.pending, 'and none when nobody waits').toBeLessThan(timers);
  });

  it(verifies('compatible.waits-alive', 'not while the server is away'), async () => {
    const server = await vllm({ chat: () => never });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'meta/llama', { slots: 1, clock });
    const running = failureOf(engine.generate(REQUEST, { signal }));
    await chatAt(server, 1);
    let beats = 0;
    const waiting = failureOf(engine.generate(REQUEST, { signal, onAlive: () => (beats += 1) }));
    await server[Symbol.asyncDispose]();
    expect(await running).toMatchObject({ code: 'ENGINE_CRASHED' });
    await until(engine, 'restarting', clock);
    const before = beats;
    await clock.advance(20_000);
    expect(beats).toBe(before);
    await engine[Symbol.asyncDispose]();
    expect(await waiting).toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it(verifies('compatible.waits-alive', 'a callback that throws loses only its own place'), async () => {
    const end = Promise.withResolvers<void>();
    await using server = await vllm({ chat: () => ({ kind: 'answer', pieces: ['1'], until: end.promise }) });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'meta/llama', { slots: 1, clock });
    const first = engine.generate(REQUEST, { signal });
    const throwing = (): never => {
      throw new Error('oh no');
    };
    const failing = failureOf(engine.generate(REQUEST, { signal, onAlive: throwing }));
    const last = engine.generate(REQUEST, { signal });
    await chatAt(server, 1);
    await clock.advance(1_000);
    expect(await failing).toMatchObject({ code: 'INTERNAL' });
    end.resolve();
    expect([(await first).text, (await last).text]).toEqual(['1', '1']);
  });
});

describe('a server that goes away', () => {
  it.each(SERVERS)(verifies('compatible.comes-back', '%s'), async (_, start, model) => {
    const server = await start({ chat: () => never });
    const clock = manualClock();
    const states: EngineState[] = [];
    await using engine = await engineAt(server.url, model, { clock, slots: 2, onState: (state) => states.push(state) });
    const running = [1, 2].map(() => failureOf(engine.generate(REQUEST, { signal })));
    await chatAt(server, 2);
    const waiting = engine.generate(REQUEST, { signal });
    await server[Symbol.asyncDispose]();
    for (const error of await Promise.all(running)) {
      expect(error).toMatchObject({ code: 'ENGINE_CRASHED', retryable: true });
    }
    await until(engine, 'restarting', clock);
    await clock.advance(90_000);
    expect(engine.state, 'it is never given up').toBe('restarting');
    const late = engine.generate(REQUEST, { signal });
    await using again = await start({ chat: () => hello, port: server.port });
    await until(engine, 'ready', clock);
    expect(await Promise.all([waiting, late])).toMatchObject([{ text: 'Hello' }, { text: 'Hello' }]);
    expect([again.chats.length, states]).toEqual([2, ['restarting', 'ready']]);
  });

  it(verifies('compatible.comes-back', 'a loss is seen while nothing runs'), async () => {
    const server = await vllm();
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'meta/llama', { clock });
    await server[Symbol.asyncDispose]();
    await clock.advance(10_000);
    await until(engine, 'restarting', clock);
  });

  it(verifies('compatible.comes-back', 'all that runs fails once one has seen it'), async () => {
    const server = await llamaServer({ chat: () => never });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'qwen.gguf', { clock, slots: 4 });
    const running = [1, 2, 3, 4].map(() => failureOf(engine.generate(REQUEST, { signal })));
    await chatAt(server, 4);
    await server[Symbol.asyncDispose]();
    const codes = (await Promise.all(running)).map(({ code }) => code);
    expect(codes).toEqual(Array(4).fill('ENGINE_CRASHED'));
  });

  it(verifies('compatible.comes-back', 'a server that still listens and has lost its model'), async () => {
    let healthy = true;
    const health = (): Told =>
      healthy
        ? { status: 200, body: { status: 'ok' } }
        : { status: 503, body: { error: { message: 'Loading model' } } };
    await using server = await llamaServer({ chat: () => never }, { '/health': health });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'qwen.gguf', { clock });
    const running = failureOf(engine.generate(REQUEST, { signal }));
    await chatAt(server, 1);
    healthy = false;
    await clock.advance(10_000);
    expect(await running).toMatchObject({
      code: 'ENGINE_CRASHED',
      message: expect.stringContaining('Loading') as string,
    });
    healthy = true;
    await until(engine, 'ready', clock);
  });

  it(verifies('compatible.comes-back', 'llama-server that loads is not back yet'), async () => {
    const server = await llamaServer();
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'qwen.gguf', { clock });
    await server[Symbol.asyncDispose]();
    await clock.advance(10_000);
    await until(engine, 'restarting', clock);
    const loading = { status: 503, body: { error: { code: 503, message: 'Loading model' } } };
    const list = { status: 200, body: { data: [{ id: 'qwen.gguf', owned_by: 'llamacpp' }] } };
    const about = { '/health': loading, '/v1/models': list, '/props': loading };
    await using halfway = await llamaServer({ about, port: server.port });
    while (halfway.seen.length < 2) await clock.advance(1_000);
    expect(engine.state).toBe('restarting');
    await halfway[Symbol.asyncDispose]();
    await using _whole = await llamaServer({ port: server.port });
    await until(engine, 'ready', clock);
  });

  it(verifies('compatible.comes-back', 'with less context, which is then all that is lent'), async () => {
    const server = await vllm();
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'meta/llama', { clock });
    expect(engine.info.contextTokens).toBe(32_768);
    await server[Symbol.asyncDispose]();
    await clock.advance(10_000);
    await until(engine, 'restarting', clock);
    const entry = { id: 'meta/llama', owned_by: 'vllm', max_model_len: 8192 };
    const about = { '/v1/models': { status: 200, body: { data: [entry] } } };
    await using _smaller = await vllm({ about, port: server.port });
    await until(engine, 'ready', clock);
    expect(engine.info.contextTokens).toBe(8192);
  });
});

describe('the end', () => {
  it(verifies('compatible.closed'), async () => {
    await using server = await ollama({ chat: () => never });
    const states: EngineState[] = [];
    const engine = await engineAt(server.url, LLAMA, { slots: 1, onState: (state) => states.push(state) });
    const running = failureOf(engine.generate(REQUEST, { signal }));
    const waiting = failureOf(engine.generate(REQUEST, { signal }));
    await chatAt(server, 1);
    await engine[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
    await engine.closed;
    for (const error of await Promise.all([running, waiting, failureOf(engine.generate(REQUEST, { signal }))])) {
      expect(error).toMatchObject({ code: 'ENGINE_FAILED', message: expect.stringContaining('closed') as string });
    }
    expect([engine.state, states]).toEqual(['closed', ['closed']]);
    await server.chats[0]?.gone;
  });

  it(verifies('compatible.closed', 'while the server is away'), async () => {
    const server = await vllm();
    const clock = manualClock();
    const engine = await engineAt(server.url, 'meta/llama', { clock });
    await server[Symbol.asyncDispose]();
    await clock.advance(10_000);
    await until(engine, 'restarting', clock);
    await engine[Symbol.asyncDispose]();
    await engine.closed;
    expect(clock.pending, 'no timer is left').toBe(0);
  });
});
