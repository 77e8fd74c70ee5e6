import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { joinByInvite, membershipOf, startTestNode, temporaryFolder, until } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

interface Finding {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly mend?: string;
}

const QUIET = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

/** Two minutes behind. */
const LATE: Clock = { ...systemClock, now: () => systemClock.now() - 120_000 };

describe('hanzo net doctor', () => {
  let stack: AsyncDisposableStack;
  let root: string;
  let owner: Membership;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    root = stack.use(temporaryFolder()).path;
    owner = stack.use(membershipOf(join(root, 'owner')));
  });
  afterEach(() => stack.disposeAsync());

  async function doctor(
    home: string,
    ...args: string[]
  ): Promise<{ code: number; findings: Finding[]; stderr: string }> {
    const flags = ['--json', '--wait', '1.5', '--discovery', 'members', ...args];
    const { code, stdout, stderr } = await runCli(['net', 'doctor', ...flags], { home: join(root, home) });
    const { findings = [] } = (stdout === '' ? {} : JSON.parse(stdout)) as { findings?: Finding[] };
    return { code, findings, stderr };
  }

  const start = async (clock?: Clock): Promise<AsyncDisposable & { node: { addresses: readonly string[] } }> =>
    await startTestNode({
      home: join(root, 'owner'),
      membership: clock === undefined ? owner : stack.use(membershipOf(join(root, 'owner'), clock)),
      role: 'worker',
      name: 'gpu-box',
      events: QUIET,
      discovery: [],
      ...(clock && { clock }),
    });

  it(verifies('net.net-doctor', 'a home without a mesh is told so at once'), async () => {
    mkdirSync(join(root, 'empty'));
    const { code, stderr } = await doctor('empty');
    expect(code).toBe(3);
    expect(stderr).toContain('is in no mesh yet');
  });

  it(verifies('net.net-doctor', 'a peer that is there, with another version'), async () => {
    const running = stack.use(await start());
    const member = stack.use(await joinByInvite(join(root, 'm'), owner, running.node as never));
    const { code, findings } = await doctor('m', '--bootstrap', running.node.addresses[0] ?? '');
    expect(code).toBe(0);
    expect(findings).toContainEqual(expect.objectContaining({ name: 'peer', state: 'ok' }));
    expect(findings.find(({ name }) => name === 'version')?.detail).toContain('gpu-box runs hanzo/test');
    expect(findings.find(({ name }) => name === 'listening')?.state).toBe('warn');
    expect(member.self.standing).toBe('member');
  });

  it(verifies('net.net-doctor', 'nothing listens where the peer was'), async () => {
    const running = await start();
    const member = stack.use(await joinByInvite(join(root, 'm'), owner, running.node as never));
    member.merge(owner.statements());
    await running[Symbol.asyncDispose]();
    const { code, findings } = await doctor('m', 'gpu-box');
    expect(code).toBe(5);
    expect(findings.filter(({ name }) => name === 'peer')).toEqual([
      expect.objectContaining({
        state: 'fail',
        detail: expect.stringContaining('nothing listens on its port'),
        mend: expect.stringContaining('hanzo net up'),
      }),
    ]);
  });

  it(verifies('net.net-doctor', 'this home was revoked'), async () => {
    const running = stack.use(await start());
    const member = stack.use(await joinByInvite(join(root, 'm'), owner, running.node as never));
    owner.revoke(member.self.id, 'lost');
    const { code, findings } = await doctor('m', '--bootstrap', running.node.addresses[0] ?? '');
    expect(code).toBe(5);
    const said = findings.map(({ detail }) => detail).join('\n');
    expect(said).toMatch(/revoked/);
  });

  it(verifies('net.net-doctor', 'a node of another mesh answers at the address'), async () => {
    const running = stack.use(await start());
    stack.use(membershipOf(join(root, 'other')));
    const { code, findings } = await doctor('other', '--bootstrap', running.node.addresses[0] ?? '');
    expect(code).toBe(5);
    expect(findings.find(({ name }) => name === 'peer')).toMatchObject({
      state: 'fail',
      detail: expect.stringContaining('another mesh'),
      mend: expect.stringContaining('mesh id'),
    });
  });

  it(verifies('net.net-doctor', 'the clocks differ'), async () => {
    const running = stack.use(await start(LATE));
    const member = stack.use(await joinByInvite(join(root, 'm'), owner, running.node as never));
    await until(() => member.self.standing === 'member', 'membership');
    const { findings } = await doctor('m', '--bootstrap', running.node.addresses[0] ?? '');
    expect(findings.find(({ name }) => name === 'clock')?.detail).toMatch(/its clock is 1[12]\d s behind ours/);
  });

  it(verifies('net.net-doctor', 'a name that nobody has'), async () => {
    const { code, findings } = await doctor('owner', 'nobody-here');
    expect(code).toBe(5);
    expect(findings.find(({ name }) => name === 'peer')?.detail).toBe(
      '"nobody-here" is no member and no node of this mesh',
    );
  });
});
