import type { Delegation, Delegations, KeptResult } from '../folder/delegation.ts';
import type { Analysis, DelegationResult, EarlierDelegation, FixFate } from '../words.ts';
import { LEAST_LIKENESS, likenesses, subjectOf } from './likeness.ts';

/** So far back a chain of follow-ups is told. */
const MOST_PARENTS = 4;
const MOST_ALIKE = 3;
/** Older ones are not compared. */
const MOST_COMPARED = 500;
const MOST_ENTRIES = 10;

/** `made`: it was never applied. Undefined: nobody knows the set. */
export type ChangeStateReader = (changeSet: string) => 'made' | 'applied' | 'undone' | undefined;

export interface EarlierOptions {
  readonly issue: string;
  /** Files that are sent. */
  readonly files: readonly string[];
  /** Id of the delegation that is followed up. @default none */
  readonly parent?: string | undefined;
  /** Id of the delegation that goes on: it is none of before. @default none */
  readonly own?: string | undefined;
  /** Others on the same problem, too. @default true */
  readonly alike?: boolean | undefined;
  /** How a set of changes stands now, by its id; undefined: nobody knows. @default as the log tells it */
  readonly changeState?: ChangeStateReader | undefined;
  readonly signal: AbortSignal;
}

/**
 * Delegations of before that help with an issue: the one that it follows up and those before that, the latest first, then up to three
 * that are clearly alike, the most alike first. Those without an answer, or whose files cannot be read any more, are left out.
 */
export async function earlierDelegations(
  delegations: Pick<Delegations, 'list' | 'readResult'>,
  { issue, files, parent, own, alike: wantsAlike = true, changeState, signal }: EarlierOptions,
): Promise<readonly EarlierDelegation[]> {
  const all = (await delegations.list()).filter(({ id }) => id !== own);
  const chain = chainOf(all, parent);
  const others = wantsAlike ? all.filter((one) => !chain.includes(one)).slice(0, MOST_COMPARED) : [];
  const likeness = likenesses(
    subjectOf({ issue, files }),
    others.map((other) => subjectOf(other)),
  );
  const alike = [...others.entries()]
    .filter(([index]) => (likeness[index] ?? 0) >= LEAST_LIKENESS)
    .toSorted(([a], [b]) => (likeness[b] ?? 0) - (likeness[a] ?? 0))
    .map(([, other]) => other);
  const told = async (some: readonly Delegation[], most: number): Promise<readonly EarlierDelegation[]> => {
    const answers: EarlierDelegation[] = [];
    for (const one of some) {
      signal.throwIfAborted();
      if (answers.length === most) break;
      const answer = await bestAnswer(one, delegations);
      if (answer !== undefined) answers.push(inShort(one, answer, { isParent: chain.includes(one), changeState }));
    }
    return answers;
  };
  return [...(await told(chain, MOST_PARENTS)), ...(await told(alike, MOST_ALIKE))];
}

/** The parent, its parent, and so on. A log that somebody has changed may lead in a circle. */
function chainOf(all: readonly Delegation[], parent: string | undefined): readonly Delegation[] {
  const chain: Delegation[] = [];
  let next = all.find(({ id }) => id === parent);
  while (next !== undefined && !chain.includes(next) && chain.length < MOST_PARENTS) {
    chain.push(next);
    const above: string | undefined = next.parent;
    next = above === undefined ? undefined : all.find(({ id }) => id === above);
  }
  return chain;
}

const SURENESS = { low: 0, medium: 1, high: 2 } as const;

/** Of its surest answer; of equally sure ones the last. */
async function bestAnswer(
  one: Delegation,
  delegations: Pick<Delegations, 'readResult'>,
): Promise<(DelegationResult & { readonly analysis: Analysis; readonly json: string }) | undefined> {
  const sureness = ({ confidence }: KeptResult): number => (confidence === undefined ? -1 : SURENESS[confidence]);
  const answered = one.results.filter(({ state }) => state === 'answered').toReversed();
  for (const kept of answered.toSorted((a, b) => sureness(b) - sureness(a))) {
    const result = await delegations.readResult(one.id, kept).catch(() => undefined);
    if (result?.analysis !== undefined) return { ...result, analysis: result.analysis, json: kept.json };
  }
  return undefined;
}

/** The log tells what was applied once; who knows the sets of changes knows whether it was undone, or applied later on. */
function fatesOf(
  { applied, offered }: Pick<Delegation, 'applied' | 'offered'>,
  json: string,
  changeState: ChangeStateReader | undefined,
): (fix: number) => FixFate {
  const noted = new Set(applied.map(({ changeSet }) => changeSet));
  const own = [...offered, ...applied].filter(({ result }) => result === json);
  return (fix) => {
    const states = own
      .filter(({ fixes }) => fixes.includes(fix))
      .map(({ changeSet }) => changeState?.(changeSet) ?? (noted.has(changeSet) ? 'applied' : undefined));
    if (states.includes('applied')) return 'applied';
    return states.includes('undone') ? 'undone' : 'unknown';
  };
}

function inShort(
  one: Delegation,
  { analysis, json }: DelegationResult & { readonly analysis: Analysis; readonly json: string },
  { isParent, changeState }: { readonly isParent: boolean; readonly changeState: ChangeStateReader | undefined },
): EarlierDelegation {
  const fateOf = fatesOf(one, json, changeState);
  const line = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  return {
    id: one.id,
    issue: line(one.issue),
    rootCause: analysis.rootCause,
    confidence: analysis.confidence,
    attemptedFixes: one.attemptedFixes.slice(0, MOST_ENTRIES).map(line),
    fixes: analysis.fixes.slice(0, MOST_ENTRIES).map(({ title }, index) => ({
      title: line(title),
      became: fateOf(index + 1),
    })),
    isParent,
  };
}
