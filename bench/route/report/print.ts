import type { Interval } from '@hanzo/router';
import { printTable, type Cells } from '../../table.ts';
import type { GoalReport, SetReport } from '../measure-set.ts';
import type { Range } from '../strategies/over-seeds.ts';
import type { Figures } from './figures.ts';
import type { PairFigures } from './pair-figures.ts';

const NONE = '–';

export function printSet(report: SetReport): void {
  const { name, tasks, models, roles, leftOut, goals, pairs } = report;
  console.log(`\n### ${name}: ${tasks} tasks, ${models} models\n`);
  if (roles !== undefined) {
    console.log(`Measured by ${roles.strong}. Local, hence free: ${list(roles.local)}. Cheap: ${list(roles.cheap)}.`);
  }
  for (const goal of goals) printGoal(goal);
  if (pairs.length > 0) printPairs(pairs);
  for (const sentence of leftOut) console.log(`Left out: ${sentence}.`);
  printDecisions(report.decisionMs);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function printGoal(report: GoalReport): void {
  const { strategy, assumes, goal, draws, chosen, lines, aims, ceiling, seeds, ranges } = report;
  console.log(`\n**${strategy}**, for ${goal}. ${assumes}${draws > 1 ? ` ${draws} draws of each task.` : ''}\n`);
  printTable(
    [
      'held-out folds',
      'quality',
      'of the strong model',
      'dollars a task',
      'saved',
      'strong calls',
      'dollars per resolved task',
    ],
    lines.map(cellsOf),
  );
  console.log('');
  for (const [label, times] of counted(chosen))
    console.log(`Chosen on the training folds, ${times} of ${chosen.length}: ${label}.`);
  if (seeds > 1) {
    const between = ({ least, most }: Range): string => `${percent(least)} to ${percent(most)}`;
    console.log(
      `All above are means over ${seeds} ways to make the folds; single ones have ${between(ranges.ofStrong)} of the strong model's quality with ${between(ranges.strong)} strong calls.`,
    );
  }
  for (const { name, isMet, held } of aims)
    console.log(`${isMet ? 'Met' : 'NOT met'} on the mean: ${name}${held === undefined ? '' : `: ${share(held)}`}.`);
  if (aims.length === 0) console.log('No aim was stated for this set.');
  console.log(`Ceiling: ${ceiling}.`);
}

function cellsOf({ name, quality, ofStrong, costMicros, saved, strong, costPerResolved }: Figures): Cells {
  return [
    name,
    share(quality),
    share(ofStrong),
    dollars(costMicros),
    saved === undefined ? NONE : share(saved),
    strong === undefined ? NONE : share(strong),
    dollars(costPerResolved),
  ];
}

function share({ value, low, high }: Interval): string {
  return `${percent(value)} [${percent(low)}, ${percent(high)}]`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function dollars(micros: Interval | undefined): string {
  if (micros === undefined) return NONE;
  const text = (value: number): string => (value / 1e6).toFixed(4);
  return `${text(micros.value)} [${text(micros.low)}, ${text(micros.high)}]`;
}

function counted(labels: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function printPairs(pairs: readonly PairFigures[]): void {
  console.log(
    '\n**the pre-router, by the prompt alone**; trained on the other folds. APGR: random is 0.5. Tasks of folds whose profile abstains are not routed.\n',
  );
  printTable(
    [
      'weak → strong',
      'quality',
      'APGR',
      'oracle',
      'CPT(50 %)',
      'CPT(80 %)',
      'abstains',
      'by the cascade: strong calls',
      'quality',
      'random at the same budget',
    ],
    pairs.map(pairCells),
  );
  console.log('');
  for (const pair of pairs) printKnown(pair);
}

function pairCells(pair: PairFigures): Cells {
  const { weak, strong, weakQuality, strongQuality, oracleApgr, cpt50, cpt80, abstained, folds, at } = pair;
  return [
    `${weak} → ${strong}`,
    `${percent(weakQuality)} → ${percent(strongQuality)}`,
    apgrText(pair.apgr),
    oracleApgr.toFixed(3),
    percent(cpt50),
    percent(cpt80),
    `${abstained} of ${folds} folds`,
    percent(at.strong),
    share(at.quality),
    percent(at.random),
  ];
}

function apgrText({ value, low, high }: Interval): string {
  return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function printKnown({ known, apgr }: PairFigures): void {
  if (known === undefined) return;
  const { set, aim, published } = known;
  const beside =
    published === undefined ? '' : ` Published: ${published.apgr}, ${published.what} (${published.source}).`;
  console.log(`${apgr.value >= aim ? 'Met' : 'NOT met'}: APGR >= ${aim} on ${set}.${beside}`);
}

function printDecisions(decisionMs: readonly number[]): void {
  if (decisionMs.length === 0) return;
  const sorted = decisionMs.toSorted((a, b) => a - b);
  const at = (part: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(3);
  console.log(
    `A decision of the router takes ${at(0.5)} ms at p50, ${at(0.99)} ms at p99 (${sorted.length} decisions, the pre-router included; each the shortest of three).`,
  );
}
