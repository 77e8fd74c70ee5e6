import { EXIT, formatDollars, systemClock, type ExitCode, type ToolCallRecord } from '@hanzo/contracts';
import { openTaskBook, type AttemptRow, type TaskDetail } from '@hanzo/coordinator';
import { loadSetting } from '../../setting.ts';
import { tableLines } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatMs, formatSpan, formatTime } from '../../terminal/units.ts';
import { toolCallLine } from '../dev/tools/tool-call-line.ts';
import { shortPeerId } from '../net/labels.ts';
import type { TasksShowFlags } from './flags.ts';
import { findTask, shortTaskId } from './task-id.ts';

/** Everything about one task. Prompts, which hold the code, only when they are asked for. */
export async function run(flags: TasksShowFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using book = openTaskBook(paths.journal);
  const task = findTask(book, flags.id);
  const toolCalls = book.toolCalls(task.runId).filter(({ taskId }) => taskId === task.id);
  if (flags.json === true) {
    terminal.out(JSON.stringify({ v: 1, ...fieldsOf(task, flags.prompt === true), toolCalls }));
    return EXIT.done;
  }
  for (const line of linesOf(task, systemClock.now())) terminal.out(line);
  for (const line of toolLines(toolCalls)) terminal.out(line);
  if (flags.prompt === true) for (const line of promptLines(task)) terminal.out(line);
  return EXIT.done;
}

function fieldsOf(detail: TaskDetail, withPrompt: boolean): Readonly<Record<string, unknown>> {
  const { system, prompt, sources, ...rest } = detail.task;
  const places = sources.map(({ path, firstLine, text }) => ({ path, firstLine, ...(withPrompt && { text }) }));
  const task = { ...rest, ...(withPrompt && { system, prompt }), sources: places };
  return { ...detail, shortId: shortTaskId(detail), task };
}

function linesOf(detail: TaskDetail, now: number): string[] {
  const { id, runId, kind, tier, priority, queuedAt, route, tries } = detail;
  const facts: (readonly [string, string])[] = [
    ['id', id],
    ['run', runId],
    ['state', stateWords(detail)],
    ['what', `${kind}, ${tier}, ${priority} priority`],
    ['route', route],
    ['accepted', `${formatTime(queuedAt)}, ${formatSpan(now - queuedAt)} ago`],
    ['limits', limitWords(detail)],
    ['files', detail.task.sources.map(({ path, firstLine }) => `${path}:${firstLine}`).join(', ')],
  ];
  return [
    `${shortTaskId(detail)}  ${detail.title}`,
    ...facts.filter(([, value]) => value !== '').map(([name, value]) => `  ${name.padEnd(9)} ${value}`),
    '',
    ...(tries.length === 0 ? ['Nobody has tried it.'] : tryLines(tries, now)),
    ...answerLines(tries),
  ];
}

function stateWords({ state, reason, waiting, endedAt, cancelRequested }: TaskDetail): string {
  const since = endedAt === undefined ? '' : ` since ${formatTime(endedAt)}`;
  const why = reason === '' ? waiting : reason;
  const asked = cancelRequested && endedAt === undefined ? ', somebody asked to cancel it' : '';
  return `${state}${since}${asked}${why === '' ? '' : `: ${why}`}`;
}

function limitWords({ task }: TaskDetail): string {
  const { maxOutputTokens, timeoutMs, deadlineMs, copies = 1 } = task;
  const parts = [
    `${maxOutputTokens} tokens of answer`,
    `${formatMs(timeoutMs)} for a try`,
    ...(deadlineMs === undefined ? [] : [`${formatMs(deadlineMs)} for everything`]),
    ...(copies === 1 ? [] : [`most of ${copies} workers must agree`]),
  ];
  return parts.join(', ');
}

function tryLines(tries: readonly AttemptRow[], now: number): string[] {
  const head = ['try', 'rung', 'who', 'peer', 'model', 'state', 'started', 'took', 'in', 'out', 'cost'];
  const why = tries.flatMap(({ number, placement, code, reason }) => [
    ...(placement === '' ? [] : [`try ${number}: ${placement}`]),
    ...(reason === '' ? [] : [`try ${number}: ${code === '' ? '' : `${code}: `}${reason}`]),
  ]);
  return [
    ...tableLines(
      head,
      tries.map((row) => tryCells(row, now)),
    ),
    ...(why.length === 0 ? [] : ['', ...why]),
  ];
}

function tryCells(row: AttemptRow, now: number): string[] {
  return [
    String(row.number),
    row.rung,
    row.node || '-',
    row.peerId === '' ? '-' : shortPeerId(row.peerId),
    row.model || '-',
    row.extra ? `${row.state} (extra)` : row.state,
    formatTime(row.startedAt),
    row.endedAt === undefined && row.state !== 'running' ? '-' : formatMs((row.endedAt ?? now) - row.startedAt),
    String(row.inputTokens),
    String(row.outputTokens),
    formatDollars(row.costMicros),
  ];
}

/** The answer that counts; without one, the newest text that there is, and what it is. */
function answerLines(tries: readonly AttemptRow[]): string[] {
  const shown =
    tries.find(({ state }) => state === 'passed') ?? tries.findLast(({ answer, extra }) => answer !== '' && !extra);
  if (shown === undefined) return [];
  const words: Readonly<Record<AttemptRow['state'], string>> = {
    passed: 'Answer',
    rejected: `Refused answer of try ${shown.number}`,
    running: `Answer of try ${shown.number} so far`,
    error: `What try ${shown.number} had said when it failed`,
    interrupted: `What try ${shown.number} had said when it was interrupted`,
  };
  return ['', `${words[shown.state]}:`, shown.answer];
}

/** Before it answered, a model of an API had these called. */
function toolLines(calls: readonly ToolCallRecord[]): string[] {
  return calls.length === 0 ? [] : ['', 'Tools:', ...calls.map((call) => `  ${toolCallLine(call, true)}`)];
}

function promptLines({ task }: TaskDetail): string[] {
  return ['', 'System prompt:', task.system, '', 'Prompt:', task.prompt];
}
