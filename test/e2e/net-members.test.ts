import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionEvents } from '@hanzo/mesh';
import { runCli } from '../support/cli.ts';
import { foundedHome, invite, LOCAL, LOOPBACK, memberHome, meshHome, type MeshHome } from '../support/mesh-homes.ts';
import { membershipOf, startTestNode, until } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

interface Members {
  readonly members: { id: string; name: string; standing: string; isSelf: boolean; revokeReason?: string }[];
}

interface Spread {
  readonly event: string;
  readonly told: { name: string; member: string }[];
  readonly notReached: { name: string; member: string; why: string }[];
  readonly notSeen: string[];
}

const silent: SessionEvents = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

type TestNode = Awaited<ReturnType<typeof startTestNode>>;

/** A listening node of a home that has joined. */
async function startNode(home: MeshHome, name: string, events: Partial<SessionEvents> = {}): Promise<TestNode> {
  return await startTestNode({ home: home.path, role: 'worker', name, events: { ...silent, ...events } });
}

const standings = ({ members }: Members): Record<string, string> =>
  Object.fromEntries(members.map(({ name, standing }) => [name, standing]));

describe('members of a mesh', () => {
  const stack = new AsyncDisposableStack();
  let owner: MeshHome;
  let alan: MeshHome;
  let bea: MeshHome;
  let node: TestNode;
  beforeAll(async () => {
    owner = await foundedHome(stack);
    alan = memberHome(stack, owner, 'alan');
    bea = memberHome(stack, owner, 'bea');
    node = stack.use(await startNode(alan, 'alans-box'));
    // The owner gets to know where it is.
    await owner.net('peers', ...LOCAL, '--wait', '1', '--bootstrap', node.node.addresses[0] ?? '');
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  it(verifies('net.members'), async () => {
    const { code, stdout } = await owner.net('members');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^mesh "the team" \([0-9a-f]{16}\): 3 members\n/);
    expect(stdout).toMatch(/^olga +[0-9a-f]{8} +owner +member +\S+ \S+ +never +this home, founder$/m);
    expect(stdout).toMatch(/^alan +[0-9a-f]{8} +worker +member +\S+ \S+ +\S+ \S+ \(in 30 days\)$/m);
  });

  it(verifies('net.revoke'), async () => {
    const mallory = memberHome(stack, owner, 'mallory');
    const revoked = await owner.json<Spread & { member: { name: string } }>(
      'revoke',
      'mallory',
      '--reason',
      'laptop lost',
      ...LOCAL,
    );
    expect(revoked).toMatchObject({ code: 0, event: 'revoked', member: { name: 'mallory', standing: 'revoked' } });
    expect(revoked.told).toMatchObject([{ name: 'alans-box', member: 'alan' }]);
    expect(revoked.notSeen).toEqual(['bea']);
    using atAlan = membershipOf(alan.path);
    atAlan.refresh();
    const known = atAlan.members().find(({ name }) => name === 'mallory');
    expect(known).toMatchObject({ standing: 'revoked', revokeReason: 'laptop lost' });
    expect(standings(await owner.json<Members>('members'))).not.toHaveProperty('mallory');
    expect((await owner.net('members', '--all')).stdout).toMatch(/mallory .*revoked .*laptop lost/);
    expect((await owner.net('members')).stderr).toMatch(/1 more, revoked or expired: --all/);
    // Alan's node tells the one it concerns.
    const cut = await mallory.net('peers', ...LOCAL, '--wait', '1', '--bootstrap', node.node.addresses[0] ?? '');
    expect(cut.code, cut.stdout).not.toBe(0);
    expect(cut.stderr).toMatch(/revoked/);
  });

  it('revoke says who was not reached, and why; it is written all the same', async () => {
    const eve = memberHome(stack, owner, 'eve');
    const gone = await startNode(eve, 'eves-box');
    const [address = ''] = gone.node.addresses;
    await owner.net('peers', ...LOCAL, '--wait', '1', '--bootstrap', address);
    await gone[Symbol.asyncDispose]();
    const dora = memberHome(stack, owner, 'dora');
    expect(dora.path).not.toBe('');
    const cli = await owner.net('revoke', 'dora', '--wait', '1.5', ...LOCAL);
    expect(cli, cli.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^dora \([0-9a-f]{8}\): revoked\n$/),
    });
    expect(cli.stderr).toMatch(/Told: alans-box \(of alan\)/);
    expect(cli.stderr).toMatch(/Not reached: eves-box \(of eve\): nothing listens on its port/);
    expect(cli.stderr).toMatch(/Until then they still let dora in/);
    expect(cli.stderr).toMatch(/no listening node is known: .*bea/);
    expect(standings(await owner.json<Members>('members', '--all'))).toMatchObject({ dora: 'revoked' });
    const again = await owner.net('revoke', 'dora', '--wait', '0.1', ...LOCAL);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('was revoked already') });
  });

  it('what may not be done is refused: strangers, this home itself, somebody who is no owner', async () => {
    expect(await owner.net('revoke', 'nobody')).toMatchObject({ code: 2, stderr: expect.stringMatching(/nobody/) });
    expect(await owner.net('revoke', 'olga')).toMatchObject({ code: 2, stderr: expect.stringMatching(/net leave/) });
    for (const command of [['revoke', 'olga'], ['invite', '--no-wait'], ['rotate']]) {
      const cli = await alan.net(...command);
      expect(cli, `${command.join(' ')}: ${cli.stderr}`).toMatchObject({ code: 3 });
    }
  });

  it(verifies('net.leave'), async () => {
    const left = await bea.json<Spread & { kept: string }>(
      'leave',
      ...LOCAL,
      '--bootstrap',
      node.node.addresses[0] ?? '',
    );
    expect(left).toMatchObject({ code: 0, event: 'left', told: [{ name: 'alans-box' }] });
    expect(existsSync(String(left.kept))).toBe(true);
    await until(() => {
      node.node.membership.refresh();
      return node.node.membership.members().some(({ name, standing }) => name === 'bea' && standing === 'revoked');
    }, 'alan knows that bea has left');
    expect(await bea.net('members')).toMatchObject({ code: 3, stderr: expect.stringMatching(/in no mesh/) });
    const { text, cli } = await invite(owner);
    expect(await bea.net('join', text, '--name', 'bea', ...LOCAL)).toMatchObject({ code: 0 });
    await cli.result;
  });

  it(verifies('net.last-owner'), async () => {
    const refused = await owner.net('leave', ...LOCAL);
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringMatching(/last owner[\s\S]*--role owner/) });
    expect(await owner.net('members')).toMatchObject({ code: 0 });
    const alone = await foundedHome(stack);
    const running = alone.start('up', '--no-engine', ...LOOPBACK);
    await running.line(/is up/);
    const left = await alone.net('leave');
    expect(left).toMatchObject({ code: 0, stdout: expect.stringMatching(/"the team".*: left/) });
    expect(left.stderr).toMatch(/stopping by itself: \S+/);
    expect(await running.result).toMatchObject({ code: 3 });
    expect(await alone.net('init')).toMatchObject({ code: 0 });
  });
});

describe('hanzo net rotate', () => {
  const stack = new AsyncDisposableStack();
  afterAll(() => stack.disposeAsync());

  it(verifies('net.rotate'), async () => {
    const owner = await foundedHome(stack);
    const alan = memberHome(stack, owner, 'alan');
    await using node = await startNode(alan, 'alans-box');
    const bootstrap = ['--bootstrap', node.node.addresses[0] ?? ''];
    const rotated = await owner.json<Spread & { generation: number; oldUntil: number }>(
      'rotate',
      '--grace',
      '2h',
      ...LOCAL,
      ...bootstrap,
    );
    expect(rotated).toMatchObject({ code: 0, event: 'rotated', told: [{ name: 'alans-box' }], notSeen: [] });
    expect(Math.abs(rotated.oldUntil - Date.now() - 2 * 3_600_000)).toBeLessThan(60_000);
    await until(() => node.node.membership.fenceKeys().length === 2, 'alan has both keys');
    const again = await owner.net('rotate', '--wait', '1.5', ...LOCAL, ...bootstrap);
    expect(again.stdout).toMatch(new RegExp(`fence key ${rotated.generation + 1} is in force`));
    expect(again.stdout).toMatch(/works until \S+ \S+ \(30 days\)/);
    // They still reach each other.
    expect(await owner.net('peers', '--wait', '1', ...LOCAL, ...bootstrap)).toMatchObject({ code: 0 });
  });
});

describe('the end of a membership', () => {
  const stack = new AsyncDisposableStack();
  afterAll(() => stack.disposeAsync());

  const doctor = async (home: MeshHome): Promise<{ state: string; detail: string; mend?: string } | undefined> => {
    const { stdout } = await runCli(['doctor', '--json'], { home: home.path });
    const { findings } = JSON.parse(stdout) as { findings: { name: string; state: string; detail: string }[] };
    return findings.find(({ name }) => name === 'mesh');
  };

  it(verifies('net.doctor'), async () => {
    const nobody = meshHome(stack);
    expect(await doctor(nobody)).toMatchObject({ state: 'ok', detail: expect.stringContaining('net join') });
    expect(await nobody.net('members')).toMatchObject({ code: 3 });
    const owner = await foundedHome(stack, '--ttl', '2d');
    await using node = await startNode(owner, 'the-box');
    expect(node.claim.name).toBe('the-box');
    const fine = await doctor(owner);
    expect(fine).toMatchObject({ state: 'ok' });
    expect(fine?.detail).toMatch(/mesh "the team" \([0-9a-f]{16}\); olga, owner, member; expires: never; .*the-box/);
    const alan = memberHome(stack, owner, 'alan');
    const soon = await doctor(alan);
    expect(soon).toMatchObject({
      state: 'warn',
      detail: expect.stringMatching(/alan, worker, member; expires: .*\(in 2 days\)/),
    });
    expect(soon?.mend).toMatch(/renewed by itself/);
  });

  it('an expired membership is said, with the mend, and a new invite mends it', async () => {
    const owner = await foundedHome(stack, '--ttl', '8s');
    const alan = memberHome(stack, owner, 'alan');
    const shown = async (): Promise<string> => (await alan.net('members')).stdout;
    await expect.poll(shown, { timeout: 15_000 }).toMatch(/alan .*expired .*ago\) +this home/);
    const looking = await alan.net('peers', ...LOCAL);
    expect(looking).toMatchObject({ code: 3, stderr: expect.stringMatching(/"the team" has expired[\s\S]*net join/) });
    expect(await doctor(alan)).toMatchObject({ state: 'fail', mend: expect.stringContaining('net join') });
    expect(standings(await owner.json<Members>('members'))).toEqual({ olga: 'member' });
    expect(standings(await owner.json<Members>('members', '--all'))).toEqual({ olga: 'member', alan: 'expired' });
    const { cli, text } = await invite(owner);
    const again = await alan.net('join', text, '--name', 'alan', ...LOCAL);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringMatching(/put aside: this home is expired there/) });
    await cli.result;
  });
});
