import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import { commentFault } from '../comments/comment-fault.ts';
import { parseComment } from '../comments/comment-schema.ts';
import { PASSED, reject } from './verdict.ts';

/** A doc comment says of this very function what must be said, and nothing that its code does not show. */
export function comment({ comments, sources }: Task, { text }: Answer): GateVerdict {
  if (comments === undefined) return reject('comment', 'The task does not say which function the comment is about.');
  const parsed = parseComment(text);
  if (!parsed.ok) return reject('comment', parsed.reason);
  const fault = commentFault(parsed.value, comments, sources.map((source) => source.text).join('\n'));
  return fault === undefined ? PASSED : reject('comment', fault);
}
