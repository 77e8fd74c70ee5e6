import { redact, type Task, type TaskRun, type Who } from '@hanzo/contracts';
import { overlap, readExact, splice, unifiedDiff, type FileChange, type PlacedEdit } from '@hanzo/tools';
import { editsOf } from './edits-of.ts';
import { isEditsTask, parseEdits } from './edits-schema.ts';

/** What one accepted answer changes. */
export interface PatchPart {
  readonly taskId: string;
  readonly title: string;
  readonly kind: Task['kind'];
  readonly who: Who;
  readonly summary: string;
  /** Files that it changes, in order. */
  readonly paths: readonly string[];
  readonly edits: number;
  /** Why it is not in the patch; undefined: it is. */
  readonly leftOut?: string;
}

/** All accepted edits of a run as one unified diff. */
export interface Patch {
  /** For `git apply`; empty when nothing changes. */
  readonly text: string;
  readonly files: number;
  /** In the plan's order. */
  readonly parts: readonly PatchPart[];
}

/** Edits that are in the patch, with the task that made them. */
interface Taken {
  readonly title: string;
  readonly edit: PlacedEdit;
}

/**
 * Puts the edits of all accepted answers together. What another task has changed already is not changed again: then all edits of
 * the later task are left out, since they belong together. Undefined when no task of the run changes files.
 */
export async function assemblePatch(root: string, runs: readonly TaskRun[]): Promise<Patch | undefined> {
  if (!runs.some(({ task }) => isEditsTask(task))) return undefined;
  const taken = new Map<string, Taken[]>();
  const parts: PatchPart[] = [];
  for (const run of runs) {
    if (isEditsTask(run.task) && run.outcome.state === 'done') parts.push(await partOf(root, run, taken));
  }
  const changes: FileChange[] = [];
  for (const [path, edits] of taken) changes.push(await changeOf(root, path, edits));
  const files = changes.filter(({ before, after }) => before !== after);
  return { text: unifiedDiff(files), files: files.length, parts };
}

async function partOf(root: string, { task, outcome }: TaskRun, taken: Map<string, Taken[]>): Promise<PatchPart> {
  const answer = outcome.state === 'done' ? outcome.answer : undefined;
  if (answer === undefined) throw new TypeError('Only tasks that are done have a part in the patch.');
  const parsed = parseEdits(answer.text);
  const resolved = await editsOf(root, task, answer);
  const { id: taskId, title, kind } = task;
  const about = { taskId, title, kind, who: answer.who, summary: parsed.ok ? parsed.value.summary : '' };
  if (!resolved.ok) return { ...about, paths: [], edits: 0, leftOut: resolved.reason };
  const paths = [...new Set(resolved.edits.map(({ path }) => path))];
  // Two tasks that see the same file may make the very same edit.
  const fresh = resolved.edits.filter((edit) => !(taken.get(edit.path) ?? []).some((one) => isSame(one.edit, edit)));
  const part = { ...about, paths, edits: resolved.edits.length };
  if (hasKey(resolved.files)) return { ...part, leftOut: 'Its lines hold a key.' };
  for (const edit of fresh) {
    const other = taken.get(edit.path)?.find((one) => overlap(one.edit, edit));
    if (other !== undefined) return { ...part, leftOut: `"${other.title}" changes the same text of ${edit.path}.` };
  }
  for (const edit of fresh) taken.set(edit.path, [...(taken.get(edit.path) ?? []), { title, edit }]);
  return part;
}

/** A patch cannot be masked: it would not apply any more. */
function hasKey(files: readonly FileChange[]): boolean {
  const diff = unifiedDiff(files);
  return redact(diff) !== diff;
}

function isSame(a: PlacedEdit, b: PlacedEdit): boolean {
  return a.start === b.start && a.end === b.end && a.replace === b.replace && a.isNew === b.isNew;
}

async function changeOf(root: string, path: string, taken: readonly Taken[]): Promise<FileChange> {
  const edits = taken.map(({ edit }) => edit);
  const file = edits.some(({ isNew }) => isNew) ? undefined : await readExact(root, path);
  const before = file?.kind === 'text' ? file.text : undefined;
  // They were held against each other one by one.
  return { path, before, after: splice(before ?? '', edits) ?? before ?? '' };
}
