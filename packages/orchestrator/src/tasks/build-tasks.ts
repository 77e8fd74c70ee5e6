import type { Task, TaskSource } from '@hanzo/contracts';
import { chunkUnits, type Unit } from '@hanzo/tools';
import { commentDrafts } from '../comments/comment-drafts.ts';
import type { FunctionsOf } from '../comments/functions-of.ts';
import { FINDINGS_OUTPUT } from '../findings/findings-schema.ts';
import type { Outlines } from '../outlines/outlines.ts';
import { wantsOutline, withOutline } from '../outlines/with-outline.ts';
import type { Plan, PlannedTask } from '../plan/plan.ts';
import { isFindingsKind, outputOf, systemPrompt } from './kind-prompts.ts';
import { looksOf } from './looks.ts';
import { packSources } from './pack-sources.ts';
import { filesBesidePictures, PICTURES_SYSTEM, seeing, withPictures } from './pictures.ts';
import { type Cut, cutOnce, roomOf, sourceRoom } from './planned-units.ts';
import { lastLine, taskPrompt } from './prompt.ts';
import { fieldsOf, limitsFor, type TaskLimits } from './task-limits.ts';

export interface BuildTasksInput {
  readonly plan: Plan;
  readonly runId: string;
  readonly instructions: string;
  /** Text of each file. Files that are not in it were unreadable: their tasks are not made. */
  readonly texts: ReadonlyMap<string, string>;
  readonly limits: TaskLimits;
  /** Cuts the files. @default anew */
  readonly cut?: Cut | undefined;
  /** Finds the functions that have no doc comment. @default there are none */
  readonly functionsOf?: FunctionsOf | undefined;
  /** What the files use of each other: shown where there is room. @default nothing */
  readonly outlines?: Pick<Outlines, 'mentioned'> | undefined;
}

/** Makes complete tasks of planned ones, cut so that each prompt fits. Ids are the run's id and a number. */
export function buildTasks(input: BuildTasksInput): readonly Task[] {
  const known = knownLines(input.plan.remembered);
  const works = input.plan.tasks.flatMap((planned, index) => {
    const knownOf = (path: string): ReadonlySet<number> => known.get(placeOf(index, path)) ?? NONE;
    if (planned.pictures === true) return pictureDrafts(planned, input);
    if (planned.kind === 'comments') return commentsOf(planned, input);
    return planned.kind === 'check' ? checkDrafts(planned, input, knownOf) : modelDrafts(planned, input, knownOf);
  });
  const seen = withPictures(works, input.limits.images);
  const drafts = seen.flatMap((draft) => looksOf(draft, input.limits));
  return drafts.map((draft, index) => ({ ...draft, id: `${input.runId}-${index + 1}`, runId: input.runId }));
}

type TaskDraft = Omit<Task, 'id' | 'runId'>;

/** First lines of the pieces of a file that are known already; 1 stands for a whole file that was checked. */
type KnownOf = (path: string) => ReadonlySet<number>;

const NONE: ReadonlySet<number> = new Set();

function knownLines(remembered: Plan['remembered']): ReadonlyMap<string, ReadonlySet<number>> {
  const pieces = remembered?.known.map(({ task, path, lines }) => [placeOf(task, path), new Set(lines)] as const);
  const checks = remembered?.checks.map(({ task, path }) => [placeOf(task, path), new Set([1])] as const);
  return new Map([...(pieces ?? []), ...(checks ?? [])]);
}

function placeOf(task: number, path: string): string {
  return `${task} ${path}`;
}

function checkDrafts(planned: PlannedTask, { texts, limits }: BuildTasksInput, knownOf: KnownOf): readonly TaskDraft[] {
  return planned.files.flatMap((path) => {
    const text = texts.get(path);
    if (text === undefined || knownOf(path).size > 0) return [];
    const sources = [{ path, firstLine: 1, text }];
    return [
      { ...common(planned, limits), title: planned.title, system: '', prompt: '', output: FINDINGS_OUTPUT, sources },
    ];
  });
}

function commentsOf(planned: PlannedTask, input: BuildTasksInput): readonly TaskDraft[] {
  const { functionsOf = () => [] } = input;
  return commentDrafts(planned, common(planned, input.limits), { ...input, functionsOf });
}

function modelDrafts(planned: PlannedTask, input: BuildTasksInput, knownOf: KnownOf): readonly TaskDraft[] {
  const { kind } = planned;
  if (kind === 'check' || kind === 'critic') return [];
  const { patch = false } = input.limits;
  const { cut = cutOnce(), outlines } = input;
  const room = roomOf(planned, input) ?? 0;
  const system = systemPrompt(kind, input.limits);
  const output = outputOf(kind, patch);
  const files = planned.files.map((path) => {
    const text = input.texts.get(path);
    return chunksOf(path, text === undefined ? [] : cut(path, text, room), room, knownOf(path));
  });
  // What looks for things looks at one chunk of one file at a time, or at what is left between the known pieces of one.
  const groups = isFindingsKind(kind)
    ? files.flatMap(({ chunks, isRest }) => (isRest ? packSources(chunks, room) : chunks.map((chunk) => [chunk])))
    : packSources(
        files.flatMap(({ chunks }) => chunks),
        room,
      );
  const isOutlined = outlines !== undefined && wantsOutline(kind, input.limits);
  return groups.map((group, index) => {
    const sources = isOutlined ? withOutline(group, room, outlines) : group;
    return {
      ...common(planned, input.limits),
      title: titleOf(planned, sources, index + 1, groups.length),
      system,
      prompt: taskPrompt({
        sources,
        instructions: input.instructions,
        focus: planned.instructions,
        facts: planned.facts,
      }),
      output,
      sources,
    };
  });
}

/** One task, which is shown all files of the plan where they fit beside the pictures, else none. */
function pictureDrafts(planned: PlannedTask, input: BuildTasksInput): readonly TaskDraft[] {
  const { limits, texts, plan, instructions, cut = cutOnce() } = input;
  const { images = [] } = limits;
  if (images.length === 0) return [];
  const files = filesBesidePictures(plan);
  const own = limitsFor(limits, planned);
  const room = sourceRoom({ ...planned, files }, { system: PICTURES_SYSTEM, instructions, limits: own });
  const chunks = files.flatMap((path) => chunksOf(path, cut(path, texts.get(path) ?? '', room), room, NONE).chunks);
  const [whole = [], ...more] = packSources(chunks, room);
  const sources = more.length === 0 ? whole : [];
  const draft: TaskDraft = {
    ...common(planned, limits),
    title: planned.title,
    system: PICTURES_SYSTEM,
    prompt: taskPrompt({ sources, instructions, focus: planned.instructions }),
    output: { kind: 'text' },
    sources,
    // What a picture shows stands in no file that an answer could be held against.
    gates: ['degenerate'],
  };
  return [seeing(draft, images)];
}

function common(planned: PlannedTask, limits: TaskLimits): Omit<TaskDraft, 'title' | keyof TaskText> {
  const { kind, tier } = planned;
  const { copies } = limits;
  return { kind, tier, ...fieldsOf(limitsFor(limits, planned), kind), ...(copies !== undefined && { copies }) };
}

type TaskText = Pick<Task, 'system' | 'prompt' | 'output' | 'sources'>;

interface FileChunks {
  readonly chunks: readonly TaskSource[];
  /** Some of the file is known and left out. */
  readonly isRest: boolean;
}

/** Chunks of what is not known yet; pieces that follow each other stand in one. */
function chunksOf(path: string, all: readonly Unit[], room: number, known: ReadonlySet<number>): FileChunks {
  const stretches: Unit[][] = [[]];
  for (const unit of all) {
    if (known.has(unit.firstLine)) stretches.push([]);
    else stretches.at(-1)?.push(unit);
  }
  const chunks = stretches.flatMap((units) => chunkUnits(path, units, room));
  return { chunks: chunks.filter((chunk) => chunk.text.trim() !== ''), isRest: known.size > 0 };
}

function titleOf(planned: PlannedTask, sources: readonly TaskSource[], part: number, parts: number): string {
  const [first] = sources;
  const isOneFile = sources.length === 1 || (isFindingsKind(planned.kind) && sources.length > 1);
  if (first === undefined || !isOneFile)
    return parts === 1 ? planned.title : `${planned.title} (part ${part} of ${parts})`;
  const lines = sources.map((source) => `${source.firstLine}-${lastLine(source)}`);
  const place = `${first.path}:${lines.join(',')}`;
  return planned.title === `${planned.kind} ${first.path}` ? `${planned.kind} ${place}` : `${planned.title} (${place})`;
}
