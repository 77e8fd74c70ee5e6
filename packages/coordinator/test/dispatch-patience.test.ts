import { HanzoError } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { WaitingLine } from '../src/dispatch/waiting-line.ts';
import { fakeMesh, type FakeMesh } from './fake-mesh.ts';

const SHA = 'ab'.repeat(32);

describe('patience and its end', () => {
  let mesh: FakeMesh;

  beforeEach(() => {
    mesh = fakeMesh();
  });
  afterEach(() => mesh[Symbol.asyncDispose]());

  it(verifies('dispatch.offer-answered'), async () => {
    const mute = mesh.peer({ name: 'mute' });
    const told = mesh.start(testTask({ timeoutMs: 600_000 }));
    await mesh.settle();
    const { attemptId } = mute.offer;
    const other = mesh.peer({ name: 'other' });
    for (let second = 0; second < 6; second++) {
      // It says that the attempt is alive, and never that it took it.
      mute.beats(attemptId);
      await mesh.clock.advance(1_000);
    }
    expect(mute.sent.at(-1)).toMatchObject({ kind: 'cancel', attemptId });
    other.answers('here');
    await expect(told.answer).resolves.toMatchObject({ text: 'here' });
  });

  it(verifies('dispatch.not-held-for-ever'), async () => {
    const fast = mesh.peer({ name: 'fast', tokensPerSecond: 400 });
    const slow = mesh.peer({ name: 'slow', tokensPerSecond: 50 });
    const first = mesh.start(testTask({ timeoutMs: 600_000 }));
    await mesh.settle();
    const crawling = fast.accepts();
    const next = mesh.start(testTask());
    await mesh.settle();
    expect(slow.offers).toHaveLength(0);
    expect(next.waits.at(-1)).toContain('fast');
    for (let second = 0; second < 20 && slow.offers.length === 0; second++) {
      fast.beats(crawling);
      await mesh.clock.advance(1_000);
    }
    slow.answers('done');
    await expect(next.answer).resolves.toMatchObject({ text: 'done' });
    first.abort(new Error('enough'));
  });

  it(verifies('dispatch.paused-is-left'), async () => {
    const eager = mesh.peer({ name: 'eager', tokensPerSecond: 400 });
    const good = mesh.peer({ name: 'good' });
    const told = mesh.start(testTask());
    await mesh.settle();
    eager.accepts();
    eager.fails('WORKER_PAUSED');
    await mesh.settle();
    good.answers('fine');
    await expect(told.answer).resolves.toMatchObject({ text: 'fine' });
    expect(eager.offers).toHaveLength(1);
  });

  it(verifies('dispatch.busy-is-no-failure'), async () => {
    const busy = mesh.peer({ name: 'busy' });
    const told = mesh.start(testTask());
    for (let time = 0; time < 40; time++) {
      await mesh.settle();
      const { attemptId } = busy.offer;
      busy.says({ kind: 'decline', attemptId, reason: 'the queue is full', retryAfterMs: 500 });
      const offers = busy.offers.length;
      for (let second = 0; second < 61 && busy.offers.length === offers; second++) await mesh.clock.advance(1_000);
    }
    busy.answers('at last');
    await expect(told.answer).resolves.toMatchObject({ text: 'at last' });
  });

  it('asks a worker that declines less and less often', async () => {
    const busy = mesh.peer({ name: 'busy' });
    const told = mesh.start(testTask());
    const waits: number[] = [];
    for (let time = 0; time < 6; time++) {
      await mesh.settle();
      const { attemptId } = busy.offer;
      const [from, offers] = [mesh.clock.elapsed(), busy.offers.length];
      busy.says({ kind: 'decline', attemptId, reason: 'full', retryAfterMs: 1 });
      for (let look = 0; look < 400 && busy.offers.length === offers; look++) await mesh.clock.advance(250);
      waits.push(mesh.clock.elapsed() - from);
    }
    expect(waits.at(-1)).toBeGreaterThanOrEqual(8 * (waits[0] ?? 0));
    told.abort(new Error('enough'));
  });

  it(verifies('dispatch.slowness-heals'), async () => {
    const stumbling = mesh.peer({ name: 'stumbling', tokensPerSecond: 200 });
    mesh.peer({ name: 'steady', tokensPerSecond: 100, answer: () => 'x' });
    const slow = mesh.start(testTask({ timeoutMs: 600_000 }));
    await mesh.settle();
    const attemptId = stumbling.accepts();
    for (let second = 0; second < 60; second++) {
      stumbling.beats(attemptId);
      await mesh.clock.advance(1_000);
    }
    stumbling.says({
      kind: 'result',
      attemptId,
      finish: 'stop',
      text: 'x',
      usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 256, reasoningTokens: 0 },
      timings: { queueMs: 0, firstTokenMs: 1, totalMs: 1 },
      model: 'test-model',
      modelSha256: SHA,
    });
    await slow.answer.catch(() => undefined);
    const before = stumbling.offers.length;
    await mesh.start(testTask()).answer;
    expect(stumbling.offers).toHaveLength(before);
    await mesh.clock.advance(300_000);
    const later = mesh.start(testTask());
    await mesh.settle();
    expect(stumbling.offers).toHaveLength(before + 1);
    later.abort(new Error('enough'));
  });

  it('gives a task to nobody after it has been stopped', async () => {
    mesh.peer({ name: 'w' });
    mesh.dispatcher[Symbol.dispose]();
    await expect(mesh.start(testTask()).answer).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('does without a beginning that makes an offer too large', async () => {
    const peer = mesh.peer({ name: 'w' });
    const send = peer.send.bind(peer);
    peer.send = (message) => {
      if (message.kind === 'offer' && message.resume !== undefined)
        throw new HanzoError('WIRE_TOO_LARGE', 'Too large.');
      send(message);
    };
    const told = mesh.start(testTask(), { prefix: { text: 'half', model: 'test-model', modelSha256: SHA } });
    await mesh.settle();
    peer.accepts();
    peer.answers('whole');
    await expect(told.answer).resolves.toMatchObject({ text: 'whole' });
    expect(mesh.dispatcher.load).toEqual({ waiting: 0, attempts: 0 });
  });

  it(verifies('dispatch.copies-ask-again'), async () => {
    const [a, b] = ['a', 'b'].map((name) => mesh.peer({ name }));
    const told = mesh.start(testTask({ copies: 2 }));
    await mesh.settle();
    const { attemptId } = b?.offer ?? { attemptId: '' };
    b?.says({ kind: 'decline', attemptId, reason: 'busy', retryAfterMs: 300 });
    await mesh.clock.advance(1_000);
    a?.answers('The loop never ends here.');
    b?.answers('The loop never ends here.');
    await expect(told.answer).resolves.toMatchObject({ text: 'The loop never ends here.' });
  });
});

describe('what a worker calls itself', () => {
  it(verifies('dispatch.weights-as-advertised'), async () => {
    await using mesh = fakeMesh();
    const liar = mesh.peer({ name: 'liar' });
    const told = mesh.start(testTask());
    await mesh.settle();
    const { attemptId } = liar.offer;
    const accept = { kind: 'accept', attemptId, queuePosition: 0, model: 'test-model', resumes: false } as const;
    liar.says({ ...accept, modelSha256: 'cd'.repeat(32) });
    await mesh.settle();
    expect(told.events).toEqual(['lost ANSWER_INVALID']);
    told.abort(new Error('enough'));
  });

  it('is signed with the model that was asked for, whatever the result calls it', async () => {
    await using mesh = fakeMesh();
    const peer = mesh.peer({ name: 'w' });
    const told = mesh.start(testTask());
    await mesh.settle();
    const attemptId = peer.accepts();
    peer.says({
      kind: 'result',
      attemptId,
      finish: 'stop',
      text: 'x',
      usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 },
      timings: { queueMs: 0, firstTokenMs: 1, totalMs: 1 },
      model: 'a model that nobody else has',
      modelSha256: '',
    });
    await expect(told.answer).resolves.toMatchObject({ who: { model: 'test-model' } });
  });
});

it(verifies('dispatch.small-claims'), () => {
  const line = new WaitingLine<{ readonly user: string; readonly fits: boolean }>();
  const place = { run: 'r', priority: 'normal', cost: 1 } as const;
  // Parked: it fits nobody who is free.
  line.push({ user: 'a', fits: false }, { ...place, user: 'a' });
  for (let served = 0; served < 100; served++) {
    line.push({ user: 'b', fits: true }, { ...place, user: 'b' });
    line.take(({ fits }) => fits);
  }
  for (let number = 0; number < 50; number++) {
    line.push({ user: 'a', fits: true }, { ...place, user: 'a' });
    line.push({ user: 'b', fits: true }, { ...place, user: 'b' });
  }
  const order = Array.from({ length: 6 }, () => line.take(({ fits }) => fits)?.user);
  expect(order.filter((user) => user === 'b').length).toBeGreaterThanOrEqual(2);
});
