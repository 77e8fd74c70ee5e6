import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import { isEditsTask, parseEdits } from '../edits/edits-schema.ts';
import { parseFindings } from '../findings-schema.ts';
import { PASSED, reject } from './verdict.ts';

/** An answer of findings or edits is JSON and fits its schema. Text answers have none. */
export function schema(task: Task, answer: Answer): GateVerdict {
  if (task.output.kind === 'text') return PASSED;
  const parsed = isEditsTask(task) ? parseEdits(answer.text) : parseFindings(answer.text);
  return parsed.ok ? PASSED : reject('schema', parsed.reason);
}
