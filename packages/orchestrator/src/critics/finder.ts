import { isSameModel, modelsBehind } from '@hanzo/contracts';
import type { FoundFinding } from '../run/run-finding.ts';

/** The models that found something, in this run or in earlier ones. */
export function findersOf({ finders, who }: Pick<FoundFinding, 'finders' | 'who'>): readonly string[] {
  return finders ?? modelsBehind(who);
}

/** True when one model is behind both. */
export function isSameMind(one: readonly string[], other: readonly string[]): boolean {
  return one.some((a) => other.some((b) => isSameModel(a, b)));
}
