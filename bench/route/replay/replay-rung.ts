import { HanzoError, NO_USAGE, type Answer, type Rung, type Task, type Who } from '@hanzo/contracts';
import type { Step } from './step.ts';

/** Says what is stored instead of asking a model: the n-th time that a task comes, its n-th step on this rung. */
export class ReplayRung implements Rung {
  readonly name: Step['rung'];
  readonly paid: boolean;
  readonly #stepsOf: (taskId: string) => readonly Step[];
  readonly #asked = new Map<string, number>();
  readonly #steps = new WeakMap<Answer, Step>();

  constructor(name: Step['rung'], stepsOf: (taskId: string) => readonly Step[]) {
    this.name = name;
    this.paid = name !== 'mesh';
    this.#stepsOf = (taskId) => stepsOf(taskId).filter(({ rung }) => rung === name);
  }

  /** What an answer of this rung is worth. */
  stepOf(answer: Answer): Step | undefined {
    return this.#steps.get(answer);
  }

  unfit(task: Task): string | undefined {
    return this.#next(task) === undefined ? 'nothing more is stored' : undefined;
  }

  attempt(task: Task): Promise<Answer> {
    const step = this.#next(task);
    if (step === undefined) return Promise.reject(new HanzoError('NO_WORKER', 'Nothing more is stored.'));
    this.#asked.set(task.id, (this.#asked.get(task.id) ?? 0) + 1);
    if (step.disagreement !== undefined) return Promise.reject(new HanzoError('NO_AGREEMENT', step.disagreement));
    const answer: Answer = {
      text: step.text ?? wordsFor(step, task),
      finish: step.finish,
      who: whoOf(step),
      usage: NO_USAGE,
      timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
      costMicros: step.costMicros,
    };
    this.#steps.set(answer, step);
    return Promise.resolve(answer);
  }

  #next(task: Task): Step | undefined {
    return this.#stepsOf(task.id)[this.#asked.get(task.id) ?? 0];
  }
}

function whoOf({ rung, model }: Step): Who {
  if (rung === 'mesh') return { kind: 'worker', node: 'stored outcomes', peerId: model, model };
  return { kind: 'api', endpoint: 'stored outcomes', requestedModel: model, servedModel: model };
}

/** Of most outcomes only the quality is stored: this stands for the text. */
function wordsFor({ model }: Step, { title }: Task): string {
  return `Of what ${model} answered to ${title} only the measured quality is stored, not the text itself.`;
}
