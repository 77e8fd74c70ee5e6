import { redact, type Task, type TaskRun, type Who } from '@hanzo/contracts';
import { newFilesClash, overlap, readExact, splice, unifiedDiff, type FileChange, type PlacedEdit } from '@hanzo/tools';
import { editsOf } from './edits-of.ts';
import { changesFiles, editsIn } from './edits-in.ts';
import { standAlready, type Unplaced } from './stand-already.ts';
import { refusedMembers, type JudgeTogether, type PatchMember, type RefusedOptions } from './refused-members.ts';

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
  /** Why it need not be in it: the files hold it already, as of a run that is taken up again. */
  readonly isThere?: true;
}

/** All accepted edits of a run as one unified diff. */
export interface Patch {
  /** The workspace that it is for: absolute, links resolved. */
  readonly root: string;
  /** For `git apply`, paths from the workspace; empty when nothing changes. */
  readonly text: string;
  readonly files: number;
  /** The same, file by file. */
  readonly changes: readonly FileChange[];
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
  options: RefusedOptions = {},
): Promise<Patch | undefined> {
  if (!runs.some(({ task }) => changesFiles(task))) return undefined;
  const members: PatchMember[] = [];
  const parts: PatchPart[] = [];
  const unplaced: Unplaced[] = [];
  const texts: Texts = new Map();
  for (const run of runs) {
    if (changesFiles(run.task) && run.outcome.state === 'done')
      parts.push(await partOf(root, run, { members, unplaced, texts }));
  }
  const there = await standAlready(root, unplaced);
  const refused = await leftOut(root, members, texts, judge, options);
  const files = changesTogether(
    members.filter(({ task }) => !refused.has(task)),
    texts,
  );
  const reasons = new Map([...refused].map(([{ id }, reason]) => [id, reason]));
  return {
    root,
    text: unifiedDiff(files),
    files: files.length,
    changes: files,
    parts: parts.map((part) => {
      if (there.has(part.taskId)) return thereAlready(part);
      const reason = reasons.get(part.taskId);
      return reason === undefined ? part : { ...part, leftOut: reason };
    }),
  };
}

/** What files held when edits were placed in them, by path: each is read once, since judging may take minutes. */
type Texts = Map<string, string>;

/**
 * Members that stay out, and why: those that are refused together with earlier ones, and those whose files are not what they were
 * when their edits were placed. What is left is judged again without these.
 */
async function leftOut(
  root: string,
  members: readonly PatchMember[],
  texts: Texts,
  judge: JudgeTogether | undefined,
  options: RefusedOptions,
): Promise<ReadonlyMap<Task, string>> {
  const reasons = new Map<Task, string>();
  for (;;) {
    const rest = members.filter(({ task }) => !reasons.has(task));
    const changesOf = async (some: readonly PatchMember[]): Promise<readonly FileChange[]> =>
      await Promise.resolve(changesTogether(some, texts));
    const refused =
      judge === undefined ? new Map<Task, string>() : await refusedMembers(rest, changesOf, judge, options);
    for (const [task, why] of refused) reasons.set(task, why);
    const stale = await staleMembers(
      root,
      rest.filter(({ task }) => !refused.has(task)),
      texts,
    );
    if (stale.size === 0) return reasons;
    for (const [task, why] of stale) reasons.set(task, why);
  }
}

/** Members that change a file which somebody else has changed since. */
async function staleMembers(
  root: string,
  members: readonly PatchMember[],
  texts: Texts,
): Promise<ReadonlyMap<Task, string>> {
  const stale = new Map<Task, string>();
  for (const { task, edits } of members)
    for (const path of new Set(edits.map((edit) => edit.path))) {
      const file = await readExact(root, path).catch(() => undefined);
      const now = file?.kind === 'text' ? file.text : undefined;
      if (now !== texts.get(path)) stale.set(task, `${path} was changed by somebody else meanwhile.`);
    }
  return stale;
}

/** Files that the edits of all of them change. Two tasks that see the same file may make the very same edit. */
function changesTogether(members: readonly PatchMember[], texts: Texts): readonly FileChange[] {
  const byPath = new Map<string, PlacedEdit[]>();
  for (const edit of members.flatMap(({ edits }) => edits)) {
    const own = byPath.get(edit.path) ?? [];
    if (!own.some((one) => isSame(one, edit))) byPath.set(edit.path, [...own, edit]);
  }
  const changes = [...byPath].map(([path, edits]): FileChange => {
    const before = edits.some(({ isNew }) => isNew) ? undefined : texts.get(path);
    // They were held against each other one by one.
    return { path, before, after: splice(before ?? '', edits) ?? before ?? '' };
  });
  return changes.filter(({ before, after }) => before !== after);
}

function thereAlready(part: PatchPart): PatchPart {
  const { leftOut: _, ...about } = part;
  return { ...about, isThere: true };
}

interface Assembled {
  readonly members: PatchMember[];
  /** Those that are in no patch, maybe because the files hold them. */
  readonly unplaced: Unplaced[];
  readonly texts: Texts;
}

async function partOf(
  root: string,
  { task, outcome }: TaskRun,
  { members, unplaced, texts }: Assembled,
): Promise<PatchPart> {
  const answer = outcome.state === 'done' ? outcome.answer : undefined;
  if (answer === undefined) throw new TypeError('Only tasks that are done have a part in the patch.');
  const parsed = editsIn(task, answer.text);
  const resolved = await editsOf(root, task, answer, texts);
  const { id: taskId, title, kind } = task;
  const about = { taskId, title, kind, who: answer.who, summary: parsed.ok ? parsed.value.summary : '' };
  if (!resolved.ok) {
    if (parsed.ok) unplaced.push({ taskId, edits: parsed.value.edits, sources: task.sources });
    return { ...about, paths: [], edits: 0, leftOut: resolved.reason };
  }
  const paths = [...new Set(resolved.edits.map(({ path }) => path))];
  const part = { ...about, paths, edits: resolved.edits.length };
  if (hasKey(resolved.files)) return { ...part, leftOut: 'Its lines hold a key.' };
  const conflict = conflictOf(resolved.edits, members);
  if (conflict !== undefined) return { ...part, leftOut: conflict };
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
