import { HanzoError, toHanzoError, type ApiModelCard, type ApiTurn, type ToolOffer } from '@hanzo/contracts';
import { chargedMicros } from '../call-fault.ts';
import type { PaidAnswer, PaidOptions, PaidRequest } from '../paid-call.ts';
import { callTools, type ToolCalling } from './call-tools.ts';
import { Conversation } from './conversation.ts';
import { lastWords, madeInWords, OVER, type Over } from './last-words.ts';
import { LoopAccount } from './loop-account.ts';
import { historyRoom, toldBytes } from './tool-room.ts';
import type { ToolModel, ToolUse } from './tool-use.ts';

export interface ToolLoopParts {
  readonly model: ToolModel;
  /** Whose context it must fit. */
  readonly card: ApiModelCard;
  /** With the tools in it. */
  readonly request: PaidRequest;
  readonly options: PaidOptions;
  readonly use: ToolUse;
  readonly together?: ToolOffer['together'];
}

/** One question to a model that may use tools, until it answers. */
export class ToolLoop {
  readonly #parts: ToolLoopParts;
  readonly #conversation: Conversation;
  readonly #calling: ToolCalling;
  readonly #account = new LoopAccount();
  readonly #startedAt: number;
  /** In which a person was waited for. Milliseconds. */
  #waitedMs = 0;
  /** Requests that were charged, and had no answer because they were too long. */
  #inVain = 0;
  #isShortened = false;
  /** It was said that the try which is to be made has begun. */
  #isTold = false;

  constructor(parts: ToolLoopParts) {
    const { model, card, request, options, use, together = new Set<string>() } = parts;
    this.#parts = parts;
    this.#startedAt = model.clock.elapsed();
    this.#conversation = new Conversation({ all: historyRoom(request, card, use.limits), told: toldBytes(use.limits) });
    this.#calling = {
      caller: use.caller,
      taskId: options.taskId,
      signal: options.signal,
      offered: new Set(request.tools?.map(({ name }) => name)),
      together,
      leftMs: () => this.#leftMs(),
      onWaited: (ms) => {
        this.#waitedMs += ms;
      },
    };
  }

  /** @throws HanzoError; the signal's reason; `details.costMicros` tells what all requests were charged with */
  async run(): Promise<PaidAnswer> {
    try {
      const answer = await this.#untilAnswered();
      return this.#account.whole(answer);
    } catch (thrown) {
      throw this.#account.fault(thrown);
    }
  }

  async #untilAnswered(): Promise<PaidAnswer> {
    const { options, use } = this.#parts;
    let over: Over | undefined;
    for (let step = 1; over === undefined && step <= use.limits.maxSteps; step += 1) {
      const asked = await this.#step();
      if (typeof asked === 'string') {
        // It was never told of tools, and hears nothing of them.
        if (!this.#hasBegun) return await this.#askPlainly();
        return await this.#lastAnswer(asked, asked === 'gone' || !this.#shorten());
      }
      if (isAnswer(asked)) {
        // What stands beside calls is no answer: only now it is known that this is one.
        options.onText?.(asked.generation.text);
        return asked;
      }
      over = await this.#callFor(asked);
    }
    return await this.#lastAnswer(over ?? 'steps');
  }

  /** Some request was answered. */
  get #hasBegun(): boolean {
    return this.#account.requests > 0;
  }

  /** One request that may ask for tools; or why there can be no such one any more. */
  async #step(): Promise<PaidAnswer | Over> {
    try {
      return await this.#ask(this.#parts.request, this.#conversation.history);
    } catch (thrown) {
      const error = toHanzoError(thrown);
      const why = this.#whyOver(error);
      if (why === undefined) throw thrown;
      if (!this.#hasBegun) this.#tellWithout(why);
      this.#lost(error);
      return why;
    }
  }

  /** Why a request with tools failed, where one with less, or without them, may be answered. */
  #whyOver({ code }: HanzoError): 'room' | 'money' | 'gone' | undefined {
    if (code === 'PROMPT_TOO_LONG') return 'room';
    if (code === 'BUDGET_EXCEEDED') return 'money';
    const isGone = code === 'MODEL_UNAVAILABLE' || code === 'PRICE_UNKNOWN';
    return isGone && this.#cardFor(true) === undefined && this.#cardFor(false) !== undefined ? 'gone' : undefined;
  }

  /** Of whoever would be asked now. */
  #cardFor(tools: boolean): ApiModelCard | undefined {
    const { model, request } = this.#parts;
    return model.cardFor({ images: (request.images?.length ?? 0) > 0, tools });
  }

  #tellWithout(why: 'room' | 'money' | 'gone'): void {
    const { model, card, options } = this.#parts;
    const words = {
      room: `tools make it too long for ${card.name}: asking it without`,
      money: `the budget has no room for asking ${card.name} with tools: asking it without`,
      gone: `${card.name} is not available, and ${this.#cardFor(false)?.name} takes no tools: asking it without`,
    };
    model.tellOfTools(options.taskId, words[why]);
  }

  /** A request is made again, with less. What the budget has refused was none. */
  #lost(error: HanzoError): void {
    if (error.code === 'BUDGET_EXCEEDED') return;
    if (chargedMicros(error) > 0) this.#inVain += 1;
    this.#onLost(error);
  }

  #onLost(error: HanzoError): void {
    this.#account.lost(error);
    this.#isTold = false;
    this.#parts.options.onLost?.(error);
  }

  /** Has done what an answer asks for. @returns why that was the last time */
  async #callFor({ generation }: PaidAnswer): Promise<Over | undefined> {
    if (generation.toolCalls.length === 0) return generation.cutInCall === true ? 'cut' : 'empty';
    const round = this.#conversation.begin(generation);
    if (round === undefined) return 'room';
    const before = this.#over();
    if (before === undefined) await callTools(round, this.#calling);
    else for (const _ of round.calls) round.refuse(`Not called: ${OVER[before]}.`);
    this.#conversation.end(round);
    return this.#over();
  }

  #over(): Over | undefined {
    if (this.#account.spentMicros >= this.#parts.use.limits.maxMicros) return 'money';
    if (this.#leftMs() <= 0) return 'time';
    return this.#conversation.isFull ? 'room' : undefined;
  }

  #leftMs(): number {
    const { model, use } = this.#parts;
    return use.limits.maxMs - (model.clock.elapsed() - this.#startedAt - this.#waitedMs);
  }

  /** @param isBare what came after the prompt is left out. @default false */
  async #lastAnswer(why: Over, isBare = false): Promise<PaidAnswer> {
    try {
      const answer = isBare ? await this.#askBarely(why) : await this.#askForAnswer(why);
      if (isAnswer(answer)) return answer;
      throw notAnswered(answer);
    } catch (thrown) {
      const error = toHanzoError(thrown);
      if (isBare || !this.#mayAskForLess(error)) throw thrown;
      this.#lost(error);
      // Refusals of the budget are free, and what is sent in vain is not: then the next one must be short enough.
      const isShorter = (error.code === 'BUDGET_EXCEEDED' || !this.#isShortened) && this.#shorten();
      return await this.#lastAnswer(why, this.#whyOver(error) === 'gone' || !isShorter);
    }
  }

  #shorten(): boolean {
    this.#isShortened = true;
    return this.#conversation.shorten();
  }

  /** Within what was shown before: it counts one request more than there are steps, and two beyond the money. */
  #mayAskForLess(error: HanzoError): boolean {
    if (this.#whyOver(error) === undefined) return false;
    const costMicros = chargedMicros(error);
    const { maxMicros, maxSteps } = this.#parts.use.limits;
    const isMoneyLeft = this.#account.spentMicros + costMicros < maxMicros;
    return costMicros === 0 || (isMoneyLeft && this.#account.requests + this.#inVain < maxSteps);
  }

  /** The tools stay listed: providers want them where a conversation has called some. */
  #askForAnswer(why: Over): Promise<PaidAnswer> {
    const words: ApiTurn = { role: 'user', text: lastWords(why) };
    const after = [...this.#conversation.history, words];
    return this.#ask({ ...this.#parts.request, toolChoice: 'none' }, after, this.#parts.options.onText);
  }

  #askBarely(why: Over): Promise<PaidAnswer> {
    const made = madeInWords(this.#conversation.made, this.#calling.together);
    return this.#askPlainly([{ role: 'user', text: lastWords(why) + made }]);
  }

  #askPlainly(after: readonly ApiTurn[] = []): Promise<PaidAnswer> {
    const { tools: _, ...request } = this.#parts.request;
    return this.#ask(request, after, this.#parts.options.onText);
  }

  async #ask(request: PaidRequest, after: readonly ApiTurn[], onText?: PaidOptions['onText']): Promise<PaidAnswer> {
    const { model, options } = this.#parts;
    const history = [...(request.history ?? []), ...after];
    const answer = await model.ask(
      { ...request, ...(history.length > 0 && { history }) },
      {
        ...options,
        onText,
        onTry: (who) => {
          // All requests of a loop are one try, until one of them fails.
          if (!this.#isTold) options.onTry?.(who);
          this.#isTold = true;
        },
        onLost: (error) => this.#onLost(error),
      },
    );
    this.#account.add(answer);
    return answer;
  }
}

/** What the output cap has cut is one as well: its gate says so. */
function isAnswer({ generation: { text, toolCalls, finish, cutInCall = false } }: PaidAnswer): boolean {
  return toolCalls.length === 0 && !cutInCall && (text.trim() !== '' || finish === 'length');
}

function notAnswered({ generation: { toolCalls, cutInCall = false }, who }: PaidAnswer): HanzoError {
  const name = who.servedModel === '' ? who.requestedModel : who.servedModel;
  const what = toolCalls.length > 0 || cutInCall ? 'asked for tools once more' : 'gave no answer';
  return new HanzoError('ANSWER_INVALID', `${name} was told that tools are over, and ${what}.`, {
    mend: 'Allow more: --tool-steps, --tool-seconds, --tool-budget; or ask another model.',
  });
}
