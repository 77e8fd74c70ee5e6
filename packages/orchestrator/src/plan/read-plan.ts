import { countOf } from '@hanzo/contracts';
import { parseJsonAs, type WorkspaceFile } from '@hanzo/tools';
import { checkTasks } from './check-tasks.ts';
import { cleanFacts } from './facts.ts';
import { leftOutOfPlan, namedBy } from './not-covered.ts';
import { type DraftTask, draftPlanValidator } from './plan-schema.ts';
import type { Plan, PlannedTask } from './plan.ts';
import { type NamedFiles, PlannedFiles } from './planned-files.ts';

/** What a model's plan is held against. */
export interface ReadPlanInput {
  /** All files the run may touch. */
  readonly files: readonly WorkspaceFile[];
  /** Besides checks. */
  readonly maxTasks: number;
  /** The model had tools to find them out with. @default what it calls facts is left out */
  readonly hasFacts?: boolean | undefined;
}

/** What can be used of an answer, or why none of it can. */
export type ReadPlan =
  | { readonly kind: 'usable'; readonly plan: Pick<Plan, 'tasks' | 'warnings' | 'notCovered'> }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * Reads a planning model's answer. What is right of it is kept: files that do not exist, tasks without any, needless checks and
 * what is beyond the limit are dropped, each with a warning.
 */
export function readPlan(text: string, { files, maxTasks, hasFacts = false }: ReadPlanInput): ReadPlan {
  const parsed = parseJsonAs(text, draftPlanValidator);
  if (!parsed.ok) return { kind: 'unusable', reason: `The plan is unusable. ${parsed.reason}` };
  const {
    tasks: all,
    warnings,
    beyond,
  } = usableTasks(parsed.value.tasks.map(hasFacts ? withCleanFacts : withoutFacts), files, maxTasks);
  if (all.length > maxTasks)
    warnings.push(`The plan had ${countOf(all.length, 'task')}; the first ${maxTasks} are kept.`);
  const tasks = all.slice(0, maxTasks);
  if (tasks.length === 0)
    return { kind: 'unusable', reason: ['The plan has no task that can be done.', ...warnings].join(' ') };
  const dropped = new Set([...beyond, ...namedBy(all.slice(maxTasks))]);
  const notCovered = leftOutOfPlan(files, tasks, { dropped, maxTasks });
  return { kind: 'usable', plan: { tasks: [...checkTasks(files), ...tasks], warnings, notCovered } };
}

function withCleanFacts({ facts = [], ...draft }: DraftTask): DraftTask {
  const clean = cleanFacts(facts);
  return clean.length === 0 ? draft : { ...draft, facts: clean };
}

function withoutFacts(told: DraftTask): DraftTask {
  const { facts: _, ...draft } = told;
  return draft;
}

interface UsableTasks {
  readonly tasks: readonly PlannedTask[];
  readonly warnings: string[];
  /** Files that patterns name beyond the limit. */
  readonly beyond: readonly string[];
}

function usableTasks(drafts: readonly DraftTask[], files: readonly WorkspaceFile[], maxTasks: number): UsableTasks {
  const planned = new PlannedFiles(files);
  const tasks: PlannedTask[] = [];
  const warnings: string[] = [];
  const beyond: string[] = [];
  const wanted = drafts.filter(({ kind }) => kind !== 'check');
  let room = maxTasks;
  for (const draft of wanted) {
    // Doc comments are counted by functions, once it is known which files have any.
    const isCounted = draft.kind !== 'comments';
    const found = planned.find(draft.files, isCounted ? room : files.length);
    const title = titleOf(draft, found);
    if (isCounted) room = Math.max(0, room - Math.max(0, found.paths.length - draft.files.length));
    beyond.push(...found.beyond);
    const warning = warningOf(title, draft, found);
    if (warning !== undefined) warnings.push(warning);
    if (found.paths.length === 0) continue;
    const { kind, tier, instructions, facts } = draft;
    const words = { instructions: instructions.slice(0, 2000), ...(facts && { facts }) };
    tasks.push({ kind, tier, title, files: found.paths, ...words });
  }
  const checks = drafts.length - wanted.length;
  if (checks > 0) warnings.push(`Dropped ${countOf(checks, 'planned check')}: every file is checked already.`);
  return { tasks, warnings, beyond };
}

function titleOf({ kind, title, files }: DraftTask, { paths }: NamedFiles): string {
  const given = title.trim().slice(0, 120);
  if (given !== '') return given;
  // Patterns say it in fewer words than their files.
  return `${kind} ${paths.length > files.length ? files.join(', ') : paths.join(', ')}`.slice(0, 120);
}

function warningOf(title: string, { files }: DraftTask, { paths, unknown, beyond }: NamedFiles): string | undefined {
  if (files.length === 0) return `Dropped the task "${title}": it names no files.`;
  if (unknown.length > 0) return unknownFiles(title, unknown, paths.length === 0);
  if (beyond.length === 0) return undefined;
  const what = paths.length === 0 ? 'Dropped the task' : 'In the task';
  return `${what} "${title}": ${countOf(beyond.length, 'file')} of its patterns are left out: patterns bring in as many files as a plan may have tasks (--max-tasks).`;
}

function unknownFiles(title: string, unknown: readonly string[], isDropped: boolean): string {
  const names = unknown
    .slice(0, 5)
    .map((path) => JSON.stringify(path))
    .join(', ');
  const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : '';
  return `${isDropped ? 'Dropped the task' : 'In the task'} "${title}": ${names}${more} ${unknown.length === 1 ? 'is' : 'are'} not among the files of this run.`;
}
