import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { joinByInvite, membershipOf, startTestNode, temporaryFolder, until } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const QUIET = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

describe('commands that could cut somebody off', () => {
  let stack: AsyncDisposableStack;
  let root: string;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    root = stack.use(temporaryFolder()).path;
  });
  afterEach(() => stack.disposeAsync());

  it(verifies('net.rotate-at-once'), async () => {
    const owner = stack.use(membershipOf(join(root, 'owner')));
    const running = await startTestNode({
      home: join(root, 'owner'),
      membership: owner,
      role: 'worker',
      name: 'owner',
      events: QUIET,
      discovery: [],
    });
    const member = stack.use(await joinByInvite(join(root, 'm'), owner, running.node));
    // From here on nothing of the owner's home runs but the command itself.
    await running[Symbol.asyncDispose]();
    const setup = { home: join(root, 'm'), membership: member, role: 'worker', name: 'm', events: QUIET } as const;
    const { node } = stack.use(await startTestNode({ ...setup, discovery: [] }));
    const where = ['--discovery', 'none', '--bootstrap', node.addresses[0] ?? ''];
    const cli = await runCli(['net', 'rotate', '--grace', '0s', ...where, '--json'], { home: join(root, 'owner') });
    expect(cli.code, cli.stderr).toBe(0);
    expect(JSON.parse(cli.stdout)).toMatchObject({ event: 'rotated', generation: 2, told: [{ name: 'm' }] });
    await until(() => member.fenceKeys()[0]?.generation === 2, 'the new key at the member');
    expect(member.fenceKeys()).toHaveLength(1);
  });

  it(verifies('net.join-while-running'), async () => {
    const owner = stack.use(membershipOf(join(root, 'owner')));
    const alone = stack.use(membershipOf(join(root, 'alone')));
    const setup = { membership: alone, role: 'worker', name: 'busy', events: QUIET, discovery: ['local'] } as const;
    const running = await startTestNode({ home: join(root, 'alone'), ...setup });
    const invite = { uses: 1, ttlMs: 60_000, role: 'worker', approve: false, addresses: [] } as const;
    const { text } = owner.createInvite(invite);
    const cli = await runCli(['net', 'join', '-'], { home: join(root, 'alone'), input: text });
    expect(cli.code).toBe(2);
    expect(cli.stderr).toMatch(/Running here in the mesh so far.*busy \(pid \d+\)/);
    expect(alone.self.standing).toBe('member');
    await running[Symbol.asyncDispose]();
  });
});
