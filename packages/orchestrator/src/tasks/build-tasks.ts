import { HanzoError, type Task, type TaskSource } from '@hanzo/contracts';
import { chunkFile, estimateTokens } from '@hanzo/tools';
import { FINDINGS_OUTPUT } from '../findings-schema.ts';
import type { Plan, PlannedTask } from '../plan/plan.ts';
import { isFindingsKind, systemPrompt } from './kind-prompts.ts';
import { packSources } from './pack-sources.ts';
import { lastLine, taskPrompt, TOKENS_PER_LINE, TOKENS_PER_SOURCE } from './prompt.ts';
import type { TaskLimits } from './task-limits.ts';

export interface BuildTasksInput {
  readonly plan: Plan;
  readonly runId: string;
  readonly instructions: string;
  /** Text of each file. Files that are not in it were unreadable: their tasks are not made. */
  readonly texts: ReadonlyMap<string, string>;
  readonly limits: TaskLimits;
}

/** Share of the context kept free, since tokens are estimated and engines add a template and the schema. */
const SLACK = 0.1;
const LEAST_SOURCE_TOKENS = 200;

/** Makes complete tasks of planned ones, cut so that each prompt fits. Ids are the run's id and a number. */
export function buildTasks(input: BuildTasksInput): readonly Task[] {
  const drafts = input.plan.tasks.flatMap((planned) =>
    planned.kind === 'check' ? checkDrafts(planned, input) : modelDrafts(planned, input),
  );
  return drafts.map((draft, index) => ({ ...draft, id: `${input.runId}-${index + 1}`, runId: input.runId }));
}

type TaskDraft = Omit<Task, 'id' | 'runId'>;

function checkDrafts(planned: PlannedTask, { texts, limits }: BuildTasksInput): readonly TaskDraft[] {
  return planned.files.flatMap((path) => {
    const text = texts.get(path);
    if (text === undefined) return [];
    const sources = [{ path, firstLine: 1, text }];
    return [
      { ...common(planned, limits), title: planned.title, system: '', prompt: '', output: FINDINGS_OUTPUT, sources },
    ];
  });
}

function modelDrafts(planned: PlannedTask, input: BuildTasksInput): readonly TaskDraft[] {
  const { kind } = planned;
  if (kind === 'check') return [];
  const system = systemPrompt(kind);
  const room = sourceRoom(planned, system, input);
  const chunks = planned.files.flatMap((path) => chunksOf(path, input.texts.get(path), room));
  const groups = isFindingsKind(kind) ? chunks.map((chunk) => [chunk]) : packSources(chunks, room);
  return groups.map((sources, index) => ({
    ...common(planned, input.limits),
    title: titleOf(planned, sources, index + 1, groups.length),
    system,
    prompt: taskPrompt({ sources, instructions: input.instructions, focus: planned.instructions }),
    output: isFindingsKind(kind) ? FINDINGS_OUTPUT : { kind: 'text' },
    sources,
  }));
}

function common(planned: PlannedTask, limits: TaskLimits): Omit<TaskDraft, 'title' | keyof TaskText> {
  const { maxOutputTokens, sampling, timeoutMs, dataClass, priority, copies, deadlineMs } = limits;
  return {
    kind: planned.kind,
    tier: planned.tier,
    maxOutputTokens,
    sampling,
    timeoutMs,
    ...(dataClass !== undefined && { dataClass }),
    ...(priority !== undefined && { priority }),
    ...(copies !== undefined && { copies }),
    ...(deadlineMs !== undefined && { deadlineMs }),
  };
}

type TaskText = Pick<Task, 'system' | 'prompt' | 'output' | 'sources'>;

/** Tokens left for sources once everything else of the prompt is paid. */
function sourceRoom(planned: PlannedTask, system: string, { instructions, limits }: BuildTasksInput): number {
  const words =
    estimateTokens(system) + estimateTokens(taskPrompt({ sources: [], instructions, focus: planned.instructions }));
  const longestPath = Math.max(0, ...planned.files.map((path) => path.length));
  const frame = TOKENS_PER_SOURCE + estimateTokens(JSON.stringify('x'.repeat(longestPath)));
  const room = Math.floor(limits.contextTokens * (1 - SLACK)) - limits.maxOutputTokens - words - frame;
  if (room >= LEAST_SOURCE_TOKENS) return room;
  throw new HanzoError(
    'PROMPT_TOO_LONG',
    `The instructions leave ${room} tokens for code in a context of ${limits.contextTokens}.`,
    {
      mend: 'Shorten the instructions, or use engines with a larger context.',
      details: {
        contextTokens: limits.contextTokens,
        maxOutputTokens: limits.maxOutputTokens,
        instructionTokens: words,
      },
    },
  );
}

function chunksOf(path: string, text: string | undefined, room: number): readonly TaskSource[] {
  if (text === undefined) return [];
  return chunkFile({ path, text }, room, { tokensPerLine: TOKENS_PER_LINE }).filter(
    (chunk) => chunk.text.trim() !== '',
  );
}

function titleOf(planned: PlannedTask, sources: readonly TaskSource[], part: number, parts: number): string {
  const [first] = sources;
  if (sources.length !== 1 || first === undefined)
    return parts === 1 ? planned.title : `${planned.title} (part ${part} of ${parts})`;
  const place = `${first.path}:${first.firstLine}-${lastLine(first)}`;
  return planned.title === `${planned.kind} ${first.path}` ? `${planned.kind} ${place}` : `${planned.title} (${place})`;
}
