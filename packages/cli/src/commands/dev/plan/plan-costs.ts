import { endpointFor } from '@hanzo/config';
import { criticToolLimits, findModel, type ApiModelCard, type RungName, type Task } from '@hanzo/contracts';
import { MOST_EVIDENCE_BYTES } from '@hanzo/coordinator';
import { estimateTasks, type TaskEstimate } from '@hanzo/orchestrator';
import { rungsFor, type RungPolicy } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import type { EngineFlags } from '../flags.ts';
import { effortAt } from '../models/effort-at.ts';
import { listedModels, listedStronger } from '../models/listed-models.ts';
import { offeredModels, type FreeModels } from '../models/offered-models.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { expectedTryMicros, type TryParts, worstTryMicros } from '../models/worst-try.ts';

/** A task, who gets it first, and what it may cost. */
export interface TaskCost extends TaskEstimate {
  /** The way that it would climb; empty: nobody may do it. */
  readonly rungs: readonly RungName[];
  /** One sentence on that, or more. */
  readonly why: string;
  /** Who gets it first, for people. */
  readonly engine: string;
  /** Where that is: a host, `this machine` or `the mesh`. */
  readonly place: string;
  /** Micro-dollars, about, when that first answer is accepted. */
  readonly expectedMicros: number;
  /** Micro-dollars that all paid tries on its way are never dearer than together. Retries of failed calls are not in it. */
  readonly worstMicros: number;
}

/** All that decides who gets a task: of a run that is set up, or of one that would be. */
export interface CostParts {
  readonly setting: Setting;
  readonly flags: EngineFlags;
  readonly choice: OrchestratorChoice;
  readonly policy: RungPolicy;
  readonly freeModels: FreeModels;
}

/** Says of each task who would get it first, by the functions that decide it in a run, and what it may cost. */
export function taskCosts(tasks: readonly Task[], parts: CostParts): readonly TaskCost[] {
  const estimates = estimateTasks(tasks);
  return tasks.flatMap((task, index) => {
    const estimate = estimates[index];
    return estimate === undefined ? [] : [costOf(task, estimate, parts)];
  });
}

function costOf(task: Task, estimate: TaskEstimate, parts: CostParts): TaskCost {
  const { rungs, why } = rungsFor(task, parts.policy);
  const steps = stepsOf(task, rungs, parts);
  const [first] = steps;
  return {
    ...estimate,
    rungs,
    why,
    engine: first?.engine ?? 'nobody',
    place: first?.place ?? '-',
    expectedMicros: first?.paid === undefined ? 0 : expectedTryMicros(estimate, first.paid.card, first.paid),
    worstMicros: steps.reduce((sum, { paid }, at) => sum + (paid ? worstStep(task, paid, at > 0) : 0), 0),
  };
}

/** Whoever comes later is shown what was refused before. */
function worstStep(task: Task, paid: PaidStep, isLater: boolean): number {
  const asked = isLater ? { ...task, prompt: task.prompt + ' '.repeat(MOST_EVIDENCE_BYTES) } : task;
  const { limits } = paid.setting.config.tools;
  const its = task.kind === 'critic' ? criticToolLimits(limits) : limits;
  return worstTryMicros(asked, paid.card, { ...paid, tools: task.usesTools === true ? its : undefined });
}

interface PaidStep extends TryParts {
  readonly card: ApiModelCard;
}

interface Step {
  readonly engine: string;
  readonly place: string;
  /** Undefined: it costs nothing. */
  readonly paid?: PaidStep;
}

function stepsOf(task: Task, rungs: readonly RungName[], parts: CostParts): readonly Step[] {
  const { setting, freeModels } = parts;
  const offered = offeredModels(task, freeModels, parts);
  const steps = new Map<string, Step>();
  for (const rung of rungs) {
    const models = offered.get(rung) ?? [];
    if (rung !== 'api' && rung !== 'strong') {
      steps.set(rung, freeStep(rung, models));
      continue;
    }
    const [name] = models;
    const card = name === undefined ? undefined : findModel(setting.catalogue, name);
    // The same model again would be paid for twice: the stronger rung leaves it out.
    if (card?.kind === 'api' && !steps.has(`paid ${card.name}`))
      steps.set(`paid ${card.name}`, {
        engine: card.name,
        place: endpointFor(setting.config, card).host,
        paid: { card, ...tryAt(rung, task, parts) },
      });
  }
  return [...steps.values()];
}

/** How a task is asked for at a rung. Models that it names stand in for each other. */
function tryAt(rung: 'api' | 'strong', task: Task, { setting, flags }: CostParts): TryParts {
  const listed = rung === 'api' ? listedModels(task, setting) : listedStronger(task, setting);
  const chain = flags.fallback === false ? [] : listed?.slice(1);
  return { setting, flags, effort: effortAt(rung, task, setting), chain };
}

function freeStep(rung: RungName, models: readonly string[]): Step {
  if (rung === 'tool') return { engine: 'a tool', place: 'this machine' };
  if (rung === 'mesh') return { engine: models.join(' or ') || 'a worker', place: 'the mesh' };
  return { engine: models.join(' or ') || 'a local model', place: 'this machine' };
}
