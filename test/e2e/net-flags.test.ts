import { probeMulticast } from '@hanzo/mesh';
import { afterAll, describe, expect, it } from 'vitest';
import { foundedHome, invite, LOCAL, memberHome, meshHome, type MeshHome } from '../support/mesh-homes.ts';
import { startTestNode, until } from '../support/small-mesh.ts';

const NOBODY = ['--discovery', 'none'];
const MDNS = ['--discovery', 'mdns'];
const MEMBERS = ['--discovery', 'members'];

const events = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

type TestNode = Awaited<ReturnType<typeof startTestNode>>;

interface Told {
  readonly told?: readonly { readonly name: string }[];
}

/** Flags that several commands of `hanzo net` share. Each of these tests fails when its flag does nothing. */
describe('flags of hanzo net', () => {
  const stack = new AsyncDisposableStack();
  afterAll(() => stack.disposeAsync());

  /** An owner who does not know where the node of its member runs. */
  const withNode = async (discovery: 'mdns' | 'local'): Promise<{ owner: MeshHome; node: TestNode }> => {
    const owner = await foundedHome(stack);
    const alan = await memberHome(stack, owner, 'alan');
    const setup = { home: alan.path, role: 'worker', name: 'alans-box', events, discovery: [discovery] } as const;
    return { owner, node: stack.use(await startTestNode(setup)) };
  };

  it.each(['peers --wait 1.5', 'status --wait 1.5', 'ping alans-box --wait 1.5 --count 1'])(
    '--discovery is how %s finds nodes',
    async (command) => {
      if (!(await probeMulticast())) return;
      const { owner } = await withNode('mdns');
      expect(await owner.net(...command.split(' '), ...NOBODY), command).toMatchObject({ code: 5 });
      expect(await owner.net(...command.split(' '), ...LOCAL), command).toMatchObject({ code: 5 });
      expect(await owner.net(...command.split(' '), ...MDNS), command).toMatchObject({ code: 0 });
    },
  );

  it.each(['rotate', 'revoke gone'])('--discovery and --bootstrap are how %s finds whom to tell', async (command) => {
    const { owner, node } = await withNode('mdns');
    await memberHome(stack, owner, 'gone');
    const told = async (...flags: readonly string[]): Promise<string[]> => {
      const { told: peers = [] } = await owner.json<Told>(...command.split(' '), ...flags);
      return peers.map(({ name }) => name);
    };
    expect(await told(...NOBODY)).toEqual([]);
    if (command === 'rotate' && (await probeMulticast())) expect(await told(...MDNS)).toEqual(['alans-box']);
    else expect(await told(...NOBODY, '--bootstrap', node.node.addresses[0] ?? '')).toEqual(['alans-box']);
  });

  it('--discovery is how leave finds whom to tell', async () => {
    if (!(await probeMulticast())) return;
    const { owner, node } = await withNode('mdns');
    const homes = [await memberHome(stack, owner, 'bea'), await memberHome(stack, owner, 'cleo')];
    const told: (readonly string[])[] = [];
    for (const [index, flags] of [NOBODY, MDNS].entries()) {
      const { told: peers = [] } = (await homes[index]?.json<Told>('leave', ...flags)) ?? {};
      told.push(peers.map(({ name }) => name));
    }
    expect(told).toEqual([[], ['alans-box']]);
    const { membership } = node.node;
    await until(
      () => membership.members().some(({ name, standing }) => name === 'cleo' && standing === 'revoked'),
      'cleo',
    );
  });

  it('--discovery is how invite is found', async () => {
    if (!(await probeMulticast())) return;
    const owner = await foundedHome(stack);
    const { stdout } = await owner.net('invite', '--no-wait');
    const door = owner.start('invite', '--listen', '/ip4/0.0.0.0/tcp/0', ...LOCAL);
    await door.line(/Waiting here/);
    expect(await meshHome(stack).net('join', stdout.trim(), '--timeout', '2', ...MDNS)).toMatchObject({ code: 5 });
    door.process.kill('SIGINT');
    await door.result;
    await owner.start('invite', ...MDNS).line(/Waiting here/);
    expect(await meshHome(stack).net('join', stdout.trim(), ...MDNS)).toMatchObject({ code: 0 });
  });

  it('--wait is the most time that revoke, rotate and leave take for somebody who is off', async () => {
    const { owner, node } = await withNode('local');
    const [address = ''] = node.node.addresses;
    const bea = await memberHome(stack, owner, 'bea');
    await memberHome(stack, owner, 'gone');
    for (const home of [owner, bea]) await home.net('peers', '--wait', '1', ...NOBODY, '--bootstrap', address);
    await node.node[Symbol.asyncDispose]();
    const time = async (home: MeshHome, ...args: readonly string[]): Promise<number> => {
      const start = performance.now();
      expect(await home.net(...args, ...NOBODY)).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(/Not reached/),
      });
      return performance.now() - start;
    };
    for (const command of [['rotate'], ['revoke', 'gone']]) {
      expect(await time(owner, ...command, '--wait', '3')).toBeGreaterThan(3_000);
      expect(await time(owner, ...command, '--wait', '0.2')).toBeLessThan(2_500);
    }
    expect(await time(bea, 'leave', '--wait', '0.2')).toBeLessThan(2_500);
  });

  it('--name and --json of join, --all of members and the help of every command', async () => {
    const owner = await foundedHome(stack);
    const { cli, text } = await invite(owner);
    expect(await meshHome(stack).json('join', text, '--name', 'nell', ...LOCAL)).toMatchObject({
      event: 'joined',
      member: { name: 'nell' },
    });
    await cli.result;
    const commands = ['init', 'invite', 'join', 'approve', 'members', 'revoke', 'leave', 'peers', 'ping', 'rotate'];
    for (const command of [...commands, 'up', 'status']) {
      const { code, stdout } = await owner.net(command, '--help');
      expect(code, command).toBe(0);
      expect(stdout, command).toMatch(/Usage: hanzo net [\s\S]*--json[\s\S]*--home[\s\S]*Exit codes: 0 /);
    }
  });

  it('--home is another home, for every command', async () => {
    const [here, there] = [await foundedHome(stack), await foundedHome(stack, '--name', 'elsewhere')];
    for (const command of ['members', 'invite --list', 'approve', 'status --wait 0.1', 'peers --wait 0.1']) {
      const [own, other] = [
        await here.json<{ meshId: string }>(
          ...command.split(' '),
          ...NOBODY.slice(0, command.includes('wait') ? 2 : 0),
        ),
        await here.json<{ meshId: string }>(...command.split(' '), '--home', there.path),
      ];
      expect(own.meshId, command).toMatch(/^[0-9a-f]{64}$/);
      expect(other.meshId, command).not.toBe(own.meshId);
    }
    for (const command of ['invite --no-wait', 'rotate --wait 0.1', 'leave --wait 0.1'])
      expect((await here.net(...command.split(' '), '--home', there.path)).code, command).toBe(0);
    expect(await here.net('members')).toMatchObject({ code: 0 });
    expect(await there.net('members')).toMatchObject({ code: 3 });
    expect(await here.net('init', '--home', there.path)).toMatchObject({ code: 0 });
    const { cli, text } = await invite(here);
    const other = meshHome(stack);
    expect(await here.net('join', text, '--home', other.path, ...LOCAL)).toMatchObject({ code: 0 });
    expect(await other.net('members')).toMatchObject({ code: 0 });
    await cli.result;
  });
});
