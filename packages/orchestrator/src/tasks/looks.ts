import { type Look, type Sampling, type Task, type TaskKind, TOOL_KINDS } from '@hanzo/contracts';
import { changesFiles } from '../edits/edits-in.ts';
import type { TaskLimits } from './task-limits.ts';

/** Most looks at the same code in one run. */
export const MOST_LOOKS = 8;

/**
 * What each look but the first begins with. The first has no such sentence: it is the very task that a run of one look
 * has, so that what was kept of either serves the other. They are short: the slack of the context has room for them.
 */
const ANGLES = [
  "Look from the caller's side first: what callers pass in, rely on and get back.",
  'Look at boundaries and errors first: empty, first, last, huge and missing values, and each way to fail.',
  'Follow the data first: where each value comes from, what changes it, and where it ends up.',
  'Look at state and order first: what runs at the same time, what stays open, what happens twice or never.',
  'Read from the last line to the first, and ask of each line what must hold for it to be right.',
  'Look first at what is missing: checks, clean-up, cases, and what names promise and the code does not do.',
  'Doubt what is taken for granted first: about the input, the environment and the libraries.',
] as const;

/** Looks that are drawn at 0 all give the same answer. */
const WARM = 0.6;

type Draft = Omit<Task, 'id' | 'runId'>;

/**
 * The looks at one piece of work. Tools give the same answer each time, so their kinds are looked at once; edits are too,
 * since a file is changed once: their further looks are made only where the one before was not accepted.
 */
export function looksOf(draft: Draft, limits: TaskLimits): readonly Draft[] {
  if (draft.kind === 'check') return [draft];
  const { workerModels = [] } = limits;
  const of = looksAt(draft.kind, limits);
  if (of === 1) return [{ ...draft, ...(workerModels.length > 0 && { models: workerModels }) }];
  const count = changesFiles(draft) ? 1 : of;
  return Array.from({ length: count }, (_, at) => nthLook(draft, { number: at + 1, of }, workerModels));
}

/** How often work of a kind is looked at. */
export function looksAt(kind: TaskKind, { instances = 1 }: TaskLimits): number {
  return TOOL_KINDS.includes(kind) ? 1 : Math.min(instances, MOST_LOOKS);
}

/** One of the looks at a piece of work, from a draft that has no angle yet. */
export function nthLook<Work extends Draft>(draft: Work, look: Look, models: readonly string[] = []): Work {
  const { number, of } = look;
  const model = models[(number - 1) % models.length];
  const angle = ANGLES[number - 2];
  return {
    ...draft,
    look,
    ...(model !== undefined && { models: [model] }),
    title: `${titleOfWork(draft)} (look ${number} of ${of})`,
    ...(angle !== undefined && {
      prompt: `${draft.prompt}\n\n${angle}`,
      sampling: samplingOf(draft.sampling, number),
    }),
  };
}

function samplingOf({ temperature, seed = 1 }: Sampling, number: number): Sampling {
  return { temperature: temperature === undefined || temperature === 0 ? WARM : temperature, seed: seed + number - 1 };
}

/** The title of the work itself, whichever look this is. */
export function titleOfWork({ title, look }: Pick<Task, 'title' | 'look'>): string {
  return look === undefined ? title : title.replace(/ \(look \d+ of \d+\)$/, '');
}

/** The id of the first of the looks at the same work: looks follow each other. */
export function firstLookId({ id, runId, look }: Pick<Task, 'id' | 'runId' | 'look'>): string {
  const number = Number(id.slice(runId.length + 1));
  return look === undefined || !Number.isSafeInteger(number) ? id : `${runId}-${number - look.number + 1}`;
}

/** True for tasks that the plan has: those of later stages follow from what these came to. */
export function isOfPlan({ id, runId }: Pick<Task, 'id' | 'runId'>): boolean {
  return !/^-(merge|look|critic|fix|suggest)-/.test(id.slice(runId.length));
}
