import type { PreparedRun } from '@hanzo/orchestrator';
import type { DevFlags } from '../flags.ts';
import { budgetMicros } from '../money/money.ts';
import { laterCosts, type LaterCost } from './later-costs.ts';
import { taskCosts, type CostParts, type TaskCost } from './plan-costs.ts';

/** A plan with all that a person may want to know of it before it is done. Money in micro-dollars, tokens about. */
export interface PlanView {
  readonly origin: PreparedRun['plan']['origin'];
  /** Tasks of models, in the order of the plan. */
  readonly tasks: readonly TaskCost[];
  /** Checks by tools, which cost nothing. */
  readonly checks: number;
  readonly promptTokens: number;
  /** When each first engine's answer is accepted. */
  readonly expectedMicros: number;
  /** Of all paid tries of the plan's tasks. */
  readonly worstMicros: number;
  /** What may follow from the answers, besides. */
  readonly later: readonly LaterCost[];
  /** Where tasks go first. */
  readonly places: readonly Place[];
  /** Undefined: no `--budget`. */
  readonly budget: { readonly limitMicros: number; readonly fits: boolean } | undefined;
  readonly notCovered: PreparedRun['plan']['notCovered'];
  readonly warnings: readonly string[];
  /** What the planner found out with tools, by the title of the planned task. */
  readonly facts: readonly { readonly task: string; readonly facts: readonly string[] }[];
}

export interface Place {
  readonly place: string;
  readonly tasks: number;
  readonly promptTokens: number;
}

/** @param spentMicros what planning has cost already, which counts against the budget too */
export function planView({ plan, tasks }: PreparedRun, flags: DevFlags, parts: CostParts, spentMicros = 0): PlanView {
  const ofModels = tasks.filter(({ kind }) => kind !== 'check');
  const costs = taskCosts(ofModels, parts);
  const later = laterCosts(ofModels, flags, parts);
  const worstMicros = sum(costs.map((cost) => cost.worstMicros));
  const limitMicros = budgetMicros(flags.budget);
  const most = spentMicros + worstMicros + sum(later.map((one) => one.worstMicros));
  return {
    origin: plan.origin,
    tasks: costs,
    checks: tasks.length - ofModels.length,
    promptTokens: sum(costs.map(({ promptTokens }) => promptTokens)),
    expectedMicros: sum(costs.map(({ expectedMicros }) => expectedMicros)),
    worstMicros,
    later,
    places: placesOf(costs),
    budget: limitMicros === undefined ? undefined : { limitMicros, fits: most <= limitMicros },
    notCovered: plan.notCovered,
    warnings: plan.warnings,
    facts: plan.tasks.flatMap(({ title, facts = [] }) => (facts.length === 0 ? [] : [{ task: title, facts }])),
  };
}

/** Micro-dollars that all of it is about never dearer than. */
export function mostMicros({ worstMicros, later }: Pick<PlanView, 'worstMicros' | 'later'>): number {
  return worstMicros + sum(later.map((one) => one.worstMicros));
}

function placesOf(costs: readonly TaskCost[]): readonly Place[] {
  return [...Map.groupBy(costs, ({ place }) => place)].map(([place, same]) => ({
    place,
    tasks: same.length,
    promptTokens: sum(same.map(({ promptTokens }) => promptTokens)),
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
