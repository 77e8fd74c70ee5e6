import { probeMulticast } from '@hanzo/mesh';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundedHome, invite, LOCAL, memberHome, meshHome, type MeshHome } from '../support/mesh-homes.ts';
import { startTestNode, until } from '../support/small-mesh.ts';

const by = (...ways: readonly string[]): string[] => ['--discovery', ways.join(',')];

const events = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

type TestNode = Awaited<ReturnType<typeof startTestNode>>;

interface Told {
  readonly told: readonly { readonly name: string }[];
}

/** Flags that several commands of `hanzo net` share. Each of these tests fails when its flag does nothing. */
describe('flags of hanzo net', () => {
  const stack = new AsyncDisposableStack();
  let multicast: boolean;
  let owner: MeshHome;
  let alan: MeshHome;
  /** Of alan, and unknown to the owner at first. */
  let node: TestNode;
  beforeAll(async () => {
    multicast = await probeMulticast();
    owner = await foundedHome(stack);
    alan = memberHome(stack, owner, 'alan');
    const setup = { home: alan.path, role: 'worker', name: 'alans-box', events } as const;
    node = stack.use(await startTestNode({ ...setup, discovery: ['mdns', 'local'] }));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  const told = async (home: MeshHome, ...args: readonly string[]): Promise<string[]> =>
    (await home.json<Told>(...args)).told.map(({ name }) => name);

  it.each(['peers --wait 1', 'status --wait 1', 'ping alans-box --wait 1 --count 1'])(
    '--discovery is how %s finds nodes',
    async (command) => {
      const code = async (home: MeshHome, ...ways: readonly string[]): Promise<number> =>
        (await home.net(...command.split(' '), ...by(...ways))).code;
      expect(await Promise.all([code(owner, 'none'), code(owner, 'local'), code(alan, 'local')])).toEqual([5, 5, 0]);
      if (multicast) expect(await code(owner, 'mdns', 'local')).toBe(0);
    },
  );

  it('--discovery and --bootstrap are how rotate, revoke and leave find whom to tell', async () => {
    memberHome(stack, owner, 'gone');
    const [address = ''] = node.node.addresses;
    const found = multicast ? by('mdns') : [...by('none'), '--bootstrap', address];
    for (const command of [['rotate'], ['revoke', 'gone']]) {
      expect(await told(owner, ...command, ...by('none'))).toEqual([]);
      expect(await told(owner, ...command, ...by('none'), '--bootstrap', address)).toEqual(['alans-box']);
      expect(await told(owner, ...command, ...found)).toEqual(['alans-box']);
      // Remembered since then.
      expect(await told(owner, ...command, ...by('members'))).toEqual(['alans-box']);
    }
    const [bea, cleo] = [memberHome(stack, owner, 'bea'), memberHome(stack, owner, 'cleo')];
    expect(await told(bea, 'leave', ...by('none'))).toEqual([]);
    expect(await told(cleo, 'leave', ...found)).toEqual(['alans-box']);
    const { membership } = node.node;
    const isOut = (name: string): boolean =>
      membership.members().some((member) => member.name === name && member.standing === 'revoked');
    await until(() => isOut('cleo'), 'cleo is out');
    expect(isOut('bea')).toBe(false);
  });

  it('--discovery is how invite is found', async ({ skip }) => {
    if (!multicast) skip('multicast does not come back on this machine');
    const { stdout } = await owner.net('invite', '--no-wait');
    const join = async (): Promise<number> =>
      (await meshHome(stack).net('join', stdout.trim(), '--timeout', '2', ...by('mdns'))).code;
    const door = owner.start('invite', '--listen', '/ip4/0.0.0.0/tcp/0', ...LOCAL);
    await door.line(/Waiting here/);
    expect(await join()).toBe(5);
    door.process.kill('SIGINT');
    await door.result;
    const open = owner.start('invite', ...by('mdns'));
    await open.line(/Waiting here/);
    expect(await join()).toBe(0);
    open.process.kill('SIGINT');
    await open.result;
  });

  it('--wait is the most time that rotate, revoke and leave take for somebody who is off', async () => {
    const dora = memberHome(stack, owner, 'dora');
    memberHome(stack, owner, 'eve');
    await dora.net('peers', '--wait', '1', ...by('none'), '--bootstrap', node.node.addresses[0] ?? '');
    await node.node[Symbol.asyncDispose]();
    const time = async (home: MeshHome, ...args: readonly string[]): Promise<number> => {
      const start = performance.now();
      const { code, stderr } = await home.net(...args, ...by('members'));
      expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/Not reached: alans-box/) });
      return performance.now() - start;
    };
    let long = 0;
    // A busy machine makes all of them slower: only the difference tells of the flag.
    for (const command of [['rotate'], ['revoke', 'eve']]) {
      long = await time(owner, ...command, '--wait', '5');
      expect(long).toBeGreaterThan(5_000);
      expect(long - (await time(owner, ...command, '--wait', '0.2'))).toBeGreaterThan(1_000);
    }
    expect(long - (await time(dora, 'leave', '--wait', '0.2'))).toBeGreaterThan(1_000);
  });

  it('the help of every command names its exit codes', async () => {
    const commands = ['init', 'invite', 'join', 'approve', 'members', 'revoke', 'leave', 'peers', 'ping', 'rotate'];
    await Promise.all(
      [...commands, 'up', 'status', 'doctor'].map(async (command) => {
        const { code, stdout } = await owner.net(command, '--help');
        expect(code, command).toBe(0);
        expect(stdout, command).toMatch(/Usage: hanzo net [\s\S]*--json[\s\S]*--home[\s\S]*Exit codes: 0 /);
      }),
    );
  });

  it('--home is another home, for every command', async () => {
    const [here, there] = [await foundedHome(stack), await foundedHome(stack)];
    const idOf = async (command: string, ...flags: readonly string[]): Promise<string> =>
      (await here.json<{ meshId: string }>(...command.split(' '), ...flags)).meshId;
    for (const command of ['members', 'invite --list', 'approve', 'status --wait 0.1', 'peers --wait 0.1']) {
      const [own, other] = await Promise.all([idOf(command), idOf(command, '--home', there.path)]);
      expect(own, command).toMatch(/^[0-9a-f]{64}$/);
      expect(other, command).toMatch(/^[0-9a-f]{64}$/);
      expect(other, command).not.toBe(own);
    }
    for (const command of ['invite --no-wait', 'rotate --wait 0.1', 'leave', 'init'])
      expect((await here.net(...command.split(' '), '--home', there.path)).code, command).toBe(0);
    const other = meshHome(stack);
    const { cli, text } = await invite(here);
    expect(await here.net('join', text, '--name', 'nell', '--home', other.path, ...LOCAL)).toMatchObject({ code: 0 });
    await cli.result;
    expect((await other.net('members')).stdout).toMatch(/nell .*this home/);
    expect(await here.net('revoke', 'nell', '--wait', '0.1', '--home', other.path)).toMatchObject({ code: 2 });
    expect(await here.net('ping', 'nell', '--wait', '0.1', '--home', meshHome(stack).path)).toMatchObject({ code: 3 });
  });
});
