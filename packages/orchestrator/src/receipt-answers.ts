import type { ErrorCode, Task, TaskRun, Who } from '@hanzo/contracts';

/** Answers of one engine that passed the gates, of all that gates judged. */
export interface EngineAnswers {
  readonly who: Who;
  readonly passed: number;
  readonly judged: number;
}

/** Tasks that an API model might have done and was not asked for. */
export interface EscalationCandidates {
  readonly tasks: number;
  /** What stood in the way, in a word or two: `no API key`. Empty: nobody knows. */
  readonly why: string;
}

/** What gates said of the answers that models gave to tasks. */
export interface AnswerFigures {
  readonly passed: number;
  readonly judged: number;
  /** In the order of the receipt's rows. */
  readonly engines: readonly EngineAnswers[];
  /** Undone tasks whose answers of free engines were refused, and that went to no API model, by what stood in the way. */
  readonly candidates: readonly EscalationCandidates[];
}

/** What a row of a receipt says of an engine's answers. */
export interface AnsweringRow {
  readonly who: Who | { readonly kind: 'none' };
  readonly role: 'plan' | 'task' | 'critic';
  readonly lost?: string;
  readonly attempts: number;
  readonly rejected: number;
  readonly failed: number;
}

/** Says what stands between a task that free engines failed and an API model: `no API key`. */
export type WhyNotEscalated = (task: Task) => string;

const OVER_BUDGET: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['BUDGET_EXCEEDED', 'BUDGET_BUSY']);

/**
 * Counts answers that models gave in this run: tools are exact, answers of the cache have passed before, and verdicts of critics are
 * no work.
 */
export function answerFigures(
  rows: readonly AnsweringRow[],
  candidates: readonly EscalationCandidates[],
): AnswerFigures {
  const engines = rows.flatMap(engineAnswers);
  return {
    passed: engines.reduce((sum, { passed }) => sum + passed, 0),
    judged: engines.reduce((sum, { judged }) => sum + judged, 0),
    engines,
    candidates: summed(candidates),
  };
}

function engineAnswers({ who, role, lost, attempts, rejected, failed }: AnsweringRow): readonly EngineAnswers[] {
  const judged = attempts - failed;
  if (role !== 'task' || lost !== undefined || judged === 0) return [];
  return who.kind === 'local' || who.kind === 'worker' || who.kind === 'api'
    ? [{ who, passed: judged - rejected, judged }]
    : [];
}

/** Each undone task that an API model might have done. */
export function escalationCandidates(
  runs: readonly TaskRun[],
  whyNot: WhyNotEscalated = () => '',
): readonly EscalationCandidates[] {
  const left = runs.filter(isCandidate);
  return left.map((run) => ({ tasks: 1, why: isOverBudget(run) ? 'the budget' : whyNot(run.task) }));
}

function summed(candidates: readonly EscalationCandidates[]): readonly EscalationCandidates[] {
  const byReason = new Map<string, number>();
  for (const { tasks, why } of candidates) byReason.set(why, (byReason.get(why) ?? 0) + tasks);
  return [...byReason].map(([why, tasks]) => ({ tasks, why }));
}

/** A refused call of an API costs nothing and asks nobody: it is none. */
function isCandidate({ task, outcome }: TaskRun): boolean {
  if (outcome.state !== 'undone' || task.kind === 'critic') return false;
  const isAsked = outcome.attempts.some(
    ({ rung, end }) => (rung === 'api' || rung === 'strong') && !(end.kind === 'error' && OVER_BUDGET.has(end.code)),
  );
  return !isAsked && outcome.attempts.some(({ rung, end }) => end.kind === 'rejected' && rung !== 'tool');
}

function isOverBudget({ outcome }: TaskRun): boolean {
  return outcome.attempts.some(({ end }) => end.kind === 'error' && OVER_BUDGET.has(end.code));
}
