import { join } from 'node:path';
import type { BackgroundState } from '@hanzo/contracts';
import type { Ledger } from '@hanzo/ledger';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { memoryLedger } from '../../../test/support/memory-ledger.ts';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { scriptedApi, type ScriptedApi } from '../../../test/support/scripted-api.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import {
  AnswerFile,
  BackgroundProvider,
  CallCare,
  MeteredModel,
  PaidModel,
  type Metered,
  type PaidEvent,
} from '../src/index.ts';
import { FakeBackground } from './fake-background.ts';

export const REQUEST = {
  system: '',
  prompt: 'hi',
  output: { kind: 'text' },
  maxOutputTokens: 100,
  sampling: {},
} as const;
/** 2 bytes, 64 tokens of envelope, 100 of answer. */
export const WORST: number = 2 + 64 + 1_000;

export interface AskedHow {
  readonly task?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** Processes of one run that wait for answers in the background, with a clock that stands still, and all that they tell. */
export class WaitingDesk implements Disposable {
  readonly clock: ManualClock = manualClock();
  readonly ledger: Ledger = memoryLedger(this.clock);
  readonly api: FakeBackground = new FakeBackground();
  readonly plain: ScriptedApi = scriptedApi(() => ({ text: 'as always' }));
  readonly events: PaidEvent[] = [];
  readonly folder: string;
  readonly #stack = new DisposableStack();

  constructor() {
    this.folder = join(this.#stack.use(temporaryFolder()).path, 'background');
  }

  get book(): AnswerFile {
    return new AnswerFile(this.folder, 'run-1');
  }

  get file(): string {
    return join(this.folder, 'run-1.json');
  }

  /** As a process of the run has it. @param asks as of BackgroundParts, as is `takesAny` */
  model(clock: ManualClock = this.clock, asks = true, takesAny = false): MeteredModel {
    const { api, plain, book, ledger } = this;
    const tell = (event: PaidEvent): void => void this.events.push(event);
    const endpoint = 'api.test';
    const how = { model: 'gpt-test', book, clock, tell, asks, takesAny };
    const provider = new BackgroundProvider({ api, plain, endpoint, ...how });
    return new MeteredModel({ provider, ledger, card: METERED_CARD, endpoint, runId: 'run-1', clock });
  }

  /** The same, where what may pass is tried again. */
  patient(clock: ManualClock): Promise<unknown> {
    const care = new CallCare({ clock, policy: { retryOnRateLimit: true, maxRetries: 3 } });
    const link = { model: this.model(clock), serviceTier: 'standard' } as const;
    const paid = new PaidModel({ chain: [link], care, runId: 'run-1' });
    return paid.ask(REQUEST, { taskId: 't1', signal: new AbortController().signal });
  }

  ask(
    from: MeteredModel,
    { task = 't1', signal = new AbortController().signal, timeoutMs }: AskedHow = {},
  ): Promise<Metered> {
    return from.generate(REQUEST, { signal, timeoutMs }, task);
  }

  /** A process waits, and is killed: what it had sent is uncertain for whoever opens the ledger next. */
  async kill(begin: (clock: ManualClock) => Promise<unknown> = (clock) => this.ask(this.model(clock))): Promise<void> {
    const its = manualClock();
    void begin(its).catch(() => undefined);
    await its.advance(2_000);
    for (const { hold } of this.book.list()) await this.ledger.markUncertain(hold, 'its process died');
  }

  states(): string[] {
    return this.ledger.calls().map(({ state, chargedMicros }) => `${state} ${chargedMicros}`);
  }

  stages(): string[] {
    return this.events.map((event) => (event.kind === 'api-background' ? event.state : event.kind));
  }

  [Symbol.dispose](): void {
    this.#stack.dispose();
  }
}

/** The error that a call ends with. */
export function failed(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

export function usage(inputTokens: number, outputTokens: number): object {
  return { inputTokens, outputTokens, cachedInputTokens: 0, reasoningTokens: 0 };
}

export type Done = Extract<BackgroundState, { kind: 'done' }>;
