import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemClock } from '@hanzo/contracts';
import { expect, it } from 'vitest';
import { createMesh } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { DAY_MS, homes, ONCE, partsOf } from './homes.ts';

const CHILD = new URL('redeem-child.ts', import.meta.url).pathname;
const PROCESSES = 4;
const INVITES = 100;
/** 4 processes × 36 joiners × 100 invites: 14,400 redemptions. */
const JOINERS = 36;

interface Outcome {
  readonly granted: string[];
  readonly refusals: Record<string, number>;
}

it(
  verifies('membership.exact-uses'),
  async () => {
    using all = homes();
    const home = all.folder('owner');
    const init = { meshName: 'team', memberName: 'owner', grantTtlMs: DAY_MS, fence: true };
    using owner = createMesh(partsOf(home, systemClock), init);
    const texts = Array.from({ length: INVITES }, () => owner.createInvite(ONCE).text);
    const file = join(all.root, 'invites');
    writeFileSync(file, texts.join('\n'));

    const startAt = Date.now() + 1_500;
    const outcomes = await Promise.all(
      Array.from({ length: PROCESSES }, async (): Promise<Outcome> => {
        const args = ['--conditions=@hanzo/source', CHILD, home, file, String(JOINERS), String(startAt)];
        const { stdout } = await promisify(execFile)(process.execPath, args);
        return JSON.parse(stdout) as Outcome;
      }),
    );

    const granted = outcomes.flatMap((outcome) => outcome.granted);
    expect(granted).toHaveLength(INVITES);
    const refusals = outcomes.map((outcome) => outcome.refusals);
    // Refused for the right reason: none for a lock, say.
    expect(new Set(refusals.flatMap((counts) => Object.keys(counts)))).toEqual(new Set(['INVITE_REFUSED']));
    const total = refusals.reduce((sum, counts) => sum + (counts['INVITE_REFUSED'] ?? 0), granted.length);
    expect(total).toBe(PROCESSES * JOINERS * INVITES);
    // All really raced: no process was first everywhere.
    expect(outcomes.filter((outcome) => outcome.granted.length > 0).length).toBeGreaterThan(1);

    owner.refresh();
    expect(
      owner
        .members()
        .filter(({ isSelf }) => !isSelf)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(granted.toSorted());
    expect(owner.invites().map(({ used }) => used)).toEqual(Array.from({ length: INVITES }, () => 1));
  },
  60_000,
);
