/**
 * Question: how much of what a reviewer truly found stays above the line, and how much of its noise is dropped, by gates,
 * evidence, merging and a panel of critics? The reviewer and the critics are scripted, so that it is known what is true;
 * everything between them is the product. It says what critics must be like, and nothing about how good a model is at it.
 */
import { printTable } from '../table.ts';
import { runTrials } from './trial.ts';

const SEEDS = 20;

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

const rows: string[][] = [];
for (const instances of [1, 3]) {
  for (const [critics, accuracy, alike] of [
    [0, 0.9, 0],
    [1, 0.8, 0],
    [1, 0.9, 0],
    [1, 0.95, 0],
    [2, 0.9, 0],
    [3, 0.8, 0],
    [3, 0.85, 0],
    [3, 0.9, 0],
    [3, 0.9, 0.5],
    [5, 0.85, 0],
    [5, 0.9, 0],
  ] as const) {
    const { kept, dropped, told, noise } = await runTrials(SEEDS, { critics, instances, accuracy, alike });
    const reached = kept >= 0.95 && dropped >= 0.9 ? 'yes' : 'no';
    const who = critics === 0 ? ['none', '', ''] : [String(critics), percent(accuracy), percent(alike)];
    rows.push([String(instances), ...who, String(told), percent(kept), String(noise), percent(dropped), reached]);
  }
}
console.log(`examples/planted, ${SEEDS} seeds\n`);
printTable(['looks', 'critics', 'each right', 'err alike', 'true', 'kept', 'noise', 'dropped', '95% and 90%'], rows);
