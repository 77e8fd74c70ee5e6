/**
 * Question: what does it cost to ask the pre-router, and the experience with many outcomes, before a task runs? No model is called, and all texts are made
 * up. `--rounds N` (default 2000), `--outcomes N` (default 5000).
 */
import { parseArgs } from 'node:util';
import type { RungName } from '@hanzo/contracts';
import { Experience, featuresOf, type PairRow, type PastOutcome, PreRouter, trainProfile } from '@hanzo/router';
import { printTable } from '../table.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '2000' }, outcomes: { type: 'string', default: '5000' } },
});
const ROUNDS = Number(values.rounds);
const OUTCOMES = Number(values.outcomes);
const WARM_UP = 300;
const WORDS = Array.from({ length: 5_000 }, (_, at) => `w${at.toString(36)}${'abcdefg'.slice(0, at % 7)}`);

/** Words that no two calls share in the same order. */
function textOf(units: number, seed: number): string {
  let text = '';
  for (let at = 0; text.length < units; at++)
    text += `${WORDS[(seed * 7_919 + at * (31 + (seed % 17))) % WORDS.length]} `;
  return text.slice(0, units);
}

function timed(ask: (round: number) => void): Float64Array {
  const times = new Float64Array(ROUNDS);
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const start = performance.now();
    ask(round + WARM_UP);
    if (round >= 0) times[round] = performance.now() - start;
  }
  return times.sort();
}

function row(name: string, times: Float64Array): string[] {
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(3);
  return [name, at(0.5), at(0.99)];
}

const trained: PairRow[] = Array.from({ length: 200 }, (_, at) => ({
  text: `${at % 2 === 0 ? 'prove the theorem' : 'rename the file'} ${textOf(200, at)}`,
  weak: at % 2,
  strong: 1,
}));
const data = { name: 'made up', sha256: '', licence: 'none' };
const options = { weakModel: 'weak', strongModel: 'strong', data, date: '2026-01-01', folds: 3 };
const router = new PreRouter(trainProfile(trained, options));

const rows: string[][] = [];
for (const [name, units] of Object.entries({ '200 B': 200, '2 KB': 2_000, '20 KB': 20_000, '200 KB': 200_000 })) {
  const texts = Array.from({ length: 64 }, (_, seed) => textOf(units, seed));
  rows.push(
    row(
      `features and gain, ${name}`,
      timed((round) => router.gain({ text: texts[round % 64] ?? '' })),
    ),
  );
}

const experience = new Experience();
const outcomes: PastOutcome[] = Array.from({ length: OUTCOMES }, (_, at) => ({
  rung: 'local',
  model: `model ${at % 3}`,
  kind: 'docs',
  features: featuresOf({ text: textOf(2_000, at), kind: 'docs' }),
  passed: at % 5 === 0,
  at,
}));
const start = performance.now();
for (const outcome of outcomes) experience.add(outcome);
const learnedMs = performance.now() - start;
const models = new Map<RungName, readonly string[]>([['local', ['model 0', 'model 1', 'model 2']]]);
const prompts = Array.from({ length: 64 }, (_, seed) => textOf(2_000, seed));
const advised = timed((round) => {
  experience.advise({ kind: 'docs', tier: 'simple', prompt: prompts[round % 64] ?? '' }, models);
});
rows.push(row(`advice after ${OUTCOMES} outcomes, 2 KB, 3 models`, advised));
printTable([`${ROUNDS} calls`, 'p50 ms', 'p99 ms'], rows);
console.log(`\nLearning ${OUTCOMES} outcomes took ${learnedMs.toFixed(0)} ms.`);
