import { join } from 'node:path';
import { createMesh, openMembership } from '@hanzo/membership';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

const DAY_MS = 86_400_000;

describe('a clock that was ahead once', () => {
  it(verifies('membership.clock-ahead'), () => {
    using folder = temporaryFolder();
    const clock = manualClock();
    const parts = { paths: { file: join(folder.path, 'mesh.db'), memberKey: join(folder.path, 'member.key') }, clock };
    const init = { meshName: 'm', memberName: 'a', grantTtlMs: 30 * DAY_MS, fence: true };
    createMesh(parts, init)[Symbol.dispose]();
    const facts = {
      peerId: '12D3KooWtest',
      role: 'worker',
      name: 'w',
      software: 'hanzo/test',
      addresses: [],
      instance: '01',
      machine: '02',
      relay: false,
    } as const;
    clock.stepWallClock(10 * DAY_MS);
    using ahead = openMembership(parts);
    ahead?.signCard(facts);
    expect(ahead?.cardOf(facts.peerId)?.issuedAt).toBeGreaterThan(clock.now() - 1_000);
    clock.stepWallClock(-10 * DAY_MS);
    using right = openMembership(parts);
    right?.signCard(facts);
    const issuedAt = right?.cardOf(facts.peerId)?.issuedAt ?? Infinity;
    expect(issuedAt).toBeLessThanOrEqual(clock.now() + 1);
  });
});
