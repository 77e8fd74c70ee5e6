import { systemClock, type Clock } from '@hanzo/contracts';
import type { PaidEvent } from '@hanzo/coordinator';
import type { PreparedRun, RunEvent, RunListener } from '@hanzo/orchestrator';
import { eventEmitter, type EmitEvent } from '../../../terminal/events.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { monitorLine, monitorLines } from './monitor-lines.ts';
import { moneyOf, monitorSnapshot, type MonitorSnapshot } from './monitor-snapshot.ts';
import { headLine, runningLines, type Frame, type RunMoney } from './panel-lines.ts';
import { RunFigures, type FiguredTask } from './run-figures.ts';
import type { RunSources } from './run-sources.ts';
import { spokenProgress } from './spoken-progress.ts';
import { Waits } from './waits.ts';

export interface LiveViewOptions {
  /** Workers, money and tokens, too; where lines cannot be replaced, one line for all now and then. @default false */
  readonly monitor?: boolean | undefined;
  /** With `monitor`: as events, too. @default false */
  readonly json?: boolean | undefined;
  /** @default the system's clock */
  readonly clock?: Clock;
}

/** Between two drawings; news wait for the next one. Milliseconds. */
const TICK_MS = 100;
/** Time goes on while nothing else happens, and workers and money are looked up again. Milliseconds. */
const REFRESH_MS = 1_000;
/** Where lines cannot be replaced, so much time is between two. Milliseconds. */
const SAY_EVERY_MS = 10_000;

type Approve = (prepared: PreparedRun) => Promise<boolean>;

/**
 * What a person sees of a run while it lasts, below the lines that stay: how far it is, who does what, what it costs. It
 * begins with the run's first event, and ends with its last one or when it is disposed.
 */
export class LiveView implements Disposable {
  readonly onEvent: RunListener;
  readonly #terminal: Terminal;
  readonly #clock: Clock;
  readonly #monitor: boolean;
  readonly #emit: EmitEvent;
  readonly #figures: RunFigures;
  readonly #waits: Waits;
  #sources: RunSources | undefined;
  #timer: Disposable | undefined;
  #isNews = false;
  #refreshedAt = Number.NEGATIVE_INFINITY;
  #money: RunMoney = { spentMicros: 0, heldMicros: 0, capMicros: undefined };
  #monitored: readonly string[] = [];
  #saidAt = 0;
  #said = '';

  constructor(terminal: Terminal, { monitor = false, json, clock = systemClock }: LiveViewOptions = {}) {
    this.#terminal = terminal;
    this.#clock = clock;
    this.#monitor = monitor;
    this.#emit = eventEmitter(terminal, json);
    const now = (): number => clock.elapsed();
    this.#figures = new RunFigures(now);
    this.#waits = new Waits(now);
    this.onEvent = (event) => this.#hear(event);
  }

  /** Looks up workers and money there, until disposed; then nothing is shown any more. */
  watch(sources: RunSources): Disposable {
    this.#sources = sources;
    return {
      [Symbol.dispose]: () => {
        this.#sources = undefined;
        this.#end();
      },
    };
  }

  /** Tasks that are done without a plan. */
  expect(tasks: readonly FiguredTask[]): void {
    this.#figures.expect(tasks);
    this.#begin();
  }

  /** @returns true when it is shown that the call waits, and for how long */
  onPaid(event: PaidEvent): boolean {
    if (event.kind !== 'api-wait') return false;
    this.#waits.add(event);
    this.#isNews = true;
    return this.#terminal.live && this.#timer !== undefined;
  }

  /** The same question, with nothing drawn while a person thinks. */
  asking(approve: Approve | undefined): Approve | undefined {
    if (approve === undefined) return undefined;
    return async (prepared) => {
      using _held = this.#terminal.hold();
      return await approve(prepared);
    };
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  #hear(event: RunEvent): void {
    this.#figures.hear(event);
    if ('taskId' in event) this.#waits.over(event.taskId);
    if (event.kind === 'run-end') {
      if (this.#monitor) this.#say();
      this.#end();
      return;
    }
    this.#isNews = true;
    this.#begin();
  }

  #begin(): void {
    if (this.#timer !== undefined) return;
    this.#saidAt = this.#clock.elapsed();
    this.#timer = this.#clock.every(TICK_MS, () => this.#tick());
  }

  #end(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#terminal.panel([]);
  }

  #tick(): void {
    const now = this.#clock.elapsed();
    if (now - this.#refreshedAt >= REFRESH_MS) this.#refresh(now);
    if (this.#isNews) this.#draw(now);
    if (now - this.#saidAt < SAY_EVERY_MS) return;
    if (this.#monitor) this.#say();
    else if (this.#terminal.aloud) this.#speak();
  }

  #refresh(now: number): void {
    this.#refreshedAt = now;
    this.#isNews = true;
    if (!this.#monitor) this.#money = this.#looking((sources) => moneyOf(this.#figures, sources));
    else {
      const snapshot = this.#snapshot(now);
      this.#money = snapshot.money;
      this.#monitored = monitorLines(snapshot);
    }
  }

  #snapshot(now: number): MonitorSnapshot {
    return this.#looking((sources) => monitorSnapshot(this.#figures, sources, now));
  }

  /** What cannot be looked up, such as a ledger that is damaged meanwhile, is not: watching never ends the work. */
  #looking<T>(look: (sources: RunSources | undefined) => T): T {
    try {
      return look(this.#sources);
    } catch {
      this.#sources = undefined;
      return look(undefined);
    }
  }

  #draw(now: number): void {
    this.#isNews = false;
    const { live, columns, rows, style, cut } = this.#terminal;
    if (!live) return;
    const frame: Frame = { columns, rows, style, cut, now };
    const running = runningLines(this.#figures, this.#waits, frame);
    this.#terminal.panel([headLine(this.#figures, this.#money, frame), ...running, ...this.#monitored]);
  }

  /** One line with everything, and an event for programs. */
  #say(): void {
    const { live } = this.#terminal;
    this.#saidAt = this.#clock.elapsed();
    const snapshot = this.#snapshot(this.#saidAt);
    this.#emit('monitor', { ...snapshot });
    if (!live) this.#terminal.err(monitorLine(snapshot));
  }

  #speak(): void {
    // Until the plan stands, `PlanWatch` says so.
    if (this.#figures.total === 0) return;
    const sentence = spokenProgress(this.#figures, this.#money.spentMicros);
    if (sentence === this.#said) return;
    this.#saidAt = this.#clock.elapsed();
    this.#said = sentence;
    this.#terminal.err(sentence);
  }
}
