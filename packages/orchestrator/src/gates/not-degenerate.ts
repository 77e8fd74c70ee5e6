import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import { modelWords } from './model-words.ts';
import { PASSED, reject } from './verdict.ts';

const NGRAM = 4;
/** Fewer n-grams say nothing about repetition. */
const LEAST_NGRAMS = 30;
const MOST_REPEATED = 0.5;
const MOST_BROKEN = 0.01;
const LONGEST_RUN = 40;
const LEAST_PROSE_WORDS = 12;

/** The answer is text as people write it: no loops, no broken characters, not a mere word or two. */
export function notDegenerate(task: Task, answer: Answer): GateVerdict {
  const broken = brokenShare(answer.text);
  if (broken > MOST_BROKEN)
    return reject(
      'degenerate',
      `${percent(broken)} of the characters are broken or control characters; at most ${percent(MOST_BROKEN)} may be.`,
    );
  const run = /([\p{L}\p{N}])\1{39,}/u.exec(answer.text)?.[0].length ?? 0;
  if (run >= LONGEST_RUN) return reject('degenerate', `One character is repeated ${run} times in a row.`);
  const words = modelWords(task, answer)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (task.output.kind === 'text' && words.length < LEAST_PROSE_WORDS) {
    return reject('degenerate', `The answer has ${words.length} words; a text needs at least ${LEAST_PROSE_WORDS}.`);
  }
  const repeated = repeatedShare(words);
  if (repeated > MOST_REPEATED)
    return reject(
      'degenerate',
      `${percent(repeated)} of its ${NGRAM}-word sequences are repetitions; at most ${percent(MOST_REPEATED)} may be.`,
    );
  return PASSED;
}

/** Share of replacement characters, and of control characters that no text has. */
function brokenShare(text: string): number {
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  const broken = text.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/g)?.length ?? 0;
  return text === '' ? 0 : broken / text.length;
}

function repeatedShare(words: readonly string[]): number {
  const total = words.length - NGRAM + 1;
  if (total < LEAST_NGRAMS) return 0;
  const distinct = new Set<string>();
  for (let at = 0; at < total; at += 1) distinct.add(words.slice(at, at + NGRAM).join(' '));
  return 1 - distinct.size / total;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
