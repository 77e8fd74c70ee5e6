/**
 * Question: what does a placement cost the more workers there are? Real placement over simulated workers that are kept
 * busy; aims: no faster growth than log n, below 50 us. `--tasks N` for each size (default 1,000,000),
 * `--workers 1,10,…`.
 */
import { parseArgs } from 'node:util';
import { printTable, type Cells } from '../table.ts';
import { type Costs, runTasks } from './simulated-mesh.ts';

const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '1000000' },
    workers: { type: 'string', default: '1,10,100,1000,10000' },
  },
});
const TASKS = Number(values.tasks);

function cells(times: Float64Array): Cells {
  const sorted = times.toSorted();
  const mean = sorted.reduce((sum, us) => sum + us, 0) / sorted.length;
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return [mean, at(0.5), at(0.99)].map((us) => us.toFixed(1));
}

function row(workers: number): Cells {
  const from = performance.now();
  const { place, set, asked, held }: Costs = runTasks(workers, TASKS);
  const seconds = (performance.now() - from) / 1_000;
  const all = (TASKS / seconds).toFixed(0);
  return [String(workers), String(TASKS), ...cells(place), ...cells(set).slice(0, 1), all, String(asked), String(held)];
}

// What the compiler does at first is no part of the answer.
runTasks(100, Math.min(TASKS, 20_000));
printTable(
  [
    'workers',
    'tasks',
    'placement µs, mean',
    'p50',
    'p99',
    'change of load µs, mean',
    'tasks/s, all of it',
    'asked',
    'held',
  ],
  values.workers.split(',').map((count) => row(Number(count))),
);
