import {
  countOf,
  formatDollars,
  type Attempt,
  type Task,
  type TaskEvent,
  type TaskOutcome,
  type ToolCallRecord,
} from '@hanzo/contracts';
import {
  rememberedByInWords,
  rememberedInWords,
  type FoundFinding,
  type PlanOrigin,
  type RunEvent,
  type RunListener,
  type StageName,
} from '@hanzo/orchestrator';
import { toolCallLine } from '../tools/tool-call-line.ts';
import { cutToWidth } from '../../../terminal/display-width.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { formatMs } from '../../../terminal/units.ts';
import { findingLine, isGrave, placeOf } from './finding-line.ts';
import { shortWho } from './who.ts';

/** Lines of a log, where nobody watches, are cut here. */
const LOG_COLUMNS = 240;

/**
 * Tells a person what happens, in lines that stay: when a task ends or an attempt is lost, one for all checks together, one
 * for each grave finding. `verbose` tells every attempt and why it ended, and every finding. Where it is read aloud they are
 * sentences, and tasks that are done are only counted.
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
  readonly #found = new Set<string>();
  #checksDone = 0;
  #ended = 0;
  #micros = 0;
  /** Calls of tools that were not said yet. */
  #looks = 0;

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
        this.#sayLooks();
        this.#planReady(event);
        return;
      case 'tool-call':
        this.#toolCall(event.call);
        return;
      case 'run-end':
        this.#sayLooks();
        return;
      case 'finding-found':
        this.#finding(event.finding);
        return;
      case 'task-delegating':
      case 'task-delegated':
        // Whoever delegates says it.
        return;
      case 'stage-start':
        this.expect(event.tasks);
        this.#terminal.err(
          event.mends === undefined
            ? `${STAGE_WORDS[event.stage]}: ${countOf(event.tasks.length, 'task')}`
            : `mending ${countOf(event.mends, 'finding')}`,
        );
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

  #finding(finding: FoundFinding): void {
    const place = placeOf(finding);
    if (this.#found.has(place)) return;
    this.#found.add(place);
    if (this.#verbose || isGrave(finding)) this.#terminal.err(findingLine(finding, this.#terminal));
  }

  /** Where it is read aloud calls that only looked are counted: what was changed, reached or not done is said. */
  #toolCall(call: ToolCallRecord): void {
    if (this.#terminal.aloud && !this.#verbose && call.state === 'done' && call.effect === 'read') this.#looks++;
    else this.#note(toolCallLine(call, this.#verbose));
  }

  #sayLooks(): void {
    if (this.#looks > 0) this.#note(`${countOf(this.#looks, 'call')} of tools that only look`);
    this.#looks = 0;
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
      case 'text-delta':
        return;
      case 'attempt-start':
        if (this.#verbose) this.#note(`${title}: ${shortWho(event.who)} takes it`);
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
        if (this.#terminal.aloud && !this.#verbose) return;
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

  /** One line that never wraps: what does not fit is in the report. A sentence where it is read aloud. */
  #line(state: string, title: string, detail: string): void {
    const { style, watched, columns, aloud, cut } = this.#terminal;
    if (aloud) {
      this.#terminal.err(sentence(`${title}: ${state}${detail === '' ? '' : `, ${detail}`}`));
      return;
    }
    const line = `${this.#head()} ${state} ${title}  ${style.dim(detail)}`.trimEnd();
    this.#terminal.err(this.#verbose ? line : cutToWidth(line, watched ? columns - 1 : LOG_COLUMNS, cut));
  }

  #note(text: string): void {
    const { aloud, style } = this.#terminal;
    this.#terminal.err(aloud ? sentence(text) : style.dim(`  ${text}`));
  }

  #head(): string {
    const total = this.#titles.size;
    const ended = String(this.#ended).padStart(String(total).length);
    return `[${ended}/${total}]${this.#micros > 0 ? ` ${formatDollars(this.#micros)}` : ''}`;
  }
}

const STAGE_WORDS: Readonly<Record<StageName, string>> = {
  plan: 'the plan is done',
  merge: 'answers are merged',
  critics: 'critics judge the findings',
  fixes: 'findings are mended',
  suggestions: 'suggestions are written down',
};

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** `escalated from mesh to api after try 1: evidence gate: quotes nothing`. */
function escalationInWords({ from, to, attempt, gate, reason }: TaskEvent & { kind: 'task-escalated' }): string {
  const way = from === to ? `another model is asked on ${to}` : `escalated from ${from} to ${to}`;
  return `${way} after try ${attempt}: ${gate === undefined ? '' : `${gate} gate: `}${reason}`;
}

function planner({ model, servedModel }: Extract<PlanOrigin, { kind: 'model' }>): string {
  return servedModel === model ? model : `${model} → ${servedModel}`;
}
