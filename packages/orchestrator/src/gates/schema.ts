import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import { parseFindings } from '../findings-schema.ts';
import { PASSED, reject } from './verdict.ts';

/** A findings answer is JSON and fits its schema. Text answers have none. */
export function schema(task: Task, answer: Answer): GateVerdict {
  if (task.output.kind === 'text') return PASSED;
  const parsed = parseFindings(answer.text);
  return parsed.ok ? PASSED : reject('schema', parsed.reason);
}
