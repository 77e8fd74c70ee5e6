import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, startCli, type RunningCli } from '../support/cli.ts';
import { joinByInvite, membershipOf, startTestNode, temporaryFolder, until } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const QUIET = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};
const LOOPBACK = ['--listen', '/ip4/127.0.0.1/tcp/0', '--discovery', 'none'];

describe('hanzo net up without an engine', () => {
  let stack: AsyncDisposableStack;
  let root: string;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    root = stack.use(temporaryFolder()).path;
  });
  afterEach(() => stack.disposeAsync());

  function up(home: string, ...flags: string[]): RunningCli {
    return stack.use(startCli(['net', 'up', '--no-engine', ...flags], { home: join(root, home) }));
  }

  it(verifies('net.no-engine'), async () => {
    const node = up('a', ...LOOPBACK, '--relay', '--announce', '/ip4/203.0.113.7/tcp/4001', '--json');
    const ready = JSON.parse(await node.line(/"event":"node-ready"/)) as { peerId: string };
    const owner = stack.use(membershipOf(join(root, 'a')));
    await until(() => owner.refresh() || owner.cardOf(ready.peerId) !== undefined, 'its card');
    expect(owner.cardOf(ready.peerId)).toMatchObject({
      role: 'observer',
      relay: true,
      addresses: expect.arrayContaining([expect.stringContaining('/ip4/203.0.113.7/tcp/4001')]),
    });
    // Nobody gives it tasks.
    const status = await runCli(['net', 'status', '--wait', '1', '--json', '--discovery', 'local'], {
      home: join(root, 'a'),
    });
    expect(status.code).toBe(5);
    node.process.kill('SIGTERM');
    expect((await node.result).code).toBe(0);
  });

  it('--bootstrap reaches a member without any discovery', async () => {
    const owner = stack.use(membershipOf(join(root, 'owner')));
    const setup = {
      home: join(root, 'owner'),
      membership: owner,
      role: 'worker',
      name: 'there',
      events: QUIET,
    } as const;
    const { node } = stack.use(await startTestNode({ ...setup, discovery: [] }));
    (await joinByInvite(join(root, 'b'), owner, node))[Symbol.dispose]();
    const running = up('b', ...LOOPBACK, '--bootstrap', node.addresses[0] ?? '');
    expect(await running.line(/peer connected/)).toContain('there');
  });

  it('a revoked home stops by itself, with the reason and exit code 3', async () => {
    const owner = stack.use(membershipOf(join(root, 'owner')));
    const setup = {
      home: join(root, 'owner'),
      membership: owner,
      role: 'worker',
      name: 'there',
      events: QUIET,
    } as const;
    const { node } = stack.use(await startTestNode({ ...setup, discovery: [] }));
    const member = await joinByInvite(join(root, 'b'), owner, node);
    const { id } = member.self;
    member[Symbol.dispose]();
    const running = up('b', ...LOOPBACK, '--bootstrap', node.addresses[0] ?? '');
    await running.line(/peer connected/);
    owner.revoke(id, 'laptop lost');
    const { code, stderr } = await running.result;
    expect(code).toBe(3);
    expect(stderr).toMatch(/was revoked \(laptop lost\)/);
  });

  it.each([
    ['--model', 'x.gguf'],
    ['--threads', '2'],
    ['--metrics-port', '0'],
  ])('%s is refused: it would do nothing', async (flag, value) => {
    const cli = await runCli(['net', 'up', '--no-engine', flag, value], { home: join(root, 'c') });
    expect(cli).toMatchObject({ code: 2, stderr: expect.stringContaining(`${flag} means nothing with --no-engine`) });
  });
});
