/** Hosts that cannot reach each other, and a relay with a leg in both of their networks. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MeshTeam, servesAgain } from '../support/mesh-team.ts';
import { namespacesUsable, type Network } from '../support/namespaces.ts';
import { ip } from '../support/netns.ts';
import { verifies } from '../support/verifies.ts';

const unusable = namespacesUsable() !== undefined;

const SERVED_WITHIN_MS = 40_000;

// Each has a network of its own and mostly waits, so that they may run at the same time.
describe.skipIf(unusable).concurrent('a relay between two networks', () => {
  it(verifies('hosts.relayed'), async () => {
    await using team = await startTeam();
    const worker = await team.worker('w');
    const traffic = await team.traffic('c');
    const startedAt = Date.now();
    const { at } = await traffic.when('totals', ({ done }) => done > 0, SERVED_WITHIN_MS);
    const opened = await traffic.when('opened', ({ name }) => name === 'w');
    expect(opened).toMatchObject({ relayed: true, address: expect.stringContaining('/p2p-circuit') });
    expect(worker.last('opened')).toMatchObject({ name: 'c', relayed: true });

    const killedAt = Date.now();
    await team.ownerNode[Symbol.asyncDispose]();
    const gone = await traffic.when('closed', ({ name }) => name === 'w');
    const stopped = await traffic.when('totals', (totals) => totals.at > gone.at);
    await sleep(3_000);
    expect(traffic.last('totals')?.done).toBe(stopped.done);

    await team.restartOwner();
    const backMs = await servesAgain(traffic, 'w', SERVED_WITHIN_MS);
    console.log(
      `relay: first task ${at - startedAt} ms after the coordinator was up; relay killed: gone after ` +
        `${gone.at - killedAt} ms, nothing done meanwhile; served again ${backMs} ms after the relay was up`,
    );
    // Whatever failed meanwhile says that nobody was there.
    expect(Object.keys(traffic.last('totals')?.codes ?? {}).filter((code) => code !== 'NO_WORKER')).toEqual([]);
    expect(traffic.last('opened')).toMatchObject({ name: 'w', relayed: true });
  });

  it(verifies('hosts.relayed-to-direct'), async () => {
    await using team = await startTeam();
    await team.worker('w');
    const traffic = await team.traffic('c', { inFlight: 0 });
    await traffic.when('opened', ({ name, relayed }) => name === 'w' && relayed, SERVED_WITHIN_MS);
    await makeRoutable(team.net);
    const start = Date.now();
    const { at } = await traffic.when('opened', ({ name, relayed }) => name === 'w' && !relayed, SERVED_WITHIN_MS);
    console.log(`relay to direct: the idle session moved ${at - start} ms after there was a route`);
    // With the relay gone the direct session stays.
    const closed = traffic.all('closed').filter(({ name }) => name === 'w').length;
    await team.ownerNode[Symbol.asyncDispose]();
    await traffic.when('closed', ({ name }) => name === 'owner');
    await sleep(2_000);
    expect(traffic.last('totals')?.sessions).toEqual(['w']);
    expect(traffic.all('closed').filter(({ name }) => name === 'w')).toHaveLength(closed);
  });
});

function startTeam(): Promise<MeshTeam> {
  return MeshTeam.start({ segments: { left: ['w', 'owner'], right: ['c', 'owner'] } }, { relay: true });
}

/** The host in the middle becomes a router, and the others know it. */
async function makeRoutable(net: Network): Promise<void> {
  const run = async (host: string, ...command: readonly string[]): Promise<void> => {
    await ip([...net.prefix(host).slice(1), ...command]);
  };
  await run('w', 'ip', 'route', 'add', 'default', 'via', net.address('owner', 'left'));
  await run('c', 'ip', 'route', 'add', 'default', 'via', net.address('owner', 'right'));
  await run('owner', 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
}
