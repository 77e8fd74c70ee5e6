import { formatDollars } from '@hanzo/contracts';
import type { Attempt, TaskEvent, Who } from '@hanzo/contracts';
import { type RunEvent, type RunListener } from '@hanzo/orchestrator';
import type { Terminal } from '../../terminal.ts';
import { formatMs } from '../../units.ts';

/** How much of a streaming answer the status line shows. */
const TAIL_CHARS = 60;

/**
 * Tells a person what happens: a line when a task starts somewhere, moves, or ends, and where somebody watches a
 * status line with the text as it comes. Without a terminal only the lines remain.
 */
export function progressPrinter(terminal: Terminal, verbose: boolean): RunListener {
  const titles = new Map<string, string>();
  const state: Counter = { ended: 0, total: 0, micros: 0 };
  return (event) => {
    switch (event.kind) {
      case 'plan-start':
        terminal.err(
          event.model === undefined
            ? `${event.files} files; planning by rules`
            : `${event.files} files; ${event.model} plans`,
        );
        return;
      case 'plan-ready':
        planReady(event, titles, terminal);
        state.total = event.tasks.length;
        return;
      case 'run-end':
        return;
      default:
        taskEvent(event, titles.get(event.taskId) ?? event.taskId, state, terminal, verbose);
    }
  };
}

interface Counter {
  ended: number;
  total: number;
  micros: number;
}

function planReady(
  { plan, tasks }: Extract<RunEvent, { kind: 'plan-ready' }>,
  titles: Map<string, string>,
  terminal: Terminal,
): void {
  for (const task of tasks) titles.set(task.id, task.title);
  const checks = tasks.filter((task) => task.kind === 'check').length;
  const by =
    plan.origin.kind === 'model' ? `planned by ${plan.origin.model}` : `planned by rules: ${plan.origin.because}`;
  terminal.err(`${tasks.length - checks} tasks and ${checks} checks, ${by}`);
  for (const warning of plan.warnings) terminal.err(terminal.style.yellow(warning));
}

function taskEvent(event: TaskEvent, title: string, state: Counter, terminal: Terminal, verbose: boolean): void {
  const { style } = terminal;
  switch (event.kind) {
    case 'task-queued':
      return;
    case 'attempt-start':
      if (verbose) terminal.err(style.dim(`  ${title}: ${whoIs(event.who)} takes it`));
      return;
    case 'text-delta':
      terminal.status(`${progressOf(state)} ${title}: ${event.text.replaceAll(/\s+/g, ' ').slice(-TAIL_CHARS)}`);
      return;
    case 'attempt-end':
      attemptEnd(event.attempt, title, state, terminal, verbose);
      return;
    case 'task-end':
      state.ended++;
      terminal.err(taskEnd(event, title, state, terminal));
  }
}

function attemptEnd(attempt: Attempt, title: string, state: Counter, terminal: Terminal, verbose: boolean): void {
  const { end, who } = attempt;
  state.micros += end.kind === 'error' ? end.costMicros : end.answer.costMicros;
  if (end.kind === 'passed') return;
  const by = who === undefined ? attempt.rung : whoIs(who);
  const why =
    end.kind === 'rejected' ? `answer refused by the ${end.gate} gate: ${end.reason}` : `${end.code}: ${end.message}`;
  if (verbose || end.kind === 'error') terminal.err(terminal.style.dim(`  ${title}: ${by}: ${why}`));
}

function taskEnd(
  { outcome }: Extract<TaskEvent, { kind: 'task-end' }>,
  title: string,
  state: Counter,
  terminal: Terminal,
): string {
  const { style } = terminal;
  const head = `${progressOf(state)}`;
  switch (outcome.state) {
    case 'done': {
      const { who, timings, usage } = outcome.answer;
      const tokens = usage.outputTokens > 0 ? `, ${usage.outputTokens} tokens` : '';
      return `${head} ${style.green('done')}   ${title}  ${style.dim(`${whoIs(who)}, ${formatMs(timings.totalMs)}${tokens}`)}`;
    }
    case 'undone':
      return `${head} ${style.yellow('undone')} ${title}  ${style.dim(shorten(outcome.reason, 160))}`;
    case 'cancelled':
      return `${head} ${style.yellow('cancelled')} ${title}`;
  }
}

function progressOf({ ended, total, micros }: Counter): string {
  const width = String(total).length;
  return `[${String(ended).padStart(width)}/${total}]${micros > 0 ? ` ${formatDollars(micros)}` : ''}`;
}

export function whoIs(who: Who): string {
  switch (who.kind) {
    case 'tool':
      return who.tool;
    case 'local':
      return `${who.model} here`;
    case 'worker':
      return `${who.node} (${who.model})`;
    case 'api':
      return who.servedModel === '' ? who.requestedModel : who.servedModel;
  }
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
