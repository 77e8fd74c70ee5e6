import { describe, expect, it } from 'vitest';
import { manualClock } from '@hanzo/testkit';
import { verifies } from '../../../../test/support/verifies.ts';
import { ollama, plainServer } from './servers.ts';
import type { Seen, Told } from './stand-in.ts';
import { engineAt, failureOf, REQUEST, signal } from './use-engine.ts';

/** A vector from the length of each text; in reverse order, as a server may. */
function vectors({ body }: Seen): Told {
  const texts = body['input'] as string[];
  const data = texts.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: [3 * text.length, 4 * text.length],
  }));
  return {
    status: 200,
    body: {
      object: 'list',
      data: data.reverse(),
      model: 'm',
      usage: { prompt_tokens: texts.length * 10, total_tokens: 0 },
    },
  };
}

describe('embeddings', () => {
  it(verifies('compatible.embeddings'), async () => {
    await using server = await ollama({ embeddings: vectors });
    await using engine = await engineAt(server.url, 'nomic-embed-text');
    const embeddings = await engine.embed(['a', 'bb'], { signal });
    expect(embeddings).toEqual([
      { vector: [0.6, 0.8], inputTokens: 10 },
      { vector: [0.6, 0.8], inputTokens: 10 },
    ]);
    expect(server.seen.at(-1)?.body).toMatchObject({
      model: 'nomic-embed-text:latest',
      input: ['a', 'bb'],
      encoding_format: 'float',
    });
  });

  it(verifies('compatible.embeddings', 'many texts, in several requests'), async () => {
    const signs = ({ body }: Seen): Told => {
      const texts = body['input'] as string[];
      const data = texts.map((text, index) => ({ index, embedding: [Number(text), 1] }));
      return { status: 200, body: { data: data.reverse() } };
    };
    await using server = await plainServer({ embeddings: signs });
    await using engine = await engineAt(server.url, 'house-model');
    const texts = Array.from({ length: 70 }, (_, index) => String(index));
    const embeddings = await engine.embed(texts, { signal });
    const back = embeddings.map(({ vector: [x = 0, y = 1] }) => Math.round(x / y));
    expect(back).toEqual(texts.map(Number));
    expect(server.seen.filter(({ path }) => path === '/v1/embeddings')).toHaveLength(3);
    expect(await engine.embed([], { signal })).toEqual([]);
  });

  it(verifies('compatible.stuck', 'embeddings'), async () => {
    let stuck = false;
    const never = new Promise<Told>(() => undefined);
    await using server = await ollama({ embeddings: (seen) => (stuck ? never : vectors(seen)) });
    const clock = manualClock();
    await using engine = await engineAt(server.url, 'nomic-embed-text', { clock });
    const timers = clock.pending;
    await engine.embed(['a'], { signal });
    expect(clock.pending, 'no timer is left').toBe(timers);
    stuck = true;
    const failing = failureOf(engine.embed(['a'], { signal }));
    while (server.seen.filter(({ path }) => path === '/v1/embeddings').length < 2) await clock.advance(0);
    await clock.advance(120_000);
    expect(await failing).toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it(verifies('compatible.embeddings', 'a model that makes only vectors answers no prompts'), async () => {
    await using server = await ollama({ embeddings: vectors });
    await using engine = await engineAt(server.url, 'nomic-embed-text');
    expect(await failureOf(engine.generate(REQUEST, { signal }))).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });

  it(verifies('compatible.embeddings', 'a text that would be cut is refused'), async () => {
    await using server = await ollama({ embeddings: vectors });
    await using engine = await engineAt(server.url, 'nomic-embed-text');
    const text = 'one two three '.repeat(1000);
    expect(await failureOf(engine.embed([text], { signal }))).toMatchObject({ code: 'PROMPT_TOO_LONG' });
  });

  const bad: readonly (readonly [string, Told, string])[] = [
    ['too few', { status: 200, body: { data: [] } }, 'ANSWER_INVALID'],
    ['without a direction', { status: 200, body: { data: [{ index: 0, embedding: [0, 0] }] } }, 'ANSWER_INVALID'],
    [
      'refused',
      {
        status: 501,
        body: { error: { message: 'This server does not support embeddings. Start it with `--embeddings`' } },
      },
      'MODEL_UNAVAILABLE',
    ],
    ['unknown', { status: 404, body: { detail: 'Not Found' } }, 'MODEL_UNAVAILABLE'],
    ['broken', { status: 500, body: { error: 'no' } }, 'ENGINE_FAILED'],
  ];

  it.each(bad)(verifies('compatible.embeddings', '%s'), async (_, told, code) => {
    await using server = await plainServer({ embeddings: () => told });
    await using engine = await engineAt(server.url, 'house-model');
    expect(await failureOf(engine.embed(['a'], { signal }))).toMatchObject({ code });
  });
});
