import { redact, type Task, type TaskRun, type Who } from '@hanzo/contracts';
import { newFilesClash, overlap, readExact, splice, unifiedDiff, type FileChange, type PlacedEdit } from '@hanzo/tools';
import { editsOf } from './edits-of.ts';
import { isEditsTask, parseEdits } from './edits-schema.ts';
import { refusedMembers, type JudgeTogether, type PatchMember } from './refused-members.ts';

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
  /** The workspace that it is for: absolute, links resolved. */
  readonly root: string;
  /** For `git apply`, paths from the workspace; empty when nothing changes. */
  readonly text: string;
  readonly files: number;
  /** In the plan's order. */
  readonly parts: readonly PatchPart[];
}

/**
 * Puts the edits of all accepted answers together. What another task has changed already is not changed again: then all edits of
 * the later task are left out, since they belong together. So are those that `judge` refuses together with the earlier ones.
 * Undefined when no task of the run changes files.
 */
export async function assemblePatch(
  root: string,
  runs: readonly TaskRun[],
  judge?: JudgeTogether,
): Promise<Patch | undefined> {
  if (!runs.some(({ task }) => isEditsTask(task))) return undefined;
  const members: PatchMember[] = [];
  const parts: PatchPart[] = [];
  for (const run of runs) {
    if (isEditsTask(run.task) && run.outcome.state === 'done') parts.push(await partOf(root, run, members));
  }
  const changesOf = async (some: readonly PatchMember[]): Promise<readonly FileChange[]> =>
    await changesTogether(root, some);
  const refused = judge === undefined ? new Map<Task, string>() : await refusedMembers(members, changesOf, judge);
  const files = await changesOf(members.filter(({ task }) => !refused.has(task)));
  const reasons = new Map([...refused].map(([{ id }, reason]) => [id, reason]));
  return {
    root,
    text: unifiedDiff(files),
    files: files.length,
    parts: parts.map((part) => {
      const leftOut = reasons.get(part.taskId);
      return leftOut === undefined ? part : { ...part, leftOut };
    }),
  };
}

/** Files that the edits of all of them change. Two tasks that see the same file may make the very same edit. */
async function changesTogether(root: string, members: readonly PatchMember[]): Promise<readonly FileChange[]> {
  const byPath = new Map<string, PlacedEdit[]>();
  for (const edit of members.flatMap(({ edits }) => edits)) {
    const own = byPath.get(edit.path) ?? [];
    if (!own.some((one) => isSame(one, edit))) byPath.set(edit.path, [...own, edit]);
  }
  const changes: FileChange[] = [];
  for (const [path, edits] of byPath) changes.push(await changeOf(root, path, edits));
  return changes.filter(({ before, after }) => before !== after);
}

async function partOf(root: string, { task, outcome }: TaskRun, members: PatchMember[]): Promise<PatchPart> {
  const answer = outcome.state === 'done' ? outcome.answer : undefined;
  if (answer === undefined) throw new TypeError('Only tasks that are done have a part in the patch.');
  const parsed = parseEdits(answer.text);
  const resolved = await editsOf(root, task, answer);
  const { id: taskId, title, kind } = task;
  const about = { taskId, title, kind, who: answer.who, summary: parsed.ok ? parsed.value.summary : '' };
  if (!resolved.ok) return { ...about, paths: [], edits: 0, leftOut: resolved.reason };
  const paths = [...new Set(resolved.edits.map(({ path }) => path))];
  const part = { ...about, paths, edits: resolved.edits.length };
  if (hasKey(resolved.files)) return { ...part, leftOut: 'Its lines hold a key.' };
  const leftOut = conflictOf(resolved.edits, members);
  if (leftOut !== undefined) return { ...part, leftOut };
  if (resolved.edits.length > 0) members.push({ task, edits: resolved.edits });
  return part;
}

/** Why edits cannot be made beside those of earlier tasks. */
function conflictOf(edits: readonly PlacedEdit[], members: readonly PatchMember[]): string | undefined {
  const taken = members.flatMap(({ task, edits: own }) => own.map((edit) => ({ title: task.title, edit })));
  for (const edit of edits)
    for (const { title, edit: other } of taken) {
      const clash = clashOf(edit, other);
      if (clash !== undefined) return `"${title}" ${clash}`;
    }
  return undefined;
}

function clashOf(edit: PlacedEdit, other: PlacedEdit): string | undefined {
  if (isSame(edit, other)) return undefined;
  if (edit.path === other.path) return overlap(edit, other) ? `changes the same text of ${edit.path}.` : undefined;
  const why = edit.isNew && other.isNew ? newFilesClash(edit.path, other.path) : undefined;
  return why === undefined ? undefined : `makes ${other.path}, and this ${edit.path}: ${why}.`;
}

/** A patch cannot be masked: it would not apply any more. */
function hasKey(files: readonly FileChange[]): boolean {
  const diff = unifiedDiff(files);
  return redact(diff) !== diff;
}

function isSame(a: PlacedEdit, b: PlacedEdit): boolean {
  return a.path === b.path && a.start === b.start && a.end === b.end && a.replace === b.replace && a.isNew === b.isNew;
}

async function changeOf(root: string, path: string, edits: readonly PlacedEdit[]): Promise<FileChange> {
  const file = edits.some(({ isNew }) => isNew) ? undefined : await readExact(root, path);
  const before = file?.kind === 'text' ? file.text : undefined;
  // They were held against each other one by one.
  return { path, before, after: splice(before ?? '', edits) ?? before ?? '' };
}
