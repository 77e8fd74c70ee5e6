import type { RecommendedFix } from '../words.ts';
import type { FixGroup, FixOfModel } from './comparison.ts';
import { contradict, type Denials, denialsOf } from './denials.ts';
import { type Change, changeOf, isSameChange, isSamePlace } from './edits.ts';
import { likeness, type Terms, termsOf } from './terms.ts';

/** Fixes whose words are as alike as this are taken for one. Those of one issue share more words than causes do. */
const ALIKE_FIXES = 0.35;

/** A fix, and what it is held against others by. */
export interface MeasuredFix extends FixOfModel {
  /** Of its title. */
  readonly denials: Denials;
  readonly terms: Terms;
  readonly change: Change;
}

/** How two fixes match; undefined: they do not. */
interface FixMatch {
  readonly match: Exclude<FixGroup['match'], 'alone'>;
  /** Above 0; the better the higher. */
  readonly score: number;
}

export function measureFixes(model: string, fixes: readonly RecommendedFix[], issue: string): readonly MeasuredFix[] {
  return fixes.map(({ title, explanation, edits }, at) => ({
    model,
    fix: at + 1,
    title,
    denials: denialsOf(title),
    terms: termsOf(`${title}\n${explanation}`, issue),
    change: changeOf(edits),
  }));
}

/** The same edits come before the same place, and that before like words. */
function matchFixes(a: MeasuredFix, b: MeasuredFix): FixMatch | undefined {
  const alike = likeness(a.terms, b.terms);
  if (isSameChange(a.change, b.change)) return { match: 'same', score: 3 + alike };
  if (isSamePlace(a.change, b.change)) return { match: 'differs', score: 2 + alike };
  const isAlike = alike >= ALIKE_FIXES && !contradict(a.denials, b.denials);
  return isAlike ? { match: 'words', score: 1 + alike } : undefined;
}

/** What a match counts in an agreement, 0..1: exact edits that are not the same agree by half. */
export function countOfMatch({ match, a, b }: FixPair): number {
  const isSure = match === 'same' || a.change.edits.length === 0 || b.change.edits.length === 0;
  return isSure ? 1 : 0.5;
}

/** Fixes of two answers that match. */
export interface FixPair extends FixMatch {
  readonly a: MeasuredFix;
  readonly b: MeasuredFix;
}

/** Each fix of one answer with at most one of the other, the best matches first; among equals, those of higher priority. */
export function matchedPairs(all: readonly MeasuredFix[], others: readonly MeasuredFix[]): readonly FixPair[] {
  const found = all.flatMap((a) =>
    others.flatMap((b) => {
      const match = matchFixes(a, b);
      return match === undefined ? [] : [{ ...match, a, b }];
    }),
  );
  const taken = new Set<MeasuredFix>();
  return found
    .toSorted((x, y) => y.score - x.score)
    .filter(({ a, b }) => {
      if (taken.has(a) || taken.has(b)) return false;
      taken.add(a).add(b);
      return true;
    });
}

/** Fixes of all answers that come to the same. A fix joins those with which it matches best, at most one of each model. */
export function groupFixes(answers: readonly (readonly MeasuredFix[])[]): readonly FixGroup[] {
  const groups: MeasuredFix[][] = [];
  for (const fixes of answers) {
    const before = groups.flatMap((group) => group);
    const joins = new Map(matchedWithGroups(fixes, before, groups));
    for (const fix of fixes) {
      const group = joins.get(fix);
      if (group === undefined) groups.push([fix]);
      else group.push(fix);
    }
  }
  return groups.map(groupOf).toSorted((a, b) => b.fixes.length - a.fixes.length);
}

function matchedWithGroups(
  fixes: readonly MeasuredFix[],
  before: readonly MeasuredFix[],
  groups: readonly MeasuredFix[][],
): readonly (readonly [MeasuredFix, MeasuredFix[]])[] {
  const found = fixes.flatMap((fix) =>
    before.flatMap((other) => {
      const match = matchFixes(fix, other);
      const group = groups.find((one) => one.includes(other));
      return match === undefined || group === undefined ? [] : [{ fix, group, score: match.score }];
    }),
  );
  const [fixTaken, groupTaken] = [new Set<MeasuredFix>(), new Set<MeasuredFix[]>()];
  return found
    .toSorted((a, b) => b.score - a.score)
    .flatMap(({ fix, group }) => {
      if (fixTaken.has(fix) || groupTaken.has(group)) return [];
      fixTaken.add(fix);
      groupTaken.add(group);
      return [[fix, group] as const];
    });
}

const WEAKEST = ['words', 'differs', 'same'] as const;

/** A group is only as sure as its weakest match with its first fix. */
function groupOf(members: readonly MeasuredFix[]): FixGroup {
  const [first, ...rest] = members;
  const matches = rest.map((other) => (first === undefined ? undefined : matchFixes(first, other)?.match) ?? 'words');
  const match = WEAKEST.find((one) => matches.includes(one)) ?? 'alone';
  return { fixes: members.map(({ model, fix, title }) => ({ model, fix, title })), match };
}
