import { createHash } from 'node:crypto';
import { maskKeys, type Task, type Tier } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';
import type { Stage } from '../run/stage.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';
import { type Batch, halves, narrowed } from './batches.ts';
import { CRITIC_SYSTEM, CRITIC_TOOLS_SYSTEM, criticPrompt, findingId } from './critic-prompt.ts';
import { verdictsOutput } from './verdicts-schema.ts';
import { type Candidates, modelsOfCritic } from './who-judges.ts';
import { aboutFindings } from './tools-about.ts';

export interface CriticTasksOptions extends Candidates {
  readonly instances: number;
  readonly tier: Tier;
  /** API models may look things up with tools before they judge. @default false */
  readonly usesTools?: boolean | undefined;
}

/** A critic's task and what it is about. */
export interface CriticTask {
  readonly task: Task;
  readonly batch: Batch;
}

/** Tokens of a verdict with its reason. */
const TOKENS_PER_FINDING = 160;
/** What models think before they judge. Tokens. */
const THINKING_TOKENS = 500;
/** Of an engine's context, at most this part is for its answer. */
const MOST_OF_CONTEXT = 1 / 3;
/** Tokens that a chat template adds, and what an estimate may be wrong by. */
const SLACK_TOKENS = 100;
/** Critics that all say the likeliest thing are one critic. */
const LEAST_TEMPERATURE = 0.4;

/** A task for each critic and batch. Their ids follow from what is judged: what was judged before is not judged again. */
export function criticTasks(
  batches: readonly Batch[],
  options: CriticTasksOptions,
  stage: Pick<Stage, 'runId' | 'instructions' | 'limits'>,
): readonly CriticTask[] {
  const instructions = maskKeys(stage.instructions);
  // Each critic may be another model: a batch is cut so that all of them can read it.
  const { limits } = stage;
  const system = systemOf(options);
  const fitting = batches.flatMap((batch) => inRoom(batch, { system, instructions, limits }));
  const critics = Array.from({ length: options.instances }, (_, at) => at + 1);
  return fitting.flatMap((batch) =>
    critics.map((critic) => ({ batch, task: criticTask({ batch, critic, instructions, options, stage }) })),
  );
}

interface CriticTaskParts {
  readonly batch: Batch;
  /** From 1. */
  readonly critic: number;
  readonly instructions: string;
  readonly options: CriticTasksOptions;
  readonly stage: Pick<Stage, 'runId' | 'limits'>;
}

function criticTask({ batch, critic, instructions, options, stage: { runId, limits } }: CriticTaskParts): Task {
  const { sampling, timeoutMs, dataClass, priority, deadlineMs, kinds } = limits;
  const { tier, instances, usesTools = false } = options;
  const system = systemOf(options);
  const models = modelsOfCritic(batch.judges, critic, options);
  const prompt = criticPrompt(batch, instructions, critic);
  const output = verdictsOutput(batch.findings.map((_, at) => findingId(at)));
  const { gates, tries = 1, agreement = 1, agreementShare } = kinds?.critic ?? { gates: [] };
  return {
    id: `${runId}-critic-${nameOf({ system, prompt, output, ...(models && { models }) })}-${critic}`,
    runId,
    kind: 'critic',
    tier,
    title: `critic ${critic} of ${instances}: ${placeInWords(batch)}`,
    system,
    prompt,
    output,
    sources: batch.sources,
    maxOutputTokens: answerTokens(batch, limits),
    sampling: {
      temperature: Math.max(LEAST_TEMPERATURE, sampling.temperature ?? 0),
      seed: (sampling.seed ?? 0) + critic,
    },
    timeoutMs,
    gates,
    tries,
    agreement,
    ...(agreementShare !== undefined && { agreementShare }),
    ...(models && { models }),
    ...(usesTools && { usesTools, toolsAbout: aboutFindings(instructions, batch.findings) }),
    ...(dataClass !== undefined && { dataClass }),
    ...(priority !== undefined && { priority }),
    ...(deadlineMs !== undefined && { deadlineMs }),
  };
}

function systemOf({ usesTools = false }: Pick<CriticTasksOptions, 'usesTools'>): string {
  return usesTools ? `${CRITIC_SYSTEM}\n\n${CRITIC_TOOLS_SYSTEM}` : CRITIC_SYSTEM;
}

interface RoomWish {
  readonly system: string;
  readonly instructions: string;
  readonly limits: TaskLimits;
}

/** The batch, or what it must be divided or narrowed to so that an engine can read it. */
function inRoom(batch: Batch, wish: RoomWish): readonly Batch[] {
  if (fits(batch, wish)) return [batch];
  if (batch.findings.length > 1) return halves(batch).flatMap((half) => inRoom(half, wish));
  for (const lines of [40, 20, 10, 5, 2]) {
    const narrow = narrowed(batch, lines);
    if (fits(narrow, wish)) return [narrow];
  }
  return [narrowed(batch, 0)];
}

/** With room for the whole answer, as long as there is something to divide. */
function fits(batch: Batch, { system, instructions, limits }: RoomWish): boolean {
  const isShort = answerTokens(batch, limits) < wantedTokens(batch);
  if (isShort && batch.findings.length > 1) return false;
  const asked = estimateTokens(system) + estimateTokens(criticPrompt(batch, instructions, 1));
  return asked + answerTokens(batch, limits) + SLACK_TOKENS <= limits.contextTokens;
}

function answerTokens(batch: Batch, { contextTokens }: TaskLimits): number {
  return Math.min(wantedTokens(batch), Math.floor(contextTokens * MOST_OF_CONTEXT));
}

function wantedTokens({ findings }: Batch): number {
  return THINKING_TOKENS + TOKENS_PER_FINDING * findings.length;
}

/** The same question to the same models has the same name: a verdict on other words, or of others, is none on these. */
function nameOf({ system, prompt, output, models }: Pick<Task, 'system' | 'prompt' | 'output' | 'models'>): string {
  return createHash('sha256')
    .update(JSON.stringify([system, prompt, output, models ?? null]))
    .digest('hex')
    .slice(0, 16);
}

/** `src/cart.ts:5,9` */
function placeInWords({ path, findings }: Batch): string {
  const lines = findings.map(({ line }) => line).toSorted((a, b) => a - b);
  return `${path}:${[...new Set(lines)].join(',')}`;
}
