import { countOf, formatDollars } from '@hanzo/contracts';
import type { Glyphs } from '../../../terminal/glyphs.ts';
import { roughDollars } from '../money/money.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import { fitTable, labelled, type Column } from '../../../terminal/table-fit.ts';
import type { LaterCost } from './later-costs.ts';
import type { TaskCost } from './plan-costs.ts';
import type { PlanView } from './plan-view.ts';

export interface PlanLinesOptions {
  /** Columns. */
  readonly width: number;
  readonly glyphs: Glyphs;
  /** Each task has a line, however many there are, and so has each file that is left out. @default false */
  readonly all?: boolean | undefined;
}

/** More tasks stand in groups. */
export const MOST_ROWS = 20;
const MOST_LEFT_OUT = 5;
const MOST_FACTS_SHOWN = 6;
const INDENT = 12;

/** The plan for people: a table of its tasks, and what they come to. */
export function planLines(view: PlanView, options: PlanLinesOptions): readonly string[] {
  const { tasks } = view;
  const isWhole = options.all === true || tasks.length <= MOST_ROWS;
  const columns = isWhole ? taskColumns(tasks) : groupColumns(tasks);
  const table = tasks.length === 0 ? [] : fitTable(columns, options.width, options.glyphs).lines;
  const hint = isWhole ? [] : [`${countOf(tasks.length, 'task')} in groups; --verbose shows each`];
  return [...table, ...hint, ...(tasks.length === 0 ? [] : ['']), ...summaryLines(view, options)];
}

function taskColumns(tasks: readonly TaskCost[]): readonly Column[] {
  return [
    { title: 'kind', cells: tasks.map(({ kind }) => kind), leaveOut: 1 },
    { title: 'tier', cells: tasks.map(({ tier }) => tier) },
    { title: 'task', cells: tasks.map(titleOf), isName: true },
    { title: 'tokens', cells: tasks.map(({ promptTokens }) => String(promptTokens)) },
    { title: 'first engine', cells: tasks.map(({ engine }) => engine), isName: true },
    { title: 'at most', cells: tasks.map(({ worstMicros }) => dollars(worstMicros)) },
  ];
}

/** The kind has a column of its own. */
function titleOf({ kind, title }: TaskCost): string {
  const text = oneLine(title);
  return text.startsWith(`${kind} `) ? text.slice(kind.length + 1) : text;
}

function groupColumns(tasks: readonly TaskCost[]): readonly Column[] {
  const groups = [...Map.groupBy(tasks, ({ kind, tier, engine }) => JSON.stringify([kind, tier, engine])).values()];
  const column = (title: string, cell: (first: TaskCost, all: readonly TaskCost[]) => string): Column => ({
    title,
    cells: groups.map((all) => {
      const [first] = all;
      return first === undefined ? '' : cell(first, all);
    }),
  });
  return [
    column('kind', ({ kind }) => kind),
    column('tier', ({ tier }) => tier),
    column('tasks', (_, all) => String(all.length)),
    column('tokens', (_, all) => String(sum(all.map(({ promptTokens }) => promptTokens)))),
    { ...column('first engine', ({ engine }) => engine), isName: true },
    column('at most', (_, all) => dollars(sum(all.map(({ worstMicros }) => worstMicros)))),
  ];
}

function summaryLines(view: PlanView, { width, all }: PlanLinesOptions): readonly string[] {
  const { checks, tasks, promptTokens, places, worstMicros, expectedMicros } = view;
  const say = (label: string, text: string): readonly string[] => labelled(label, oneLine(text), INDENT, width);
  const isPaid = worstMicros > 0;
  return [
    ...say('plan', originInWords(view)),
    ...say('in all', `${countOf(tasks.length, 'task')}, ${tokens(promptTokens)}; ${countOf(checks, 'check')} by tools`),
    ...places.flatMap((one, index) =>
      say(index === 0 ? 'goes to' : '', `${one.place}: ${countOf(one.tasks, 'task')}, ${tokens(one.promptTokens)}`),
    ),
    ...nobodyLines(tasks, say),
    ...(isPaid ? say('at first', `about ${roughDollars(expectedMicros)}, when each first answer is accepted`) : []),
    ...say(
      'at most',
      isPaid ? `${roughDollars(worstMicros)} for all tries of the tasks; retries of failed calls come on top` : 'free',
    ),
    ...view.later.flatMap((one) => say(one.what, laterInWords(one))),
    ...budgetLines(view, say),
    ...leftOutLines(view, all === true, say),
    ...factLines(view, all === true, say),
    ...view.warnings.flatMap((warning) => say('note', warning)),
  ];
}

/** Why what nobody gets is for nobody, each reason once. */
function nobodyLines(tasks: readonly TaskCost[], say: Say): readonly string[] {
  const whys = new Set(tasks.filter(({ rungs }) => rungs.length === 0).map(({ why }) => why));
  return [...whys].flatMap((why, index) => say(index === 0 ? 'for nobody' : '', why));
}

type Say = (label: string, text: string) => readonly string[];

function originInWords({ origin }: PlanView): string {
  if (origin.kind === 'deterministic') return `by rules. ${origin.because}`;
  return `by ${origin.model}${origin.servedModel === origin.model ? '' : ` (served: ${origin.servedModel})`}`;
}

const WHY: Readonly<Record<LaterCost['what'], string>> = {
  looks: 'if texts must be merged, and edits are refused',
  suggestions: 'of what is slow, and of the modules, as was wished',
  critics: 'if each look reports as many findings as it may',
  critic: 'if every try is judged',
  fixes: 'if all code needs one',
};

function laterInWords({ what, calls, worstMicros }: LaterCost): string {
  const most = worstMicros === 0 ? 'free' : `up to about ${roughDollars(worstMicros)} more`;
  return `at most about ${countOf(calls, 'call')}, ${WHY[what]}: ${most}`;
}

function budgetLines({ budget }: PlanView, say: Say): readonly string[] {
  if (budget === undefined) return [];
  const limit = formatDollars(budget.limitMicros);
  return budget.fits
    ? say('budget', `${limit} (--budget): the worst case fits`)
    : say('budget', `${limit} (--budget): the worst case would not fit; what is left of it decides task by task`);
}

function leftOutLines({ notCovered }: PlanView, all: boolean, say: Say): readonly string[] {
  if (notCovered.length === 0) return [];
  const shown = all ? notCovered : notCovered.slice(0, MOST_LEFT_OUT);
  const more = notCovered.length - shown.length;
  const lines = shown.flatMap(({ path, reason }, index) => say(index === 0 ? 'left out' : '', `${path}: ${reason}`));
  return more === 0 ? lines : [...lines, ...say('', `and ${countOf(more, 'file')} more; --verbose names them`)];
}

/** Tasks are told these: nobody should have to guess from where. */
function factLines({ facts }: PlanView, all: boolean, say: Say): readonly string[] {
  const told = facts.flatMap(({ task, facts: its }) => its.map((fact) => `${task}: ${fact}`));
  const shown = all ? told : told.slice(0, MOST_FACTS_SHOWN);
  const more = told.length - shown.length;
  const lines = shown.flatMap((fact, index) => say(index === 0 ? 'found out' : '', fact));
  return more === 0 ? lines : [...lines, ...say('', `and ${countOf(more, 'fact')} more; --verbose shows them`)];
}

function tokens(count: number): string {
  return `about ${count.toLocaleString('en-US')} tokens`;
}

function dollars(micros: number): string {
  return micros === 0 ? 'free' : roughDollars(micros);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
