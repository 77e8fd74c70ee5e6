import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { countOf, EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { trainProfile, type RouterProfile } from '@hanzo/router';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { writeLines } from '../ledger/export-file.ts';
import type { RouteTrainFlags } from './flags.ts';
import { readPairRows } from './pair-rows.ts';
import { apgrInWords } from './profile-words.ts';

/** Trains a routing profile for a pair of models from scored tasks, and says how good it is on tasks it has not seen. */
export async function run(flags: RouteTrainFlags, terminal: Terminal): Promise<ExitCode> {
  const { weak, strong, data, licence = 'unknown', force = false } = flags;
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const file = flags.out ?? join(paths.profiles, fileName(weak, strong));
  refuseExisting(file, force);
  const say = (line: string): void => (terminal.live ? terminal.status(line) : terminal.err(line));
  say(`reading ${data} …`);
  const { rows, sha256, unused } = await readPairRows(data, weak, strong);
  const name = flags.name ?? basename(data);
  const profile = trainProfile(rows, {
    weakModel: weak,
    strongModel: strong,
    data: { name, sha256, licence },
    date: new Date(systemClock.now()).toISOString().slice(0, 10),
    onFold: (fold, of) => say(`training on ${countOf(rows.length, 'task')}: fold ${fold} of ${of} …`),
  });
  if (flags.out === undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeLines(file, [JSON.stringify(profile)], force);
  if (flags.json === true) {
    const { apgr, abstains, threshold, meanGain, provenance } = profile;
    terminal.out(JSON.stringify({ v: 1, file, weak, strong, apgr, abstains, threshold, meanGain, provenance, unused }));
  } else print(profile, file, unused, terminal);
  return EXIT.done;
}

/** Before the work, and not after it. */
function refuseExisting(file: string, force: boolean): void {
  if (force || !existsSync(file)) return;
  throw new HanzoError('USAGE', `${file} is there already, and is left as it is.`, {
    details: { file },
    mend: 'Choose another --out, or overwrite it with --force.',
  });
}

function print(profile: RouterProfile, file: string, unused: number, terminal: Terminal): void {
  const { weakModel, strongModel, provenance, abstains, threshold, meanGain } = profile;
  const { rows, folds, sha256 } = provenance;
  terminal.out(`profile   ${file}`);
  terminal.out(`pair      ${weakModel} → ${strongModel}`);
  terminal.out(
    `data      ${provenance.data} (${provenance.licence}), ${countOf(rows, 'task')}, sha256 ${sha256.slice(0, 12)}…`,
  );
  terminal.out(`APGR      ${apgrInWords(profile)}, cross-validated on ${folds} folds; random is 0.5`);
  terminal.out(`mean gain ${meanGain.toFixed(3)}`);
  if (abstains) terminal.out('it        abstains: it is not certainly better than chance, so it changes no route');
  else
    terminal.out(
      `it        speaks: from an expected gain of ${threshold.toFixed(3)} on, the stronger model is asked first`,
    );
  if (unused > 0)
    terminal.err(
      `${unused === 1 ? '1 task was' : `${unused} tasks were`} left out: no prompt, or no score of one of the two models.`,
    );
}

/** Names of models have slashes and colons in them. */
function fileName(weak: string, strong: string): string {
  const safe = (name: string): string => name.replaceAll(/[^\w.-]+/g, '_');
  return `${safe(weak)}--${safe(strong)}.json`;
}
