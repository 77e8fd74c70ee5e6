import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import type { Parsed } from '@hanzo/tools';
import { isCommentTask, parseComment } from '../comments/comment-schema.ts';
import { isVerdictsTask, parseVerdicts } from '../critics/verdicts-schema.ts';
import { isEditsTask, parseEdits } from '../edits/edits-schema.ts';
import { parseFindings } from '../findings/findings-schema.ts';
import { PASSED, reject } from './verdict.ts';

/** An answer of findings, edits, comments or verdicts is JSON and fits its schema. Text answers have none. */
export function schema(task: Task, answer: Answer): GateVerdict {
  if (task.output.kind === 'text') return PASSED;
  const parsed = parse(task, answer.text);
  return parsed.ok ? PASSED : reject('schema', parsed.reason);
}

function parse(task: Task, text: string): Parsed<unknown> {
  if (isVerdictsTask(task)) return parseVerdicts(task, text);
  if (isCommentTask(task)) return parseComment(text);
  return isEditsTask(task) ? parseEdits(text) : parseFindings(text);
}
