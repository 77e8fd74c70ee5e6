import { createHash } from 'node:crypto';
import type { Task, TaskKind, TaskRun, Tier } from '@hanzo/contracts';
import type { ProseSection } from '../run/run-result.ts';
import type { Stage } from '../run/stage.ts';
import { fieldsOf, type TaskLimits } from '../tasks/task-limits.ts';
import type { SuggestionSet } from './suggestions.ts';

/** Before and after hold code, and there are several parts. Tokens. */
const MOST_ANSWER = 1_500;

/** Limits with room for an answer that holds code. */
export function withLongAnswer(limits: TaskLimits): TaskLimits {
  const room = Math.min(MOST_ANSWER, Math.floor(limits.contextTokens / 4));
  return { ...limits, maxOutputTokens: Math.max(limits.maxOutputTokens, room) };
}

export interface SuggestionParts extends Pick<Task, 'title' | 'system' | 'prompt' | 'sources'> {
  readonly kind: TaskKind & ('refactor' | 'architecture');
  readonly tier: Tier;
  /** What the text is about: the same for the same thing, so that it is known again. */
  readonly about: unknown;
}

/** The tasks of one wish, and what their outcomes make of it. */
export interface PreparedSuggestions {
  readonly tasks: readonly Task[];
  readonly setOf: (runs: readonly TaskRun[]) => SuggestionSet;
}

/** A task that writes a suggestion. */
export function suggestionTask(
  { about, ...parts }: SuggestionParts,
  { runId, limits }: Pick<Stage, 'runId' | 'limits'>,
): Task {
  return {
    ...parts,
    id: `${runId}-suggest-${createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 16)}`,
    runId,
    output: { kind: 'text' },
    ...fieldsOf(withLongAnswer(limits), parts.kind),
  };
}

/** Once the run has been stopped nothing more is asked: whoever takes it up again has it written. */
export async function haveWritten(tasks: readonly Task[], { signal, runTasks }: Stage): Promise<readonly TaskRun[]> {
  if (signal.aborted) return tasks.map((task) => ({ task, outcome: { state: 'cancelled', attempts: [] } }));
  return await runTasks('suggestions', tasks);
}

/** The accepted texts. */
export function textsOf(runs: readonly TaskRun[]): readonly ProseSection[] {
  return runs.flatMap(({ task: { id: taskId, title, kind }, outcome }) => {
    if (outcome.state !== 'done') return [];
    const { text, who } = outcome.answer;
    return [{ taskId, title, kind, text, who }];
  });
}
