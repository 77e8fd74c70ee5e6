import { join } from 'node:path';
import { systemClock, type Clock, type HanzoError } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { membershipOf, redeem, startTestNode, temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { recorder } from './recorder.ts';

const HALF_HOUR_MS = 30 * 60_000;

describe('a host that fails again and again', () => {
  it(verifies('mesh.host-ban'), async () => {
    await using stack = new AsyncDisposableStack();
    const root = stack.use(temporaryFolder()).path;
    let skipped = 0;
    const clock: Clock = { ...systemClock, elapsed: () => systemClock.elapsed() + skipped };
    const owner = stack.use(membershipOf(join(root, 'owner')));
    const started = await startTestNode({
      home: join(root, 'owner'),
      membership: owner,
      role: 'worker',
      name: 'w',
      events: recorder(),
      discovery: [],
      clock,
    });
    stack.use(started);
    const init = { uses: 1, ttlMs: HALF_HOUR_MS, approve: false, addresses: started.node.addresses } as const;
    const tryIn = async (home: string, text: string): Promise<string> => {
      try {
        (await redeem(join(root, home), text, home, 1_500))[Symbol.dispose]();
        return 'joined';
      } catch (error) {
        return (error as HanzoError).code;
      }
    };
    const second = await redeem(join(root, 'second'), owner.createInvite({ ...init, role: 'owner' }).text, 'second');
    stack.use(second);
    // Invites that were never made here, as somebody would guess them.
    const guess = (): string => second.createInvite({ ...init, role: 'worker' }).text;
    for (let count = 0; count < 4; count++) expect(await tryIn(`guess-${count}`, guess())).toBe('PEER_UNREACHABLE');
    const good = owner.createInvite({ ...init, role: 'worker' }).text;
    expect(await tryIn('patient', good)).toBe('PEER_UNREACHABLE');
    skipped += HALF_HOUR_MS + 60_000;
    expect(await tryIn('patient', good)).toBe('joined');
  });
});
