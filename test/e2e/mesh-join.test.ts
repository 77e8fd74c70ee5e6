/** Homes on several hosts that become a mesh: by multicast alone, by one address alone, and two meshes on one LAN. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetwork, namespacesUsable } from '../support/namespaces.ts';
import { doneBy, MeshTeam } from '../support/mesh-team.ts';
import { startProgram } from '../support/mesh-programs.ts';
import { verifies } from '../support/verifies.ts';

const unusable = namespacesUsable() !== undefined;

/** From the invite to a served task, generously. Milliseconds. */
const SERVED_WITHIN_MS = 20_000;

describe.skipIf(unusable)('joining a mesh from other hosts', () => {
  let stack: AsyncDisposableStack;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
  });
  afterEach(() => stack.disposeAsync());

  it(verifies('hosts.join-by-multicast'), async () => {
    const team = stack.use(
      await MeshTeam.start({ hosts: ['owner', 'w', 'c'] }, { discovery: ['mdns'], addresses: false }),
    );
    const start = Date.now();
    const [worker, traffic] = await Promise.all([team.worker('w'), team.traffic('c')]);
    const { at } = await traffic.when('totals', (totals) => totals.done > 0, SERVED_WITHIN_MS);
    console.log(
      `join by multicast alone: worker joined in ${worker.last('joined')?.ms} ms, coordinator in ` +
        `${traffic.last('joined')?.ms} ms, first task served ${at - start} ms after both were started`,
    );
    expect(doneBy(traffic, 'w')).toBeGreaterThan(0);
    expect(traffic.last('totals')).toMatchObject({ failed: 0 });
  });

  it(verifies('hosts.join-by-address'), async () => {
    const team = stack.use(await MeshTeam.start({ hosts: ['owner', 'w1', 'w2', 'c'] }));
    const start = Date.now();
    // They have joined at the address in their invite, and know nothing else.
    const [, , traffic] = await Promise.all([team.worker('w1'), team.worker('w2'), team.traffic('c')]);
    const { at } = await traffic.when(
      'totals',
      ({ doneBy: by }) => (by['w1'] ?? 0) > 0 && (by['w2'] ?? 0) > 0,
      SERVED_WITHIN_MS,
    );
    console.log(`join by one address alone: both workers have served ${at - start} ms after all were started`);
    expect(traffic.last('totals')).toMatchObject({ failed: 0 });
  });

  it(verifies('hosts.meshes-apart'), async () => {
    const net = stack.use(await createNetwork({ hosts: ['owner', 'a', 'other', 'b'] }));
    const first = stack.use(await MeshTeam.on(net, { discovery: ['mdns', 'members'] }));
    const second = stack.use(await MeshTeam.on(net, { discovery: ['mdns', 'members'], ownerHost: 'other' }));
    // Also the address of the other mesh is known: nothing but the fence keeps them apart.
    const [a, b] = await Promise.all([
      first.traffic('a', { bootstrap: second.ownerAddresses() }),
      second.traffic('b', { bootstrap: first.ownerAddresses() }),
    ]);
    const worker = stack.use(
      startProgram(
        'mesh-worker',
        {
          home: first.home('w'),
          name: 'w',
          discovery: ['mdns', 'members'],
          invite: first.invite('worker'),
          listen: '/ip4/0.0.0.0/tcp/4002',
        },
        net.prefix('b'),
      ),
    );
    await a.when('totals', (totals) => totals.done > 10, SERVED_WITHIN_MS);
    await b.when('opened');
    // Some rounds of multicast questions of both.
    await new Promise((resolve) => void setTimeout(resolve, 3_000));
    const peersOf = (program: { all(kind: 'opened'): { peerId: string }[] }): Set<string> =>
      new Set(program.all('opened').map(({ peerId }) => peerId));
    const idOf = (program: { last(kind: 'ready'): { peerId: string } | undefined }): string =>
      program.last('ready')?.peerId ?? '';
    expect(peersOf(a)).toEqual(new Set([idOf(first.ownerNode), idOf(worker)]));
    expect(peersOf(b)).toEqual(new Set([idOf(second.ownerNode)]));
    expect(peersOf(first.ownerNode)).toEqual(new Set([idOf(a), idOf(worker)]));
    expect(peersOf(second.ownerNode)).toEqual(new Set([idOf(b)]));
    expect(b.last('totals')?.done).toBe(0);
    console.log(`two meshes on one LAN: ${peersOf(a).size} and ${peersOf(b).size} peers, none of the other mesh`);
  });
});
