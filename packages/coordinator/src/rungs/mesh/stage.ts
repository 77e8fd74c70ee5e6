import type { RungContext, Who } from '@hanzo/contracts';
import type { MeshAttempt, MeshAttemptEvents } from '../../dispatch/mesh-attempt.ts';

/** Shows one attempt at a time to whoever watches the task. What the others say is heard only if they come on later. */
export class Stage {
  readonly events: MeshAttemptEvents = {
    onAccept: (attempt) => {
      if (attempt === this.#shown) this.#begin(attempt);
    },
    onText: (attempt, piece) => {
      if (attempt === this.#shown) this.#context.onText(piece);
    },
  };
  readonly #context: RungContext;
  #shown: MeshAttempt | undefined;

  constructor(context: RungContext) {
    this.#context = context;
  }

  show(attempt: MeshAttempt): void {
    this.#shown = attempt;
    if (attempt.acceptedAt !== undefined) this.#begin(attempt);
  }

  /** The text so far comes at once: also a beginning that another attempt had written. */
  #begin(attempt: MeshAttempt): void {
    this.#context.onStart(whoOf(attempt), attempt.why);
    this.#context.onWeights?.(attempt.model, attempt.modelSha256);
    if (attempt.text !== '') this.#context.onText(attempt.text);
  }
}

export function whoOf({ worker, model }: MeshAttempt): Who {
  return { kind: 'worker', node: worker.name, peerId: worker.peerId, model };
}
