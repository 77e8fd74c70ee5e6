/** Cables that are pulled, and addresses that change, while tasks flow. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { doneBy, MeshTeam, servesAgain } from '../support/mesh-team.ts';
import { namespacesUsable } from '../support/namespaces.ts';
import { verifies } from '../support/verifies.ts';

const unusable = namespacesUsable() !== undefined;

const DOWN_MS = 30_000;
const BACK_WITHIN_MS = 30_000;

// Each has a network of its own and mostly waits, so that they may run at the same time.
describe.skipIf(unusable).concurrent('links of hosts', () => {
  it(
    verifies('hosts.link-lost'),
    async () => {
      await using team = await MeshTeam.start({ hosts: ['owner', 'w1', 'w2', 'c'] });
      await Promise.all([team.worker('w1'), team.worker('w2')]);
      const traffic = await team.traffic('c');
      await Promise.all([servesAgain(traffic, 'w1'), servesAgain(traffic, 'w2')]);

      await team.net.linkDown('w1');
      const downAt = Date.now();
      const [suspected, gone] = await Promise.all([
        traffic.when('suspect', ({ name }) => name === 'w1'),
        traffic.when('closed', ({ name }) => name === 'w1'),
      ]);
      const atGone = traffic.last('totals');
      await sleep(DOWN_MS - (Date.now() - downAt));
      const meanwhile = doneBy(traffic, 'w2') - (atGone?.doneBy['w2'] ?? 0);
      expect(doneBy(traffic, 'w1')).toBe(atGone?.doneBy['w1']);
      await team.net.linkUp('w1');
      const backMs = await servesAgain(traffic, 'w1', BACK_WITHIN_MS);
      console.log(
        `link down for ${DOWN_MS / 1_000} s: suspected after ${suspected.at - downAt} ms, gone after ${gone.at - downAt} ms, ` +
          `${traffic.last('totals')?.moved} tasks moved, ${meanwhile} done by the other worker meanwhile; ` +
          `serves again ${backMs} ms after the link is up; ${traffic.last('totals')?.failed} failed`,
      );
      expect(meanwhile).toBeGreaterThan(0);
      expect(traffic.last('totals')).toMatchObject({ failed: 0, codes: {} });
    },
    DOWN_MS + 90_000,
  );

  it.each([
    ['by multicast', ['mdns']],
    ['by what members tell each other', ['members']],
  ] as const)(verifies('hosts.address-changed', '%s'), async (how, discovery) => {
    await using team = await MeshTeam.start({ hosts: ['owner', 'w1', 'w2', 'c'] }, { discovery });
    await Promise.all([team.worker('w1'), team.worker('w2')]);
    const traffic = await team.traffic('c');
    await Promise.all([servesAgain(traffic, 'w1'), servesAgain(traffic, 'w2')]);

    const address = team.net.address('w1').replace(/\d+$/, '99');
    await team.net.changeAddress('w1', address);
    const changedAt = Date.now();
    const { at } = await traffic.when(
      'opened',
      (line) => line.name === 'w1' && line.address.includes(`/${address}/`),
      BACK_WITHIN_MS,
    );
    await servesAgain(traffic, 'w1', BACK_WITHIN_MS);
    console.log(
      `address changed, found again ${how}: session at the new one after ${at - changedAt} ms, ` +
        `${traffic.last('totals')?.moved} tasks moved, ${traffic.last('totals')?.failed} failed`,
    );
    expect(traffic.last('totals')).toMatchObject({ failed: 0, codes: {} });
  });
});
