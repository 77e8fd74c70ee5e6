import { HanzoError } from '@hanzo/contracts';
import type { Analysis, DelegationResult } from '../words.ts';
import type { CauseGroup, ComparedModel, ComparedPlace, Comparison, PairAgreement } from './comparison.ts';
import { type Change, changeOf, isSamePlace } from './edits.ts';
import { countOfMatch, groupFixes, matchedPairs, measureFixes, type MeasuredFix } from './match-fixes.ts';
import { placesOf } from './places.ts';
import { alikeness, type Saying, sayingOf } from './saying.ts';

/** Root causes whose words are as alike as this are taken for the same. */
const ALIKE_CAUSES = 0.25;
/** What each part counts in an agreement. */
const WEIGHTS = { cause: 0.5, places: 0.25, fixes: 0.25 } as const;

/** An answer, and what it is held against others by. */
interface Measured {
  readonly model: string;
  readonly rootCause: string;
  readonly cause: Saying;
  readonly editing: ReadonlySet<string>;
  readonly naming: ReadonlySet<string>;
  readonly change: Change;
  readonly fixes: readonly MeasuredFix[];
}

/**
 * Where answers of several models to one request agree. No model is asked, and the same results give the same comparison.
 *
 * The agreement of two answers is the mean of three parts, by weight, without those of which neither says anything:
 *
 * - cause, 0.5: 1 where the root causes are alike (their rarer words, by the coefficient of Ochiai, at 0.25 or more), else how much;
 *   0 where one denies what the other says
 * - places, 0.25: files that both change or name, over files that either does (the index of Jaccard)
 * - fixes, 0.25: twice the matched fixes over all fixes (the coefficient of Dice); a match of exact edits that are not the same
 *   counts half
 *
 * That of more answers is the mean of all pairs.
 *
 * @param results of one delegation, the last of each model
 * @throws HanzoError USAGE where there is none
 */
export function compareResults(results: readonly DelegationResult[]): Comparison {
  const [first] = results;
  if (first === undefined) throw new HanzoError('USAGE', 'There is no result that could be compared.');
  const { id, issue } = first;
  const known = knownPaths(results);
  const answers = results.flatMap(({ model, analysis }) =>
    analysis === undefined ? [] : [measure(model, analysis, issue, known)],
  );
  const pairs = answers.flatMap((a, at) => answers.slice(at + 1).map((b) => agreementOf(a, b)));
  return {
    v: 1,
    id,
    issue,
    models: results.map(modelOf),
    agreement: pairs.length === 0 ? undefined : rounded(mean(pairs.map(({ agreement }) => agreement))),
    pairs,
    causes: causesOf(answers),
    places: comparePlaces(answers),
    fixes: groupFixes(answers.map(({ fixes }) => fixes)),
  };
}

function modelOf({ model, state, costMicros, analysis }: DelegationResult): ComparedModel {
  const said = analysis && { confidence: analysis.confidence, rootCause: analysis.rootCause.replaceAll(/\s+/g, ' ') };
  return { model, state, costMicros, ...said };
}

/** Files that were sent, and those that somebody changes. */
function knownPaths(results: readonly DelegationResult[]): readonly string[] {
  const edited = results.flatMap(({ analysis }) => analysis?.fixes.flatMap(({ edits }) => edits) ?? []);
  return [...new Set([...results.flatMap(({ files }) => files), ...edited.map(({ path }) => path)])];
}

function measure(model: string, analysis: Analysis, issue: string, known: readonly string[]): Measured {
  const { rootCause, fixes } = analysis;
  return {
    model,
    rootCause,
    cause: sayingOf(rootCause, issue),
    ...placesOf(analysis, known),
    change: changeOf(fixes.flatMap(({ edits }) => edits)),
    fixes: measureFixes(model, fixes, issue),
  };
}

function agreementOf(a: Measured, b: Measured): PairAgreement {
  const alike = alikeness(a.cause, b.cause);
  const cause = alike >= ALIKE_CAUSES ? 1 : alike;
  const places = sharedPlaces(a, b);
  const fixes = sharedFixes(a, b);
  const parts = Object.entries({ cause, places, fixes }).filter(([, part]) => part !== undefined);
  const weightOf = (name: string): number => WEIGHTS[name as keyof typeof WEIGHTS];
  const all = parts.reduce((sum, [name]) => sum + weightOf(name), 0);
  const agreement = parts.reduce((sum, [name, part = 0]) => sum + weightOf(name) * part, 0) / all;
  return {
    models: [a.model, b.model],
    cause: rounded(cause),
    places: places && rounded(places),
    fixes: fixes && rounded(fixes),
    agreement: rounded(agreement),
  };
}

function sharedPlaces(a: Measured, b: Measured): number | undefined {
  const own = new Set([...a.editing, ...a.naming]);
  const others = new Set([...b.editing, ...b.naming]);
  const all = new Set([...own, ...others]).size;
  return all === 0 ? undefined : [...own].filter((path) => others.has(path)).length / all;
}

function sharedFixes(a: Measured, b: Measured): number | undefined {
  const all = a.fixes.length + b.fixes.length;
  if (all === 0) return undefined;
  const matched = matchedPairs(a.fixes, b.fixes).reduce((sum, pair) => sum + countOfMatch(pair), 0);
  return (2 * matched) / all;
}

/** An answer joins those whose first one is most like it, and with none of which it is at odds. */
function causesOf(answers: readonly Measured[]): readonly CauseGroup[] {
  const groups: Measured[][] = [];
  for (const answer of answers) {
    const likest = groups
      .map((group) => ({ group, alikes: group.map((one) => alikeness(one.cause, answer.cause)) }))
      .filter(({ alikes }) => alikes.every((alike) => alike > 0))
      .map(({ group, alikes: [alike = 0] }) => ({ group, alike }))
      .filter(({ alike }) => alike >= ALIKE_CAUSES)
      .toSorted((a, b) => b.alike - a.alike)[0];
    if (likest === undefined) groups.push([answer]);
    else likest.group.push(answer);
  }
  return groups
    .map((group) => ({
      models: group.map(({ model }) => model),
      rootCause: (group[0]?.rootCause ?? '').replaceAll(/\s+/g, ' '),
    }))
    .toSorted((a, b) => b.models.length - a.models.length);
}

function comparePlaces(answers: readonly Measured[]): readonly ComparedPlace[] {
  const paths = [...new Set(answers.flatMap(({ editing, naming }) => [...editing, ...naming]))];
  return paths
    .map((path): ComparedPlace => {
      const editing = answers.filter((answer) => answer.editing.has(path));
      const naming = answers.filter((answer) => answer.naming.has(path));
      const sameText = editing.filter((one) =>
        editing.some((other) => other !== one && isSamePlace(one.change, other.change, path)),
      );
      return {
        path,
        editing: editing.map(modelName),
        naming: naming.map(modelName),
        sameText: sameText.map(modelName),
      };
    })
    .toSorted((a, b) => b.editing.length + b.naming.length - (a.editing.length + a.naming.length));
}

function modelName({ model }: Measured): string {
  return model;
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, one) => sum + one, 0) / figures.length;
}

/** To hundredths: more would be made up. */
function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}
