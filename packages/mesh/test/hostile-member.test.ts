import { join } from 'node:path';
import type { Membership, NodeFacts } from '@hanzo/membership';
import type { MeshNode } from '@hanzo/mesh';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinByInvite, membershipOf, startTestNode, temporaryFolder, until } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { recorder, type Recorder } from './recorder.ts';

describe('a member with a changed client', () => {
  let stack: AsyncDisposableStack;
  let root: string;
  let owner: Membership;
  let ownerNode: MeshNode;
  let evil: Membership;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    root = stack.use(temporaryFolder()).path;
    owner = stack.use(membershipOf(join(root, 'owner')));
    ownerNode = await start('owner', owner, 'worker', recorder(), []);
    evil = stack.use(await joinByInvite(join(root, 'evil'), owner, ownerNode));
  });
  afterEach(() => stack.disposeAsync());

  async function start(
    home: string,
    membership: Membership,
    role: 'worker' | 'coordinator',
    events: Recorder,
    bootstrap: readonly string[],
  ): Promise<MeshNode> {
    const setup = { home: join(root, home), membership, role, name: role, events, bootstrap } as const;
    const started = await startTestNode({ ...setup, discovery: ['members'] });
    stack.use(started);
    return started.node;
  }

  const facts = (changes: Partial<NodeFacts>): NodeFacts => ({
    peerId: ownerNode.peerId,
    role: 'worker',
    name: 'evil',
    software: 'hanzo/test',
    addresses: ['/ip4/127.0.0.1/tcp/1'],
    instance: 'ab',
    machine: 'cd',
    relay: false,
    ...changes,
  });

  it(verifies('mesh.claims', 'a card for the node of somebody else, with addresses that cannot be read'), async () => {
    owner.merge([evil.signCard(facts({ addresses: ['nonsense', '/ip4/127.0.0.1/tcp/1', '/x'] }))]);
    const coordinator = stack.use(await joinByInvite(join(root, 'c'), owner, ownerNode, 'coordinator'));
    coordinator.merge(owner.statements());
    const sees = recorder();
    await start('c', coordinator, 'coordinator', sees, []);
    await until(() => sees.opened.length > 0, 'a session with the real node, by its own card');
    expect(sees.opened[0]).toMatchObject({ peerId: ownerNode.peerId, card: { memberId: owner.self.id } });
  });

  it(verifies('mesh.claims', 'a card that asks for impossible ports, and a request to try them'), async () => {
    const sees = recorder();
    const evilNode = await start('evil', evil, 'worker', sees, ownerNode.addresses);
    await until(() => evilNode.sessions().length === 1, 'a session');
    evil.signCard(facts({ peerId: evilNode.peerId, addresses: ['/ip4/127.0.0.1/tcp/99999'] }));
    await until(() => owner.cardOf(evilNode.peerId)?.addresses[0]?.endsWith('99999') === true, 'the card');
    const [session] = evilNode.sessions();
    if (session === undefined) throw new Error('no session');
    const results = await evilNode.askReach(session, AbortSignal.timeout(3_000));
    expect(results).toMatchObject([{ fault: 'not a TCP address' }]);
    expect(ownerNode.sessions()).toHaveLength(1);
  });
});
