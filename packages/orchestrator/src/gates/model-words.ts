import type { Answer, Task } from '@hanzo/contracts';
import { isCommentTask, parseComment } from '../comments/comment-schema.ts';
import { isVerdictsTask, parseVerdicts } from '../critics/verdicts-schema.ts';
import { isEditsTask, parseEdits } from '../edits/edits-schema.ts';
import { parseFindings } from '../findings/findings-schema.ts';

/** What the model says in its own words: quotes are left out, since copying proves no reading. */
export function modelWords(task: Task, answer: Answer): string {
  if (task.output.kind === 'text') return answer.text;
  if (isCommentTask(task)) {
    const comment = parseComment(answer.text);
    if (!comment.ok) return '';
    const { summary, params, returns, throws } = comment.value;
    return [...new Set([summary, ...params.map(({ text }) => text), returns, ...throws.map(({ text }) => text)])].join(
      '\n',
    );
  }
  if (isEditsTask(task)) {
    const edits = parseEdits(answer.text);
    return edits.ok ? edits.value.summary : '';
  }
  if (isVerdictsTask(task)) {
    const verdicts = parseVerdicts(task, answer.text);
    return verdicts.ok ? [...new Set(verdicts.value.map(({ reason }) => reason))].join('\n') : '';
  }
  const parsed = parseFindings(answer.text);
  if (!parsed.ok) return '';
  const { summary, findings } = parsed.value;
  // The same fault on several lines is told in the same words: that is no loop.
  return [...new Set([summary, ...findings.flatMap(({ message, fix }) => [message, fix])])].join('\n');
}

/** The code that an answer of edits puts into files; empty for other answers. */
export function codeWords(task: Task, answer: Answer): string {
  const edits = isEditsTask(task) ? parseEdits(answer.text) : undefined;
  return edits?.ok === true ? edits.value.edits.map(({ replace }) => replace).join('\n') : '';
}
