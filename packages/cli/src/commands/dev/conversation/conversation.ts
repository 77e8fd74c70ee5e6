import { type Clock, EXIT, type ExitCode, toHanzoError } from '@hanzo/contracts';
import type { CallFilter } from '@hanzo/ledger';
import type { Plan, RunResult } from '@hanzo/orchestrator';
import { reportFailure } from '../../../process/failure.ts';
import { MAX_TURNS, type StoredSession, type Turn, type UnderWay } from '../../../sessions/session.ts';
import type { SessionStore } from '../../../sessions/session-store.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { shortRunId } from '../../tasks/task-id.ts';
import type { DevFlags } from '../flags.ts';
import { BudgetLeft } from '../money/budget-left.ts';
import type { RunHooks } from '../run/run-hooks.ts';
import { keptFlags } from '../run/run-record.ts';
import { given } from '../run/setting-of.ts';
import type { DelegationDone } from '../delegation/do-delegation.ts';
import { beforeInWords, lastFindings } from './before.ts';
import { delegatedTurn } from './delegation/delegated-turn.ts';
import { mentionedFindings } from './mentioned.ts';
import { turnOf } from './turn-of.ts';

export interface ConversationParts {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly store: Pick<SessionStore, 'save'>;
  /** Does a whole run, and shows it. */
  readonly run: (flags: DevFlags, terminal: Terminal, hooks: RunHooks) => Promise<ExitCode>;
  /** Does the rest of a run. */
  readonly resume: (flags: DevFlags, runId: string, terminal: Terminal, hooks: RunHooks) => Promise<ExitCode>;
  /** Shows what came of a turn. @default the report and the receipt */
  readonly finish?: RunHooks['finish'];
  /** True when something of a run is left to do. @default something is */
  readonly hasRest?: (runId: string) => boolean;
  /** Micro-dollars that were spent, or may still be charged. */
  readonly spent: (filter: CallFilter) => number;
}

/** Turns about one workspace: each knows what went before it, and is on disk when it has ended. */
export class Conversation {
  readonly #parts: ConversationParts;
  readonly #budget: BudgetLeft;
  #session: StoredSession;
  #flags: DevFlags;
  /** The model for which it was said who does the work, and where. */
  #saidOf: string | undefined;

  /**
   * @param flags of every turn, without words
   * @param budgetSpentMicros what counts of the session's cost against the budget
   */
  constructor(parts: ConversationParts, session: StoredSession, flags: DevFlags, budgetSpentMicros = 0) {
    this.#parts = parts;
    this.#session = session;
    this.#flags = flags;
    this.#budget = new BudgetLeft(flags.budget, budgetSpentMicros);
  }

  get session(): StoredSession {
    return this.#session;
  }

  get flags(): DevFlags {
    return this.#flags;
  }

  /** Of `--budget`, in dollars; undefined when none was set. */
  get budgetLeft(): string | undefined {
    return this.#budget.flag();
  }

  /** Plans the next turns. */
  useModel(orchestrator: string): void {
    this.#flags = { ...this.#flags, orchestrator };
    this.#save({ flags: storedFlags(this.#flags) });
  }

  /**
   * Has something done, with what went before as context. Never rejects: a turn that fails says so, and the conversation goes
   * on.
   *
   * @param change flags of this turn alone
   * @param options with `fixOnly` these findings are mended, and nothing is planned or looked for
   */
  async turn(
    words: string,
    change: Partial<DevFlags> = {},
    { title = words, fixOnly }: TurnOptions = {},
  ): Promise<ExitCode> {
    const { terminal } = this.#parts;
    this.#keepLost();
    const { turns } = this.#session;
    const findings = lastFindings(turns);
    const mentioned = change.files === undefined ? mentionedFindings(words, findings.length) : [];
    const files = [...new Set(mentioned.flatMap((number) => findings[number - 1]?.path ?? []))];
    if (files.length > 0)
      terminal.err(`about ${mentioned.map((number) => `finding ${number}`).join(', ')}: ${files.join(' ')}`);
    const narrowed = files.length > 0 ? { files } : {};
    const flags = { ...this.#flags, ...narrowed, ...change, instructions: words, ...this.#budgetFlag() };
    const context = beforeInWords(turns);
    const said = flags.orchestrator ?? '';
    const again = this.#saidOf === said;
    this.#saidOf = said;
    const own = given({ context, again, fixOnly });
    const wanted = { words: title, isFix: change.autoFix === true };
    return await this.#end(wanted, (hooks) => this.#parts.run(flags, terminal, { ...hooks, ...own }));
  }

  /**
   * Has something delegated instead of planned. Never rejects: what failed is said, and the conversation goes on.
   *
   * @param work with the flags of this turn, which say what is left of the budget; it tells each run before that costs anything
   */
  async delegation(words: string, work: DelegationWork): Promise<ExitCode> {
    const { terminal, clock } = this.#parts;
    const startedAt = clock.now();
    this.#keepLost();
    let underWay: UnderWay = { words, startedAt, isDelegation: true };
    this.#save({ underWay });
    const done = await work({ ...this.#flags, ...this.#budgetFlag() }, (runId) => {
      underWay = { ...underWay, asked: [...(underWay.asked ?? []), runId] };
      this.#save({ underWay });
    });
    if (done.failure !== undefined) reportFailure(done.failure, terminal, this.#flags.json === true);
    const turn = delegatedTurn(words, done, { startedAt, endedAt: clock.now() });
    this.#keep(turn);
    return done.exitCode ?? done.failure?.exitCode ?? EXIT.incomplete;
  }

  /** Does the rest of the last turn, when it was interrupted or left something undone. */
  async resume(): Promise<ExitCode> {
    const { terminal } = this.#parts;
    const { underWay, turns } = this.#session;
    if (underWay?.isDelegation === true) {
      terminal.err('It was delegated: hanzo delegate resume last goes on with it.');
      return EXIT.usage;
    }
    const { runId, words } = underWay ?? turns.at(-1) ?? {};
    if (runId === undefined || words === undefined) {
      terminal.err('There is no run of this conversation to go on with.');
      return EXIT.usage;
    }
    if (underWay === undefined && this.#parts.hasRest?.(runId) === false) {
      terminal.err(
        `Nothing is left of the last turn${turns.at(-1)?.isFix === true ? '; /apply applies its changes' : ''}.`,
      );
      return EXIT.done;
    }
    const { home, output, json, verbose, timeout, monitor, screenReader, yes } = this.#flags;
    const flags: DevFlags = given({ home, output, json, verbose, timeout, monitor, screenReader, yes });
    const isFix = underWay === undefined ? turns.at(-1)?.isFix === true : false;
    return await this.#end({ words, isFix }, (hooks) => this.#parts.resume(flags, runId, terminal, hooks), runId);
  }

  async #end(
    { words, isFix = false }: Wanted,
    work: (hooks: RunHooks) => Promise<ExitCode>,
    resumed?: string,
  ): Promise<ExitCode> {
    const { terminal, clock, spent } = this.#parts;
    const startedAt = clock.now();
    const countedMicros = resumed === undefined ? 0 : this.#countedOf(resumed);
    let result: RunResult | undefined;
    let plan: Plan | undefined;
    let runId = resumed;
    let failure: string | undefined;
    this.#save({ underWay: { words, startedAt, ...(runId !== undefined && { runId, countedMicros }) } });
    const hooks: RunHooks = {
      forManyRuns: true,
      finish: this.#parts.finish,
      resumeWith: this.#parts.finish && '/resume',
      onStart: (id) => {
        runId = id;
        this.#save({ underWay: { words, startedAt, runId: id } });
      },
      onEvent: (event) => {
        if (event.kind === 'plan-ready') ({ plan } = event);
      },
      onResult: (one) => {
        result = one;
      },
    };
    let exitCode: ExitCode;
    try {
      exitCode = await work(hooks);
    } catch (thrown) {
      failure = toHanzoError(thrown).message;
      exitCode = reportFailure(thrown, terminal, this.#flags.json === true);
    }
    const ofRun = runId === undefined ? 0 : Math.max(0, spent({ runId }) - countedMicros);
    const costMicros = (result?.delegated ?? []).reduce(
      (sum, one) => sum + (one.isEarlier === true ? 0 : one.costMicros),
      ofRun,
    );
    const turn = turnOf({
      words,
      runId,
      startedAt,
      endedAt: clock.now(),
      exitCode,
      result,
      plan,
      failure,
      isFix,
      costMicros,
    });
    this.#keep(turn);
    return exitCode;
  }

  #keep(turn: Turn): void {
    this.#budget.add(turn.costMicros);
    const { underWay: _, ...session } = this.#session;
    this.#session = session;
    this.#save({
      turns: [...session.turns, turn].slice(-MAX_TURNS),
      turnCount: session.turnCount + 1,
      costMicros: session.costMicros + turn.costMicros,
    });
  }

  /** One that has never ended becomes a turn like any other, with what it has cost, before the next one begins. */
  #keepLost(): void {
    const { underWay: left } = this.#session;
    if (left === undefined) return;
    const { runId, asked = [], countedMicros = 0 } = left;
    const runs = new Set([...(runId === undefined ? [] : [runId]), ...asked]);
    const spentMicros = [...runs].reduce((sum, id) => sum + this.#parts.spent({ runId: id }), 0);
    this.#keep(turnOfLost(left, Math.max(0, spentMicros - countedMicros)));
  }

  /** What a run has cost that is in a turn already: what a turn without an end has spent is in none. */
  #countedOf(runId: string): number {
    const { underWay } = this.#session;
    return underWay?.runId === runId ? (underWay.countedMicros ?? 0) : this.#parts.spent({ runId });
  }

  #budgetFlag(): Partial<DevFlags> {
    return given({ budget: this.#budget.flag() });
  }

  /** What cannot be kept is said, and holds nothing up: the work itself is in the journal. */
  #save(change: Partial<StoredSession>): void {
    const { terminal, clock, store } = this.#parts;
    this.#session = { ...this.#session, ...change, updatedAt: clock.now() };
    try {
      store.save(this.#session);
    } catch (thrown) {
      const { message } = toHanzoError(thrown);
      terminal.err(`${terminal.style.yellow('warning:')} the conversation could not be kept: ${message}`);
    }
  }
}

/** Delegates with these flags, and tells the runs in which models are asked. */
type DelegationWork = (flags: DevFlags, onRun: (runId: string) => void) => Promise<DelegationDone>;

interface TurnOptions {
  /** What the turn is called in the conversation. @default its words */
  readonly title?: string;
  readonly fixOnly?: RunHooks['fixOnly'];
}

interface Wanted {
  readonly words: string;
  /** Of the last findings. */
  readonly isFix?: boolean;
}

/** What of the flags a conversation goes on with. What tools may do without asking is allowed for today. */
export function storedFlags(flags: DevFlags): Readonly<Record<string, unknown>> {
  const { orchestrator, verbose } = flags;
  const { allowTools: _, ...kept } = keptFlags(flags);
  return given({ ...kept, orchestrator, verbose });
}

function turnOfLost(
  { words, runId, startedAt, isDelegation }: UnderWay,
  costMicros: number,
): ReturnType<typeof turnOf> {
  const ofRun = runId === undefined ? '' : `; hanzo dev --resume ${shortRunId(runId)} does the rest`;
  const how = isDelegation === true ? '; hanzo delegate resume last goes on with it' : ofRun;
  const failure = `Its process ended in the middle of it${how}.`;
  const lost = {
    words,
    runId,
    startedAt,
    endedAt: startedAt,
    result: undefined,
    plan: undefined,
    failure,
    costMicros,
  };
  return turnOf({ ...lost, exitCode: EXIT.incomplete, isFix: false });
}
