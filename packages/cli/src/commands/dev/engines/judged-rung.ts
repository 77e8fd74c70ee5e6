import type { Answer, GateVerdict, Rung, RungContext, RungName, Task } from '@hanzo/contracts';

/** What a rung has to know of who judges its answers. */
export interface JudgeOfRung {
  /** Its model, by the name that it is asked by. */
  readonly model: string;
  /** True: only paid rungs could ask it. False: only free ones. */
  readonly isPaid: boolean;
  /** False: its answer is none that this one judges. */
  judges(task: Task): boolean;
  /** Why it judges no more; undefined: it does. */
  readonly givenUp: string | undefined;
}

/** A rung whose answers a critic judges: it leaves out the critic's own model, and asks nobody once the critic judges no more. */
export class JudgedRung implements Rung {
  readonly #rung: Rung;
  readonly #judge: JudgeOfRung;

  constructor(rung: Rung, judge: JudgeOfRung) {
    this.#rung = rung;
    this.#judge = judge;
  }

  get name(): RungName {
    return this.#rung.name;
  }

  get paid(): boolean {
    return this.#rung.paid;
  }

  unfit(task: Task, notAgain?: ReadonlySet<string>): string | undefined {
    const { model, givenUp } = this.#judge;
    if (!this.#judge.judges(task)) return this.#rung.unfit(task, notAgain);
    if (givenUp !== undefined) return givenUp;
    const unfit = this.#rung.unfit(task, notAgain);
    if (unfit !== undefined || this.#rung.unfit(task, this.#without(notAgain)) === undefined) return unfit;
    return `${model} is the critic of this run, and no model judges its own answers`;
  }

  async attempt(task: Task, context: RungContext): Promise<Answer> {
    if (!this.#judge.judges(task)) return await this.#rung.attempt(task, context);
    const notAgain = this.#without(context.notAgain);
    return await this.#rung.attempt(task, { ...context, ...(notAgain && { notAgain }) });
  }

  objection(answer: Answer): (GateVerdict & { readonly passed: false }) | undefined {
    return this.#rung.objection?.(answer);
  }

  judged(task: Task, answer: Answer, verdict: GateVerdict): void {
    this.#rung.judged?.(task, answer, verdict);
  }

  #without(notAgain: ReadonlySet<string> | undefined): ReadonlySet<string> | undefined {
    const { model, isPaid } = this.#judge;
    return isPaid === this.paid ? new Set([...(notAgain ?? []), model]) : notAgain;
  }
}
