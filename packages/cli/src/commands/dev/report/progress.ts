import { countOf, formatDollars, type Attempt, type Task, type TaskEvent, type TaskOutcome } from '@hanzo/contracts';
import {
  rememberedByInWords,
  rememberedInWords,
  type PlanOrigin,
  type RunEvent,
  type RunListener,
} from '@hanzo/orchestrator';
import type { Terminal } from '../../../terminal/terminal.ts';
import { formatMs } from '../../../terminal/units.ts';
import { shortWho } from './who.ts';

/** How much of a streaming answer the status line shows. */
const TAIL_CHARS = 60;
/** Lines of a log, where nobody watches, are cut here. */
const LOG_COLUMNS = 240;

/**
 * Tells a person what happens: a line when a task ends or an attempt is lost, one line for all checks together, and
 * where somebody watches a status line with the text as it comes. `verbose` shows every attempt and why it ended.
 *
 * @param tasks those that are done without a plan
 */
export function progressPrinter(
  terminal: Terminal,
  verbose: boolean,
  tasks: readonly Pick<Task, 'id' | 'title' | 'kind'>[] = [],
): RunListener {
  const progress = new Progress(terminal, verbose);
  progress.expect(tasks);
  return (event) => progress.show(event);
}

class Progress {
  readonly #terminal: Terminal;
  readonly #verbose: boolean;
  readonly #titles = new Map<string, string>();
  /** Checks that have not ended yet. */
  readonly #checks = new Set<string>();
  #checksDone = 0;
  #ended = 0;
  #micros = 0;

  constructor(terminal: Terminal, verbose: boolean) {
    this.#terminal = terminal;
    this.#verbose = verbose;
  }

  show(event: RunEvent): void {
    switch (event.kind) {
      case 'plan-start': {
        const { files, model } = event;
        this.#terminal.err(
          `${countOf(files, 'file')}; ${model === undefined ? 'planning by rules' : `${model} plans`}`,
        );
        return;
      }
      case 'remembered':
        this.#remembered(event);
        return;
      case 'plan-ready':
        this.#planReady(event);
        return;
      case 'run-end':
      case 'finding-found':
        return;
      case 'stage-start':
        this.expect(event.tasks);
        return;
      default:
        this.#taskEvent(event);
    }
  }

  expect(tasks: readonly Pick<Task, 'id' | 'title' | 'kind'>[]): void {
    for (const { id, title, kind } of tasks) {
      this.#titles.set(id, title);
      if (kind === 'check') this.#checks.add(id);
    }
  }

  #remembered(event: Extract<RunEvent, { kind: 'remembered' }>): void {
    this.#terminal.err(`${rememberedInWords(event)} --no-cache looks at everything anew.`);
    for (const by of event.by) this.#note(rememberedByInWords(by));
  }

  #planReady({ plan, tasks }: Extract<RunEvent, { kind: 'plan-ready' }>): void {
    this.expect(tasks);
    const { origin, warnings } = plan;
    const recalled = plan.calls.some(({ who, used }) => used && who.kind === 'cache') ? ', from the cache' : '';
    const by =
      origin.kind === 'model' ? `planned by ${planner(origin)}${recalled}` : `planned by rules: ${origin.because}`;
    this.#terminal.err(
      `${countOf(tasks.length - this.#checks.size, 'task')} and ${countOf(this.#checks.size, 'check')}, ${by}`,
    );
    for (const warning of warnings) this.#terminal.err(this.#terminal.style.yellow(warning));
  }

  #taskEvent(event: TaskEvent): void {
    const title = this.#titles.get(event.taskId) ?? event.taskId;
    switch (event.kind) {
      case 'task-queued':
        return;
      case 'attempt-start':
        if (this.#verbose) this.#note(`${title}: ${shortWho(event.who)} takes it`);
        return;
      case 'text-delta':
        if (this.#checks.has(event.taskId)) return;
        this.#terminal.status(`${this.#head()} ${title}: ${event.text.replaceAll(/\s+/g, ' ').slice(-TAIL_CHARS)}`);
        return;
      case 'attempt-end':
        this.#attemptEnd(event.attempt, title);
        return;
      case 'task-escalated':
        if (this.#verbose) this.#note(`${title}: ${escalationInWords(event)}`);
        return;
      case 'task-end':
        this.#ended++;
        this.#taskEnd(event.taskId, title, event.outcome);
    }
  }

  #attemptEnd({ end, who, rung }: Attempt, title: string): void {
    this.#micros += end.kind === 'error' ? end.costMicros : end.answer.costMicros;
    if (end.kind === 'passed' || (end.kind === 'rejected' && !this.#verbose)) return;
    const why = end.kind === 'rejected' ? `refused by the ${end.gate} gate: ${end.reason}` : end.message;
    this.#note(`${title}: ${who === undefined ? rung : shortWho(who)}: ${why}`);
  }

  #taskEnd(taskId: string, title: string, outcome: TaskOutcome): void {
    const isCheck = this.#checks.delete(taskId);
    if (isCheck && outcome.state === 'done') this.#checksDone++;
    if (!isCheck || outcome.state !== 'done' || this.#verbose) this.#ending(title, outcome);
    if (isCheck && this.#checks.size === 0 && !this.#verbose && this.#checksDone > 0) {
      this.#line(this.#terminal.style.green('done'), countOf(this.#checksDone, 'check'), 'by tools, exactly');
    }
  }

  #ending(title: string, outcome: TaskOutcome): void {
    const { style } = this.#terminal;
    switch (outcome.state) {
      case 'done': {
        const { who, timings, usage } = outcome.answer;
        const tokens = usage.outputTokens > 0 ? `, ${usage.outputTokens} tokens` : '';
        this.#line(style.green('done'), title, `${shortWho(who)}, ${formatMs(timings.totalMs)}${tokens}`);
        return;
      }
      case 'undone':
        this.#line(style.yellow('undone'), title, outcome.reason);
        return;
      case 'cancelled':
        this.#line(style.yellow('cancelled'), title, '');
    }
  }

  /** One line that never wraps: what does not fit is in the report. */
  #line(state: string, title: string, detail: string): void {
    const { style, watched, columns } = this.#terminal;
    const head = this.#head();
    const room = (watched ? columns : LOG_COLUMNS) - `${head} undone ${title}  `.length - 1;
    const shown = this.#verbose || detail.length <= room ? detail : `${detail.slice(0, Math.max(0, room - 1))}…`;
    this.#terminal.err(`${head} ${state} ${title}  ${style.dim(shown)}`.trimEnd());
  }

  #note(text: string): void {
    this.#terminal.err(this.#terminal.style.dim(`  ${text}`));
  }

  #head(): string {
    const total = this.#titles.size;
    const ended = String(this.#ended).padStart(String(total).length);
    return `[${ended}/${total}]${this.#micros > 0 ? ` ${formatDollars(this.#micros)}` : ''}`;
  }
}

/** `escalated from mesh to api after try 1: evidence gate: quotes nothing`. */
function escalationInWords({ from, to, attempt, gate, reason }: TaskEvent & { kind: 'task-escalated' }): string {
  const way = from === to ? `another model is asked on ${to}` : `escalated from ${from} to ${to}`;
  return `${way} after try ${attempt}: ${gate === undefined ? '' : `${gate} gate: `}${reason}`;
}

function planner({ model, servedModel }: Extract<PlanOrigin, { kind: 'model' }>): string {
  return servedModel === model ? model : `${model} → ${servedModel}`;
}
