import {
  type CacheEntry,
  type ContentCache,
  maskKeys,
  type Task,
  type TaskKind,
  type TaskOutcome,
  type TaskRun,
  type TaskSource,
} from '@hanzo/contracts';
import type { Finding, Workspace } from '@hanzo/tools';
import { isEditsTask } from '../edits/edits-schema.ts';
import { parseFindings } from '../findings-schema.ts';
import { acceptedFindings } from '../gates/evidence.ts';
import type { Plan, PlannedTask } from '../plan/plan.ts';
import { whoInWords } from '../report/who-in-words.ts';
import { isFindingsKind } from '../tasks/kind-prompts.ts';
import { taskPrompt } from '../tasks/prompt.ts';
import { reachOf } from './bound-to.ts';
import { standsIn, type StoredReview, writeReview } from './stored-review.ts';
import { checkKey, type PlacedUnit, unitKeys, wishesKey } from './unit-keys.ts';

export interface ReviewMemoryParts {
  readonly cache: ContentCache;
  /** Of the engines and the policy of now. */
  readonly fingerprint: string;
  readonly plan: Plan;
  readonly runId: string;
  readonly instructions: string;
  readonly workspace: Workspace;
}

type Done = TaskOutcome & { state: 'done' };

/** A tool's answer that says nothing of the file: another time it may. */
const UNABLE = /syntax could not be checked/;
const READS_AT_ONCE = 32;

/**
 * Keeps what accepted answers say, piece by piece of the code. A piece is kept with what was found in it, possibly
 * nothing. Left out is what cannot be told apart: findings that quote beyond their piece, and tasks whose prompts are
 * not made of this plan's words.
 */
export class ReviewMemory {
  readonly #parts: ReviewMemoryParts;
  /** By kind and path. */
  readonly #plans: ReadonlyMap<string, readonly { readonly planned: PlannedTask }[]>;
  readonly #fileNames: ReadonlySet<string>;
  /** What this run has kept: the same code may stand in several files. */
  readonly #kept = new Map<string, readonly Finding[]>();
  readonly #checks: TaskRun[] = [];

  constructor(parts: ReviewMemoryParts) {
    this.#parts = { ...parts, instructions: maskKeys(parts.instructions) };
    const placed = parts.plan.tasks.flatMap((planned) => planned.files.map((path) => ({ planned, path })));
    this.#plans = Map.groupBy(placed, ({ planned, path }) => `${planned.kind} ${path}`);
    this.#fileNames = new Set(placed.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
  }

  /** Takes note of a task that has ended. */
  add(run: TaskRun): void {
    const { task, outcome } = run;
    // Engines or a policy of another time: nobody knows by which of them this was answered.
    if (outcome.state !== 'done' || this.#parts.plan.remembered?.fingerprint !== this.#parts.fingerprint) return;
    if (task.kind === 'check') this.#checks.push(run);
    else if (isFindingsKind(task.kind) && !isEditsTask(task) && outcome.answer.who.kind !== 'tool')
      this.#keepReview(task, outcome);
  }

  /** Writes down the checks of files that still are what the tasks say: tools read the files, not the tasks. */
  async close(): Promise<void> {
    const { workspace, cache } = this.#parts;
    for (let at = 0; at < this.#checks.length; at += READS_AT_ONCE) {
      const batch = this.#checks.slice(at, at + READS_AT_ONCE);
      const texts = await Promise.all(batch.map(async ({ task }) => await textOf(workspace, task)));
      cache.put(batch.flatMap((run, index) => this.#checkEntry(run, texts[index])));
    }
    this.#checks.length = 0;
  }

  #checkEntry({ task, outcome }: TaskRun, text: string | undefined): readonly CacheEntry[] {
    const [source, ...more] = task.sources;
    if (outcome.state !== 'done' || source === undefined || more.length > 0 || source.text !== text) return [];
    const parsed = parseFindings(outcome.answer.text);
    if (!parsed.ok || UNABLE.test(parsed.value.summary)) return [];
    const review = { taskId: task.id, ...parsed.value };
    return [this.#entry(checkKey(source.path, text), review, 1, outcome)];
  }

  #keepReview(task: Task, outcome: Done): void {
    const wishes = this.#wishesOf(task);
    if (wishes === undefined) return;
    const { findings } = acceptedFindings(task, outcome.answer);
    const shown = task.sources.map(({ text }) => text).join('\n');
    const entries = task.sources.flatMap((source) =>
      unitsIn(source).flatMap((unit) =>
        this.#unitEntry({ kind: task.kind, unit, wishes, shown, findings, taskId: task.id }, outcome),
      ),
    );
    this.#parts.cache.put(entries);
  }

  #unitEntry({ kind, unit, wishes, shown, findings, taskId }: UnitReview, outcome: Done): readonly CacheEntry[] {
    if (unit.text.trim() === '') return [];
    const lastLine = unit.firstLine + unit.text.split('\n').length - 1;
    const own = findings.filter(({ line }) => line >= unit.firstLine && line <= lastLine);
    if (!own.every((finding) => standsIn(unit, finding))) return [];
    const { anchor, ...keys } = unitKeys(wishes, kind, unit);
    const key = keys[reachOf(own, { path: unit.path, text: unit.text, shown, fileNames: this.#fileNames })];
    const relative = own.map((finding) => ({ ...finding, line: finding.line - anchor + 1 }));
    const all = union(this.#kept.get(key) ?? [], relative);
    this.#kept.set(key, all);
    return [this.#entry(key, { taskId, summary: '', findings: all }, 1, outcome)];
  }

  #entry(key: string, review: StoredReview, anchor: number, { answer }: Done): CacheEntry {
    const { who } = answer;
    const engine = who.kind === 'cache' ? who.engine : whoInWords(who);
    return { key, kind: 'review', value: maskKeys(writeReview(review, anchor)), engine, runId: this.#parts.runId };
  }

  /** Undefined when the task's prompt cannot be made again of the plan's words: then it asked for something else. */
  #wishesOf(task: Task): string | undefined {
    const { instructions, fingerprint } = this.#parts;
    const { sources, prompt, tier } = task;
    const placed = this.#plans.get(`${task.kind} ${sources[0]?.path ?? ''}`);
    const planned = placed?.find(
      ({ planned: { tier: own, instructions: focus } }) =>
        own === tier && taskPrompt({ sources, instructions, focus }) === prompt,
    )?.planned;
    if (planned === undefined) return undefined;
    return wishesKey({ ...task, instructions, focus: planned.instructions, fingerprint });
  }
}

interface UnitReview {
  readonly kind: TaskKind;
  readonly unit: PlacedUnit;
  readonly wishes: string;
  readonly shown: string;
  readonly findings: readonly Finding[];
  readonly taskId: string;
}

/** The pieces that stand whole in a source. */
function unitsIn({ path, firstLine, text, units = [] }: TaskSource): readonly PlacedUnit[] {
  const lines = text.split('\n');
  return units.map((start, index) => ({
    path,
    firstLine: start,
    text: lines.slice(start - firstLine, (units[index + 1] ?? firstLine + lines.length) - firstLine).join('\n'),
  }));
}

/** What several looks at the same code found, each thing once. */
function union(known: readonly Finding[], more: readonly Finding[]): readonly Finding[] {
  const all = new Map([...known, ...more].map((finding) => [JSON.stringify([finding.line, finding.quote]), finding]));
  return [...all.values()];
}

async function textOf(workspace: Workspace, { sources }: Task): Promise<string | undefined> {
  const file = await workspace.read(sources[0]?.path ?? '');
  return file.kind === 'text' ? file.text : undefined;
}
