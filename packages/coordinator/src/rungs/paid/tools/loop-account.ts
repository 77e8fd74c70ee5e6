import { addUsage, NO_USAGE, toHanzoError, type HanzoError, type Timings, type Usage } from '@hanzo/contracts';
import { chargedMicros, faultOf, restated } from '../call-fault.ts';
import type { PaidAnswer } from '../paid-call.ts';

/** What all requests of a loop came to. */
export class LoopAccount {
  #usage: Usage = NO_USAGE;
  #queueMs = 0;
  #totalMs = 0;
  #costMicros = 0;
  #requests = 0;
  #lostMicros = 0;

  /** That were answered. */
  get requests(): number {
    return this.#requests;
  }

  /** Tries that were lost and told of included, in micro-dollars. */
  get spentMicros(): number {
    return this.#costMicros + this.#lostMicros;
  }

  /** A request was answered. */
  add({ generation: { usage, timings }, costMicros }: PaidAnswer): void {
    this.#requests += 1;
    this.#usage = addUsage(this.#usage, usage);
    this.#queueMs += timings.queueMs;
    this.#totalMs += timings.totalMs;
    this.#costMicros += costMicros;
  }

  /** A try failed, was told of with what it cost, and is made again. */
  lost(error: HanzoError): void {
    this.#lostMicros += chargedMicros(error);
  }

  /** The last answer, for all of them. */
  whole(last: PaidAnswer): PaidAnswer {
    const { generation, who } = last;
    const beforeMs = this.#totalMs - generation.timings.totalMs;
    const timings: Timings = {
      queueMs: this.#queueMs,
      firstTokenMs: beforeMs + generation.timings.firstTokenMs,
      totalMs: this.#totalMs,
    };
    return { generation: { ...generation, usage: this.#usage, timings }, costMicros: this.#costMicros, who };
  }

  /** With what all answered requests were charged with, besides what the error tells of its own. */
  fault(thrown: unknown): unknown {
    if (this.#costMicros === 0) return thrown;
    const error = toHanzoError(thrown);
    const costMicros = this.#costMicros + chargedMicros(error);
    const { usage: own = NO_USAGE } = faultOf(error);
    return restated(error, { details: { costMicros, usage: addUsage(this.#usage, own) } });
  }
}
