import type { TaskKind, TaskRun } from '@hanzo/contracts';
import { changesFiles } from '../edits/edits-in.ts';
import type { FoundFinding, RunFinding } from '../run/run-finding.ts';
import { lastLine } from '../tasks/prompt.ts';
import { fingerprints } from './fingerprint.ts';
import { isExact, type LooksAt, mergeDefect, type Merged } from './merge-defect.ts';
import { sameDefects } from './same-defect.ts';

/**
 * Merges what several looks found, and gives each defect the name by which later runs know it.
 *
 * @param found with what is known of earlier runs, whose tasks are none of `runs`
 * @param runs all planned tasks
 */
export function placeFindings(found: readonly FoundFinding[], runs: readonly TaskRun[]): readonly RunFinding[] {
  const defects = mergeFindings(found, runs);
  const names = fingerprints(defects);
  return defects.map((defect, index) => ({
    ...defect,
    fingerprint: names[index] ?? '',
    standing: isExact(defect) ? 'confirmed' : 'unjudged',
    why: '',
    votes: [],
    isKnown: false,
  }));
}

/** Makes one finding of each defect, in the order in which they were found first. */
export function mergeFindings(found: readonly FoundFinding[], runs: readonly TaskRun[]): readonly Merged[] {
  const own = new Set(runs.map(({ task }) => task.id));
  const looks = looksByPath(runs);
  const counted = found.map((one) => (own.has(one.taskId) ? one : { ...one, looks: one.looks ?? { found: 1, of: 1 } }));
  return sameDefects(counted).flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    return [mergeDefect([first, ...others], looksAt(group, first.line, looks.get(first.path) ?? []))];
  });
}

/** Lines that a model was shown to look for something. */
interface ShownLines {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly path: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

function looksByPath(runs: readonly TaskRun[]): ReadonlyMap<string, readonly ShownLines[]> {
  const shown = runs.filter(isLook).flatMap(({ task: { id: taskId, kind, sources } }) =>
    sources.map((source) => ({
      taskId,
      kind,
      path: source.path,
      firstLine: source.firstLine,
      lastLine: lastLine(source),
    })),
  );
  return Map.groupBy(shown, ({ path }) => path);
}

/** A model has looked for something there. */
function isLook({ task, outcome }: TaskRun): boolean {
  const looksForThings = task.output.kind === 'json' && !changesFiles(task) && task.kind !== 'check';
  return looksForThings && outcome.state === 'done' && outcome.answer.who.kind !== 'tool';
}

function looksAt(group: readonly FoundFinding[], line: number, shown: readonly ShownLines[]): LooksAt {
  const kinds = new Set(group.map(({ kind }) => kind));
  const there = shown.filter((one) => one.firstLine <= line && line <= one.lastLine);
  const alike = there.filter(({ kind }) => kinds.has(kind));
  return { all: countTasks(there), alike: countTasks(alike) };
}

/** A line that is cut stands in one task several times. */
function countTasks(shown: readonly ShownLines[]): number {
  return new Set(shown.map(({ taskId }) => taskId)).size;
}
