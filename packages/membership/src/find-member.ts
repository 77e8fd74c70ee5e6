import { HanzoError } from '@hanzo/contracts';
import type { Standing } from './member.ts';

const MIN_PREFIX = 4;
const MAX_SHOWN = 5;

/** What can be looked for. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly standing?: Standing;
}

/**
 * Finds one by its name, its id or the beginning of its id (4 digits or more). Of several with one name the only member
 * in good standing is meant: who came back has the name of the one that was revoked.
 *
 * @param what completes "No … is called"
 * @param mend says where the names are listed
 * @throws HanzoError MEMBER_UNKNOWN, with the near names or the candidates
 */
export function findNamed<T extends Named>(all: readonly T[], text: string, what: string, mend: string): T {
  const wanted = text.trim();
  const matches = matchesOf(all, wanted);
  const standing = matches.filter((one) => one.standing === 'member');
  const [found, ...others] = standing.length === 1 ? standing : matches;
  if (found !== undefined && others.length === 0) return found;
  if (found !== undefined) {
    throw new HanzoError('MEMBER_UNKNOWN', `"${wanted}" may be ${list(matches)}.`, {
      details: { candidates: matches.map(({ id }) => id) },
      mend: 'Name it by its id.',
    });
  }
  const near = nearest(all, wanted);
  const hint = near.length > 0 ? ` Did you mean ${list(near)}?` : '';
  throw new HanzoError('MEMBER_UNKNOWN', `No ${what} is called "${wanted}".${hint}`, {
    details: { near: near.map(({ name }) => name) },
    mend,
  });
}

function matchesOf<T extends Named>(all: readonly T[], wanted: string): T[] {
  const exact = all.filter(({ id, name }) => name === wanted || id === wanted);
  if (exact.length > 0) return exact;
  const alike = all.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (alike.length > 0 || wanted.length < MIN_PREFIX) return alike;
  return all.filter(({ id }) => id.startsWith(wanted.toLowerCase()));
}

function list(some: readonly Named[]): string {
  const shown = some.slice(0, MAX_SHOWN).map(({ name, id }) => `${name} (${id.slice(0, 8)})`);
  return shown.join(' or ') + (some.length > MAX_SHOWN ? ' or another' : '');
}

function nearest<T extends Named>(all: readonly T[], wanted: string): T[] {
  const close = Math.max(1, Math.floor(wanted.length / 3));
  return all
    .map((one) => ({ one, distance: editDistance(one.name.toLowerCase(), wanted.toLowerCase()) }))
    .filter(({ distance }) => distance <= close)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MAX_SHOWN)
    .map(({ one }) => one);
}

/** Least number of characters to change, add or leave out. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, right] of Array.from(b).entries()) {
      const changed = (row[j] ?? 0) + Number(left !== right);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
