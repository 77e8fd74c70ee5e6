import { HanzoError } from '@hanzo/contracts';
import { questionKey } from '../folder/delegations-in.ts';
import type { Delegation, OpenQuestion } from '../folder/delegation.ts';
import { renderRequest } from '../request/render-request.ts';
import type { DelegationResult } from '../words.ts';
import { askModel, keepAnswer, LeftOpen, type ModelAnswer } from './ask-model.ts';
import { failedFree } from './failed-free.ts';
import type { FlowParts, NextRound, ResultOnDisk } from './flow-parts.ts';
import type { ModelQuestion } from './result-of.ts';

/** What came of one of the models that were wanted, and of those that followed it: round by round. The last one may be open. */
export type Chain = readonly (ModelAnswer | LeftOpen)[];

/** Asks the models of a delegation, round by round, what has no result yet. */
export class Rounds {
  readonly #delegation: Delegation;
  readonly #parts: FlowParts;
  /** Questions that somebody asks, or has asked: a model has one result per round. */
  readonly #taken: Set<string>;
  /** Others must not spend money on what nobody can keep. */
  #fault: { readonly thrown: unknown } | undefined;
  #hasAsked = false;

  constructor(delegation: Delegation, parts: FlowParts) {
    this.#delegation = delegation;
    this.#parts = parts;
    this.#taken = new Set(delegation.further.map(questionKey));
  }

  /** Something is known now that was not before. */
  get hasAsked(): boolean {
    return this.#hasAsked;
  }

  /** One of the wanted models, until an answer is sure or no more rounds are allowed. Rejects with what keeps it from being asked. */
  async follow(model: string): Promise<Chain> {
    const { request, files } = this.#delegation;
    const chain: (ModelAnswer | LeftOpen)[] = [];
    try {
      let question: ModelQuestion | undefined = { model, round: 1, request, files };
      while (question !== undefined) {
        const answer: ModelAnswer | LeftOpen = await this.#answerOf(question);
        chain.push(answer);
        question = answer instanceof LeftOpen ? undefined : await this.#next(answer.result);
      }
      return chain;
    } catch (thrown) {
      this.#fault ??= { thrown };
      throw thrown;
    }
  }

  async #answerOf(question: ModelQuestion): Promise<ModelAnswer | LeftOpen> {
    const { asker } = this.#parts;
    const known = await this.#known(question);
    if (known !== undefined) return known;
    this.#throwIfEnded();
    const { open } = this.#delegation;
    const earlier = open.find((one) => questionKey(one) === questionKey(question));
    const recorded = earlier && (await asker.recorded?.({ runId: earlier.runId, taskId: earlier.taskId }));
    if (earlier !== undefined && recorded !== undefined) {
      this.#hasAsked = true;
      return await keepAnswer(this.#delegation, { ...question, askedAt: earlier.askedAt }, recorded, this.#parts);
    }
    const prompt = await this.#promptOf(question, earlier);
    const answer = await askModel(this.#delegation, { ...question, prompt, earlier }, this.#parts);
    this.#hasAsked = true;
    return answer;
  }

  /** What is sent must be what was saved. An answer that is only fetched was asked for with what is known to have been sent. */
  async #promptOf({ request }: ModelQuestion, earlier: OpenQuestion | undefined): Promise<string> {
    const { asker, delegations } = this.#parts;
    const sent = earlier && (await asker.awaited?.({ runId: earlier.runId, taskId: earlier.taskId }));
    return sent ?? (await delegations.readRequest(this.#delegation.id, request));
  }

  /** The result that is there, and stays. */
  async #known(question: ModelQuestion): Promise<ResultOnDisk | undefined> {
    const { id, open, results } = this.#delegation;
    const key = questionKey(question);
    const kept = results.findLast((one) => questionKey(one) === key);
    if (kept === undefined || open.some((one) => questionKey(one) === key)) return undefined;
    const { asksAgain = false, delegations } = this.#parts;
    if (failedFree(kept) || (asksAgain && kept.state !== 'answered')) return undefined;
    try {
      return { result: await delegations.readResult(id, kept), kept };
    } catch (error) {
      // A file that was lost or damaged is what somebody may want an answer for again.
      if (asksAgain && error instanceof HanzoError && error.code === 'STORE_UNUSABLE') return undefined;
      throw error;
    }
  }

  async #next(unsure: DelegationResult): Promise<ModelQuestion | undefined> {
    if (unsure.analysis?.confidence !== 'low') return undefined;
    const round = unsure.round + 1;
    const saved = this.#delegation.further.find((one) => one.round === round && one.after === unsure.model);
    if (saved !== undefined) return saved;
    const next = await this.#planned(unsure);
    if (typeof next !== 'string') return await this.#save(next, unsure);
    if (next !== '') this.#parts.onEvent({ kind: 'not-again', because: next });
    return undefined;
  }

  /** A sentence: why there is no further round; empty: nobody wants one. */
  async #planned(unsure: DelegationResult): Promise<NextRound | string> {
    const { nextRound, retries } = this.#parts;
    if (retries === 0) return '';
    if (unsure.round > retries)
      return `${unsure.model} is still unsure after ${unsure.round} rounds, the most allowed.`;
    this.#throwIfEnded();
    try {
      const next = await nextRound(unsure);
      this.#throwIfEnded();
      if (typeof next === 'string') return next;
      const key = questionKey({ model: next.model, round: unsure.round + 1 });
      if (this.#taken.has(key)) return `${next.model} is asked already, after another unsure answer.`;
      this.#taken.add(key);
      return next;
    } catch (error) {
      this.#throwIfEnded();
      // What there is stays good without it.
      if (error instanceof HanzoError) return `No further round could be prepared: ${error.message}`;
      throw error;
    }
  }

  /** Cancelled, or a fault of our own: no more money is spent. */
  #throwIfEnded(): void {
    this.#parts.signal.throwIfAborted();
    if (this.#fault !== undefined) throw this.#fault.thrown;
  }

  async #save({ model, request, shows }: NextRound, unsure: DelegationResult): Promise<ModelQuestion> {
    const { delegations, onEvent } = this.#parts;
    const round = unsure.round + 1;
    const files = request.files.map(({ path }) => path);
    const facts = { round, model, after: unsure.model, files };
    const file = await delegations.addRequest(this.#delegation.id, { ...facts, prompt: renderRequest(request) });
    const because = `the confidence of ${unsure.model} in round ${unsure.round} is low`;
    onEvent({ kind: 'again', model, because: shows === undefined ? because : `${because}; ${shows}` });
    onEvent({ kind: 'saved', delegation: this.#delegation, file });
    return { model, round, request: file, files };
  }
}
