import { countOf } from '@hanzo/contracts';
import type { Plan, PlannedTask } from '../plan/plan.ts';
import { LEAST_SOURCE_TOKENS, leftForSources, type RoomInput } from './planned-units.ts';
import { limitsFor } from './task-limits.ts';

/** Of the room that code would have without facts. */
const CODE_SHARE = 0.5;

type Wish = Pick<RoomInput, 'instructions' | 'limits'>;

/** The plan with as many facts of each task, from the first one on, as leave enough room for its code; the rest is said. */
export function withFittingFacts(plan: Plan, wish: Wish): Plan {
  const warnings: string[] = [];
  const tasks = plan.tasks.map((task) => {
    const { facts = [], ...rest } = task;
    const fitting = fittingFacts(task, facts, wish);
    if (fitting.length === facts.length) return task;
    const left = countOf(facts.length - fitting.length, 'fact');
    const { contextTokens } = limitsFor(wish.limits, task);
    warnings.push(`In the task "${task.title}": ${left} left out, for a context of ${contextTokens} tokens.`);
    return fitting.length === 0 ? rest : { ...rest, facts: fitting };
  });
  return warnings.length === 0 ? plan : { ...plan, tasks, warnings: [...plan.warnings, ...warnings] };
}

function fittingFacts(task: PlannedTask, facts: readonly string[], wish: Wish): readonly string[] {
  const room = (some: readonly string[]): number => leftForSources({ ...task, facts: some }, wish) ?? Infinity;
  const least = Math.max(LEAST_SOURCE_TOKENS, facts.length === 0 ? 0 : room([]) * CODE_SHARE);
  let count = facts.length;
  while (count > 0 && room(facts.slice(0, count)) < least) count -= 1;
  return facts.slice(0, count);
}
