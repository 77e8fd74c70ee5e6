import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HomePaths } from '@hanzo/config';
import type { Delegation, KeptResult } from '@hanzo/delegate';
import type { Changes, ChangeSet, SetText } from '../../../changes/change-set.ts';
import { openChanges } from '../../../changes/open-changes.ts';
import { stillThere, type StillThere } from './still-there.ts';

/** A set of changes that has applied a fix, and was not undone by `hanzo changes undo`. */
export interface StandingFix {
  readonly changeSet: string;
  /** `untouched`: the files are byte for byte as the set left them, so it can be undone. */
  readonly there: 'untouched' | StillThere;
}

const SURENESS = ['none', 'part', 'all', 'untouched'] as const;

/**
 * Fixes of a result that were applied, by `hanzo delegate apply` or `hanzo changes apply`, by their number: with what of them the files
 * still hold. What puts something around a line would find that line again, and put it there twice.
 */
export function standingFixes(
  { offered, applied }: Pick<Delegation, 'offered' | 'applied'>,
  { json }: Pick<KeptResult, 'json'>,
  paths: Pick<HomePaths, 'changes'>,
): ReadonlyMap<number, StandingFix> {
  const standing = new Map<number, StandingFix>();
  const own = [...offered, ...applied].filter(({ result }) => result === json);
  if (own.length === 0) return standing;
  using book = openChanges(paths);
  for (const { changeSet, fixes } of own) {
    const set = book.get(changeSet);
    if (set?.state !== 'applied') continue;
    const one: StandingFix = { changeSet, there: thereOf(set, book) };
    for (const number of fixes) {
      const known = standing.get(number);
      if (known === undefined || SURENESS.indexOf(known.there) <= SURENESS.indexOf(one.there))
        standing.set(number, one);
    }
  }
  return standing;
}

function thereOf({ id, workspace }: ChangeSet, book: Changes): StandingFix['there'] {
  const texts = book.texts(id).map((text) => ({ ...text, now: textOf(workspace, text) }));
  if (texts.every(({ after, now }) => now === after)) return 'untouched';
  const there = texts.map(({ before, after, now }) => stillThere(before ?? '', after ?? '', now ?? ''));
  if (there.every((one) => one === 'all')) return 'all';
  return there.every((one) => one === 'none') ? 'none' : 'part';
}

/** Undefined where there is no such file. */
function textOf(workspace: string, { path }: SetText): string | undefined {
  try {
    return readFileSync(join(workspace, path), 'utf8');
  } catch {
    return undefined;
  }
}
