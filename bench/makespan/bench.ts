/**
 * Question: how near is the end of a run to the earliest possible, with workers of 1x, 2x and 4x speed of which some are
 * slower than they say? The real dispatcher and rung on a simulated clock, beside two simple ways to place tasks.
 * `--tasks N` (default 300), `--rounds N` (default 10).
 */
import { parseArgs } from 'node:util';
import { median, printTable } from '../table.ts';
import { makespanOfDispatcher } from './dispatcher.ts';
import { lowerBoundMs, randomTasks, seededRandom, WORKERS, type SimTask } from './problem.ts';
import { makespanOfQueues } from './queues.ts';

const { values } = parseArgs({
  options: { tasks: { type: 'string', default: '300' }, rounds: { type: 'string', default: '10' } },
});
const TASKS = Number(values.tasks);
const ROUNDS = Number(values.rounds);

interface Way {
  readonly name: string;
  readonly run: (tasks: readonly SimTask[], stragglers: boolean, random: () => number) => Promise<number> | number;
}

const WAYS: readonly Way[] = [
  { name: 'hanzo dispatcher', run: makespanOfDispatcher },
  { name: 'round robin', run: (tasks, stragglers) => makespanOfQueues(tasks, stragglers, (at) => at % WORKERS.length) },
  {
    name: 'random',
    run: (tasks, stragglers, random) =>
      makespanOfQueues(tasks, stragglers, () => Math.floor(random() * WORKERS.length)),
  },
];

const rows: string[][] = [];
for (const stragglers of [false, true]) {
  for (const { name, run } of WAYS) {
    const ratios: number[] = [];
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const random = seededRandom(seed);
      const tasks = randomTasks(TASKS, stragglers, random);
      ratios.push((await run(tasks, stragglers, random)) / lowerBoundMs(tasks, stragglers));
    }
    const worst = Math.max(...ratios);
    rows.push([name, stragglers ? 'yes' : 'no', median(ratios).toFixed(3), worst.toFixed(3)]);
  }
}
printTable([`${TASKS} tasks, ${ROUNDS} seeds`, 'stragglers', 'median over lower bound', 'worst'], rows);
process.exit(0);
