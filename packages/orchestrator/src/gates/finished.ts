import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import { PASSED, reject } from './verdict.ts';

/** The engine ended by itself and said something. */
export function finished(task: Task, answer: Answer): GateVerdict {
  if (answer.finish !== 'stop')
    return reject('finished', `The answer was cut at its limit of ${task.maxOutputTokens} tokens.`);
  if (answer.text.trim() === '') return reject('finished', 'The answer is empty.');
  return PASSED;
}
