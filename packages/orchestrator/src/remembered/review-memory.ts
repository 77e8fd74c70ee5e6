import {
  type Answer,
  type CacheEntry,
  type ContentCache,
  type HanzoError,
  isRepeatable,
  maskKeys,
  modelsBehind,
  type Task,
  type TaskKind,
  type TaskOutcome,
  type TaskRun,
  type TaskSource,
  toHanzoError,
  type Who,
} from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import { isEditsTask } from '../edits/edits-schema.ts';
import { anchor as anchorOf } from '../findings/anchor.ts';
import { parseFindings } from '../findings/findings-schema.ts';
import { mergeFindings } from '../findings/place-findings.ts';
import { acceptedFindings, isFull } from '../gates/evidence.ts';
import { wantsOutline } from '../outlines/with-outline.ts';
import { wordsOf } from '../plan/facts.ts';
import type { Plan, PlannedTask } from '../plan/plan.ts';
import { whoInWords } from '../report/who-in-words.ts';
import type { FoundFinding } from '../run/run-finding.ts';
import { isFindingsKind } from '../tasks/kind-prompts.ts';
import { firstLookId } from '../tasks/looks.ts';
import { taskPrompt } from '../tasks/prompt.ts';
import { type Reach, reachOf } from './bound-to.ts';
import { importsCount } from './imports.ts';
import { looksWanted } from './recall.ts';
import { ASK_AGAIN, type KeptFinding, standsIn, type StoredReview, writeReview } from './stored-review.ts';
import { checkKey, type PlacedUnit, type ReviewWishes, type UnitKeys, unitKeys, wishesKey } from './unit-keys.ts';

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
  readonly #kept = new Map<string, readonly KeptFinding[]>();
  /** Keys of code that one look found something in, and that holds in its place only. */
  readonly #disputed = new Set<string>();
  readonly #checks: TaskRun[] = [];
  /** By the id of the first look, until all looks at the same code are there. */
  readonly #looks = new Map<string, readonly OneLook[]>();
  readonly #imports: ReadonlyMap<string, string>;
  /** By path: what its pieces mention of other files, by their first lines. */
  readonly #declared: ReadonlyMap<string, ReadonlyMap<number, string>>;
  #hasFailed = false;

  constructor(parts: ReviewMemoryParts) {
    this.#parts = { ...parts, instructions: maskKeys(parts.instructions) };
    const placed = parts.plan.tasks.flatMap((planned) => planned.files.map((path) => ({ planned, path })));
    this.#plans = Map.groupBy(placed, ({ planned, path }) => `${planned.kind} ${path}`);
    this.#fileNames = new Set(placed.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
    const { imports, declared } = parts.plan.remembered ?? {};
    this.#imports = new Map(imports?.map(({ path, key }) => [path, key]));
    this.#declared = new Map(declared?.map(({ path, keys }) => [path, new Map(keys)]));
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
      this.#addLook(task, outcome);
  }

  /** The first of several looks is also the only look of a run that wants one. */
  #addLook(task: Task, outcome: Done): void {
    const { answer } = outcome;
    const { findings, dropped } = acceptedFindings(task, answer);
    const finders = modelsBehind(answer.who);
    const said = {
      findings: findings.map((one) => ({ ...one, finders })),
      isWhole: dropped === 0 && !isFull(task, answer),
      answers: [answer],
    };
    const wishes = this.#wishesOf(task);
    if (wishes !== undefined) this.#keepReview(task, wishesKey(wishes), said);
    if (task.look === undefined) return;
    const id = firstLookId(task);
    const looks = [...(this.#looks.get(id) ?? []), { run: { task, outcome }, said, wishes }];
    this.#looks.set(id, looks);
    if (looks.length < task.look.of) return;
    this.#looks.delete(id);
    this.#keepTogether(looks);
  }

  /** What all looks at the same code found, as one review. One peer's word can be taken back; that of several cannot. */
  #keepTogether(looks: readonly OneLook[]): void {
    const first = looks.find(({ wishes }) => wishes !== undefined);
    const answers = looks.flatMap(({ said }) => said.answers);
    const { limits } = this.#parts.plan;
    const peers = new Set(answers.map(({ who }) => peerOf(who)).filter((peer) => peer !== undefined));
    if (first?.wishes === undefined || limits === undefined || peers.size > 1) return;
    const { task } = first.run;
    const runs = looks.map(({ run }) => run);
    const found = runs.flatMap(({ task: { id: taskId, kind, sources }, outcome: { answer } }, index) => {
      const place = { path: sources[0]?.path ?? '', kind, taskId, who: answer.who };
      const said = looks[index]?.said.findings ?? [];
      return said.map((finding) => ({ ...finding, ...place, ...spanOf(sources, finding) }));
    });
    const { models: _, ...wishes } = first.wishes;
    const key = wishesKey({ ...wishes, ...looksWanted(task.kind, limits) });
    const isWhole = looks.every(({ said }) => said.isWhole);
    this.#keepReview(task, key, { findings: mergeFindings(found, runs).map(asKept), isWhole, answers });
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
    return [this.#entry(checkKey(source.path, text), review, 1, [outcome.answer])];
  }

  #keepReview(task: Task, wishes: string, { findings, isWhole, answers }: Said): void {
    const shown = task.sources.map(shownText).join('\n');
    const units = task.sources.flatMap((source) => this.#unitsIn(task.kind, source));
    const reviews = units
      .filter(({ text }) => text.trim() !== '')
      .map((unit) => this.#reviewOf(unit, { wishes, kind: task.kind, isWhole, shown, findings }));
    const anywhere = reviews.map(({ keys }) => keys.anywhere);
    const before = this.#parts.cache.getAll(anywhere, { isCounted: false });
    for (const [key, { value }] of before) if (value === ASK_AGAIN) this.#disputed.add(key);
    this.#parts.cache.put(reviews.flatMap((review) => this.#reviewEntries(task, review, answers)));
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
  #reviewEntries(task: Task, { keys, reach, findings }: UnitReview, answers: readonly Answer[]): readonly CacheEntry[] {
    const { anywhere } = keys;
    if (reach !== 'anywhere' && findings.length > 0) this.#disputed.add(anywhere);
    const isDisputed = this.#disputed.has(anywhere);
    const again = { key: anywhere, kind: 'review', value: ASK_AGAIN, engine: 'nobody', runId: task.runId } as const;
    const markers = isDisputed ? [again] : [];
    if (reach === undefined) return markers;
    const key = keys[isDisputed && reach === 'anywhere' ? 'inFile' : reach];
    const all = union(this.#kept.get(key) ?? [], findings);
    this.#kept.set(key, all);
    return [...markers, this.#entry(key, { taskId: task.id, summary: '', findings: all }, 1, answers)];
  }

  #entry(key: string, review: StoredReview, anchor: number, answers: readonly Answer[]): CacheEntry {
    const engines = new Set(answers.map(({ who }) => (who.kind === 'cache' ? who.engine : whoInWords(who))));
    const peer = answers.map(({ who }) => peerOf(who)).find((one) => one !== undefined);
    const value = maskKeys(writeReview(review, anchor));
    return { key, kind: 'review', value, engine: [...engines].join(', '), peer, runId: this.#parts.runId };
  }

  /** The pieces that stand whole in a source; none where what its file imports counts, and is not known. */
  #unitsIn(kind: TaskKind, { path, firstLine, text, units = [], exact = false }: TaskSource): readonly PlacedUnit[] {
    const imports = importsCount(kind) ? this.#imports.get(path) : undefined;
    if (importsCount(kind) && imports === undefined) return [];
    const lines = text.split('\n');
    const isOutlined = wantsOutline(kind, this.#parts.plan.limits ?? {});
    return units.map((start, index) => ({
      path,
      firstLine: start,
      text: lines.slice(start - firstLine, (units[index + 1] ?? firstLine + lines.length) - firstLine).join('\n'),
      isExact: exact,
      imports,
      mentions: isOutlined ? this.#declared.get(path)?.get(start) : undefined,
    }));
  }

  /** Undefined when the task's prompt cannot be made again of the plan's words: then it asked for something else. */
  #wishesOf(task: Task): ReviewWishes | undefined {
    if (!isRepeatable(task.sampling)) return undefined;
    const { instructions, fingerprint } = this.#parts;
    const { sources, prompt, tier } = task;
    const placed = this.#plans.get(`${task.kind} ${sources[0]?.path ?? ''}`);
    const planned = placed?.find(
      ({ planned: { tier: own, instructions: focus, facts } }) =>
        own === tier && taskPrompt({ sources, instructions, focus, facts }) === prompt,
    )?.planned;
    if (planned === undefined) return undefined;
    return { ...task, instructions, focus: wordsOf(planned), fingerprint };
  }
}

/** What an answer, or several together, say. */
interface Said {
  readonly findings: readonly KeptFinding[];
  /** It is all that they have to say. */
  readonly isWhole: boolean;
  readonly answers: readonly Answer[];
}

/** One of several looks at the same code. */
interface OneLook {
  readonly run: { readonly task: Task; readonly outcome: Done };
  readonly said: Said;
  /** Undefined for those that were asked in other words than the first. */
  readonly wishes: ReviewWishes | undefined;
}

function peerOf(who: Who): string | undefined {
  return who.kind === 'cache' ? who.peer : who.kind === 'worker' ? who.peerId : undefined;
}

/** What is declared elsewhere counts: what was found may name it. */
function shownText({ text, declared = [] }: TaskSource): string {
  return [text, ...declared.map(({ signature }) => signature)].join('\n');
}

function asKept(found: FoundFinding): KeptFinding {
  const { path: _, kind: __, taskId: ___, who: ____, span: _____, ...kept } = found;
  return kept;
}

/** Quotes are kept as the model said them; what they overlap is told by their places. */
function spanOf(sources: readonly TaskSource[], finding: KeptFinding): Pick<FoundFinding, 'span'> {
  const place = anchorOf(sources, finding);
  return place === undefined ? {} : { span: place.span };
}

/** What was shown at once, and what was found in it. */
interface Shown {
  readonly wishes: string;
  readonly kind: TaskKind;
  /** The answer says all that it has to say. */
  readonly isWhole: boolean;
  readonly shown: string;
  readonly findings: readonly KeptFinding[];
}

interface UnitReview {
  readonly keys: UnitKeys;
  /** Undefined: it is not kept. */
  readonly reach: Reach | undefined;
  /** Their lines count from the anchor, which is line 1. */
  readonly findings: readonly KeptFinding[];
}

/** What several looks at the same code found, each thing once. */
function union(known: readonly KeptFinding[], more: readonly KeptFinding[]): readonly KeptFinding[] {
  const all = new Map(
    [...known, ...more].map((finding) => [JSON.stringify([finding.line, finding.quote, finding.category]), finding]),
  );
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
