import type { Attempt, TaskRun } from '@hanzo/contracts';
import type { Plan } from '../plan/plan.ts';
import { whoInWords } from '../report/who-in-words.ts';
import { isAboutPictures } from '../tasks/pictures.ts';
import type { RunFinding } from './run-finding.ts';

/** `remembered`: it has not changed since it was done. `left-out`: no task was planned for it. */
export type FileState = 'done' | 'undone' | 'cancelled' | 'remembered' | 'left-out';

/** What came of one file of a batch. */
export interface FileRow {
  readonly path: string;
  /** `done` only when all its tasks are. */
  readonly state: FileState;
  /** Why it is not done, for people. */
  readonly why?: string;
  /** Its tasks, checks not counted; a large file has several. */
  readonly tasks: { readonly done: number; readonly of: number };
  /** Above the line. */
  readonly findings: number;
  /** Who answered, each once. */
  readonly by: readonly string[];
  /** Micro-dollars of all its tries. */
  readonly costMicros: number;
}

/** Says of each file of a batch what came of it, in the order of the plan. */
export function fileRows(
  plan: Plan,
  runs: readonly TaskRun[],
  findings: readonly Pick<RunFinding, 'path'>[],
): readonly FileRow[] {
  const planned = new Set(plan.tasks.filter(({ kind }) => kind !== 'check').flatMap(({ files }) => files));
  const isChecksOnly = planned.size === 0;
  const all = plan.tasks.filter(({ kind }) => kind === 'check').flatMap(({ files }) => files);
  const counted = runs.filter(({ task }) => !isAboutPictures(task) && (isChecksOnly || task.kind !== 'check'));
  const byPath = Map.groupBy(counted, ({ task }) => task.sources[0]?.path ?? '');
  const found = Map.groupBy(findings, ({ path }) => path);
  const reasons = new Map(plan.notCovered.map(({ path, reason }) => [path, reason]));
  return all.map((path) => {
    const own = byPath.get(path) ?? [];
    const isPlanned = isChecksOnly || planned.has(path);
    const why = whyOf(own) ?? reasons.get(path);
    return {
      path,
      state: isPlanned ? stateOf(own) : 'left-out',
      ...(why !== undefined && { why }),
      tasks: { done: own.filter(({ outcome }) => outcome.state === 'done').length, of: own.length },
      findings: found.get(path)?.length ?? 0,
      by: [
        ...new Set(own.flatMap(({ outcome }) => (outcome.state === 'done' ? [whoInWords(outcome.answer.who)] : []))),
      ],
      costMicros: own.flatMap(({ outcome }) => outcome.attempts).reduce((sum, attempt) => sum + costOf(attempt), 0),
    };
  });
}

/** Nothing was left to do of a file whose pieces are all known. */
function stateOf(runs: readonly TaskRun[]): FileState {
  if (runs.length === 0) return 'remembered';
  if (runs.some(({ outcome }) => outcome.state === 'cancelled')) return 'cancelled';
  return runs.every(({ outcome }) => outcome.state === 'done') ? 'done' : 'undone';
}

function whyOf(runs: readonly TaskRun[]): string | undefined {
  const { outcome } = runs.find((run) => run.outcome.state === 'undone') ?? {};
  return outcome?.state === 'undone' ? outcome.reason : undefined;
}

function costOf({ end }: Attempt): number {
  return end.kind === 'error' ? end.costMicros : end.answer.costMicros;
}
