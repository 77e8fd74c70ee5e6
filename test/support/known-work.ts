import { join } from 'node:path';
import {
  costMicros,
  HanzoError,
  NO_USAGE,
  type Answer,
  type Attempt,
  type AttemptEnd,
  type Price,
  type RungName,
  type Task,
  type Usage,
  type Who,
} from '@hanzo/contracts';
import { openJournal, type Journal } from '@hanzo/coordinator';
import { openLedger, type Hold, type Ledger } from '@hanzo/ledger';
import { manualClock } from '@hanzo/testkit';

const MINUTE = 60_000;

/** Standard prices of the catalogue's models that the known work uses. */
export const GPT_5: Price = { inputMicros: 1_250_000, cachedInputMicros: 125_000, outputMicros: 10_000_000 };
export const GPT_5_MINI: Price = { inputMicros: 250_000, cachedInputMicros: 25_000, outputMicros: 2_000_000 };

const usage = (inputTokens: number, outputTokens: number, cachedInputTokens = 0, reasoningTokens = 0): Usage => ({
  inputTokens,
  cachedInputTokens,
  outputTokens,
  reasoningTokens,
});

const FREE = usage(1_000, 100, 200);
const PAID = usage(2_000, 200, 500, 50);
const PLAN = usage(3_000, 500);

/** What the known work comes to, in micro-dollars; computed by hand below each. */
export const KNOWN = {
  /** 1500 × 0.25 + 500 × 0.025 + 200 × 2 = 375 + 12.5 + 400, rounded up. */
  paidAnswer: costMicros(GPT_5_MINI, PAID),
  /** 3000 × 1.25 + 500 × 10 = 3750 + 5000. */
  plan: costMicros(GPT_5, PLAN),
  /** Charged in full; the attempt tells of it. */
  uncertain: 500,
  /** Charged in full; its attempt was cut off and tells of nothing. */
  cutOff: 700,
  /** Of a run that the journal does not have. */
  elsewhere: 900,
} as const;

const W1: Who = { kind: 'worker', node: 'w1', peerId: 'peer-1', model: 'llama3.2' };
const W2: Who = { kind: 'worker', node: 'w2', peerId: 'peer-2', model: 'llama3.2' };
const MINI: Who = {
  kind: 'api',
  endpoint: 'api.openai.com',
  requestedModel: 'gpt-5-mini',
  servedModel: 'gpt-5-mini-2025-08-07',
};
const PRETTIER: Who = { kind: 'tool', tool: 'prettier' };

interface Try {
  readonly rung: RungName;
  readonly who: Who;
  readonly usage?: Usage;
  readonly ms: number;
  readonly costMicros?: number;
  readonly end: 'passed' | 'evidence' | 'schema' | 'PROVIDER_DOWN' | 'OVERTAKEN' | 'cut off';
}

/**
 * Two runs with known figures, through the real journal and ledger. `run-gpt`: planned by gpt-5, 3 to 2 hours before
 * `now`; `run-local`: by rules, 30 to 20 minutes before. And one call of a run that the journal does not have, 10 minutes
 * before.
 */
export async function writeKnownWork(home: string, now: number): Promise<void> {
  using journal = openJournal(join(home, 'journal.db'));
  const clock = manualClock(now - 180 * MINUTE);
  const options = { path: join(home, 'ledger.db'), clock, limits: {}, version: '2026-11-21' };
  await using ledger = await openLedger(options);
  const work = new KnownWork(journal, ledger, now, (at) => clock.advance(at - clock.now()));
  await work.runOfGpt();
  await work.runOfRules();
  await work.elsewhere();
}

class KnownWork {
  readonly #journal: Journal;
  readonly #ledger: Ledger;
  readonly #now: number;
  readonly #setClock: (at: number) => Promise<void>;

  constructor(journal: Journal, ledger: Ledger, now: number, setClock: (at: number) => Promise<void>) {
    this.#journal = journal;
    this.#ledger = ledger;
    this.#now = now;
    this.#setClock = setClock;
  }

  async runOfGpt(): Promise<void> {
    const runId = 'run-gpt';
    await this.#startRun(runId, 'gpt-5', 180);
    const plan = await this.#send(runId, `${runId}-plan`, 'gpt-5', KNOWN.plan, '', 179);
    await this.#ledger.settle(plan, { usage: PLAN, costMicros: KNOWN.plan, servedModel: 'gpt-5-2025-08-07' });
    await this.#task(task(runId, 'a', 'review'), 170, [
      { rung: 'mesh', who: W1, usage: FREE, ms: 2_000, end: 'passed' },
    ]);
    await this.#task(task(runId, 'b', 'review'), 160, [
      { rung: 'mesh', who: W1, usage: FREE, ms: 4_000, end: 'evidence' },
      { rung: 'api', who: MINI, usage: PAID, ms: 3_000, costMicros: KNOWN.paidAnswer, end: 'passed' },
    ]);
    await this.#task(task(runId, 'c', 'security'), 150, [
      { rung: 'api', who: MINI, ms: 9_000, costMicros: KNOWN.uncertain, end: 'PROVIDER_DOWN' },
    ]);
    await this.#task(task(runId, 'd', 'docs'), 140, [
      { rung: 'api', who: MINI, ms: 1_000, costMicros: KNOWN.cutOff, end: 'cut off' },
    ]);
    await this.#journal.endRun(runId, 'interrupted', this.#at(120));
  }

  async runOfRules(): Promise<void> {
    const runId = 'run-local';
    await this.#startRun(runId, 'local:llama3.2', 30);
    await this.#task(task(runId, 'e', 'check'), 29, [{ rung: 'tool', who: PRETTIER, ms: 100, end: 'passed' }]);
    await this.#task(task(runId, 'f', 'review', 'ada'), 28, [
      { rung: 'mesh', who: W1, ms: 500, end: 'OVERTAKEN' },
      { rung: 'mesh', who: W2, usage: FREE, ms: 6_000, end: 'passed' },
    ]);
    await this.#task(task(runId, 'g', 'tests', 'ada'), 27, [
      { rung: 'mesh', who: W2, usage: FREE, ms: 5_000, end: 'schema' },
      { rung: 'api', who: MINI, usage: PAID, ms: 3_500, costMicros: KNOWN.paidAnswer, end: 'passed' },
    ]);
    await this.#journal.endRun(runId, 'complete', this.#at(20));
  }

  async elsewhere(): Promise<void> {
    const hold = await this.#send('run-gone', 'run-gone-1', 'gpt-4o', 1_000, '', 10);
    const settlement = { usage: usage(60, 75), costMicros: KNOWN.elsewhere, servedModel: 'gpt-4o' };
    await this.#ledger.settle(hold, settlement);
    const released = await this.#ledger.reserve({
      ...CALL,
      runId: 'run-gone',
      taskId: 'x',
      model: 'gpt-4o',
      worstCaseMicros: 77,
    });
    await this.#ledger.release(released);
  }

  /** Milliseconds since the epoch, so many minutes ago. */
  #at(minutesAgo: number): number {
    return this.#now - minutesAgo * MINUTE;
  }

  async #startRun(id: string, orchestrator: string, minutesAgo: number): Promise<void> {
    const startedAt = this.#at(minutesAgo);
    await this.#journal.startRun({ id, node: 'c', orchestrator, workspace: '/w', startedAt, plan: { tasks: [] } });
  }

  async #send(
    runId: string,
    taskId: string,
    model: string,
    micros: number,
    member: string,
    minutesAgo: number,
  ): Promise<Hold> {
    await this.#setClock(this.#at(minutesAgo));
    return await this.#ledger.send({ ...CALL, runId, taskId, model, member, worstCaseMicros: micros });
  }

  async #task(one: Task, minutesAgo: number, tries: readonly Try[]): Promise<void> {
    let at = this.#at(minutesAgo);
    await this.#journal.queueTask(one, '', at);
    for (const [index, { end, ...rest }] of tries.entries()) {
      const number = index + 1;
      if (rest.costMicros !== undefined) await this.#pay(one, { end, ...rest }, minutesAgo);
      const { rung, who, ms } = rest;
      this.#journal.startAttempt(one.id, number, rung, who, at, '');
      if (end === 'cut off') return;
      const attempt: Attempt = { number, rung, who, startedAt: at, endedAt: at + ms, end: endOf({ end, ...rest }) };
      this.#journal.endAttempt(one.id, attempt);
      at += ms;
      if (end === 'OVERTAKEN') this.#markExtra(one.id, number, attempt);
      if (end === 'passed') {
        const answer = answerOf({ end, ...rest });
        await this.#journal.endTask(one.id, { state: 'done', answer, attempts: [] }, at);
        return;
      }
    }
    await this.#journal.endTask(one.id, { state: 'undone', reason: 'nobody could', attempts: [] }, at);
  }

  #markExtra(taskId: string, number: number, { rung, who, startedAt, endedAt }: Attempt): void {
    const error = new HanzoError('OVERTAKEN', 'Another one was faster.');
    if (who !== undefined)
      this.#journal.extraAttempt(taskId, number, rung, { who, why: 'a second one', startedAt, endedAt, error });
  }

  async #pay(one: Task, { end, usage: used = NO_USAGE, costMicros: cost = 0 }: Try, minutesAgo: number): Promise<void> {
    const hold = await this.#send(one.runId, one.id, 'gpt-5-mini', cost, one.user ?? '', minutesAgo);
    if (end === 'passed')
      await this.#ledger.settle(hold, { usage: used, costMicros: cost, servedModel: 'gpt-5-mini-2025-08-07' });
    else await this.#ledger.markUncertain(hold, end === 'cut off' ? 'its process died' : 'the connection was lost');
  }
}

const CALL = { endpoint: 'api.openai.com', key: 'openai' } as const;

function task(runId: string, name: string, kind: Task['kind'], user?: string): Task {
  return {
    id: `${runId}-${name}`,
    runId,
    kind,
    tier: 'simple',
    title: `${kind} ${name}`,
    system: 'You review code.',
    prompt: 'const a = 1;',
    output: { kind: 'text' },
    sources: [],
    maxOutputTokens: 256,
    sampling: {},
    timeoutMs: 10_000,
    ...(user !== undefined && { user }),
  };
}

function answerOf({ who, usage: used = NO_USAGE, ms, costMicros: cost = 0 }: Try): Answer {
  const timings = {
    queueMs: who.kind === 'worker' ? 100 : 0,
    firstTokenMs: used === NO_USAGE ? 0 : ms / 10,
    totalMs: ms,
  };
  return { text: 'ok', finish: 'stop', who, usage: used, timings, costMicros: cost };
}

function endOf(one: Try): AttemptEnd {
  switch (one.end) {
    case 'passed':
      return { kind: 'passed', answer: answerOf(one) };
    case 'evidence':
    case 'schema':
      return { kind: 'rejected', answer: answerOf(one), gate: one.end, reason: 'no' };
    case 'PROVIDER_DOWN':
    case 'OVERTAKEN':
      return { kind: 'error', code: one.end, message: 'no', costMicros: one.costMicros ?? 0 };
    case 'cut off':
      return { kind: 'error', code: 'CANCELLED', message: 'no', costMicros: 0 };
  }
}
