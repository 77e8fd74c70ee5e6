import { formatDollars, type RungName } from '@hanzo/contracts';
import { tableLines } from '../../table.ts';
import type { Terminal } from '../../terminal.ts';
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

const WHERE: Readonly<Record<RungName, string>> = {
  cache: 'in the cache',
  tool: 'of this machine',
  local: 'on this machine',
  mesh: 'on the mesh',
  api: 'at the API',
  strong: 'at the API, as the stronger one',
};

/** For people: from the words to the decision. */
export function printExplanation(explanation: Explanation, about: ExplainedRun, terminal: Terminal): void {
  const { out } = terminal;
  const { tier, tierFrom, tasks, title, route, gates } = explanation;
  out(`kind        ${kindInWords(explanation)}`);
  out(`tier        ${tier}: ${tierFrom}`);
  out(`tasks       ${tasks === 1 ? `one: ${title}` : `${tasks}; explained is the first: ${title}`}`);
  out(`route       ${route.rungs.join(' → ') || 'none'}`);
  out(`why         ${route.why}`);
  for (const other of explanation.routes)
    if (other.rungs.join() !== route.rungs.join())
      out(`            ${other.tasks} of the tasks: ${other.rungs.join(' → ') || 'none'}`);
  out(`gates       ${gates.join(', ')}`);
  out('');
  out('policy');
  for (const { path, value, file } of explanation.policy)
    out(`  ${path} = ${value}${file === undefined ? '' : ` (${file})`}`);
  out('');
  for (const line of tableLines(HEAD, explanation.rungs.flatMap(rungRows), ['model'])) out(line);
  out('');
  for (const line of learnedLines(explanation, about)) out(line);
  out(decisionInWords(explanation));
  for (const line of notes(about)) terminal.err(line);
}

/** The decision in one sentence. */
export function decisionInWords({ route, rungs }: Explanation): string {
  if (route.rungs.length === 0) return `decision: nobody may do it. ${route.why}`;
  const steps = [...new Set(route.rungs)].map((name) =>
    stepInWords(
      rungs.find(({ rung }) => rung === name),
      name,
    ),
  );
  const [first = '', ...others] = steps;
  const rest = others.length === 0 ? '' : `; what the gates refuse goes to ${others.join(', then to ')}`;
  return `decision: it goes to ${first}${rest}.`;
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

const HEAD = ['rung', 'route', 'model', 'per 1K in', 'per 1K out', 'at most', 'judged', 'expected to pass', 'moved by'];

function rungRows({ rung, isOnRoute, models }: ExplainedRung): string[][] {
  const route = isOnRoute ? 'yes' : 'no';
  if (models.length === 0) return [[rung, route, '-', '-', '-', '-', '-', '-', '-']];
  return models.map((model) => [
    rung,
    route,
    model.model,
    ...costs(model),
    String(model.estimate?.seen ?? 0),
    expected(model),
    moved(model),
  ]);
}

function costs({ price, worstCaseMicros }: ExplainedModel): string[] {
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
function moved({ parts = [] }: ExplainedModel): string {
  const words = parts.slice(0, 3).map(({ feature, weight }) => `${weight < 0 ? '-' : '+'} ${feature}`);
  return words.length === 0 ? '-' : words.join(', ');
}

function percent(share: number): string {
  return (share * 100).toFixed(share < 0.1 ? 1 : 0);
}

function learnedLines({ experience, rungs }: Explanation, { learns, followsAdvice }: ExplainedRun): string[] {
  const { advice, explores, leastSeen, breakEven } = experience;
  const lines: string[] = [];
  if (!learns) lines.push('experience: learning is switched off (routing.learn)');
  else if (!followsAdvice) lines.push('experience: not asked, as --prefer-local lets free engines try first');
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
