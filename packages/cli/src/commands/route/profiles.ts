import { EXIT, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import { tableLines } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { RouteProfilesFlags } from './flags.ts';
import { apgrInWords } from './profile-words.ts';
import { readProfiles, type StoredProfile } from './profiles-folder.ts';

/** The routing profiles of this home: for which pair of models, how good, from what. */
export async function run(flags: RouteProfilesFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const { profiles, bad } = readProfiles(paths.profiles);
  if (flags.json === true) {
    const shown = profiles.map(({ file, profile: { weights: _weights, ...facts } }) => ({ file, ...facts }));
    terminal.out(JSON.stringify({ v: 1, folder: paths.profiles, profiles: shown, bad }));
  } else if (profiles.length === 0) {
    terminal.out(`No profile is in ${paths.profiles}.`);
  } else {
    const head = ['weak', 'strong', 'APGR (95 %)', 'speaks', 'tasks', 'date', 'data', 'file'];
    for (const line of tableLines(head, profiles.map(cells), ['date'])) terminal.out(line);
  }
  for (const { file, reason } of bad) {
    terminal.err(`${terminal.style.yellow('warning:')} ${file} is left out: ${reason}`);
  }
  return EXIT.done;
}

function cells({ file, profile }: StoredProfile): string[] {
  const { weakModel, strongModel, abstains, provenance } = profile;
  const { rows, date, data } = provenance;
  return [weakModel, strongModel, apgrInWords(profile), abstains ? 'no' : 'yes', String(rows), date, data, file];
}
