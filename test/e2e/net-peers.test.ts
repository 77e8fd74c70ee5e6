import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionEvents } from '@hanzo/mesh';
import { jsonLines } from '../support/cli.ts';
import { foundedHome, memberHome, type MeshHome } from '../support/mesh-homes.ts';
import { startTestNode } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const NOBODY = ['--discovery', 'none'];
const MEMBERS = ['--discovery', 'members'];

interface Peer {
  readonly peerId: string;
  readonly name: string;
  readonly member: string;
  readonly role: string;
  readonly address: string;
  readonly path: string;
  readonly why?: string;
  readonly rttMs?: number;
  readonly heardAt: number;
}

const events: SessionEvents = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

describe('looking at the nodes of a mesh', () => {
  const stack = new AsyncDisposableStack();
  let owner: MeshHome;
  let alan: MeshHome;
  let address: string;
  let peerId: string;
  beforeAll(async () => {
    owner = await foundedHome(stack);
    alan = memberHome(stack, owner, 'alan');
    const { node } = stack.use(await startTestNode({ home: alan.path, role: 'worker', name: 'alans-box', events }));
    [address = ''] = node.addresses;
    ({ peerId } = node);
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  const peers = async (home: MeshHome, ...flags: readonly string[]): Promise<{ code: number; peers: Peer[] }> =>
    await home.json<{ peers: Peer[] }>('peers', '--wait', '1', ...flags);

  it('--discovery local finds the nodes of this home, members those that are remembered, none nobody', async () => {
    expect(await peers(alan, '--discovery', 'local')).toMatchObject({ code: 0 });
    expect(await peers(owner, ...MEMBERS)).toMatchObject({ code: 5 });
    expect(await peers(owner, ...NOBODY, '--bootstrap', address)).toMatchObject({ code: 0 });
    expect(await peers(owner, ...NOBODY)).toMatchObject({ code: 5 });
    expect(await peers(owner, ...MEMBERS)).toMatchObject({ code: 0, peers: [{ name: 'alans-box', path: 'direct' }] });
  });

  it(verifies('net.peers', 'reached'), async () => {
    const seen = await peers(owner, ...NOBODY, '--bootstrap', address);
    expect(seen).toMatchObject({
      code: 0,
      peers: [{ name: 'alans-box', member: 'alan', role: 'worker', path: 'direct', peerId, address }],
    });
    const [peer] = seen.peers;
    expect(peer?.rttMs).toBeGreaterThan(0);
    expect(Date.now() - (peer?.heardAt ?? 0)).toBeLessThan(120_000);
    const { stdout } = await owner.net('peers', '--wait', '1', ...NOBODY, '--bootstrap', address);
    expect(stdout).toMatch(/^mesh "the team" .*: 1 of 1 nodes reached\n/);
    expect(stdout).toMatch(
      /^alans-box +alan +worker +\w{8} +direct +[\d.]+ ms +\d{4}-\d\d-\d\d \d\d:\d\d +\/ip4\/127/m,
    );
  });

  it(verifies('net.peers', 'not reached'), async () => {
    const bea = memberHome(stack, owner, 'bea');
    const off = await startTestNode({ home: bea.path, role: 'worker', name: 'beas-box', events });
    await peers(owner, ...NOBODY, '--bootstrap', off.node.addresses[0] ?? '');
    await off[Symbol.asyncDispose]();
    const seen = await peers(owner, ...MEMBERS);
    expect(seen.peers.find(({ name }) => name === 'beas-box')).toMatchObject({
      member: 'bea',
      path: 'not reached',
      why: expect.stringMatching(/nothing listens on its port/),
    });
    const { stderr } = await owner.net('peers', '--wait', '1', ...MEMBERS);
    expect(stderr).toMatch(/not reached: beas-box: nothing listens on its port/);
  });

  it('--wait is how long peers looks', async () => {
    const time = async (wait: string): Promise<number> => {
      const start = performance.now();
      await owner.net('peers', '--wait', wait, ...NOBODY);
      return performance.now() - start;
    };
    const long = await time('6');
    expect(long).toBeGreaterThan(6_000);
    // A busy machine makes both slower: the margin is wide.
    expect(long - (await time('0.5'))).toBeGreaterThan(1_500);
  });

  it(verifies('net.ping', 'by node name, member name and peer id'), async () => {
    const bootstrap = [...NOBODY, '--bootstrap', address];
    for (const name of ['alans-box', 'alan', peerId, peerId.slice(8, 14)]) {
      const cli = await owner.net('ping', name, '--count', '2', '--interval', '0.01', ...bootstrap);
      expect(cli, cli.stderr).toMatchObject({ code: 0 });
      const lines = cli.stdout.trimEnd().split('\n');
      expect(lines).toHaveLength(3);
      expect(lines[0]).toMatch(/^alans-box \(of alan, \w{8}\): [\d.]+ ms, direct$/);
      expect(lines[2]).toMatch(/^2 of 2 answered: min [\d.]+ ms, median [\d.]+ ms, max [\d.]+ ms$/);
    }
  });

  it('ping counts, and waits between two', async () => {
    const start = performance.now();
    const flags = ['--count', '3', '--interval', '0.8', ...NOBODY, '--bootstrap', address];
    const { code, stdout } = await owner.net('ping', 'alan', '--json', ...flags);
    expect(performance.now() - start).toBeGreaterThan(1_600);
    const lines = jsonLines(stdout);
    expect(code).toBe(0);
    expect(lines.map(({ event }) => event)).toEqual(['ping', 'ping', 'ping', 'ping-summary']);
    expect(lines[0]).toMatchObject({
      v: 1,
      number: 1,
      name: 'alans-box',
      peerId,
      path: 'direct',
      ms: expect.any(Number),
    });
    const { minMs, medianMs, maxMs } = lines[3] as { minMs: number; medianMs: number; maxMs: number };
    expect([minMs, medianMs, maxMs].toSorted((a, b) => a - b)).toEqual([minMs, medianMs, maxMs]);
  });

  it(verifies('net.ping', 'not reached'), async () => {
    const start = performance.now();
    const off = await owner.net('ping', 'beas-box', '--wait', '1', ...MEMBERS);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(off).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(/beas-box was not reached within 1 s: nothing listens on its port[\s\S]*net peers/),
    });
    const unknown = await owner.net('ping', 'zoe', '--wait', '0.5', ...NOBODY);
    expect(unknown).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/no node or member of that name is known/),
    });
  });

  it(verifies('net.status'), async () => {
    const flags = ['--wait', '1', ...NOBODY, '--bootstrap', address];
    const { stdout } = await owner.net('status', ...flags);
    expect(stdout).toMatch(/^mesh "the team" \([0-9a-f]{16}\): 1 worker; you are olga, owner\n/);
    expect(await owner.json('status', ...flags)).toMatchObject({
      v: 1,
      meshId: expect.stringMatching(/^[0-9a-f]{64}$/),
      meshName: 'the team',
      member: 'olga',
      role: 'owner',
      workers: [{ name: 'alans-box', peerId }],
    });
  });
});
