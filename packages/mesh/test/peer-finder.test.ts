import { silentLogger } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { PeerFinder } from '../src/peer-finder.ts';

interface Finder {
  readonly clock: ReturnType<typeof manualClock>;
  readonly finder: PeerFinder;
  readonly dials: (readonly string[])[];
  readonly settled: Set<string>;
}

function finderThat(dial: (addresses: readonly string[]) => Promise<string>): Finder {
  const clock = manualClock();
  const dials: (readonly string[])[] = [];
  const settled = new Set<string>();
  const finder = new PeerFinder({
    clock,
    log: silentLogger,
    dial: (addresses) => {
      dials.push(addresses);
      return dial(addresses);
    },
    isSettled: (peerId) => peerId !== undefined && settled.has(peerId),
    isWanted: () => true,
    parallel: 16,
  });
  return { clock, finder, dials, settled };
}

const refused = (): Promise<string> => Promise.reject(new Error('refused'));

async function ticks({ clock, finder }: Finder, seconds: number): Promise<void> {
  for (let tick = 0; tick < seconds * 4; tick++) {
    await clock.advance(250);
    finder.tick();
  }
}

describe('the peer finder', () => {
  it('learns who answers at an address without an id, and does not dial an open session again', async () => {
    const setup = finderThat(() => Promise.resolve('peer-1'));
    setup.finder.found(undefined, ['/ip4/10.0.0.1/tcp/1'], 'bootstrap');
    setup.settled.add('peer-1');
    await ticks(setup, 10);
    expect(setup.dials).toHaveLength(1);
    setup.settled.delete('peer-1');
    await ticks(setup, 1);
    expect(setup.dials.length).toBeGreaterThan(1);
  });

  it('dials what all sources say of a peer, a bootstrap address and a discovered one alike', async () => {
    const setup = finderThat(refused);
    setup.finder.found('peer-1', ['/old'], 'bootstrap');
    setup.finder.found('peer-1', ['/second'], 'bootstrap');
    await ticks(setup, 1);
    setup.finder.found('peer-1', ['/new'], 'local');
    await ticks(setup, 1);
    expect(setup.dials.at(-1)).toEqual(['/old', '/second', '/new']);
  });

  it('backs off, although sources take turns in naming known addresses; a new one is tried at once', async () => {
    const setup = finderThat(refused);
    for (let second = 0; second < 30; second++) {
      setup.finder.found('peer-1', ['/a'], 'mdns');
      setup.finder.found('peer-1', ['/a', '/b'], 'local');
      await ticks(setup, 1);
    }
    const before = setup.dials.length;
    expect(before).toBeLessThan(15);
    setup.finder.found('peer-1', ['/c'], 'mdns');
    expect(setup.dials.length).toBe(before + 1);
  });

  it('says why a peer was not reached, forgets one that nobody mentions, and never a bootstrap address', async () => {
    const setup = finderThat(refused);
    setup.finder.found('peer-1', ['/a'], 'mdns');
    setup.finder.found('peer-2', ['/b'], 'bootstrap');
    await ticks(setup, 1);
    expect(setup.finder.unreached()).toMatchObject([
      { peerId: 'peer-1', foundBy: 'mdns', error: 'refused' },
      { peerId: 'peer-2', foundBy: 'bootstrap', error: 'refused' },
    ]);
    await ticks(setup, 70);
    expect(setup.finder.unreached().map(({ peerId }) => peerId)).toEqual(['peer-2']);
  });

  it(verifies('mesh.made-up-peers'), async () => {
    const setup = finderThat(refused);
    for (let count = 0; count < 3_000; count++)
      setup.finder.found(`made-up-${count}`, [`/ip4/10.0.0.1/tcp/${count}`], 'mdns');
    expect(setup.finder.promising().length).toBeLessThanOrEqual(512);
    setup.finder.found('real', ['/real'], 'members');
    await ticks(setup, 15);
    expect(setup.dials.flat()).toContain('/real');
    setup.finder.keepOnly('members', new Set());
    expect(setup.finder.promising()).not.toContain('real');
  });

  it(verifies('mesh.back-at-once'), async () => {
    const setup = finderThat(refused);
    setup.finder.note('restarted', ['/a'], 'members', 'first start');
    setup.finder.found('silent', ['/b'], 'mdns');
    await ticks(setup, 50);
    const before = (address: string): number => setup.dials.filter((dial) => dial.includes(address)).length;
    const [restarted, silent] = [before('/a'), before('/b')];
    setup.finder.note('restarted', ['/a'], 'members', 'first start');
    setup.finder.tick();
    expect(before('/a')).toBe(restarted);
    setup.finder.note('restarted', ['/a'], 'members', 'second start');
    setup.finder.found('silent', ['/b'], 'mdns');
    setup.finder.tick();
    expect([before('/a'), before('/b')]).toEqual([restarted + 1, silent + 1]);
  });
});
