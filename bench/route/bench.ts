/**
 * Question: what do the router and its cascade save, and what do they lose, on tasks whose outcomes with many models are
 * published? Nothing is asked of a model: the real router, cascade, gates and journal run over what is stored. All choices
 * are made on training folds; what is printed is of folds that were held out.
 */
import { HanzoError } from '@hanzo/contracts';
import { parseFlags, USAGE } from './flags.ts';
import { measureSet } from './measure-set.ts';
import { printSet } from './report/print.ts';
import { readSets } from './rows/read-sets.ts';

async function main(words: readonly string[]): Promise<number> {
  const flags = parseFlags(words);
  if (flags.paths.length === 0) {
    console.log(`No outcomes were named, so nothing is measured. ${USAGE}`);
    return 0;
  }
  const start = performance.now();
  const sets = readSets(flags.paths);
  if (!flags.json)
    console.log(
      `${flags.folds} folds by id, seed ${flags.seed}; in brackets the interval that holds 95 of 100 of ${flags.rounds} bootstrap samples of the tasks.`,
    );
  const reports = [];
  for (const set of sets) {
    const report = await measureSet(set, flags);
    reports.push(report);
    if (!flags.json) printSet(report);
  }
  const seconds = (performance.now() - start) / 1_000;
  if (flags.json)
    console.log(
      JSON.stringify({
        version: 1,
        folds: flags.folds,
        seed: flags.seed,
        rounds: flags.rounds,
        seconds,
        sets: reports.map((report) => ({ ...report, decisionMs: undefined })),
      }),
    );
  else console.log(`\n${seconds.toFixed(0)} s altogether.`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof HanzoError) || error.code === 'INTERNAL') throw error;
  console.error(`${error.message}${error.mend === undefined ? '' : ` ${error.mend}`}`);
  process.exitCode = 2;
}
