import { maskKeys } from '@hanzo/contracts';
import type { PlannedTask } from './plan.ts';

/** Facts of one task. */
export const MOST_FACTS = 8;
/** Characters of one fact. */
export const MOST_FACT = 300;

/**
 * What a planning model told to have found out, a line each: others read it, so it is cut, and holds no keys and no controls.
 */
export function cleanFacts(told: readonly string[]): readonly string[] {
  const facts = told.map((fact) =>
    cut(
      maskKeys(fact)
        .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
        .trim(),
    ),
  );
  return [...new Set(facts)].filter((fact) => fact !== '').slice(0, MOST_FACTS);
}

function cut(fact: string): string {
  return fact.length > MOST_FACT ? `${fact.slice(0, MOST_FACT - 1).toWellFormed()}…` : fact;
}

/** All that the planner says of a task, as a key of what answers to it depend on. */
export function wordsOf({ instructions, facts = [] }: Pick<PlannedTask, 'instructions' | 'facts'>): string {
  return facts.length === 0 ? instructions : JSON.stringify([instructions, facts]);
}
