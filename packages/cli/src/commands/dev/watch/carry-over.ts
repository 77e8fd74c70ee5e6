import type { Plan, ProseSection, RememberedFigures, RunResult, Suggestions, SuggestionSet } from '@hanzo/orchestrator';
import type { TaskRun } from '@hanzo/contracts';

type Carried = Pick<RunResult, 'prose' | 'suggestions' | 'unjudged' | 'remembered' | 'plan'>;

/** Which files a text of earlier rounds still speaks of. */
export class TextSubjects {
  readonly #filesOf = new Map<string, Set<string>>();

  add(outcomes: readonly TaskRun[]): void {
    for (const { task } of outcomes) this.#filesOf.set(task.id, new Set(task.sources.map(({ path }) => path)));
  }

  /** The files are gone, or were looked at anew. @returns whether a text by its task still holds */
  without(files: ReadonlySet<string>): (text: ProseSection) => boolean {
    const over = new Set<string>();
    for (const [id, left] of this.#filesOf) {
      const had = left.size;
      for (const file of files) left.delete(file);
      if (had > 0 && left.size === 0) {
        over.add(id);
        this.#filesOf.delete(id);
      }
    }
    return ({ taskId }) => !over.has(taskId);
  }
}

/** What a round has besides findings, with what earlier rounds had and it does not take the place of. */
export function carryOver(before: Carried, after: Carried, holds: (text: ProseSection) => boolean): Carried {
  const suggestions = mergeSuggestions(before.suggestions, after.suggestions, holds);
  const unjudged = [...new Set([...(before.unjudged ?? []), ...(after.unjudged ?? [])])];
  return {
    prose: mergeTexts(before.prose, after.prose, holds),
    plan: mergePlans(before.plan, after.plan),
    ...(suggestions && { suggestions }),
    ...(unjudged.length > 0 && { unjudged }),
    remembered: sumRemembered(before.remembered, after.remembered),
  };
}

/** Without the texts, and the planned tasks, of files that are gone. */
export function leftOf(before: Carried, gone: ReadonlySet<string>, holds: (text: ProseSection) => boolean): Carried {
  const nothing = { prose: [], plan: { ...before.plan, tasks: [], warnings: [], notCovered: [], calls: [] } };
  const { plan, ...left } = carryOver(before, nothing, holds);
  return { ...left, plan: { ...plan, ...plannedBut(before.plan, gone) } };
}

function mergeTexts(
  before: readonly ProseSection[],
  after: readonly ProseSection[],
  holds: (text: ProseSection) => boolean,
): readonly ProseSection[] {
  const titles = new Set(after.map(({ title }) => title));
  return [...before.filter((text) => holds(text) && !titles.has(text.title)), ...after];
}

function mergeSuggestions(
  before: Suggestions = {},
  after: Suggestions = {},
  holds: (text: ProseSection) => boolean,
): Suggestions | undefined {
  const merged = (name: keyof Suggestions): SuggestionSet | undefined => {
    const [old, young] = [before[name], after[name]];
    if (old === undefined || young === undefined) return old && { ...old, texts: old.texts.filter(holds) };
    return { texts: mergeTexts(old.texts, young.texts, holds), notes: [...new Set([...old.notes, ...young.notes])] };
  };
  const optimizations = merged('optimizations') ?? after.optimizations;
  const patterns = merged('patterns') ?? after.patterns;
  if (optimizations === undefined && patterns === undefined) return undefined;
  return { ...(optimizations && { optimizations }), ...(patterns && { patterns }) };
}

/** The later one, with what the earlier one has of other files. */
function mergePlans(before: Plan, after: Plan): Plan {
  const anew = new Set([...after.tasks.flatMap(({ files }) => files), ...after.notCovered.map(({ path }) => path)]);
  const { tasks, notCovered } = plannedBut(before, anew);
  return {
    ...after,
    tasks: [...tasks, ...after.tasks],
    notCovered: [...notCovered, ...after.notCovered],
    warnings: [...new Set([...before.warnings, ...after.warnings])],
    calls: [...before.calls, ...after.calls],
  };
}

function plannedBut({ tasks, notCovered }: Plan, files: ReadonlySet<string>): Pick<Plan, 'tasks' | 'notCovered'> {
  const left = tasks.map((task) => ({ ...task, files: task.files.filter((file) => !files.has(file)) }));
  return {
    tasks: left.filter(({ files: own }, at) => own.length > 0 || tasks[at]?.files.length === 0),
    notCovered: notCovered.filter(({ path }) => !files.has(path)),
  };
}

function sumRemembered(
  before: RememberedFigures | undefined,
  after: RememberedFigures | undefined,
): RememberedFigures | undefined {
  if (before === undefined || after === undefined) return before ?? after;
  const by = new Map<string, RememberedFigures['by'][number]>();
  for (const one of [...before.by, ...after.by]) {
    const key = JSON.stringify([one.engine, one.day]);
    by.set(key, { ...one, pieces: one.pieces + (by.get(key)?.pieces ?? 0) });
  }
  return {
    pieces: before.pieces + after.pieces,
    known: before.known + after.known,
    checks: before.checks + after.checks,
    findings: before.findings + after.findings,
    by: [...by.values()],
  };
}
