import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { createMesh, Joining, openMembership, parseInvite, type MembershipParts } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { DAY_MS, facts, homes, ONCE, partsOf } from './homes.ts';

const CHILD = new URL('killed-child.ts', import.meta.url).pathname;
const INIT = { meshName: 'team', memberName: 'owner', grantTtlMs: DAY_MS, fence: true };

/** Kills the act before its first change to the file system, its second, and so on, until it ends by itself. */
function killEverywhere(
  act: string,
  prepare: (n: number) => string[],
  check: (n: number, ended: boolean) => void,
): number {
  for (let n = 1; n < 100; n++) {
    const args = ['--conditions=@hanzo/source', CHILD, String(n), act, ...prepare(n)];
    const { signal, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([signal ?? status, stderr.includes('Error')]).toEqual([signal === null ? 0 : 'SIGKILL', false]);
    check(n, signal === null);
    if (signal === null) return n;
  }
  throw new Error('The act never ended.');
}

describe('killed at any point', () => {
  it(
    verifies('membership.killed-joining', 'joining'),
    () => {
      using all = homes();
      using owner = createMesh(partsOf(all.folder('owner'), systemClock), INIT);
      const parts = (n: number): MembershipParts => partsOf(all.folder(`joiner-${n}`), systemClock);
      const texts: string[] = [];
      const welcomeFile = join(all.root, 'welcome');
      const points = killEverywhere(
        'join',
        (n) => {
          const { text } = owner.createInvite(ONCE);
          texts[n] = text;
          // A mesh of its own, as the first `hanzo net up` makes one: it is set aside on the way.
          if (n % 2 === 0) createMesh(parts(n), INIT)[Symbol.dispose]();
          const joining = Joining.start(parts(n), parseInvite(text), 'joiner');
          const { statements } = owner.redeem(joining.request(joining.signCard(facts('p'))));
          writeFileSync(welcomeFile, statements.map((bytes) => Buffer.from(bytes).toString('base64')).join('\n'));
          return [all.folder(`joiner-${n}`), text, welcomeFile];
        },
        (n, ended) => {
          using found = openMembership(parts(n));
          const isIn = found?.meshId === owner.meshId;
          if (isIn) expect(found.self).toMatchObject({ standing: 'member', role: 'worker' });
          if (ended) expect(isIn).toBe(true);
          if (isIn) return;
          // Not in: the same command again ends well, by the same use of the invite.
          found?.[Symbol.dispose]();
          const joining = Joining.start(parts(n), parseInvite(texts[n] ?? ''), 'joiner');
          using joined = joining.complete(owner.redeem(joining.request(joining.signCard(facts('p')))));
          expect(joined.self.standing).toBe('member');
        },
      );
      expect(points).toBeGreaterThan(8);
      expect(owner.invites().map(({ used }) => used)).toEqual(Array.from({ length: points }, () => 1));
      expect(owner.members()).toHaveLength(1 + points);
    },
    60_000,
  );

  it(
    verifies('membership.killed-joining', 'founding'),
    () => {
      using all = homes();
      const parts = (n: number): MembershipParts => partsOf(all.folder(`home-${n}`), systemClock);
      const points = killEverywhere(
        'found',
        (n) => [all.folder(`home-${n}`)],
        (n, ended) => {
          using found = openMembership(parts(n));
          if (found === undefined) expect(ended).toBe(false);
          using mesh = found ?? createMesh(parts(n), INIT);
          expect(mesh.self).toMatchObject({ standing: 'member', role: 'owner' });
          expect(mesh.fenceKeys()).toHaveLength(1);
        },
      );
      expect(points).toBeGreaterThan(4);
    },
    60_000,
  );

  it(
    verifies('membership.killed-joining', 'forgetting'),
    () => {
      using all = homes();
      const points = killEverywhere(
        'forget',
        (n) => {
          createMesh(partsOf(all.folder(`home-${n}`), systemClock), INIT)[Symbol.dispose]();
          return [all.folder(`home-${n}`)];
        },
        (n, ended) => {
          const folder = all.folder(`home-${n}`);
          const left = openMembership(partsOf(folder, systemClock));
          const aside = readdirSync(folder).filter((name) => name.startsWith('left-'));
          if (ended) expect(left).toBeUndefined();
          if (left === undefined) {
            expect(readdirSync(join(folder, aside[0] ?? '')).toSorted()).toEqual(['member.key', 'mesh.db']);
          } else {
            expect(left.self.standing).toBe('member');
            left[Symbol.dispose]();
          }
        },
      );
      expect(points).toBeGreaterThan(4);
    },
    60_000,
  );
});
