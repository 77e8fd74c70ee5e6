import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import { PASSED, reject } from './verdict.ts';

/** No tokenizer packs more characters than this into a token for long. */
const MOST_CHARS_PER_TOKEN = 20;

/** The engine ended by itself, said something, and not more than its budget can hold. */
export function finished(task: Task, answer: Answer): GateVerdict {
  if (answer.finish !== 'stop')
    return reject('finished', `The answer was cut at its limit of ${task.maxOutputTokens} tokens.`);
  if (answer.text.trim() === '') return reject('finished', 'The answer is empty.');
  const most = task.maxOutputTokens * MOST_CHARS_PER_TOKEN;
  if (answer.who.kind !== 'tool' && answer.text.length > most) {
    return reject(
      'finished',
      `The answer has ${answer.text.length} characters; ${task.maxOutputTokens} tokens hold ${most} at most.`,
    );
  }
  return PASSED;
}
