import { readdirSync } from 'node:fs';
import { probeMulticast } from '@hanzo/mesh';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, startCli } from '../support/cli.ts';
import { foundedHome, invite, LOCAL, LOOPBACK, memberHome, meshHome, type MeshHome } from '../support/mesh-homes.ts';
import { membershipOf } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

interface Members {
  readonly meshName: string;
  readonly members: { name: string; role: string; standing: string; expiresAt: number | null; isSelf: boolean }[];
}

interface InviteEvent {
  readonly event: string;
  readonly id: string;
  readonly invite: string;
  readonly expiresAt: number;
  readonly addresses: readonly string[];
}

const names = ({ members }: Members): string[] => members.map(({ name }) => name).toSorted();

describe('hanzo net init', () => {
  const stack = new AsyncDisposableStack();
  afterAll(() => stack.disposeAsync());

  it(verifies('net.init'), async () => {
    const home = meshHome(stack);
    const first = await home.net('init', '--name', 'the team', '--member', 'olga');
    expect(first, first.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^mesh "the team" \([0-9a-f]{16}\): founded; you are its owner, as olga\n$/),
      stderr: expect.stringMatching(/30 days[\s\S]*hanzo net invite/),
    });
    const second = await home.net('init');
    expect(second).toMatchObject({ code: 2, stderr: expect.stringMatching(/in the mesh "the team"[\s\S]*net leave/) });
    expect(await home.json<Members>('members')).toMatchObject({
      meshName: 'the team',
      members: [{ name: 'olga', role: 'owner', standing: 'member', expiresAt: null, isSelf: true }],
    });
  });

  it('--ttl is how long a membership lasts, --json says what was founded', async () => {
    const home = meshHome(stack);
    const founded = await home.json('init', '--ttl', '5d');
    expect(founded).toMatchObject({ code: 0, v: 1, event: 'founded', grantTtlMs: 5 * DAY_MS, fence: true });
    const worker = memberHome(stack, home, 'wanda');
    const { members } = await worker.json<Members>('members');
    const left = (members.find(({ name }) => name === 'wanda')?.expiresAt ?? 0) - Date.now();
    expect(left).toBeGreaterThan(4.9 * DAY_MS);
    expect(left).toBeLessThanOrEqual(5 * DAY_MS);
    const wrong = await home.net('init', '--ttl', 'a while');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/--ttl[\s\S]*30m, 24h or 7d/) });
  });

  it('--no-fence founds a mesh without a network key', async () => {
    const fenced = await foundedHome(stack);
    const open = await foundedHome(stack, '--no-fence');
    using withFence = membershipOf(fenced.path);
    using without = membershipOf(open.path);
    const generations = [withFence, without].map((membership) => membership.fenceKeys()[0]?.generation);
    // 0: known to everybody who knows the mesh's id.
    expect(generations).toEqual([1, 0]);
    const worker = memberHome(stack, open, 'wanda');
    expect(names(await worker.json<Members>('members'))).toEqual(['olga', 'wanda']);
  });

  it(verifies('net.looking-founds-nothing'), async () => {
    const home = meshHome(stack);
    const commands = ['members', 'status', 'peers', 'ping x', 'approve', 'invite', 'invite --list', 'rotate', 'leave'];
    for (const command of commands) {
      const cli = await home.net(...command.split(' '));
      expect(cli, command).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/in no mesh yet[\s\S]*net init[\s\S]*net join/),
      });
    }
    expect(readdirSync(home.path).filter((file) => /mesh|member/.test(file))).toEqual([]);
  });
});

describe('hanzo net invite and join', () => {
  const stack = new AsyncDisposableStack();
  let owner: MeshHome;
  beforeAll(async () => {
    owner = await foundedHome(stack);
  });
  afterAll(() => stack.disposeAsync());

  it(verifies('net.invite', 'pasted'), async () => {
    const worker = meshHome(stack);
    const { cli, text } = await invite(owner);
    const joined = await worker.net('join', text, '--name', 'wanda', ...LOCAL);
    expect(joined, joined.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^mesh "the team" \([0-9a-f]{16}\): joined as wanda, worker\n/),
      stderr: expect.stringContaining('hanzo net up'),
    });
    expect(joined.stdout).toMatch(/expires: \d{4}-\d\d-\d\d \d\d:\d\d \(in 30 days\)/);
    expect(joined.stdout).toMatch(/members: .*olga \(owner\)/);
    const inviting = await cli.result;
    expect(inviting).toMatchObject({ code: 0, stdout: `${text}\n` });
    expect(inviting.stderr).toMatch(/Good once, until .*24 h.* for a worker of "the team"/);
    expect(inviting.stderr).toMatch(/hanzo net join/);
    expect(inviting.stderr).toMatch(/wanda \([0-9a-f]{8}\) is in, as worker/);
    for (const home of [owner, worker]) expect(names(await home.json<Members>('members'))).toEqual(['olga', 'wanda']);
    const again = await worker.net('join', text, ...LOCAL);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringMatching(/already in this mesh[\s\S]*net leave/) });
  });

  it(verifies('net.invite', 'piped, from a command that goes on waiting'), async () => {
    const { path } = meshHome(stack);
    const { cli, text } = await invite(owner, '--role', 'coordinator');
    const joining = startCli(['net', 'join', '-', '--name', 'cora', ...LOCAL, '--json'], {
      home: path,
      input: `${text}\n`,
    });
    const { code, stdout, stderr } = await stack.use(joining).result;
    expect(code, stderr).toBe(0);
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      v: 1,
      event: 'joined',
      meshName: 'the team',
      member: { name: 'cora', role: 'coordinator', isSelf: true },
      members: expect.arrayContaining([expect.objectContaining({ name: 'olga' })]),
    });
    expect(stderr).toContain('hanzo dev --use-hanzo-net');
    expect((await cli.result).code).toBe(0);
  });

  it(verifies('net.invite-bounds'), async () => {
    const cli = owner.start('invite', ...LOOPBACK, '--uses', '2', '--role', 'owner', '--ttl', '10m', '--json');
    const made = JSON.parse(await cli.line(/"event":"invite"/)) as InviteEvent;
    expect(made).toMatchObject({ v: 1, uses: 2, role: 'owner', approve: false });
    expect(made.expiresAt - Date.now()).toBeGreaterThan(9 * MINUTE_MS);
    expect(made.expiresAt - Date.now()).toBeLessThanOrEqual(10 * MINUTE_MS);
    for (const name of ['oleg', 'oona']) {
      expect(cli.process.exitCode).toBeNull();
      const joined = await meshHome(stack).json('join', made.invite, '--name', name, ...LOCAL);
      expect(joined).toMatchObject({ code: 0, member: { name, role: 'owner', expiresAt: null } });
    }
    const { code, stdout } = await cli.result;
    const events = jsonLines(stdout);
    expect(code).toBe(0);
    expect(events.flatMap(({ event, name }) => (event === 'joined' ? [name] : []))).toEqual(['oleg', 'oona']);
    expect(events.at(-1)).toMatchObject({ event: 'invite-ended', why: 'used up', used: 2 });
  });

  it(verifies('net.invite-waits'), async () => {
    const { cli } = await invite(owner, '--ttl', '7d');
    // A node of this home listens: the next invite has its address, and need not wait.
    const second = await owner.json<InviteEvent>('invite');
    expect(second).toMatchObject({ code: 0, event: 'invite' });
    expect(second.addresses.join(' ')).toMatch(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+\/p2p\/12D3\w+$/);
    cli.process.kill('SIGINT');
    const stopped = await cli.result;
    expect(stopped.code, stopped.stderr).toBe(0);
    expect(stopped.stderr).toMatch(/7 days[\s\S]*stays good[\s\S]*hanzo net up[\s\S]*--cancel/);
    // On the port of the first one: where an invite says its maker is.
    const [, port = ''] = /\/tcp\/(\d+)/.exec(second.addresses[0] ?? '') ?? [];
    const again = owner.start('invite', '--listen', `/ip4/127.0.0.1/tcp/${port}`, ...LOCAL);
    await again.line(/Waiting here/);
    expect(await meshHome(stack).net('join', second.invite, '--name', 'will', ...LOCAL)).toMatchObject({ code: 0 });
    expect(await again.line(/is in/)).toMatch(/will .* is in, as worker/);
  });

  it('a home alone in a mesh of its own goes over to another; one in a mesh with others does not', async () => {
    const alone = await foundedHome(stack, '--name', 'my own');
    const { cli, text } = await invite(owner);
    const joined = await alone.net('join', text, '--name', 'ada', ...LOCAL);
    expect(joined).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('mesh "the team"'),
      stderr: expect.stringMatching(/"my own" \(\w+\), will be put aside: nobody else is in it/),
    });
    await cli.result;
    const elsewhere = await foundedHome(stack, '--name', 'elsewhere');
    const other = await invite(elsewhere);
    const refused = await alone.net('join', other.text, ...LOCAL);
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/in another mesh: "the team"[\s\S]*--home/),
    });
  });

  it('--no-wait only prints; --announce is in the invite; without any address it says so', async () => {
    const alone = await foundedHome(stack);
    const bare = await alone.net('invite', '--no-wait');
    expect(bare).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\S{60,}\n$/) });
    expect(bare.stderr).toMatch(/No node of this home listens now, and the invite names no address[\s\S]*net up/);
    const announced = await alone.json<InviteEvent>('invite', '--no-wait', '--announce', '/ip4/203.0.113.7/tcp/4001');
    expect(announced.addresses).toEqual(['/ip4/203.0.113.7/tcp/4001']);
    const cli = alone.start('invite', ...LOOPBACK, '--announce', '/ip4/203.0.113.7/tcp/4001', '--json');
    const { addresses } = JSON.parse(await cli.line(/"event":"invite"/)) as InviteEvent;
    expect(addresses.join(' ')).toMatch(/203\.0\.113\.7\/tcp\/4001\/p2p\/12D3/);
    const wrong = await alone.net('invite', '--announce', 'somewhere');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/--announce is given "somewhere"/) });
  });

  it('--list shows every invite of this home, --cancel ends one and its wait', async () => {
    const home = await foundedHome(stack);
    expect(await home.net('invite', '--list')).toMatchObject({ code: 0, stdout: '' });
    const { cli, text } = await invite(home, '--uses', '3', '--role', 'coordinator', '--approve');
    const listed = await home.net('invite', '--list');
    expect(listed.stdout).toMatch(/coordinator +open +0 of 3 +yes/);
    const { invites } = await home.json<{ invites: { id: string; state: string }[] }>('invite', '--list');
    const [{ id } = { id: '' }] = invites;
    expect(await home.net('invite', '--cancel', 'nothing-like-it')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--list'),
    });
    expect(await home.net('invite', '--cancel', id)).toMatchObject({ code: 0, stdout: `invite ${id}: cancelled\n` });
    expect(await cli.result).toMatchObject({ code: 0, stderr: expect.stringContaining('The invite is cancelled') });
    expect(await home.json('invite', '--list')).toMatchObject({ invites: [{ id, state: 'cancelled' }] });
    expect(text).not.toContain(' ');
  });
});

describe('an invite that is not good', () => {
  const stack = new AsyncDisposableStack();
  let owner: MeshHome;
  /** Makes another invite of the owner, whose door is open all the time. */
  const another = async (...flags: readonly string[]): Promise<InviteEvent> =>
    await owner.json<InviteEvent>('invite', '--discovery', 'local', ...flags);
  beforeAll(async () => {
    owner = await foundedHome(stack);
    await invite(owner, '--uses', '100');
  });
  afterAll(() => stack.disposeAsync());

  it(verifies('net.refusals', 'used up'), async () => {
    const { invite: text } = await another();
    expect(await meshHome(stack).net('join', text, '--name', 'first', ...LOCAL)).toMatchObject({ code: 0 });
    const late = meshHome(stack);
    const refused = await late.net('join', text, '--name', 'second', ...LOCAL);
    expect(refused).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/was used already[\s\S]*hanzo net invite/),
    });
    // The home is as it was: another invite works.
    const { invite: good } = await another();
    expect(await late.net('join', good, '--name', 'second', ...LOCAL)).toMatchObject({ code: 0 });
  });

  it(verifies('net.refusals', 'expired'), async () => {
    const { invite: text, expiresAt } = await another('--ttl', '1s');
    await expect.poll(() => Date.now() > expiresAt, { timeout: 5_000 }).toBe(true);
    const refused = await meshHome(stack).json('join', text, ...LOCAL);
    expect(refused).toMatchObject({ code: 3, event: 'error', message: expect.stringContaining('expired') });
  });

  it(verifies('net.refusals', 'cancelled'), async () => {
    const { invite: text, id } = await another();
    await owner.net('invite', '--cancel', id);
    const refused = await meshHome(stack).net('join', text, ...LOCAL);
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringMatching(/cancelled/) });
  });

  it(verifies('net.refusals', 'changed or no invite at all'), async () => {
    const { invite: text } = await another();
    const middle = Math.floor(text.length / 2);
    const changed = `${text.slice(0, middle)}${text[middle] === 'a' ? 'b' : 'a'}${text.slice(middle + 1)}`;
    for (const wrong of [changed, text.slice(0, -3), 'please', `${text}x`]) {
      const refused = await meshHome(stack).net('join', wrong, ...LOCAL);
      expect(refused, wrong).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr.split('\n')[0]).toMatch(/^error: .*invite/);
    }
    const nothing = await meshHome(stack).net('join', '-', ...LOCAL);
    expect(nothing).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Standard input was empty[\s\S]*net invite/),
    });
  });

  it('nobody there: ends at --timeout with 5, and says who was looked for', async () => {
    const away = await foundedHome(stack);
    const { cli, text } = await invite(away);
    cli.process.kill('SIGINT');
    await cli.result;
    const start = performance.now();
    const refused = await meshHome(stack).net('join', text, '--timeout', '1.5', ...LOCAL);
    expect(performance.now() - start).toBeLessThan(6_000);
    expect(refused).toMatchObject({ code: 5, stderr: expect.stringMatching(/reached[\s\S]*hanzo net invite/) });
  });

  it('Ctrl-C ends a join with 130 and leaves the home as it was', async () => {
    const away = await foundedHome(stack);
    const { cli, text } = await invite(away);
    cli.process.kill('SIGINT');
    await cli.result;
    const home = meshHome(stack);
    const joining = home.start('join', text, ...LOCAL);
    await joining.line(/Joining the mesh/);
    joining.process.kill('SIGINT');
    expect(await joining.result).toMatchObject({ code: 130 });
    expect(await home.net('members')).toMatchObject({ code: 3 });
  });

  it('--discovery mdns finds the inviter whose addresses are not in the invite', async ({ skip }) => {
    if (!(await probeMulticast())) skip('multicast does not come back on this machine');
    const home = await foundedHome(stack);
    const { stdout } = await home.net('invite', '--no-wait');
    const without = await meshHome(stack).net('join', stdout.trim(), '--timeout', '1.5', ...LOCAL);
    expect(without.code).toBe(5);
    const door = home.start('invite', '--discovery', 'mdns');
    await door.line(/Waiting here/);
    const joined = await meshHome(stack).net('join', stdout.trim(), '--name', 'mia', '--discovery', 'mdns');
    expect(joined, joined.stderr).toMatchObject({ code: 0 });
  });
});

describe('approval', () => {
  const stack = new AsyncDisposableStack();
  let owner: MeshHome;
  beforeAll(async () => {
    owner = await foundedHome(stack);
  });
  afterAll(() => stack.disposeAsync());

  it(verifies('net.approve', 'let in'), async () => {
    const { cli, text } = await invite(owner, '--approve');
    expect(await owner.net('approve')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/Nobody waits/),
    });
    const home = meshHome(stack);
    const early = await home.net('join', text, '--name', 'wanda', '--timeout', '2', ...LOCAL);
    expect(early).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/An owner has to approve[\s\S]*run the same/),
    });
    const again = home.start('join', text, '--name', 'wanda', ...LOCAL);
    await again.line(/has to approve/);
    expect(await cli.line(/asks to come in/)).toContain('wanda');
    expect((await owner.net('approve')).stdout).toMatch(/wanda +[0-9a-f]{8} +worker/);
    const { requests } = await owner.json<{ requests: object[] }>('approve');
    expect(requests).toMatchObject([{ name: 'wanda', role: 'worker' }]);
    const approved = await owner.net('approve', 'wanda');
    expect(approved).toMatchObject({ code: 0, stdout: expect.stringMatching(/^wanda \([0-9a-f]{8}\): approved/) });
    expect(await again.result).toMatchObject({ code: 0, stdout: expect.stringContaining('joined as wanda') });
    expect((await cli.result).code).toBe(0);
  });

  it(verifies('net.approve', 'turned away'), async () => {
    const { cli, text } = await invite(owner, '--approve');
    const joining = meshHome(stack).start('join', text, '--name', 'mallory', ...LOCAL);
    await cli.line(/mallory .*asks to come in/);
    expect(await owner.net('approve', 'mallory', '--refuse')).toMatchObject({ code: 0, stdout: 'mallory: refused\n' });
    const refused = await joining.result;
    expect(refused, refused.stderr).toMatchObject({ code: 3 });
    expect(names(await owner.json<Members>('members'))).not.toContain('mallory');
    expect(await owner.net('approve', 'nobody')).toMatchObject({ code: 2 });
    expect(await owner.net('approve', '--refuse')).toMatchObject({ code: 2, stderr: expect.stringMatching(/whom/) });
  });
});
