import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MeshTeam } from '../support/mesh-team.ts';
import { namespacesUsable } from '../support/namespaces.ts';
import { verifies } from '../support/verifies.ts';
import { ChaosMesh } from './chaos-mesh.ts';

/** Longer than it takes to give a peer up. 30,000 by hand: HANZO_PARTITION_MS. */
const PARTITION_MS = Number(process.env['HANZO_PARTITION_MS'] ?? 6_000);

/** Work for both partitions and after them, at about eight tasks a second. */
const TASKS = Math.round(150 + (PARTITION_MS / 1_000) * 8);
const LISTEN = '/ip4/0.0.0.0/tcp/4001';

describe.skipIf(namespacesUsable() !== undefined)('a partition', () => {
  it(verifies('chaos.partition'), { timeout: 120_000 + 3 * PARTITION_MS }, async () => {
    await using team = await MeshTeam.start({ hosts: ['owner', 'c', 'w1', 'w2', 'w3'] });
    await using mesh = new ChaosMesh({ scene: { tasks: TASKS, words: 10, workers: 3 }, inFlight: 12, team });
    await Promise.all(mesh.crew.map((name) => mesh.worker(name, { listen: LISTEN, slots: 2, pieceMs: 60 })));
    const coordinator = mesh.coordinator();
    await Promise.all(mesh.crew.map((name) => coordinator.when('attempt', ({ node }) => node === name)));

    // First one worker is cut off from everybody, then everybody from the coordinator.
    await team.net.linkDown('w1');
    await sleep(PARTITION_MS);
    await team.net.linkUp('w1');
    await coordinator.when('attempt', ({ attempt }) => attempt > 1);
    await team.net.linkDown('c');
    await sleep(PARTITION_MS);
    const doneBefore = coordinator.all('told').length;
    const at = Date.now();
    await team.net.linkUp('c');
    const again = await coordinator.when('attempt', (line) => line.at > at, 30_000);
    await coordinator.when('finished', () => true, 60_000 + PARTITION_MS);
    console.log(`chaos: after a partition of ${PARTITION_MS} ms work went on ${again.at - at} ms after it was over`);
    expect(doneBefore).toBeLessThan(TASKS);
    expect(await mesh.wrong()).toEqual([]);
  });
});
