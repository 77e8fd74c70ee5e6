import { WEIGHTS } from '../sim/answers.ts';
import type { Scene } from '../sim/watch.ts';

/** What is played, in few words: it has to fit a command line. */
export interface SceneSize {
  /** Tasks `t1`, `t2`, … */
  readonly tasks: number;
  /** Of each answer. */
  readonly words: number;
  /** Workers `w1`, `w2`, … of which neighbours have different weights. */
  readonly workers: number;
}

export function sceneOf({ tasks, words, workers }: SceneSize): Scene {
  return {
    tasks: Array.from({ length: tasks }, (_, index) => ({ id: `t${index + 1}`, seed: index + 1, words })),
    workers: Array.from({ length: workers }, (_, index) => ({
      name: `w${index + 1}`,
      weights: WEIGHTS[index % WEIGHTS.length] ?? 'small',
    })),
    isLossy: false,
  };
}
