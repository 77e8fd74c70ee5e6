import type { Task } from '@hanzo/contracts';
import { isSameWeights, type Weights } from './weights.ts';

/** A task whose answer is known, and who has answered it already. */
export interface KnownAnswer {
  readonly task: Task;
  readonly weights: Weights;
  readonly text: string;
  /** Peers that must not be asked: they know it. */
  readonly by: Set<string>;
  /** How many gave this answer. */
  agreed: number;
  /** How many of good standing gave another one. */
  contradicted: number;
}

const MOST = 64;
const MOST_CHARACTERS = 4_000_000;
/** Fewer that agree prove nothing against anybody. */
const PROVEN_BY = 3;
const DROPPED_BY = 2;

/** The newest tasks whose answers several workers agreed on: questions for others, which nobody can tell from new ones. */
export class KnownAnswers {
  #answers: KnownAnswer[] = [];
  #characters = 0;

  remember(answer: Omit<KnownAnswer, 'contradicted'>): void {
    this.#answers.push({ ...answer, contradicted: 0 });
    this.#characters += sizeOf(answer);
    while (this.#answers.length > MOST || this.#characters > MOST_CHARACTERS) {
      const dropped = this.#answers.shift();
      if (dropped === undefined) return;
      this.#characters -= sizeOf(dropped);
    }
  }

  /** One that this worker does not know yet, the oldest first. */
  pick(weights: Weights, peerId: string): KnownAnswer | undefined {
    return this.#answers.find((known) => !known.by.has(peerId) && isSameWeights(known.weights, weights));
  }

  confirmed(known: KnownAnswer): void {
    known.agreed += 1;
  }

  /** Returns whether the other answer speaks against who gave it. */
  contradicted(known: KnownAnswer, isOfGoodStanding: boolean): boolean {
    if (isOfGoodStanding) known.contradicted += 1;
    if (known.contradicted >= DROPPED_BY) this.#drop(known);
    return known.agreed >= PROVEN_BY && known.contradicted < DROPPED_BY;
  }

  #drop(known: KnownAnswer): void {
    const left = this.#answers.filter((other) => other !== known);
    if (left.length < this.#answers.length) this.#characters -= sizeOf(known);
    this.#answers = left;
  }
}

function sizeOf({ task, text }: Pick<KnownAnswer, 'task' | 'text'>): number {
  return task.system.length + task.prompt.length + text.length;
}
