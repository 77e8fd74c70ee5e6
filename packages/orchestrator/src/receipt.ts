import {
  addUsage,
  type Attempt,
  costElsewhere,
  NO_USAGE,
  savedMicros,
  type Price,
  type RungName,
  type Task,
  type TaskRun,
  type Usage,
  type Who,
} from '@hanzo/contracts';
import { lostCharges, type Charge, type Lost, type LostCharge } from './lost-charges.ts';
import { type AnswerFigures, answerFigures, escalationCandidates, type WhyNotEscalated } from './receipt-answers.ts';
import { perResolvedMicros, rungTallies, type RungTally } from './receipt-rungs.ts';
import type { PlannerCall } from './plan/plan.ts';

/** A call to a critic, paid for whatever came of it. */
export type CriticCall = Omit<PlannerCall, 'used'>;

/** Who a receipt row is about. `none`: attempts that no engine took. */
export type ReceiptWho = Who | { readonly kind: 'none'; readonly rung: RungName };

/** What one engine did in a run, and what it cost. */
export interface ReceiptRow {
  readonly who: ReceiptWho;
  /** `plan`: calls that made the plan. `critic`: calls and tasks that judged answers or findings. */
  readonly role: 'plan' | 'task' | 'critic';
  /** Paid for without an answer, when a process died in the middle of it. */
  readonly lost?: Lost;
  /** Tasks whose accepted answer is from here; for the planner, plans that were used. */
  readonly tasksDone: number;
  readonly attempts: number;
  /** Answers that a gate refused. */
  readonly rejected: number;
  /** Attempts that ended with an error. */
  readonly failed: number;
  readonly usage: Usage;
  /** Milliseconds that the engine worked, waiting excluded. */
  readonly engineMs: number;
  readonly costMicros: number;
}

const DAY_MS = 86_400_000;

export interface Receipt {
  /** The planner first, then in the order of their first attempt. */
  readonly rows: readonly ReceiptRow[];
  readonly totals: Omit<ReceiptRow, 'who' | 'role' | 'lost'>;
  /** Tasks resolved by each rung that tried any, cheapest first. */
  readonly rungs: readonly RungTally[];
  /** Answers of models that passed the gates, and what was left undone though an API model might have done it. */
  readonly answers: AnswerFigures;
  /** Micro-dollars for each resolved task, all that the run cost included; undefined when none was. */
  readonly perResolvedMicros: number | undefined;
  /**
   * What was saved against doing everything on the orchestrator model, in micro-dollars; undefined when that model has
   * no price. An estimate: (cost of the planning calls + the tokens of each accepted answer that a model gave in this run, at
   * the orchestrator model's price without cache discount) - what the run really cost, rejected attempts included. Another
   * model would count tokens differently and need other retries. Negative when the run cost more.
   */
  readonly savedMicros: number | undefined;
}

export interface ReceiptInput {
  readonly calls: readonly PlannerCall[];
  readonly runs: readonly TaskRun[];
  /** What they came to: several looks at the same work are one. @default `runs` */
  readonly outcomes?: readonly TaskRun[] | undefined;
  readonly orchestratorPrice: Price | undefined;
  /** @default none */
  readonly critics?: readonly CriticCall[] | undefined;
  /** All that the run was charged with. @default what the calls and attempts tell of themselves */
  readonly charges?: readonly Charge[] | undefined;
  /** @default nobody knows */
  readonly whyNotEscalated?: WhyNotEscalated | undefined;
}

/** Adds up who did what in a run. */
export function receiptOf(input: ReceiptInput): Receipt {
  const { calls, runs, outcomes = runs, orchestratorPrice, charges = [], critics = [] } = input;
  const rows = new Map<string, ReceiptRow>();
  for (const call of calls) {
    const { who, usage, timings, used } = call;
    addRow(rows, {
      who,
      role: 'plan',
      ...attempted(usage, timings.totalMs, call.costMicros),
      tasksDone: used ? 1 : 0,
      rejected: used ? 0 : 1,
    });
  }
  const lost = lostCharges(charges, { calls, critics, runs });
  // Each stands once: with its money.
  const cutOff = new Set(lost.map(({ attempt }) => attempt));
  for (const { task, outcome } of runs)
    for (const attempt of outcome.attempts)
      if (!cutOff.has(attempt)) addRow(rows, { ...rowOf(attempt, outcome.state === 'done'), role: roleOf(task) });
  for (const { who, usage, timings, costMicros: cost } of critics)
    addRow(rows, { who, role: 'critic', ...attempted(usage, timings.totalMs, cost) });
  for (const charge of lost) addRow(rows, lostRow(charge));
  const list = withUnserved([...rows.values()]);
  const totals = list.reduce<Receipt['totals']>(addUp, { ...attempted(NO_USAGE, 0, 0), attempts: 0 });
  return {
    rows: list,
    totals,
    rungs: rungTallies(runs, lost),
    answers: answerFigures(list, escalationCandidates(outcomes, input.whyNotEscalated)),
    perResolvedMicros: perResolvedMicros(runs, totals.costMicros),
    savedMicros: saved(calls, runs, totals.costMicros, orchestratorPrice),
  };
}

type Sums = Receipt['totals'];

function attempted(usage: Usage, engineMs: number, cost: number): Sums {
  return { tasksDone: 0, attempts: 1, rejected: 0, failed: 0, usage, engineMs, costMicros: cost };
}

function roleOf({ kind }: Pick<Task, 'kind'>): ReceiptRow['role'] {
  return kind === 'critic' ? 'critic' : 'task';
}

function rowOf(attempt: Attempt, isDone: boolean): ReceiptRow {
  const { end } = attempt;
  switch (end.kind) {
    case 'error': {
      const who: ReceiptWho = attempt.who ?? { kind: 'none', rung: attempt.rung };
      return { who, role: 'task', ...attempted(end.usage ?? NO_USAGE, 0, end.costMicros), failed: 1 };
    }
    case 'passed':
    case 'rejected': {
      const { who, usage, timings } = end.answer;
      const sums = attempted(usage, timings.totalMs, end.answer.costMicros);
      return end.kind === 'passed'
        ? { who, role: 'task', ...sums, tasksDone: isDone ? 1 : 0 }
        : { who, role: 'task', ...sums, rejected: 1 };
    }
  }
}

function lostRow({ who, role, inFull, costMicros: cost, usage = NO_USAGE }: LostCharge): ReceiptRow {
  // It gave its verdict to an earlier process: only that one could have told of it.
  if (role === 'critic' && !inFull) return { who, role, ...attempted(usage, 0, cost) };
  return { who, role, lost: inFull ? 'in-full' : 'answer', ...attempted(NO_USAGE, 0, cost), failed: 1 };
}

function addRow(rows: Map<string, ReceiptRow>, row: ReceiptRow): void {
  const key = JSON.stringify([
    row.role,
    row.lost ?? '',
    Object.entries(countedAs(row.who)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  const known = rows.get(key);
  rows.set(key, known === undefined ? row : { ...known, ...addUp(known, row) });
}

/** Answers from the cache are one row for each engine and day that they are from: as they are shown. */
function countedAs(who: ReceiptWho): ReceiptWho {
  return who.kind === 'cache' ? { ...who, answeredAt: Math.floor(who.answeredAt / DAY_MS) } : who;
}

/** A try that no model answered is counted with the answers of the model that it had asked, where there are any. */
function withUnserved(rows: readonly ReceiptRow[]): readonly ReceiptRow[] {
  const list = [...rows];
  for (const row of rows.filter(isUnserved)) {
    const at = list.findIndex((other) => isSameRequest(other, row));
    const served = list[at];
    if (served === undefined) continue;
    list[at] = { ...served, ...addUp(served, row) };
    list.splice(list.indexOf(row), 1);
  }
  return list;
}

function isUnserved({ who, lost }: ReceiptRow): boolean {
  return who.kind === 'api' && who.servedModel === '' && lost === undefined;
}

function isSameRequest(a: ReceiptRow, b: ReceiptRow): boolean {
  if (a.who.kind !== 'api' || b.who.kind !== 'api' || a.lost !== undefined || a.who.servedModel === '') return false;
  return a.role === b.role && a.who.endpoint === b.who.endpoint && a.who.requestedModel === b.who.requestedModel;
}

/** Two sums as one. */
export function addUp(a: Sums, b: Sums): Sums {
  return {
    tasksDone: a.tasksDone + b.tasksDone,
    attempts: a.attempts + b.attempts,
    rejected: a.rejected + b.rejected,
    failed: a.failed + b.failed,
    usage: addUsage(a.usage, b.usage),
    engineMs: a.engineMs + b.engineMs,
    costMicros: a.costMicros + b.costMicros,
  };
}

/** Tools need no model, and an answer of the cache was paid for in the run that it was given in. */
function isOfNoModel({ kind }: Who): boolean {
  return kind === 'tool' || kind === 'cache';
}

function saved(
  calls: readonly PlannerCall[],
  runs: readonly TaskRun[],
  spentMicros: number,
  price: Price | undefined,
): number | undefined {
  if (price === undefined) return undefined;
  const planMicros = calls.reduce((sum, call) => sum + call.costMicros, 0);
  let answersMicros = 0;
  for (const { task, outcome } of runs) {
    // Verdicts are what this run paid besides the work: without critics nobody would pay for them.
    if (outcome.state !== 'done' || task.kind === 'critic' || isOfNoModel(outcome.answer.who)) continue;
    answersMicros += costElsewhere(price, outcome.answer.usage);
  }
  return savedMicros({ planMicros, answersMicros, spentMicros });
}
