import { isSameMind } from './finder.ts';

export interface Candidates {
  /** Who shall judge, by name, in turn. @default whoever the policy says */
  readonly models?: readonly string[] | undefined;
  /** Who could judge in this run, where nobody is named. @default not known */
  readonly available?: readonly string[] | undefined;
}

/**
 * Who may judge what somebody found: never one of those who found it while there is another. Undefined: whoever the policy
 * says, which is somebody else as far as that is known.
 */
export function judgesFor(
  finders: readonly string[],
  { models, available = [] }: Candidates,
): readonly string[] | undefined {
  const isOther = (name: string): boolean => !isSameMind(finders, [name]);
  const all = models ?? available;
  const others = all.filter(isOther);
  if (models !== undefined && models.length > 0) return others.length > 0 ? others : models;
  return others.length > 0 && others.length < all.length ? others : undefined;
}

/** Those whom one critic's task names: critics take named models in turn; where nobody was named, the policy chooses. */
export function modelsOfCritic(
  judges: readonly string[] | undefined,
  critic: number,
  { models }: Candidates,
): readonly string[] | undefined {
  if (judges === undefined || models === undefined || models.length === 0) return judges;
  const one = judges[(critic - 1) % judges.length];
  return one === undefined ? undefined : [one];
}
