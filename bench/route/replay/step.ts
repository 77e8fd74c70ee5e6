import type { FinishReason } from '@hanzo/contracts';

/** What one engine made of a task, as it is stored. */
export interface Step {
  readonly rung: 'mesh' | 'api' | 'strong';
  readonly model: string;
  /** `length`: it did not end within its limit. */
  readonly finish: FinishReason;
  /** What the tests said, where they are the gate. */
  readonly testsPass?: boolean;
  /** Why its peers do not confirm it, where agreement is asked for. */
  readonly disagreement?: string | undefined;
  /** The answer, where it is stored. */
  readonly text?: string | undefined;
  /** 0 to 1. */
  readonly quality: number;
  readonly costMicros: number;
}

/** What a task came to. */
export interface Result {
  readonly id: string;
  /** 0 to 1; of what nobody could do 0. */
  readonly quality: number;
  readonly costMicros: number;
  /** Whether the strong model was asked, 0 or 1; between them where several draws of a task are averaged. */
  readonly strong: number;
}

/** What the steps come to when each that its gate refuses is followed by the next: to choose by, on the training folds. */
export function expectedResult(id: string, steps: readonly Step[]): Result {
  let costMicros = 0;
  let strong = 0;
  for (const step of steps) {
    costMicros += step.costMicros;
    if (step.rung === 'strong') strong = 1;
    if (passes(step)) return { id, quality: step.quality, costMicros, strong };
  }
  return { id, quality: 0, costMicros, strong };
}

function passes({ finish, testsPass, disagreement }: Step): boolean {
  return finish === 'stop' && testsPass !== false && disagreement === undefined;
}
