import { type ContentCache, isRepeatable, type KeptEntry, type TaskKind } from '@hanzo/contracts';
import type { Unit } from '@hanzo/tools';
import type { Outlines } from '../outlines/outlines.ts';
import { wantsOutline } from '../outlines/with-outline.ts';
import { wordsOf } from '../plan/facts.ts';
import type { PlannedTask } from '../plan/plan.ts';
import type { FoundFinding } from '../run/run-finding.ts';
import { type ModelKind, outputOf, systemPrompt } from '../tasks/kind-prompts.ts';
import { looksAt } from '../tasks/looks.ts';
import { type Cut, cutOnce, roomOf } from '../tasks/planned-units.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';
import { anchor, reportedLine, toolLine } from '../findings/anchor.ts';
import { FINDINGS_OUTPUT } from '../findings/findings-schema.ts';
import { engineTally } from './engine-tally.ts';
import { importsCount, importsKey } from './imports.ts';
import type { KnownCheck, KnownPieces, Remembered } from './remembered.ts';
import { readReview, readWhole, type StoredReview } from './stored-review.ts';
import { checkKey, type PlacedUnit, type ReviewWishes, unitKeys, wishesKey } from './unit-keys.ts';

export interface RecallInput {
  readonly tasks: readonly PlannedTask[];
  readonly instructions: string;
  /** Text of each file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly limits: TaskLimits;
  /** Cuts the files. @default anew */
  readonly cut?: Cut | undefined;
  /** What the files use of each other. @default nothing */
  readonly outlines?: Pick<Outlines, 'keyOf'> | undefined;
  readonly cache: ContentCache;
  /** As in `Remembered`. */
  readonly fingerprint: string;
}

/** A piece of code, or a whole file, that is asked for. */
interface Asked {
  readonly task: number;
  readonly kind: TaskKind;
  readonly path: string;
  readonly firstLine: number;
  /** One, except for a line that is too long for one task: it is known when all parts of it are. */
  readonly parts: readonly AskedPart[];
}

interface AskedPart {
  readonly unit: PlacedUnit;
  readonly anchor: number;
  /** The narrowest place first: what was found there says more than what holds anywhere. */
  readonly keys: readonly string[];
}

/** Looks up what is known already of the pieces of all planned tasks. */
export function recall(input: RecallInput): Remembered {
  const asked = input.tasks.flatMap((planned, task) => [...askedOf(planned, task, input)]);
  const kept = input.cache.getAll(asked.flatMap(({ parts }) => parts.map(({ keys }) => keys)));
  const memory = new Recollection();
  for (const one of asked) memory.take(one, kept);
  return memory.whole(input.fingerprint);
}

function* askedOf(planned: PlannedTask, task: number, input: RecallInput): Iterable<Asked> {
  const { kind } = planned;
  // What changes files depends on all of them, and is made anew.
  if (kind !== 'check' && !(asksForFindings(kind, input.limits) && isRepeatable(input.limits.sampling))) return;
  const cut = kind === 'check' || kind === 'critic' ? undefined : cutter(planned, kind, input);
  for (const path of planned.files) {
    const text = input.texts.get(path);
    if (text === undefined) continue;
    if (cut === undefined) {
      const unit = { path, firstLine: 1, text, isExact: true, imports: undefined, mentions: undefined };
      yield { task, kind, path, firstLine: 1, parts: [{ unit, anchor: 1, keys: [checkKey(path, text)] }] };
      continue;
    }
    for (const [firstLine, parts] of cut(path, text)) yield { task, kind, path, firstLine, parts };
  }
}

function asksForFindings(kind: TaskKind, { patch = false }: TaskLimits): boolean {
  return outputOf(kind, patch) === FINDINGS_OUTPUT;
}

function cutter(
  planned: PlannedTask,
  kind: ModelKind,
  { instructions, limits, fingerprint, cut = cutOnce(), outlines }: RecallInput,
): (path: string, text: string) => ReadonlyMap<number, readonly AskedPart[]> {
  const system = systemPrompt(kind, limits);
  const room = roomOf(planned, { instructions, limits }) ?? 0;
  const isOutlined = outlines !== undefined && wantsOutline(kind, limits);
  const { tier } = planned;
  const copies = limits.copies === undefined ? {} : { copies: limits.copies };
  const wishes = wishesKey({
    kind,
    tier,
    system,
    sampling: limits.sampling,
    instructions,
    focus: wordsOf(planned),
    fingerprint,
    ...copies,
    ...limits.kinds?.[kind],
    ...looksWanted(kind, limits),
  });
  const partOf = (path: string, { firstLine, text, isExact }: Unit, imports: string | undefined): AskedPart => {
    const mentions = isOutlined ? outlines.keyOf(path, text) : undefined;
    const unit = { path, firstLine, text, isExact, imports, mentions };
    const { anchor, anywhere, inFile, inPlace } = unitKeys(wishes, kind, unit);
    return { unit, anchor, keys: [inPlace, inFile, anywhere] };
  };
  return (path, text) => {
    const units = cut(path, text, room);
    const imports = importsCount(kind) ? importsKey(units) : undefined;
    const parts = units.filter((unit) => unit.text.trim() !== '');
    const placed = parts.map((unit) => partOf(path, unit, imports));
    return Map.groupBy(placed, ({ unit }) => unit.firstLine);
  };
}

/** How often the code is looked at, and by whom alone, where that is said. */
export function looksWanted(kind: TaskKind, limits: TaskLimits): Pick<ReviewWishes, 'looks' | 'models'> {
  const { workerModels = [] } = limits;
  return { looks: looksAt(kind, limits), ...(workerModels.length > 0 && { models: workerModels }) };
}

/** What comes together while pieces are looked up. */
class Recollection {
  #pieces = 0;
  readonly #known = new Map<string, KnownPieces & { readonly lines: number[] }>();
  readonly #findings: FoundFinding[] = [];
  readonly #checks: KnownCheck[] = [];
  readonly #tally = engineTally();
  readonly #imports = new Map<string, string>();
  readonly #declared = new Map<string, Map<number, string>>();

  take({ task, kind, path, firstLine, parts }: Asked, kept: ReadonlyMap<string, KeptEntry>): void {
    if (kind !== 'check') this.#pieces += 1;
    const imports = parts[0]?.unit.imports;
    if (imports !== undefined) this.#imports.set(path, imports);
    const [mentions] = parts.flatMap((part) => part.unit.mentions ?? []);
    if (mentions !== undefined) this.#noteMentions(path, firstLine, mentions);
    const found = parts.map((part) => firstUsable(kind, part, kept));
    const [first] = found;
    if (first === undefined || found.includes(undefined)) return;
    if (kind === 'check') this.#checks.push({ task, path, summary: first.review.summary });
    else {
      this.#linesOf(task, path).push(firstLine);
      this.#tally.add(first.entry);
    }
    found.forEach((one, index) => {
      const unit = parts[index]?.unit;
      if (one !== undefined && unit !== undefined) this.#addFindings(one, unit, kind);
    });
  }

  #addFindings({ entry, review }: Usable, unit: PlacedUnit, kind: TaskKind): void {
    const { taskId } = review;
    const who = { kind: 'cache', engine: entry.engine, answeredAt: entry.storedAt } as const;
    for (const finding of review.findings) {
      const shown = kind === 'check' ? toolLine([unit], finding.line) : anchor([unit], finding);
      const place = shown === undefined ? { path: unit.path } : reportedLine(shown);
      this.#findings.push({ ...finding, ...place, kind, taskId, who });
    }
  }

  whole(fingerprint: string): Remembered {
    return {
      fingerprint,
      pieces: this.#pieces,
      known: [...this.#known.values()],
      findings: this.#findings,
      checks: this.#checks,
      by: this.#tally.list(),
      ...(this.#imports.size > 0 && { imports: Array.from(this.#imports, ([path, key]) => ({ path, key })) }),
      ...(this.#declared.size > 0 && {
        declared: Array.from(this.#declared, ([path, keys]) => ({ path, keys: [...keys] })),
      }),
    };
  }

  #noteMentions(path: string, line: number, key: string): void {
    const known = this.#declared.get(path) ?? new Map<number, string>();
    this.#declared.set(path, known.set(line, key));
  }

  #linesOf(task: number, path: string): number[] {
    const place = `${task} ${path}`;
    const known = this.#known.get(place);
    if (known !== undefined) return known.lines;
    const lines: number[] = [];
    this.#known.set(place, { task, path, lines });
    return lines;
  }
}

interface Usable {
  readonly entry: KeptEntry;
  readonly review: StoredReview;
}

function firstUsable(
  kind: TaskKind,
  { unit, anchor, keys }: AskedPart,
  kept: ReadonlyMap<string, KeptEntry>,
): Usable | undefined {
  for (const key of keys) {
    const entry = kept.get(key);
    if (entry?.kind !== 'review') continue;
    const review = kind === 'check' ? readWhole(entry.value, anchor) : readReview(entry.value, unit, anchor);
    if (review !== undefined) return { entry, review };
  }
  return undefined;
}
