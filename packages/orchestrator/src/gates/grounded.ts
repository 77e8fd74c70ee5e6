import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import { particularIdentifiers, wordsOf } from './identifiers.ts';
import { codeWords, modelWords } from './model-words.ts';
import { PASSED, reject } from './verdict.ts';

/** Named identifiers that an answer needs; one suffices for a source that has few. */
const WANTED = 2;
const FEW = 4;

/**
 * The answer speaks of this very source: it names identifiers that occur in it and are not everyday words. Noise and
 * "looks good" therefore never count as a review. A source without such identifiers cannot be held against.
 */
export function grounded(task: Task, answer: Answer): GateVerdict {
  const known = new Set(task.sources.flatMap((source) => [...particularIdentifiers(source.text)]));
  const wanted = Math.min(known.size < FEW ? 1 : WANTED, known.size);
  const named = new Set(
    wordsOf(`${modelWords(task, answer)}\n${codeWords(task, answer)}`).filter((word) => known.has(word)),
  );
  if (named.size >= wanted) return PASSED;
  return reject(
    'grounded',
    `The answer names ${named.size} of the ${known.size} identifiers of the source; at least ${wanted} are needed to show that it was read.`,
  );
}
