import type { ApiModelCard, ApiProvider, HanzoError } from '@hanzo/contracts';
import type { Ledger } from '@hanzo/ledger';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { memoryLedger } from '../../../test/support/memory-ledger.ts';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { scriptedApi, type ScriptedApi } from '../../../test/support/scripted-api.ts';
import {
  CallCare,
  MeteredModel,
  PaidModel,
  type BudgetLine,
  type CallCareOptions,
  type ChainLink,
  type PaidAnswer,
  type PaidEvent,
  type PaidOptions,
} from '../src/index.ts';

export const REQUEST = {
  system: 'You review.',
  prompt: 'const a = 1;',
  output: { kind: 'text' },
  maxOutputTokens: 100,
  sampling: {},
} as const;
/** 23 bytes of text, 64 tokens of envelope, 100 tokens of answer. */
export const WORST: number = 23 + 64 + 100 * 10;
export const OK = { text: 'ok' } as const;

/** Paid models over scripted APIs, with a clock that stands still, and all that they tell. */
export class PaidDesk {
  readonly clock: ManualClock = manualClock();
  readonly events: PaidEvent[] = [];
  /** What a caller hears, in order. */
  readonly told: string[] = [];
  ledger: Ledger = memoryLedger(this.clock);
  /** What jitter is made from. */
  random = 0.5;

  /** Patient: three retries, also after too many requests. */
  careWith(options: CallCareOptions = {}): CallCare {
    const policy = { retryOnRateLimit: true, maxRetries: 3 };
    const { clock, events } = this;
    return new CallCare({
      clock,
      random: () => this.random,
      onEvent: (event) => events.push(event),
      policy,
      ...options,
    });
  }

  link(provider: ApiProvider, card: Partial<ApiModelCard> = {}, line?: BudgetLine): ChainLink {
    const { clock, ledger } = this;
    const whole = { ...METERED_CARD, ...card };
    const parts = { provider, ledger, card: whole, endpoint: provider.name, runId: 'r', clock };
    return { model: new MeteredModel({ ...parts, ...(line && { line }) }), serviceTier: 'standard' };
  }

  paid(chain: readonly [ChainLink, ...ChainLink[]], care: CallCare = this.careWith()): PaidModel {
    return new PaidModel({ chain, care, runId: 'r' });
  }

  /** The answer, or the error that it rejects with. */
  asked(model: PaidModel, options: Partial<PaidOptions> = {}): Promise<PaidAnswer | HanzoError> {
    const { told } = this;
    return model
      .ask(REQUEST, {
        taskId: 't',
        signal: new AbortController().signal,
        onTry: ({ requestedModel, servedModel }) => told.push(`try ${requestedModel} ${servedModel}`.trim()),
        onText: (piece) => told.push(`text ${piece}`),
        onLost: ({ code }) => told.push(`lost ${code}`),
        onWait: (why) => told.push(`wait ${why}`),
        ...options,
      })
      .catch((error: HanzoError) => error);
  }

  states(): string[] {
    return this.ledger.calls().map(({ state, chargedMicros }) => `${state} ${chargedMicros}`);
  }

  firstFails(error: HanzoError, times = 1): ScriptedApi {
    return scriptedApi((_, call) => (call < times ? error : OK));
  }
}
