import type { Task } from '@hanzo/contracts';

/** A task whose answer is known, and who has answered it already. */
export interface KnownAnswer {
  readonly task: Task;
  readonly model: string;
  readonly text: string;
  /** Peers that must not be asked: they know it. */
  readonly by: string[];
}

const MOST = 64;
const MOST_CHARACTERS = 4_000_000;

/** The newest tasks whose answers two workers agreed on: questions for others, which nobody can tell from new ones. */
export class KnownAnswers {
  #answers: KnownAnswer[] = [];
  #characters = 0;

  remember(answer: KnownAnswer): void {
    this.#answers.push(answer);
    this.#characters += sizeOf(answer);
    while (this.#answers.length > MOST || this.#characters > MOST_CHARACTERS) {
      const dropped = this.#answers.shift();
      if (dropped === undefined) return;
      this.#characters -= sizeOf(dropped);
    }
  }

  /** One that this worker does not know yet, the oldest first. */
  pick(model: string, peerId: string): KnownAnswer | undefined {
    return this.#answers.find((known) => known.model === model && !known.by.includes(peerId));
  }
}

function sizeOf({ task, text }: KnownAnswer): number {
  return task.system.length + task.prompt.length + text.length;
}
