import type { PairRow, PastOutcome, RoutedTask } from '../src/index.ts';
import { featuresOf } from '../src/index.ts';
import { seeded } from './seeded.ts';

const HARD = ['concurrency', 'deadlock', 'migration', 'protocol', 'invariant', 'scheduler'];
const EASY = ['rename', 'comment', 'typo', 'heading', 'constant', 'import'];
const FILLER = ['please', 'the', 'file', 'function', 'module', 'check', 'and', 'mend', 'this', 'part'];

/** Made-up words of a task; the hard ones are those that the weak model fails. */
export function sentence(isHard: boolean, random: () => number): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
  const topic = isHard ? HARD : EASY;
  return Array.from({ length: 12 }, (_, at) => pick(at % 4 === 1 ? topic : FILLER)).join(' ');
}

/** Rows of a pair where the strong model gains on the hard tasks, or by chance. */
export function pairRows(count: number, learnable: boolean): PairRow[] {
  const random = seeded(7);
  return Array.from({ length: count }, () => {
    const isHard = random() < 0.5;
    const loses = learnable ? isHard : random() < 0.5;
    return {
      text: sentence(isHard, random),
      weak: random() < (loses ? 0.2 : 0.9) ? 1 : 0,
      strong: random() < 0.92 ? 1 : 0,
    };
  });
}

export function routed(prompt: string): RoutedTask {
  return { kind: 'docs', tier: 'simple', prompt };
}

/** A judged answer of a local model to a docs task. */
export function outcome(prompt: string, passed: boolean, model = 'small'): PastOutcome {
  return {
    rung: 'local',
    model,
    kind: 'docs',
    features: featuresOf({ text: prompt, kind: 'docs', tier: 'simple', paths: [] }),
    passed,
    at: 0,
  };
}
