import { formatDollars, type RungName } from '@hanzo/contracts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import { fitTable, labelled, type Column } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { ExplainedModel, ExplainedRung, Explanation } from './explanation.ts';

/** What holds for the whole run. */
export interface ExplainedRun {
  /** The API model that would plan; undefined: rules would. */
  readonly planner: string | undefined;
  readonly usesMesh: boolean;
  /** Outcomes are noted and used. */
  readonly learns: boolean;
  /** False: the run's own flags leave nothing to experience. */
  readonly followsAdvice: boolean;
  readonly payment: string | undefined;
}

const INDENT = 12;

const WHERE: Readonly<Record<RungName, string>> = {
  cache: 'in the cache',
  tool: 'of this machine',
  local: 'on this machine',
  mesh: 'on the mesh',
  api: 'at the API',
  strong: 'at the API, as the stronger one',
};

/** For people: from the words to the decision, in lines of at most `width`, where no name is longer. */
export function printExplanation(
  explanation: Explanation,
  about: ExplainedRun,
  terminal: Terminal,
  { width, glyphs }: { readonly width: number; readonly glyphs: Glyphs },
): void {
  const say = (label: string, text: string, indent = INDENT): void => {
    for (const line of labelled(label, text, indent, width)) terminal.out(line);
  };
  const { tier, tierFrom, tasks, title, route, gates } = explanation;
  say('kind', kindInWords(explanation));
  say('tier', `${tier}: ${tierFrom}`);
  say('tasks', tasks === 1 ? `one: ${title}` : `${tasks}; explained is the first: ${title}`);
  say('route', route.rungs.join(' → ') || 'none');
  say('why', route.why);
  for (const other of explanation.routes)
    if (other.rungs.join() !== route.rungs.join())
      say('', `${other.tasks} of the tasks: ${other.rungs.join(' → ') || 'none'}`);
  say('gates', gates.join(', '));
  terminal.out('');
  terminal.out('policy');
  for (const { path, value, file } of explanation.policy)
    say('', `${path} = ${value}${file === undefined ? '' : ` (${file})`}`, 2);
  terminal.out('');
  for (const line of fitTable(rungColumns(explanation), width, glyphs).lines) terminal.out(line);
  for (const line of movedLines(explanation)) say('', line, 0);
  terminal.out('');
  for (const line of learnedLines(explanation, about)) say('', line, 0);
  say('', decisionInWords(explanation), 0);
  for (const note of notes(about)) for (const line of labelled('', note, 0, width)) terminal.err(line);
}

/** The decision in one sentence. */
export function decisionInWords({ route, rungs, triedAlready }: Explanation): string {
  if (route.rungs.length === 0) return `decision: nobody may do it. ${route.why}`;
  const asked = [...new Set(route.rungs)].filter((name) => name !== 'strong' || triedAlready === undefined);
  const steps = asked.map((name) =>
    stepInWords(
      rungs.find(({ rung }) => rung === name),
      name,
    ),
  );
  const [first = '', ...others] = steps;
  const rest = others.length === 0 ? '' : `; what the gates refuse goes to ${others.join(', then to ')}`;
  const end = triedAlready === undefined ? '' : `; no stronger one follows: ${triedAlready} has tried it already`;
  return `decision: it goes to ${first}${rest}${end}.`;
}

function stepInWords(explained: ExplainedRung | undefined, name: RungName): string {
  const models = explained?.models.map(({ model }) => model) ?? [];
  if (name === 'tool') return 'a tool of this machine';
  return `${models.length === 0 ? 'a model' : models.join(' or ')} ${WHERE[name]}`;
}

function kindInWords({ kind, words }: Explanation): string {
  if (words === undefined) return `${kind}: --kind says so`;
  if (words.length === 0) return `${kind}: no word names another kind`;
  const found = words.map(({ kind: its, word }) => `"${word}" (${its})`).join(', ');
  return `${kind}: guessed from ${found}`;
}

/** What stands in the table about one model of a rung. */
type RungRow = readonly [ExplainedRung, ExplainedModel | undefined];

function rungColumns({ rungs }: Explanation): readonly Column[] {
  const rows = rungs.flatMap((rung): readonly RungRow[] =>
    rung.models.length === 0 ? [[rung, undefined]] : rung.models.map((model) => [rung, model]),
  );
  const column = (title: string, cell: (model: ExplainedModel) => string): Column => ({
    title,
    cells: rows.map(([, model]) => (model === undefined ? '-' : cell(model))),
  });
  return [
    { title: 'rung', cells: rows.map(([{ rung }]) => rung) },
    { title: 'route', cells: rows.map(([{ isOnRoute }]) => (isOnRoute ? 'yes' : 'no')), leaveOut: 1 },
    { ...column('model', ({ model }) => model), isName: true },
    column('in/1K', (model) => costs(model)[0]),
    column('out/1K', (model) => costs(model)[1]),
    column('at most', (model) => costs(model)[2]),
    column('judged', ({ estimate }) => String(estimate?.seen ?? 0)),
    column('should pass', expected),
  ];
}

/** Per 1,000 tokens of prompt and of answer, and the most that one try costs. */
function costs({ price, worstCaseMicros }: ExplainedModel): readonly [string, string, string] {
  if (price === undefined) return ['free', 'free', '-'];
  const most = worstCaseMicros === undefined ? '-' : formatDollars(worstCaseMicros);
  return [formatDollars(price.input), formatDollars(price.output), most];
}

function expected({ estimate }: ExplainedModel): string {
  if (estimate === undefined) return '-';
  const { mean, low, high } = estimate;
  return `${percent(mean)} % (${percent(low)} to ${percent(high)})`;
}

/** Features that move the expectation, the strongest ones; a sign says which way. */
function movedLines({ rungs }: Explanation): readonly string[] {
  const models = new Map(rungs.flatMap((rung) => rung.models.map((model) => [model.model, model])));
  return [...models.values()].flatMap(({ model, parts = [] }) => {
    const words = parts.slice(0, 3).map(({ feature, weight }) => `${weight < 0 ? '-' : '+'} ${feature}`);
    return words.length === 0 ? [] : [`what moves ${model}: ${words.join(', ')}`];
  });
}

function percent(share: number): string {
  return (share * 100).toFixed(share < 0.1 ? 1 : 0);
}

function learnedLines({ experience, rungs }: Explanation, { learns, followsAdvice }: ExplainedRun): string[] {
  const { advice, explores, leastSeen, breakEven } = experience;
  const lines: string[] = [];
  if (!learns) lines.push('experience: learning is switched off (routing.learn)');
  else if (!followsAdvice) lines.push('experience: not asked, as free engines try first in such a run');
  else if (explores)
    lines.push('experience: this task is one of the few that try every rung, to see whether a model got better');
  else if (advice !== undefined) lines.push(`experience: ${advice.why}`);
  else {
    const bar = `fewer than ${percent(breakEven)} % of such answers passing, of ${leastSeen} or more judged`;
    lines.push(`experience: speaks against no rung (it would from ${bar})`);
  }
  for (const { model, gain } of rungs.flatMap(({ models }) => models)) {
    if (gain === undefined) continue;
    const says = gain.gain >= gain.threshold ? 'speaks for the stronger one' : 'keeps the cheaper one';
    lines.push(
      `profile: ${model} → ${gain.strongModel} ${says}: gain ${gain.gain.toFixed(3)}, threshold ${gain.threshold.toFixed(3)}`,
    );
  }
  return lines;
}

function notes({ planner, usesMesh, payment }: ExplainedRun): string[] {
  return [
    ...(planner === undefined
      ? []
      : [`With ${planner} as orchestrator the model plans: its tasks may be of other kinds and tiers.`]),
    ...(usesMesh ? ['The mesh was not asked: its models are those that answered before.'] : []),
    ...(payment === undefined ? [] : [payment]),
  ];
}
