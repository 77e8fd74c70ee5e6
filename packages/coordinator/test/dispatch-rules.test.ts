import { HanzoError } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { fakeMesh, type FakeMesh } from './fake-mesh.ts';

const SHA = 'ab'.repeat(32);

describe('a task on its way over workers', () => {
  let mesh: FakeMesh;

  beforeEach(() => {
    mesh = fakeMesh();
  });
  afterEach(() => mesh[Symbol.asyncDispose]());

  it(verifies('dispatch.goes-on'), async () => {
    const first = mesh.peer({ name: 'first' });
    const told = mesh.start(testTask());
    await mesh.settle();
    first.accepts();
    first.writes(0, 'The quick ');
    const second = mesh.peer({ name: 'second' });
    first.leaves();
    await mesh.settle();
    expect(second.offer.resume).toBe('The quick ');
    second.accepts();
    second.writes(10, 'brown fox');
    second.answers('The quick brown fox');
    await expect(told.answer).resolves.toMatchObject({ text: 'The quick brown fox', who: { node: 'second' } });
    expect(told.events).toEqual([
      'start first',
      'text The quick ',
      'lost PEER_LOST',
      'start second',
      'text The quick ',
      'text brown fox',
    ]);
  });

  it(verifies('dispatch.other-weights-start-anew'), async () => {
    const first = mesh.peer({ name: 'first' });
    const told = mesh.start(testTask());
    await mesh.settle();
    first.accepts();
    first.writes(0, 'The quick ');
    const second = mesh.peer({ name: 'second', model: { sha256: 'cd'.repeat(32) } });
    first.leaves();
    await mesh.settle();
    expect(second.offer.resume).toBeUndefined();
    second.accepts();
    second.writes(0, 'A slow fox');
    second.answers('A slow fox');
    await expect(told.answer).resolves.toMatchObject({ text: 'A slow fox' });
    expect(told.events.slice(3)).toEqual(['start second', 'text A slow fox']);
  });

  it('goes on from what an earlier coordinator had accepted', async () => {
    const peer = mesh.peer({ name: 'w' });
    const told = mesh.start(testTask(), { prefix: { text: 'half', model: 'test-model', modelSha256: SHA } });
    await mesh.settle();
    expect(peer.offer.resume).toBe('half');
    peer.accepts();
    peer.answers('half and half');
    await expect(told.answer).resolves.toMatchObject({ text: 'half and half' });
    expect(told.events).toEqual(['start w', 'text half', 'text  and half']);
  });

  it('starts anew when a beginning is what an engine fails at', async () => {
    const peer = mesh.peer({ name: 'w' });
    const told = mesh.start(testTask(), { prefix: { text: '{"broken', model: 'test-model', modelSha256: SHA } });
    await mesh.settle();
    peer.accepts();
    peer.fails('ENGINE_FAILED');
    await mesh.settle();
    expect(peer.offer.resume).toBeUndefined();
    peer.accepts();
    peer.answers('{}');
    await expect(told.answer).resolves.toMatchObject({ text: '{}' });
  });

  it('takes nothing over from a worker that broke a rule', async () => {
    const first = mesh.peer({ name: 'first' });
    mesh.start(testTask());
    await mesh.settle();
    first.accepts();
    first.writes(0, 'one ');
    first.answers('something else');
    const second = mesh.peer({ name: 'second' });
    await mesh.settle();
    expect(second.offer.resume).toBeUndefined();
  });

  it('hears the same piece twice as once', async () => {
    const peer = mesh.peer({ name: 'w' });
    const told = mesh.start(testTask());
    await mesh.settle();
    peer.accepts();
    peer.writes(0, 'one ');
    peer.writes(0, 'one ');
    peer.writes(4, 'two');
    peer.answers('one two');
    await expect(told.answer).resolves.toMatchObject({ text: 'one two' });
    expect(told.events).toEqual(['start w', 'text one ', 'text two']);
  });

  it(verifies('dispatch.reconnected'), async () => {
    const before = mesh.peer({ name: 'w', peerId: 'p1' });
    const told = mesh.start(testTask());
    await mesh.settle();
    before.accepts();
    const after = mesh.peer({ name: 'w', peerId: 'p1' });
    await mesh.settle();
    expect(told.events).toEqual(['start w', 'lost PEER_LOST']);
    after.accepts();
    // The old session's end comes late and must not touch the new one.
    before.leaves();
    after.answers('done');
    await expect(told.answer).resolves.toMatchObject({ text: 'done' });
    expect(mesh.dispatcher.workers()).toHaveLength(1);
  });

  it(verifies('dispatch.poison'), async () => {
    const peers = ['a', 'b', 'c'].map((name) => mesh.peer({ name }));
    const told = mesh.start(testTask());
    const crashed = new Set<string>();
    for (let crash = 0; crash < 2; crash++) {
      await mesh.settle();
      const busy = peers.find((peer) => peer.offers.length === 1 && !crashed.has(peer.peerId));
      crashed.add(busy?.peerId ?? '');
      busy?.fails('ENGINE_CRASHED');
    }
    await expect(told.answer).rejects.toMatchObject({
      code: 'ENGINE_CRASHED',
      message: expect.stringContaining('spared'),
    });
    expect(peers.filter(({ offers }) => offers.length > 0)).toHaveLength(2);
  });

  it(verifies('dispatch.says-why-it-waits'), async () => {
    const told = mesh.start(testTask());
    await mesh.settle();
    expect(told.waits).toEqual(['No worker is connected.']);
    const peer = mesh.peer({ name: 'w' });
    peer.advertise({ state: 'paused', stateReason: 'its owner is there' });
    await mesh.clock.advance(1_300);
    expect(told.waits.at(-1)).toContain('its owner is there');
    peer.advertise({ state: 'ready', stateReason: '', running: 1 });
    await mesh.clock.advance(300);
    peer.advertise({ state: 'ready' });
    await mesh.settle();
    peer.answers('x');
    await expect(told.answer).resolves.toMatchObject({ text: 'x' });
  });

  it(verifies('dispatch.breaker'), async () => {
    const peer = mesh.peer({ name: 'w' });
    for (let time = 0; time < 3; time++) {
      const told = mesh.start(testTask());
      await mesh.settle();
      peer.fails('PROMPT_TOO_LONG');
      await expect(told.answer).rejects.toMatchObject({ code: 'PROMPT_TOO_LONG' });
    }
    const told = mesh.start(testTask());
    for (let time = 0; time < 3; time++) {
      await mesh.settle();
      expect(peer.offers).toHaveLength(4 + time);
      peer.fails('ENGINE_FAILED');
    }
    await expect(told.answer).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    const next = mesh.start(testTask());
    await mesh.settle();
    // Three failures that were its own: it rests. Those of the tasks did not count.
    expect(peer.offers).toHaveLength(6);
    expect(next.waits.at(-1)).toContain('failed 3 times in a row');
    await mesh.clock.advance(1_300);
    expect(peer.offers).toHaveLength(7);
    peer.answers('well again');
    await expect(next.answer).resolves.toMatchObject({ text: 'well again' });
  });

  it('is given back when it is cancelled, waiting or running', async () => {
    const peer = mesh.peer({ name: 'w' });
    const running = mesh.start(testTask());
    const waiting = mesh.start(testTask());
    await mesh.settle();
    const reason = new HanzoError('CANCELLED', 'enough');
    waiting.abort(reason);
    running.abort(reason);
    await expect(waiting.answer).rejects.toBe(reason);
    await expect(running.answer).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(peer.offers).toEqual([]);
    expect(mesh.dispatcher.load).toEqual({ waiting: 0, attempts: 0 });
  });
});
