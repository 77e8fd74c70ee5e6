import {
  changesFiles,
  EDITS_OUTPUT,
  isFindingsKind,
  MAX_FINDINGS,
  MOST_CRITIC_CODE,
  MOST_PLACES,
} from '@hanzo/orchestrator';
import { criticToolLimits, findModel, type Task, type TaskKind } from '@hanzo/contracts';
import { rungsFor } from '@hanzo/router';
import type { DevFlags } from '../flags.ts';
import { PAID_OUTPUT_TOKENS } from '../models/critic-tokens.ts';
import { effortAt } from '../models/effort-at.ts';
import { criticNames, panelSize } from '../models/named-models.ts';
import { worstTryMicros, type PricedRequest, type TryParts } from '../models/worst-try.ts';
import { toolUsers } from '../tools/tool-users.ts';
import { taskCosts, type CostParts } from './plan-costs.ts';

/** What may be asked besides the plan's tasks: nobody knows yet how much of it will be. */
export interface LaterCost {
  readonly what: 'looks' | 'critics' | 'fixes' | 'critic' | 'suggestions';
  /** Calls, at most about. */
  readonly calls: number;
  /** Micro-dollars that they are about never dearer than together. */
  readonly worstMicros: number;
}

/** A finding, its rationale and fix, and the words around them. Bytes. */
const FINDING_BYTES = 6_000;
/** Edits hold code. */
const FIX_TOKENS = 4_000;
/** Before and after hold code. */
const SUGGESTION_TOKENS = 1_500;
/** Facts and outlines of modules. */
const OUTLINE_BYTES = 60_000;
/** What an answer's token takes at most as text, about. */
const BYTES_PER_TOKEN = 6;

/**
 * Bounds what follows from the answers: each look may report {@link MAX_FINDINGS} findings, each of which all critics
 * judge; each piece of code may need a fix; with `--critic` each answer of a model is judged.
 */
export function laterCosts(
  tasks: readonly Task[],
  flags: Pick<DevFlags, 'autoFix' | 'criticInstances' | 'critic' | 'suggestOptimizations' | 'suggestPatterns'>,
  parts: CostParts,
): readonly LaterCost[] {
  const criticInstances = panelSize(flags);
  const models = tasks.filter(({ kind }) => kind !== 'check');
  const looks = models.filter(({ kind, output }) => isFindingsKind(kind) && output.kind === 'json');
  const critics = criticNames(flags);
  const users = toolUsers(parts.setting, parts.flags, parts.choice);
  const all: LaterCost[] = [...looksCost(models, parts)];
  if (criticInstances > 0 && looks.length > 0) {
    const calls = MAX_FINDINGS * criticInstances;
    const worst = looks.map((look) => calls * asStage(look, 'critic', critics, parts));
    all.push({ what: 'critics', calls: calls * looks.length, worstMicros: sum(worst) });
  } else if (critics.length > 0 && models.length > 0) {
    const { config } = parts.setting;
    const verdictTools = users.critic ? criticToolLimits(config.tools.limits) : undefined;
    const judged = models.map((task) => ({ task, tries: triesOf(task, parts) }));
    const worst = judged.map(
      ({ task, tries }) =>
        tries * dearest(verdictOn(task), critics, { ...parts, effort: config.calls.effort, tools: verdictTools }),
    );
    all.push({ what: 'critic', calls: sum(judged.map(({ tries }) => tries)), worstMicros: sum(worst) });
  }
  if (flags.autoFix === true && looks.length > 0) {
    const worst = looks.map((look) => asStage(look, 'fix', [], parts));
    all.push({ what: 'fixes', calls: looks.length, worstMicros: sum(worst) });
  }
  return [...all, ...suggestionsCost(models, flags, parts)];
}

/** A text for each of the slowest places, and one about the modules; no prompt is longer than the longest context allows. */
function suggestionsCost(
  tasks: readonly Task[],
  { suggestOptimizations, suggestPatterns }: Pick<DevFlags, 'suggestOptimizations' | 'suggestPatterns'>,
  parts: CostParts,
): readonly LaterCost[] {
  const kinds: readonly TaskKind[] = [
    ...(suggestOptimizations === true ? Array.from({ length: MOST_PLACES }, () => 'refactor' as const) : []),
    ...(suggestPatterns === true ? (['architecture'] as const) : []),
  ];
  const [like] = tasks.toSorted((a, b) => b.prompt.length - a.prompt.length);
  if (like === undefined || kinds.length === 0) return [];
  const worst = kinds.map((kind) => {
    const { tier } = parts.setting.routing.kinds[kind];
    const prompt = like.prompt + ' '.repeat(kind === 'architecture' ? OUTLINE_BYTES : FINDING_BYTES);
    const maxOutputTokens = Math.max(SUGGESTION_TOKENS, like.maxOutputTokens);
    return worstOf({ ...like, kind, tier, prompt, maxOutputTokens, output: { kind: 'text' } }, parts);
  });
  return [{ what: 'suggestions', calls: kinds.length, worstMicros: sum(worst) }];
}

/** Texts of several looks are merged by one more task; edits are looked at again while none was accepted. */
function looksCost(tasks: readonly Task[], parts: CostParts): readonly LaterCost[] {
  const costs = tasks.flatMap(({ look, ...task }) => {
    if (look?.number !== 1) return [];
    if (changesFiles(task)) return Array.from({ length: look.of - 1 }, () => worstOf(task, parts));
    const answers = ' '.repeat(look.of * task.maxOutputTokens * BYTES_PER_TOKEN);
    return task.output.kind === 'text' ? [worstOf({ ...task, prompt: task.prompt + answers }, parts)] : [];
  });
  return costs.length === 0 ? [] : [{ what: 'looks', calls: costs.length, worstMicros: sum(costs) }];
}

function worstOf(task: Task, parts: CostParts): number {
  return taskCosts([task], parts)[0]?.worstMicros ?? 0;
}

/** What a task of a later stage about the same code may cost. */
function asStage(look: Task, kind: TaskKind, models: readonly string[], parts: CostParts): number {
  const { tier } = parts.setting.routing.kinds[kind];
  // Each look at a piece of code finds so many at most, and one fix is for all of them.
  const findings = kind === 'fix' ? MAX_FINDINGS : 1;
  // Critics see more of a file than a look that is at a small part of it.
  const code = kind === 'critic' ? MOST_CRITIC_CODE : 0;
  const prompt = look.prompt + ' '.repeat(findings * FINDING_BYTES + code);
  const output = kind === 'fix' ? EDITS_OUTPUT : look.output;
  const maxOutputTokens = kind === 'fix' ? Math.max(FIX_TOKENS, look.maxOutputTokens) : look.maxOutputTokens;
  // Critics and fixes see no pictures.
  const usesTools = kind === 'critic' && toolUsers(parts.setting, parts.flags, parts.choice).panel;
  const task = { ...withoutImages(look), kind, tier, prompt, output, maxOutputTokens, usesTools };
  const tools = usesTools ? criticToolLimits(parts.setting.config.tools.limits) : undefined;
  if (models.length > 0)
    return dearest(task, models, { ...parts, effort: effortAt('api', task, parts.setting), tools });
  return worstOf(task, parts);
}

function verdictOn(judged: Task): PricedRequest {
  const task = withoutImages(judged);
  const answer = ' '.repeat(FINDING_BYTES + task.maxOutputTokens * BYTES_PER_TOKEN);
  return { ...task, prompt: task.prompt + answer, maxOutputTokens: PAID_OUTPUT_TOKENS };
}

function withoutImages(task: Task): Task {
  const { images: _images, ...work } = task;
  return work;
}

/** Tries whose answers come from models. */
function triesOf(task: Task, { policy }: CostParts): number {
  return rungsFor(task, policy).rungs.filter((rung) => rung !== 'tool').length;
}

function dearest(request: PricedRequest, names: readonly string[], parts: TryParts): number {
  const cards = names.flatMap((name) => findModel(parts.setting.catalogue, name) ?? []);
  const worst = cards.map((card) => (card.kind === 'api' ? worstTryMicros(request, card, parts) : 0));
  return Math.max(0, ...worst);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
