import type { Answer, Task } from '@hanzo/contracts';
import { parseFindings } from '../findings-schema.ts';

/** What the model says in its own words: quotes are left out, since copying proves no reading. */
export function modelWords(task: Task, answer: Answer): string {
  if (task.output.kind === 'text') return answer.text;
  const parsed = parseFindings(answer.text);
  if (!parsed.ok) return '';
  const { summary, findings } = parsed.value;
  // The same fault on several lines is told in the same words: that is no loop.
  return [...new Set([summary, ...findings.flatMap(({ message, fix }) => [message, fix])])].join('\n');
}
