import {
  type CacheEntry,
  type ContentCache,
  type HanzoError,
  isRepeatable,
  maskKeys,
  type Task,
  type TaskKind,
  type TaskOutcome,
  type TaskRun,
  type TaskSource,
  toHanzoError,
} from '@hanzo/contracts';
import type { Finding, Workspace } from '@hanzo/tools';
import { isEditsTask } from '../edits/edits-schema.ts';
import { parseFindings } from '../findings-schema.ts';
import { acceptedFindings, isFull } from '../gates/evidence.ts';
import type { Plan, PlannedTask } from '../plan/plan.ts';
import { whoInWords } from '../report/who-in-words.ts';
import { isFindingsKind } from '../tasks/kind-prompts.ts';
import { taskPrompt } from '../tasks/prompt.ts';
import { type Reach, reachOf } from './bound-to.ts';
import { importsCount } from './imports.ts';
import { ASK_AGAIN, standsIn, type StoredReview, writeReview } from './stored-review.ts';
import { checkKey, type PlacedUnit, type UnitKeys, unitKeys, wishesKey } from './unit-keys.ts';

export interface ReviewMemoryParts {
  readonly cache: ContentCache;
  /** Of the engines and the policy of now. */
  readonly fingerprint: string;
  readonly plan: Plan;
  readonly runId: string;
  readonly instructions: string;
  readonly workspace: Workspace;
  /** Told once when something could not be kept: that costs another look, and never the run. */
  readonly onFault?: ((error: HanzoError) => void) | undefined;
}

type Done = TaskOutcome & { state: 'done' };

/** A tool's answer that says nothing of the file: another time it may. */
const UNABLE = /syntax could not be checked/;
const READS_AT_ONCE = 32;

/**
 * Keeps what accepted answers say, piece by piece of the code. A piece is kept with what was found in it, possibly
 * nothing. Left out is what cannot be told apart: findings that quote beyond their piece, and tasks whose prompts are
 * not made of this plan's words; and answers that are not the whole truth: those that are full, and those of which
 * findings were left out. Never fails.
 */
export class ReviewMemory {
  readonly #parts: ReviewMemoryParts;
  /** By kind and path. */
  readonly #plans: ReadonlyMap<string, readonly { readonly planned: PlannedTask }[]>;
  readonly #fileNames: ReadonlySet<string>;
  /** What this run has kept: the same code may stand in several files. */
  readonly #kept = new Map<string, readonly Finding[]>();
  /** Keys of code that one look found something in, and that holds in its place only. */
  readonly #disputed = new Set<string>();
  readonly #checks: TaskRun[] = [];
  readonly #imports: ReadonlyMap<string, string>;
  #hasFailed = false;

  constructor(parts: ReviewMemoryParts) {
    this.#parts = { ...parts, instructions: maskKeys(parts.instructions) };
    const placed = parts.plan.tasks.flatMap((planned) => planned.files.map((path) => ({ planned, path })));
    this.#plans = Map.groupBy(placed, ({ planned, path }) => `${planned.kind} ${path}`);
    this.#fileNames = new Set(placed.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
    this.#imports = new Map(parts.plan.remembered?.imports?.map(({ path, key }) => [path, key]));
  }

  /** Takes note of a task that has ended. */
  add(run: TaskRun): void {
    try {
      this.#add(run);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Writes down the checks of files that still are what the tasks say: tools read the files, not the tasks. */
  async close(): Promise<void> {
    try {
      await this.#keepChecks();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(thrown: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#parts.onFault?.(toHanzoError(thrown));
  }

  #add(run: TaskRun): void {
    const { task, outcome } = run;
    // Engines or a policy of another time: nobody knows by which of them this was answered.
    if (outcome.state !== 'done' || this.#parts.plan.remembered?.fingerprint !== this.#parts.fingerprint) return;
    if (task.kind === 'check') this.#checks.push(run);
    else if (isFindingsKind(task.kind) && !isEditsTask(task) && outcome.answer.who.kind !== 'tool')
      this.#keepReview(task, outcome);
  }

  async #keepChecks(): Promise<void> {
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
    const wishes = isRepeatable(task.sampling) ? this.#wishesOf(task) : undefined;
    if (wishes === undefined) return;
    const { findings, dropped } = acceptedFindings(task, outcome.answer);
    const isWhole = dropped === 0 && !isFull(task, outcome.answer);
    const shown = task.sources.map(({ text }) => text).join('\n');
    const units = task.sources.flatMap((source) => this.#unitsIn(task.kind, source));
    const reviews = units
      .filter(({ text }) => text.trim() !== '')
      .map((unit) => this.#reviewOf(unit, { wishes, kind: task.kind, isWhole, shown, findings }));
    const anywhere = reviews.map(({ keys }) => keys.anywhere);
    const before = this.#parts.cache.getAll(anywhere, { isCounted: false });
    for (const [key, { value }] of before) if (value === ASK_AGAIN) this.#disputed.add(key);
    this.#parts.cache.put(reviews.flatMap((review) => this.#reviewEntries(task, review, outcome)));
  }

  #reviewOf(unit: PlacedUnit, { wishes, kind, isWhole, shown, findings }: Shown): UnitReview {
    const lastLine = unit.firstLine + unit.text.split('\n').length - 1;
    const own = findings.filter(({ line }) => line >= unit.firstLine && line <= lastLine);
    const { anchor, ...keys } = unitKeys(wishes, kind, unit);
    const relative = own.map((finding) => ({ ...finding, line: finding.line - anchor + 1 }));
    const isUsable = isWhole && own.every((finding) => standsIn(unit, finding));
    const reach = reachOf(own, { path: unit.path, text: unit.text, shown, fileNames: this.#fileNames });
    return { keys, reach: isUsable ? reach : undefined, findings: relative };
  }

  /**
   * What was found in a piece, but does not hold for it anywhere, must not be denied by a twin that looks clean: the twins
   * are asked for again, each in its own file, and whoever had looked at them before counts no more.
   */
  #reviewEntries(task: Task, { keys, reach, findings }: UnitReview, outcome: Done): readonly CacheEntry[] {
    const { anywhere } = keys;
    if (reach !== 'anywhere' && findings.length > 0) this.#disputed.add(anywhere);
    const isDisputed = this.#disputed.has(anywhere);
    const again = { key: anywhere, kind: 'review', value: ASK_AGAIN, engine: 'nobody', runId: task.runId } as const;
    const markers = isDisputed ? [again] : [];
    if (reach === undefined) return markers;
    const key = keys[isDisputed && reach === 'anywhere' ? 'inFile' : reach];
    const all = union(this.#kept.get(key) ?? [], findings);
    this.#kept.set(key, all);
    return [...markers, this.#entry(key, { taskId: task.id, summary: '', findings: all }, 1, outcome)];
  }

  #entry(key: string, review: StoredReview, anchor: number, { answer }: Done): CacheEntry {
    const { who } = answer;
    const engine = who.kind === 'cache' ? who.engine : whoInWords(who);
    const peer = who.kind === 'cache' ? who.peer : who.kind === 'worker' ? who.peerId : undefined;
    const value = maskKeys(writeReview(review, anchor));
    return { key, kind: 'review', value, engine, peer, runId: this.#parts.runId };
  }

  /** The pieces that stand whole in a source; none where what its file imports counts, and is not known. */
  #unitsIn(kind: TaskKind, { path, firstLine, text, units = [], exact = false }: TaskSource): readonly PlacedUnit[] {
    const imports = importsCount(kind) ? this.#imports.get(path) : undefined;
    if (importsCount(kind) && imports === undefined) return [];
    const lines = text.split('\n');
    return units.map((start, index) => ({
      path,
      firstLine: start,
      text: lines.slice(start - firstLine, (units[index + 1] ?? firstLine + lines.length) - firstLine).join('\n'),
      isExact: exact,
      imports,
    }));
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

/** What was shown at once, and what was found in it. */
interface Shown {
  readonly wishes: string;
  readonly kind: TaskKind;
  /** The answer says all that it has to say. */
  readonly isWhole: boolean;
  readonly shown: string;
  readonly findings: readonly Finding[];
}

interface UnitReview {
  readonly keys: UnitKeys;
  /** Undefined: it is not kept. */
  readonly reach: Reach | undefined;
  /** Their lines count from the anchor, which is line 1. */
  readonly findings: readonly Finding[];
}

/** What several looks at the same code found, each thing once. */
function union(known: readonly Finding[], more: readonly Finding[]): readonly Finding[] {
  const all = new Map([...known, ...more].map((finding) => [JSON.stringify([finding.line, finding.quote]), finding]));
  return [...all.values()];
}

/** Undefined also when it cannot be read any more, or lies outside of the workspace now. */
async function textOf(workspace: Workspace, { sources }: Task): Promise<string | undefined> {
  try {
    const file = await workspace.read(sources[0]?.path ?? '');
    return file.kind === 'text' ? file.text : undefined;
  } catch {
    return undefined;
  }
}
