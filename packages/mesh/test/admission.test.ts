import { connect } from 'node:net';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type HanzoError } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import type { Discovery, MeshNode, Session } from '@hanzo/mesh';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  joinByInvite,
  membershipOf,
  redeem,
  startTestNode,
  temporaryFolder,
  until,
} from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { recorder, type Recorder } from './recorder.ts';

describe('admission', () => {
  let stack: AsyncDisposableStack;
  let root: string;
  let owner: Membership;
  let ownerNode: MeshNode;
  let ownerSees: Recorder;

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    root = stack.use(temporaryFolder()).path;
    owner = stack.use(membershipOf(join(root, 'owner')));
    ownerSees = recorder();
    ownerNode = await node('owner', owner, { role: 'worker', events: ownerSees });
  });
  afterEach(() => stack.disposeAsync());

  interface Setup {
    readonly role: 'worker' | 'coordinator' | 'observer';
    readonly events?: Recorder;
    readonly bootstrap?: readonly string[];
    readonly name?: string;
    readonly discovery?: readonly Discovery[];
    readonly onRefused?: (reason: HanzoError) => void;
    readonly onShutOut?: (reason: HanzoError) => void;
  }

  async function node(home: string, membership: Membership, setup: Setup): Promise<MeshNode> {
    const {
      role,
      events = recorder(),
      bootstrap = [],
      name = role,
      discovery = ['members'],
      onRefused,
      onShutOut,
    } = setup;
    const started = await startTestNode({
      home: join(root, home),
      membership,
      role,
      name,
      events,
      discovery,
      bootstrap,
      ...(onRefused && { onRefused }),
      ...(onShutOut && { onShutOut }),
    });
    stack.use(started);
    return started.node;
  }

  async function join_(home: string, role: 'worker' | 'coordinator' | 'owner' = 'worker'): Promise<Membership> {
    return stack.use(await joinByInvite(join(root, home), owner, ownerNode, role));
  }

  it(verifies('mesh.join-by-invite'), async () => {
    // A worker that was up before anybody was invited, and whom nobody tells of the newcomers.
    const worker = await join_('w');
    const workerSees = recorder();
    const workerNode = await node('w', worker, { role: 'worker', events: workerSees, discovery: [] });
    const coordinator = await join_('c', 'coordinator');
    expect(worker.standing(coordinator.self.id)).toBe('unknown');
    expect(coordinator.self).toMatchObject({ role: 'coordinator', standing: 'member' });
    const sees = recorder();
    await node('c', coordinator, {
      role: 'coordinator',
      events: sees,
      bootstrap: workerNode.addresses,
      discovery: [],
    });
    await until(() => sees.opened.length === 1, 'a session with the worker');
    const isNewcomer = (session: Session): boolean => session.card.memberId === coordinator.self.id;
    await until(() => workerSees.opened.some(isNewcomer), 'the session on the other side');
    expect(workerSees.opened.find(isNewcomer)?.card.role).toBe('coordinator');
    expect(worker.members().map((member) => member.id)).toContain(coordinator.self.id);
  });

  it(verifies('mesh.join-refused'), async () => {
    const { text, id } = owner.createInvite({
      uses: 1,
      ttlMs: 60_000,
      role: 'worker',
      approve: false,
      addresses: ownerNode.addresses,
    });
    (await redeem(join(root, 'first'), text, 'first'))[Symbol.dispose]();
    await expect(redeem(join(root, 'second'), text, 'second')).rejects.toMatchObject({
      code: 'INVITE_REFUSED',
      message: expect.stringContaining('used'),
    });
    owner.cancelInvite(id);
    expect(owner.members()).toHaveLength(2);
  });

  it(verifies('mesh.stranger-nothing'), async () => {
    // Somebody who was a member once, so that it knows the fence key and the addresses.
    const gone = await join_('gone');
    owner.revoke(gone.self.id, 'test');
    const before = ownerSees.opened.length;
    const reasons: HanzoError[] = [];
    const goneSees = recorder();
    const goneNode = await node('gone', gone, {
      role: 'observer',
      events: goneSees,
      bootstrap: ownerNode.addresses,
      onRefused: (reason) => reasons.push(reason),
    });
    await until(() => goneNode.unreached().length > 0, 'the refusal');
    expect(goneSees.opened).toEqual([]);
    expect(goneSees.messages).toEqual([]);
    expect(ownerSees.opened).toHaveLength(before);
    expect(reasons[0]?.code).toBe('MEMBERSHIP_REVOKED');
    expect(owner.cards().map((card) => card.peerId)).not.toContain(goneNode.peerId);
  });

  it(verifies('mesh.told-why', 'a stranger reads no byte of ours beyond the negotiation'), async () => {
    const port = Number(/tcp\/(\d+)/.exec(ownerNode.addresses[0] ?? '')?.[1]);
    const heard = await new Promise<Buffer>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(Buffer.concat(chunks)));
      socket.write(lengthPrefixed('/multistream/1.0.0\n'));
      socket.write(lengthPrefixed('/hanzo/secure/1\n'));
      socket.write(Buffer.alloc(200, 1));
    });
    expect(heard.toString('latin1').replaceAll(/[^ -~]/g, '')).toBe('/multistream/1.0.0/hanzo/secure/1');
  });

  it(verifies('mesh.revoked-live'), async () => {
    const member = await join_('m', 'coordinator');
    const sees = recorder();
    const shutOut: HanzoError[] = [];
    await node('m', member, {
      role: 'coordinator',
      events: sees,
      bootstrap: ownerNode.addresses,
      onShutOut: (reason) => shutOut.push(reason),
    });
    await until(() => ownerSees.opened.length === 1, 'a session');
    const start = performance.now();
    owner.revoke(member.self.id, 'lost laptop');
    await until(() => ownerSees.closed.length === 1, 'the session closed');
    expect(performance.now() - start).toBeLessThan(1_000);
    await until(() => shutOut.length === 1, 'the member told');
    expect(shutOut[0]).toMatchObject({ code: 'MEMBERSHIP_REVOKED', message: expect.stringContaining('lost laptop') });
    expect(member.self.standing).toBe('revoked');
    await until(() => sees.closed.length === 1, 'closed on the other side too');
    expect(ownerNode.sessions()).toEqual([]);
  });

  it(verifies('mesh.expired-live'), async () => {
    const member = await join_('m', 'coordinator');
    const clock = { ...systemClock, now: () => systemClock.now() + ahead };
    let ahead = 0;
    const later = stack.use(membershipOf(join(root, 'owner'), clock));
    const laterNode = await node('owner', later, { role: 'worker', name: 'second' });
    await node('m', member, { role: 'coordinator', bootstrap: laterNode.addresses });
    const isOpen = (): boolean => laterNode.sessions().some((session) => session.card.memberId === member.self.id);
    await until(isOpen, 'a session');
    ahead = 31 * 86_400_000;
    await until(() => !isOpen(), 'the session of the expired member closed', 5_000);
    expect(later.standing(member.self.id)).toBe('expired');
  });

  it(verifies('mesh.role-checked'), async () => {
    const member = await join_('m', 'worker');
    const events = recorder();
    const refusals: HanzoError[] = [];
    await node('m', member, {
      role: 'coordinator',
      events,
      bootstrap: ownerNode.addresses,
      onRefused: (reason) => refusals.push(reason),
    });
    await until(() => refusals.length > 0, 'the refusal');
    expect(refusals[0]?.code).toBe('NOT_ALLOWED');
    expect(events.opened).toEqual([]);
  });

  it(verifies('mesh.twin'), async () => {
    const member = await join_('m', 'coordinator');
    await node('m', member, { role: 'coordinator', bootstrap: ownerNode.addresses });
    await until(() => ownerSees.opened.length === 1, 'the first one');
    cpSync(join(root, 'm'), join(root, 'copy'), { recursive: true });
    const copy = stack.use(membershipOf(join(root, 'copy')));
    const refusals: HanzoError[] = [];
    const copySees = recorder();
    // The same peer id in another process: this process has one instance only, so the copy is told apart by machine.
    await startCopy(copy, copySees, refusals);
    await until(() => refusals.length > 0, 'the refusal');
    expect(refusals[0]).toMatchObject({ code: 'IDENTITY_IN_USE' });
    expect(copySees.opened).toEqual([]);
    expect(ownerNode.sessions()).toHaveLength(1);
  });

  async function startCopy(copy: Membership, events: Recorder, refusals: HanzoError[]): Promise<void> {
    const elsewhere = Object.create(copy, {
      signCard: {
        value: (facts: Parameters<Membership['signCard']>[0]) => copy.signCard({ ...facts, machine: 'ff'.repeat(8) }),
      },
    }) as Membership;
    const bound = bindAll(elsewhere, copy);
    await node('copy', bound, {
      role: 'coordinator',
      events,
      bootstrap: ownerNode.addresses,
      onRefused: (reason) => refusals.push(reason),
    });
  }

  it(verifies('mesh.one-is-enough'), async () => {
    const workers = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        const membership = await join_(name);
        return await node(name, membership, { role: 'worker', name, bootstrap: ownerNode.addresses });
      }),
    );
    const coordinator = await join_('coordinator', 'coordinator');
    const sees = recorder();
    // Knows one address, and that one is not the owner's.
    await node('coordinator', coordinator, {
      role: 'coordinator',
      events: sees,
      bootstrap: workers[0]?.addresses ?? [],
    });
    await until(() => sees.opened.length === 4, 'sessions with all four nodes');
    expect(new Set(sees.opened.map((session) => session.peerId))).toEqual(
      new Set([ownerNode, ...workers].map((other) => other.peerId)),
    );
  });

  it(verifies('mesh.spreads'), async () => {
    const first = await join_('a');
    const firstNode = await node('a', first, { role: 'worker', bootstrap: ownerNode.addresses });
    const second = await join_('b');
    await node('b', second, { role: 'worker', bootstrap: firstNode.addresses });
    const third = await join_('c');
    owner.revoke(third.self.id, 'test');
    await until(() => second.standing(third.self.id) === 'revoked', 'the news two links away');
    const digests = (): Set<string> => new Set([owner, first, second].map((membership) => membership.digest()));
    await until(() => digests().size === 1, 'equal rosters');
  });

  it(verifies('mesh.remembered'), async () => {
    const coordinator = await join_('c', 'coordinator');
    const before = recorder();
    const started = await startTestNode({
      home: join(root, 'c'),
      membership: coordinator,
      role: 'coordinator',
      name: 'c',
      events: before,
      discovery: ['members'],
      bootstrap: ownerNode.addresses,
    });
    await until(() => before.opened.length === 1, 'a session');
    await until(() => coordinator.cardOf(ownerNode.peerId) !== undefined, "the owner's card");
    await started[Symbol.asyncDispose]();
    const after = recorder();
    await node('c', coordinator, { role: 'coordinator', events: after });
    await until(() => after.opened.length === 1, 'a session without any address given');
  });

  it(verifies('mesh.rotation'), async () => {
    const member = await join_('m', 'coordinator');
    const sees = recorder();
    await node('m', member, { role: 'coordinator', events: sees, bootstrap: ownerNode.addresses });
    await until(() => ownerSees.opened.length === 1, 'a session');
    const late = await join_('late', 'coordinator');

    const { generation } = owner.rotate({ graceMs: 60_000 });
    await until(() => member.fenceKeys()[0]?.generation === generation, 'the new key');
    expect(ownerSees.closed).toEqual([]);
    // One that was away during the rotation comes back with the old key, and learns the new one.
    const lateSees = recorder();
    await node('late', late, { role: 'coordinator', name: 'late', events: lateSees, bootstrap: ownerNode.addresses });
    await until(() => late.fenceKeys()[0]?.generation === generation, 'the new key for the late one');

    owner.rotate({ graceMs: 0 });
    const stale = await until(() => member.fenceKeys().length === 1, 'only the newest key').then(() => member);
    expect(stale.fenceKeys()[0]?.generation).toBe(generation + 1);
    expect(ownerSees.closed).toEqual([]);
  });

  it(verifies('mesh.ping'), async () => {
    const member = await join_('m', 'coordinator');
    const memberNode = await node('m', member, { role: 'coordinator', bootstrap: ownerNode.addresses });
    await until(() => memberNode.sessions().length === 1, 'a session');
    const [session] = memberNode.sessions();
    if (session === undefined) throw new Error('no session');
    const rtt = await memberNode.ping(session, AbortSignal.timeout(2_000));
    expect(rtt).toBeGreaterThan(0);
    expect(rtt).toBeLessThan(2_000);
  });

  it(verifies('mesh.dial-back'), async () => {
    const member = await join_('m', 'worker');
    const memberNode = await node('m', member, { role: 'worker', bootstrap: ownerNode.addresses });
    await until(() => memberNode.sessions().length === 1, 'a session');
    const [session] = memberNode.sessions();
    if (session === undefined) throw new Error('no session');
    await until(() => owner.cardOf(memberNode.peerId) !== undefined, 'the card');
    const results = await memberNode.askReach(session, AbortSignal.timeout(4_000));
    expect(results).toEqual([{ address: expect.stringContaining('/ip4/127.0.0.1/tcp/'), fault: '' }]);
  });
});

/** A stand-in that overrides some methods of an object with private fields. */
function bindAll<T extends object>(overriding: T, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      const own = Object.getOwnPropertyDescriptor(overriding, key)?.value as unknown;
      if (own !== undefined) return own;
      const value = Reflect.get(object, key, object) as unknown;
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(object) : value;
    },
  });
}

function lengthPrefixed(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
}
