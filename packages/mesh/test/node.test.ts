import { connect } from 'node:net';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { membershipOf, startTestNode, temporaryFolder, until } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { recorder, type Recorder } from './recorder.ts';

describe('mesh node', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
  });
  afterEach(() => stack.disposeAsync());

  async function pair(discovery: 'mdns' | 'local'): Promise<{ worker: Recorder; seeker: Recorder }> {
    const worker = recorder();
    const seeker = recorder();
    stack.use(await startTestNode({ home, role: 'worker', name: 'w', events: worker, discovery: [discovery] }));
    stack.use(await startTestNode({ home, role: 'coordinator', name: 'c', events: seeker, discovery: [discovery] }));
    await until(() => worker.opened.length > 0 && seeker.opened.length > 0, 'a session on both sides');
    return { worker, seeker };
  }

  it.each(['mdns', 'local'] as const)(verifies('mesh.discovery', '%s'), async (discovery) => {
    const { worker, seeker } = await pair(discovery);
    expect(seeker.opened[0]?.peer).toMatchObject({ role: 'worker', nodeName: 'w', software: 'hanzo/test' });
    expect(worker.opened[0]?.peer).toMatchObject({ role: 'coordinator', nodeName: 'c' });
  });

  it(verifies('mesh.bootstrap'), async () => {
    const worker = recorder();
    const { node } = stack.use(await startTestNode({ home, role: 'worker', name: 'w', events: worker, discovery: [] }));
    const seeker = recorder();
    stack.use(
      await startTestNode({
        home,
        role: 'coordinator',
        name: 'c',
        events: seeker,
        discovery: [],
        bootstrap: node.addresses,
      }),
    );
    await until(() => seeker.opened.length === 1, 'a session');
    expect(seeker.opened[0]?.peerId).toBe(node.peerId);
  });

  it(verifies('mesh.fence'), async () => {
    const worker = recorder();
    const { node } = stack.use(await startTestNode({ home, role: 'worker', name: 'w', events: worker, discovery: [] }));
    const stranger = recorder();
    const other = stack.use(membershipOf(join(home, 'other')));
    const { node: refused } = stack.use(
      await startTestNode({
        home,
        role: 'coordinator',
        name: 'c',
        events: stranger,
        discovery: [],
        bootstrap: node.addresses,
        membership: other,
      }),
    );
    await until(() => refused.unreached().length > 0, 'a refused dial');
    expect(refused.unreached()[0]).toMatchObject({ peerId: node.peerId, foundBy: 'bootstrap' });
    expect(worker.opened).toEqual([]);
    expect(stranger.opened).toEqual([]);
  });

  it('does not see workers of another mesh on the same machine and LAN', async () => {
    const worker = recorder();
    stack.use(await startTestNode({ home, role: 'worker', name: 'w', events: worker, discovery: ['mdns', 'local'] }));
    const mine = recorder();
    const other = stack.use(membershipOf(join(home, 'other')));
    stack.use(
      await startTestNode({
        home,
        role: 'worker',
        name: 'mine',
        events: mine,
        discovery: ['mdns', 'local'],
        membership: other,
      }),
    );
    const seeker = recorder();
    const { node } = stack.use(
      await startTestNode({
        home,
        role: 'coordinator',
        name: 'c',
        events: seeker,
        discovery: ['mdns', 'local'],
        membership: other,
      }),
    );
    await until(() => seeker.opened.length > 0, 'a session with its own worker');
    expect(seeker.opened.map((session) => session.peer.nodeName)).toEqual(['mine']);
    expect(node.unreached()).toEqual([]);
    expect(worker.opened).toEqual([]);
  });

  it(verifies('mesh.heartbeat'), async () => {
    const { worker, seeker } = await pair('local');
    worker.opened[0]?.send({ kind: 'drain', reason: 'test' });
    await until(() => seeker.messages.some((message) => message.kind === 'drain'), 'the message');
    await until(() => seeker.messages.some((message) => message.kind === 'heartbeat'), 'a heartbeat');
    expect(seeker.messages.find((message) => message.kind === 'heartbeat')).toMatchObject({
      aliveAttemptIds: ['alive-1'],
    });
    seeker.opened[0]?.close(new HanzoError('CANCELLED', 'bye'));
    await until(() => worker.closed.length === 1, 'the close');
    expect(seeker.closed).toHaveLength(1);
  });

  it(verifies('mesh.comes-back'), async () => {
    const first = await startTestNode({ home, role: 'worker', name: 'w', events: recorder() });
    const seeker = recorder();
    stack.use(await startTestNode({ home, role: 'coordinator', name: 'c', events: seeker }));
    await until(() => seeker.opened.length === 1, 'a session');
    await first[Symbol.asyncDispose]();
    await until(() => seeker.closed.length === 1, 'the worker gone');
    stack.use(await startTestNode({ home, role: 'worker', name: 'w', events: recorder() }));
    await until(() => seeker.opened.length === 2, 'a new session');
    expect(seeker.opened[1]?.peerId).toBe(seeker.opened[0]?.peerId);
  });

  it(verifies('mesh.silent-socket'), async () => {
    const { node } = stack.use(
      await startTestNode({ home, role: 'worker', name: 'w', events: recorder(), discovery: ['local'] }),
    );
    const port = Number(/tcp\/(\d+)/.exec(node.addresses[0] ?? '')?.[1]);
    const silent = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
    const ended = silent.map(
      (socket) => new Promise((resolve) => socket.on('close', resolve).on('error', () => undefined)),
    );
    const seeker = recorder();
    stack.use(await startTestNode({ home, role: 'coordinator', name: 'c', events: seeker }));
    await until(() => seeker.opened.length === 1, 'a session beside 20 silent sockets', 3_000);
    await Promise.all(ended);
  });
});
