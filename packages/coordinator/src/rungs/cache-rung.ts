import {
  contentKey,
  HanzoError,
  isRepeatable as canBeRepeated,
  maskKeys,
  modelsBehind,
  NO_USAGE,
  type Answer,
  type Attempt,
  type ContentCache,
  type FinishReason,
  type GateVerdict,
  type KeptEntry,
  type Rung,
  type RungContext,
  type RungName,
  type Task,
  type Who,
} from '@hanzo/contracts';

/** Rungs whose answers are worth keeping: tools are exact and free, and what came from here is here. */
const KEPT: ReadonlySet<RungName> = new Set<RungName>(['local', 'mesh', 'api', 'strong']);

/** Changes when a key or a value means something else: what older versions kept is not read any more. */
const FORMAT = 2;

export interface CacheRungParts {
  readonly cache: ContentCache;
  /** All that an answer depends on besides its task: who may answer in this run, and what gates it has passed. */
  readonly fingerprint: string;
}

/**
 * Answers a task whose very question was answered before, in this workspace and this mesh, by whoever may answer in this
 * run, and passed its gates. It goes through the gates again. Nothing similar is ever taken for the same.
 */
export class CacheRung implements Rung {
  readonly name = 'cache';
  readonly paid = false;
  readonly #cache: ContentCache;
  readonly #fingerprint: string;
  /** What was found for a task, so that it is looked up once. */
  readonly #found = new WeakMap<Task, FoundAnswer>();

  constructor({ cache, fingerprint }: CacheRungParts) {
    this.#cache = cache;
    this.#fingerprint = fingerprint;
  }

  unfit(task: Task): string | undefined {
    if (this.#found.has(task)) return undefined;
    const found = this.#find(task);
    if (found === undefined) return 'not answered before';
    this.#found.set(task, found);
    return undefined;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    const found = this.#found.get(task) ?? this.#find(task);
    // Another process may have cleared it since.
    if (found === undefined) throw new HanzoError('ANSWER_INVALID', 'The answer is not in the cache any more.');
    const { engine, peer, models, storedAt: answeredAt } = found;
    const by = { ...(peer !== undefined && { peer }), ...(models && { models }) };
    const who = { kind: 'cache', engine, ...by, answeredAt } as const;
    context.onStart(who, 'The very same was asked before, and the answer passed its gates.');
    context.onText(found.text);
    const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
    return { text: found.text, finish: found.finish, who, usage: NO_USAGE, timings, costMicros: 0 };
  }

  /** What no gate lets pass is of no use to anybody. */
  judged(task: Task, _: Answer, verdict: GateVerdict): void {
    if (!verdict.passed) this.#cache.remove([this.#keyOf(task)]);
  }

  /** Keeps an answer that passed its gates. The task is the one that was asked: without keys in it. */
  keep(task: Task, { rung, end }: Attempt): void {
    if (end.kind !== 'passed' || !KEPT.has(rung) || !isRepeatable(task)) return;
    const { text, finish, who } = end.answer;
    if (who.kind === 'cache' || who.kind === 'tool') return;
    const value = JSON.stringify({ text: maskKeys(text), finish, models: modelsBehind(who) });
    const peer = who.kind === 'worker' ? who.peerId : undefined;
    this.#cache.put([{ key: this.#keyOf(task), kind: 'query', value, engine: engineOf(who), peer, runId: task.runId }]);
  }

  #find(task: Task): FoundAnswer | undefined {
    if (!isRepeatable(task)) return undefined;
    const entry = this.#cache.get(this.#keyOf(task));
    const answer = entry === undefined ? undefined : readAnswer(entry.value);
    return entry === undefined || answer === undefined
      ? undefined
      : { ...answer, engine: entry.engine, peer: entry.peer, storedAt: entry.storedAt };
  }

  #keyOf(task: Task): string {
    return answerKey(task, this.#fingerprint);
  }
}

/**
 * All that the answer to a task depends on. Titles, ids, deadlines and priorities are not of it, and for a doc comment neither is the
 * line at which its function stands.
 */
export function answerKey(task: Task, fingerprint: string): string {
  const { kind, tier, system, prompt, output, maxOutputTokens, sampling, stop = [] } = task;
  const sources = task.comments === undefined ? task.sources : task.sources.map(({ path, text }) => ({ path, text }));
  const { gates, copies = 1, tries = 1, agreement = 1, agreementShare = null } = task;
  const question = { system, prompt, output, sources, maxOutputTokens, sampling, stop };
  const standard = { kind, tier, copies, tries, agreement, agreementShare, gates: gates ?? null };
  const { models, images, usesTools = false } = task;
  return contentKey({
    what: 'answer',
    format: FORMAT,
    fingerprint,
    ...question,
    ...standard,
    ...(models && { models }),
    ...(usesTools && { usesTools }),
    // Their content, whatever the files are called.
    ...(images && { images: images.map(({ sha256 }) => sha256) }),
  });
}

interface KeptAnswer {
  readonly text: string;
  readonly finish: FinishReason;
  readonly models?: readonly string[];
}

type FoundAnswer = KeptAnswer & Pick<KeptEntry, 'engine' | 'peer' | 'storedAt'>;

/** Tools do checks anew, and what a model looks up by tools may have changed since. */
function isRepeatable({ kind, sampling, usesTools = false }: Task): boolean {
  return kind !== 'check' && !usesTools && canBeRepeated(sampling);
}

/** What cannot be read is as good as not there. */
function readAnswer(value: string): KeptAnswer | undefined {
  try {
    const { text, finish, models } = JSON.parse(value) as Partial<KeptAnswer>;
    const by = isNames(models) && { models };
    return typeof text === 'string' && (finish === 'stop' || finish === 'length') ? { text, finish, ...by } : undefined;
  } catch {
    return undefined;
  }
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function engineOf(who: Exclude<Who, { kind: 'cache' | 'tool' }>): string {
  switch (who.kind) {
    case 'local':
      return `${who.model} on this machine`;
    case 'worker':
      return `${who.model} on ${who.node}`;
    case 'api':
      return `${who.servedModel === '' ? who.requestedModel : who.servedModel} at ${who.endpoint}`;
  }
}
