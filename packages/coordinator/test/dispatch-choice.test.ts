import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { fakeMesh, type FakeMesh, type Told } from './fake-mesh.ts';
import type { FakePeer } from './fake-peer.ts';

/** Milliseconds that a test task should take on a fake peer, by its advert: 256 tokens at 100 a second, and a bit. */
const USUAL_MS = 2_600;

describe('who gets what, and when', () => {
  let mesh: FakeMesh;

  beforeEach(() => {
    mesh = fakeMesh();
  });
  afterEach(() => mesh[Symbol.asyncDispose]());

  /** Has a worker answer everything it gets, one after the other, and tells the prompts in order. */
  async function serve(peer: FakePeer, count: number): Promise<string[]> {
    const prompts: string[] = [];
    for (let served = 0; served < count; served++) {
      await mesh.settle();
      prompts.push(peer.offer.prompt);
      peer.answers('x');
    }
    await mesh.settle();
    return prompts;
  }

  /** Has so many usual tasks done, so that the dispatcher knows what is usual and has a budget for second tries. */
  async function warmUp(peer: FakePeer, count: number): Promise<void> {
    for (let number = 0; number < count; number++) {
      const told = mesh.start(testTask());
      await mesh.settle();
      await mesh.clock.advance(USUAL_MS);
      peer.answers('x');
      await told.answer;
    }
  }

  it(verifies('dispatch.fair-users'), async () => {
    const peer = mesh.peer({ name: 'w' });
    mesh.start(testTask({ prompt: 'first' }));
    await mesh.settle();
    // A flood, in ten runs, before the other one comes with two.
    for (let number = 0; number < 40; number++) {
      mesh.start(testTask({ user: 'flood', runId: `run-${number % 10}`, prompt: `flood ${number}` }));
    }
    for (const prompt of ['rare 1', 'rare 2']) mesh.start(testTask({ user: 'rare', prompt }));
    const prompts = await serve(peer, 7);
    expect(prompts.indexOf('rare 1')).toBeLessThanOrEqual(3);
    expect(prompts.indexOf('rare 2')).toBeLessThanOrEqual(5);
  });

  it(verifies('dispatch.priorities'), async () => {
    const peer = mesh.peer({ name: 'w' });
    mesh.start(testTask({ prompt: 'first' }));
    await mesh.settle();
    for (let number = 0; number < 12; number++) mesh.start(testTask({ prompt: 'low', priority: 'low' }));
    for (let number = 0; number < 12; number++) mesh.start(testTask({ prompt: 'high', priority: 'high' }));
    const prompts = await serve(peer, 13);
    const high = prompts.filter((prompt) => prompt === 'high').length;
    expect(high).toBeGreaterThanOrEqual(9);
    expect(prompts.filter((prompt) => prompt === 'low').length).toBeGreaterThanOrEqual(1);
  });

  it(verifies('dispatch.warm'), async () => {
    const peers = ['a', 'b', 'c'].map((name) => mesh.peer({ name, slots: 2 }));
    const system = 'You review code. '.repeat(400);
    const first = mesh.start(testTask({ system, prompt: 'one' }));
    await mesh.settle();
    const holder = peers.find(({ offers }) => offers.length > 0);
    holder?.answers('x');
    await first.answer;
    for (const prompt of ['two', 'three']) {
      const told = mesh.start(testTask({ system, prompt }));
      await mesh.settle();
      expect(holder?.offer.prompt).toBe(prompt);
      holder?.answers('x');
      await told.answer;
    }
  });

  it(verifies('dispatch.hedged'), async () => {
    const slow = mesh.peer({ name: 'slow' });
    await warmUp(slow, 21);
    const told = mesh.start(testTask());
    await mesh.settle();
    slow.accepts();
    slow.writes(0, 'once ');
    const spare = mesh.peer({ name: 'spare' });
    await mesh.clock.advance(USUAL_MS / 2);
    expect(spare.offers).toHaveLength(0);
    await mesh.clock.advance(USUAL_MS);
    expect(spare.offer.resume).toBe('once ');
    spare.accepts();
    spare.writes(5, 'more');
    // Nobody sees two streams.
    expect(told.events).toEqual(['start slow', 'text once ']);
    spare.answers('once more');
    await expect(told.answer).resolves.toMatchObject({ text: 'once more', who: { node: 'spare' } });
    expect(told.events.slice(2)).toEqual(['lost OVERTAKEN', 'start spare', 'text once more']);
    expect(slow.sent.at(-1)).toMatchObject({ kind: 'cancel' });
    expect(mesh.dispatcher.load).toEqual({ waiting: 0, attempts: 0 });
  });

  it('tries nothing a second time beside a straggler where only a second choice is free', async () => {
    await using limited = fakeMesh({
      whyNotKind: ({ name }, kind) => (name === 'small' && kind === 'review' ? 'small does others' : undefined),
    });
    const slow = limited.peer({ name: 'slow', model: { name: 'big' } });
    for (let number = 0; number < 21; number++) {
      const told = limited.start(testTask({ kind: 'comments' }));
      await limited.settle();
      await limited.clock.advance(USUAL_MS);
      slow.answers('x');
      await told.answer;
    }
    const told = limited.start(testTask({ kind: 'comments' }));
    await limited.settle();
    slow.accepts();
    const small = limited.peer({ name: 'small', model: { name: 'small' } });
    await limited.clock.advance(2 * USUAL_MS);
    expect(small.offers).toHaveLength(0);
    const big = limited.peer({ name: 'big', model: { name: 'big' } });
    await limited.clock.advance(USUAL_MS);
    expect(big.offers).toHaveLength(1);
    told.abort(new Error('enough'));
  });

  it('keeps the first answer when the slow one is done after all, and withdraws the second try', async () => {
    const slow = mesh.peer({ name: 'slow' });
    await warmUp(slow, 21);
    const told = mesh.start(testTask());
    await mesh.settle();
    slow.accepts();
    const spare = mesh.peer({ name: 'spare' });
    await mesh.clock.advance(2 * USUAL_MS);
    expect(spare.offers).toHaveLength(1);
    spare.accepts();
    slow.answers('at last');
    await expect(told.answer).resolves.toMatchObject({ text: 'at last' });
    expect(told.events).toEqual(['start slow', 'text at last']);
    expect(told.extras).toMatchObject([{ who: { node: 'spare' }, error: { code: 'OVERTAKEN' } }]);
    expect(spare.offers).toHaveLength(0);
  });

  it('goes on with the second try when the first one dies', async () => {
    const slow = mesh.peer({ name: 'slow' });
    await warmUp(slow, 21);
    const told = mesh.start(testTask());
    await mesh.settle();
    slow.accepts();
    const spare = mesh.peer({ name: 'spare' });
    await mesh.clock.advance(2 * USUAL_MS);
    spare.accepts();
    spare.writes(0, 'he');
    slow.leaves();
    await mesh.settle();
    spare.writes(2, 're');
    spare.answers('here');
    await expect(told.answer).resolves.toMatchObject({ text: 'here' });
    expect(told.events).toEqual(['start slow', 'lost PEER_LOST', 'start spare', 'text he', 'text re']);
    expect(spare.offers).toHaveLength(1);
  });

  it(verifies('dispatch.hedge-budget'), async () => {
    const slow = mesh.peer({ name: 'slow', slots: 8 });
    await warmUp(slow, 25);
    const told: Told[] = Array.from({ length: 4 }, () => mesh.start(testTask()));
    await mesh.settle();
    const spare = mesh.peer({ name: 'spare', slots: 8 });
    await mesh.clock.advance(5 * USUAL_MS);
    // 29 tasks of the usual size allow for one more, not for four.
    expect(spare.offers).toHaveLength(1);
    for (const one of told) one.abort(new Error('enough'));
  });

  it(verifies('dispatch.copies'), async () => {
    const peers = ['a', 'b', 'c', 'd'].map((name) => mesh.peer({ name }));
    const told = mesh.start(testTask({ copies: 3 }));
    await mesh.settle();
    const asked = peers.filter(({ offers }) => offers.length > 0);
    expect(asked).toHaveLength(3);
    for (const peer of asked) peer.accepts();
    asked[0]?.answers('Nothing is wrong with this code at all, whatever you look at.');
    asked[1]?.answers('The variable a is never used anywhere.');
    await mesh.settle();
    expect(told.events).toEqual([]);
    asked[2]?.answers('the variable `a` is never used anywhere');
    await expect(told.answer).resolves.toMatchObject({ text: 'The variable a is never used anywhere.' });
    expect(told.extras.map(({ error }) => error.code).toSorted()).toEqual(['NO_AGREEMENT', 'OVERTAKEN']);
    expect(told.events).toHaveLength(2);
  });

  it(verifies('dispatch.no-agreement'), async () => {
    const peers = ['a', 'b', 'c'].map((name) => mesh.peer({ name }));
    const told = mesh.start(testTask({ copies: 3 }));
    await mesh.settle();
    const said = ['The cache grows without any bound.', 'Sorting happens twice here.', 'Rename this function please.'];
    peers.forEach((peer, at) => peer.answers(said[at] ?? ''));
    await expect(told.answer).rejects.toMatchObject({ code: 'NO_AGREEMENT' });
    expect(told.events).toEqual([]);
  });

  it('needs as many workers as copies, and says so', async () => {
    const only = mesh.peer({ name: 'only', slots: 4 });
    const told = mesh.start(testTask({ copies: 2 }));
    await mesh.settle();
    only.answers('x');
    await mesh.clock.advance(6_000);
    await expect(told.answer).rejects.toMatchObject({ code: 'NO_WORKER' });
    expect(only.offers).toHaveLength(1);
  });
});
