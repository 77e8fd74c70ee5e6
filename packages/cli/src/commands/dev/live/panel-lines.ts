import { countOf, formatDollars, SEVERITIES, type Severity } from '@hanzo/contracts';
import { cutToWidth, displayWidth, endOfWidth } from '../../../terminal/display-width.ts';
import type { Style } from '../../../terminal/style.ts';
import { formatMs } from '../../../terminal/units.ts';
import { severityColour } from '../report/finding-line.ts';
import { shortWho } from '../report/who.ts';
import type { RunFigures, RunningTask } from './run-figures.ts';
import type { Wait, Waits } from './waits.ts';

/** What the lines are made for. */
export interface Frame {
  readonly columns: number;
  readonly rows: number;
  readonly style: Style;
  /** Stands where a text is cut. */
  readonly cut: string;
  /** Milliseconds, by the clock that only goes forward. */
  readonly now: number;
}

/** Money of a run, in micro-dollars. */
export interface RunMoney {
  readonly spentMicros: number;
  readonly heldMicros: number;
  /** Undefined: the run has no limit of its own. */
  readonly capMicros: number | undefined;
}

const MOST_RUNNING = 6;
/** Rows that are left to what was printed, the head and the line about the others. */
const OTHER_ROWS = 6;
/** Of the columns; who does it gets somewhat less. */
const TITLE_SHARE = 0.42;
const WHO_SHARE = 0.32;
/** A text that is cut shorter says nothing. */
const LEAST_WORDS = 12;

/** One line on the whole run: how far it is, what it found, what it costs, how long it takes. */
export function headLine(figures: RunFigures, money: RunMoney, { style, now }: Frame): string {
  const parts = [
    figures.planner === undefined ? progressInWords(figures) : `${figures.planner} plans`,
    stageInWords(figures),
    figures.toolCalls === 0 ? '' : countOf(figures.toolCalls, 'tool call'),
    severitiesInWords(figures.bySeverity, style),
    moneyInWords(money),
    wholeSeconds(now - figures.startedAt),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The tasks that have run longest, a line each, and how many more there are. */
export function runningLines(figures: RunFigures, waits: Waits, frame: Frame): readonly string[] {
  const most = Math.max(1, Math.min(MOST_RUNNING, frame.rows - OTHER_ROWS));
  const all = [...figures.running.values()];
  const shown = all.slice(0, most).map((task) => runningLine(task, waits.of(task.id), frame));
  const others = waits.others(figures.running).map((wait) => `  ${frame.style.dim(waitInWords(wait, frame.now))}`);
  const more = all.length - shown.length;
  return [...shown, ...others.slice(0, 1), ...(more > 0 ? [frame.style.dim(`  and ${more} more`)] : [])];
}

function runningLine(task: RunningTask, wait: Wait | undefined, { columns, style, now, cut }: Frame): string {
  const title = cutToWidth(task.title, Math.floor(columns * TITLE_SHARE), cut);
  const name = task.who === undefined ? 'nobody yet' : shortWho(task.who);
  const who = cutToWidth(name, Math.floor(columns * WHO_SHARE), cut);
  const facts = [title, who, wholeSeconds(now - task.since), ...(wait === undefined ? [speedInWords(task, now)] : [])];
  const head = `  ${facts.filter((fact) => fact !== '').join('  ')}`;
  const room = columns - 3 - displayWidth(head);
  const words = wait === undefined ? (task.isProse ? task.words : '') : waitInWords(wait, now);
  if (room < LEAST_WORDS || words === '') return head;
  const shown = wait === undefined ? endOfWidth(words, room) : cutToWidth(words, room, cut);
  return `${head}  ${style.dim(shown.trim())}`;
}

/** `waits 12 s: the provider asks for it`. */
function waitInWords({ why, until }: Wait, now: number): string {
  return until === undefined ? `waits: ${why}` : `waits ${wholeSeconds(until - now)}: ${why}`;
}

function speedInWords({ tokens, tokensSince }: RunningTask, now: number): string {
  if (tokensSince === undefined || tokens < 2) return '';
  const seconds = (now - tokensSince) / 1000;
  return seconds < 1 ? `~${Math.round(tokens)} tokens` : `~${Math.max(1, Math.round(tokens / seconds))} tok/s`;
}

function progressInWords({ ended, total }: Pick<RunFigures, 'ended' | 'total'>): string {
  return total === 0 ? 'planning' : `${ended}/${total} tasks`;
}

function stageInWords({ stage, findings }: Pick<RunFigures, 'stage' | 'findings'>): string {
  if (stage === 'critics') return `judging ${countOf(findings, 'finding')}`;
  if (stage === 'suggestions') return 'writing suggestions';
  return stage === 'fixes' ? 'mending findings' : '';
}

/** `2 high 1 low`, the worst first; empty where nothing was found. */
export function severitiesInWords(bySeverity: Readonly<Record<Severity, number>>, style: Style): string {
  return SEVERITIES.toReversed()
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => severityColour(severity, style)(`${bySeverity[severity]} ${severity}`))
    .join(' ');
}

export function moneyInWords({ spentMicros, heldMicros, capMicros }: RunMoney): string {
  if (spentMicros === 0 && heldMicros === 0 && capMicros === undefined) return '';
  const held = heldMicros > 0 ? ` (+${roundDollars(heldMicros)} held)` : '';
  return `${roundDollars(spentMicros)}${held}${capMicros === undefined ? '' : ` of ${roundDollars(capMicros)}`}`;
}

/** To a hundredth of a cent; what is more than nothing is not nothing. The receipt is exact. */
export function roundDollars(micros: number): string {
  return formatDollars(micros > 0 ? Math.max(100, Math.round(micros / 100) * 100) : micros);
}

/** Changes once a second, and not ten times. */
export function wholeSeconds(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : formatMs(seconds * 1000);
}
