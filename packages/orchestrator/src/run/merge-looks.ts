import { hash } from 'node:crypto';
import type { Answer, Task, TaskRun } from '@hanzo/contracts';
import { changesFiles } from '../edits/edits-in.ts';
import { firstLookId, nthLook, titleOfWork } from '../tasks/looks.ts';
import { mergePrompt } from '../tasks/merge-prompt.ts';
import type { ProseSection } from './run-result.ts';
import { limitsFor } from '../tasks/task-limits.ts';
import type { Stage } from './stage.ts';

/** What several looks at the same work come to, where it is no list of findings. */
export interface MergedLooks {
  /** Those of the plan; edits that only a further look got accepted are done by it. */
  readonly runs: readonly TaskRun[];
  /** One text for each work that several looks wrote about, by the id of the first look. */
  readonly texts: ReadonlyMap<string, ProseSection>;
  /** Tasks that merged texts. */
  readonly merges: readonly TaskRun[];
  /** Further looks at edits: what they came to stands in `runs`. */
  readonly furtherLooks: readonly TaskRun[];
  /** What could not be merged, for people: a sentence each. */
  readonly warnings: readonly string[];
}

/** Makes one text of those of several looks, and has edits that were not accepted looked at once more, as often as was wanted. */
export async function mergeLooks(planned: readonly TaskRun[], stage: Stage): Promise<MergedLooks> {
  const { runs, furtherLooks } = await lookFurther(planned, stage);
  const several = planned.filter(({ task }) => task.look !== undefined && task.output.kind === 'text');
  const works = [...Map.groupBy(several, ({ task }) => firstLookId(task)).values()].flatMap(workOf);
  const tasks = works.map((work) => mergeTask(work, stage));
  const merges = await stage.runTasks(
    'merge',
    tasks.filter((task) => task !== undefined),
  );
  const merged = new Map(merges.map((run) => [run.task.id, run]));
  const texts = new Map<string, ProseSection>();
  const warnings: string[] = [];
  works.forEach((work, index) => {
    const { task, answers } = work;
    const title = titleOfWork(task);
    const run = merged.get(tasks[index]?.id ?? '');
    const isMerged = run?.outcome.state === 'done';
    const answer = isMerged ? run.outcome.answer : longest(answers);
    if (!isMerged && differ(answers))
      warnings.push(
        `The ${answers.length} texts of "${title}" were not merged, ${whyNot(run)}: the longest one stands.`,
      );
    const { text, who } = answer;
    texts.set(firstLookId(task), {
      taskId: isMerged ? run.task.id : work.taskOf(answer),
      title,
      kind: task.kind,
      text,
      who,
    });
  });
  return { runs, texts, merges, furtherLooks, warnings };
}

/** One work with what its looks wrote about it. */
interface Work {
  /** That of its first accepted look. */
  readonly task: Task;
  /** At least one. */
  readonly answers: readonly [Answer, ...Answer[]];
  taskOf(answer: Answer): string;
}

function workOf(runs: readonly TaskRun[]): readonly Work[] {
  const accepted = runs.flatMap(({ task, outcome }) =>
    outcome.state === 'done' ? [{ task, answer: outcome.answer }] : [],
  );
  const [first, ...others] = accepted;
  if (first === undefined) return [];
  const taskOf = (answer: Answer): string => (accepted.find((one) => one.answer === answer) ?? first).task.id;
  return [{ task: first.task, answers: [first.answer, ...others.map(({ answer }) => answer)], taskOf }];
}

/** Undefined when there is nothing to merge, or no room for it. The id follows from the texts. */
function mergeTask({ task, answers }: Work, { runId, instructions, limits }: Stage): Task | undefined {
  if (!differ(answers)) return undefined;
  const { sources, maxOutputTokens } = task;
  const { contextTokens, sampling, workerModels } = limitsFor(limits, task);
  const words = mergePrompt({
    sources,
    instructions,
    answers: answers.map(({ text }) => text),
    contextTokens,
    maxOutputTokens,
  });
  if (words === undefined) return undefined;
  const { look: _, models: __, images: ___, ...work } = task;
  const digest = hash('sha256', JSON.stringify([task.kind, words])).slice(0, 12);
  return {
    ...work,
    ...words,
    ...(workerModels !== undefined && workerModels.length > 0 && { models: workerModels }),
    id: `${runId}-merge-${placeOf(task)}-${digest}`,
    title: `${titleOfWork(task)} (merge of ${answers.length} looks)`,
    sampling,
  };
}

function differ(answers: readonly Answer[]): boolean {
  return new Set(answers.map(({ text }) => text.trim())).size > 1;
}

function longest(answers: Work['answers']): Answer {
  return answers.reduce((best, one) => (one.text.length > best.text.length ? one : best));
}

function whyNot(run: TaskRun | undefined): string {
  if (run === undefined) return 'since they do not fit into the context together';
  if (run.outcome.state === 'undone') return `since that failed (${run.outcome.reason})`;
  return 'since the run was stopped';
}

interface Further {
  readonly runs: readonly TaskRun[];
  readonly furtherLooks: readonly TaskRun[];
}

/** Edits are looked at again while no look at them was accepted: a file is changed once, so more are of no use. */
async function lookFurther(planned: readonly TaskRun[], { limits, signal, ...stage }: Stage): Promise<Further> {
  const runs = new Map(planned.map((run) => [run.task.id, run]));
  const furtherLooks: TaskRun[] = [];
  const most = Math.max(0, ...planned.map(({ task }) => (changesFiles(task) ? (task.look?.of ?? 0) : 0)));
  for (let number = 2; number <= most && !signal.aborted; number += 1) {
    const open = [...runs.values()].filter(({ task, outcome }) => isOpen(task, number) && outcome.state === 'undone');
    const tasks = open.map(({ task }) => furtherLook(task, number, limits.workerModels));
    const looked = await stage.runTasks('merge', tasks);
    furtherLooks.push(...looked);
    looked.forEach(({ outcome }, index) => {
      const before = open[index];
      if (before === undefined) return;
      const attempts = [...before.outcome.attempts, ...outcome.attempts].map((one, at) => ({ ...one, number: at + 1 }));
      runs.set(before.task.id, { task: before.task, outcome: { ...outcome, attempts } });
    });
  }
  return { runs: [...runs.values()], furtherLooks };
}

function isOpen(task: Task, number: number): boolean {
  return changesFiles(task) && task.look !== undefined && number <= task.look.of;
}

/** The id follows from the first look's. */
function furtherLook(task: Task, number: number, models: readonly string[] | undefined): Task {
  const look = { number, of: task.look?.of ?? number };
  return { ...nthLook(task, look, models), id: `${task.runId}-look-${placeOf(task)}-${number}` };
}

/** What tells a work from others of its run. */
function placeOf(task: Task): string {
  return firstLookId(task).slice(task.runId.length + 1);
}
