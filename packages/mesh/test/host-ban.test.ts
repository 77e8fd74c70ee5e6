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
    const invite = (): string =>
      owner.createInvite({
        uses: 1,
        ttlMs: HALF_HOUR_MS,
        role: 'worker',
        approve: false,
        addresses: started.node.addresses,
      }).text;
    const tryIn = async (home: string, text: string): Promise<string> => {
      try {
        (await redeem(join(root, home), text, home, 1_500))[Symbol.dispose]();
        return 'joined';
      } catch (error) {
        return (error as HanzoError).code;
      }
    };
    const used = invite();
    expect(await tryIn('first', used)).toBe('joined');
    for (let count = 0; count < 11; count++) expect(await tryIn(`guess-${count}`, used)).toBe('INVITE_REFUSED');
    // Even with a good one.
    const good = invite();
    expect(await tryIn('patient', good)).toBe('PEER_UNREACHABLE');
    skipped += HALF_HOUR_MS + 60_000;
    expect(await tryIn('patient', good)).toBe('joined');
  });
});
