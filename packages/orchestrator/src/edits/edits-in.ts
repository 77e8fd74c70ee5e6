import type { Task } from '@hanzo/contracts';
import type { EditsAnswer, Parsed } from '@hanzo/tools';
import { commentEdits } from '../comments/comment-edits.ts';
import { isCommentTask, parseComment } from '../comments/comment-schema.ts';
import { isEditsTask, parseEdits } from './edits-schema.ts';

/** What the edits of an answer follow from. */
export type EditingTask = Pick<Task, 'output' | 'sources' | 'comments'>;

/** True for tasks whose answers change files: edits, and doc comments, which are placed for whoever wrote them. */
export function changesFiles(task: Pick<Task, 'output'>): boolean {
  return isEditsTask(task) || isCommentTask(task);
}

/** The edits of an answer, whichever form it has. */
export function editsIn(task: EditingTask, text: string): Parsed<EditsAnswer> {
  if (!isCommentTask(task)) return parseEdits(text);
  const parsed = parseComment(text);
  if (!parsed.ok) return parsed;
  const [source] = task.sources;
  if (task.comments === undefined || source === undefined)
    return { ok: false, reason: 'The task does not say which function the comment is about.' };
  return { ok: true, value: commentEdits(parsed.value, task.comments, source) };
}
