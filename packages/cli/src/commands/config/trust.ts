import { offerProject, readTrust, writeTrust, type ProjectFile } from '@hanzo/config';
import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { confirm } from '../models/confirm.ts';
import { checkWithProject } from './check-with-project.ts';
import type { ConfigTrustFlags } from './flags.ts';
import { changesInWords, commandsInWords } from './project-words.ts';

/** Shows what a project's own file says, asks, and lets exactly that content count from now on. */
export async function run({ home, dir = '.', yes, json }: ConfigTrustFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const { trustedProjects } = setting.paths;
  const offer = offerProject(dir, setting.paths);
  const { file, sha256, content } = offer;
  checkWithProject(setting, offer);
  const before = knownTrust(trustedProjects, file);
  const already = before?.sha256 === sha256;
  if (!already) {
    const since = before === undefined ? '' : ` has changed since ${before.trustedAt.slice(0, 10)}, and`;
    terminal.err(`${oneLine(file)}${since} says:`);
    sayContent(content, terminal);
    if (yes !== true && !(await confirm(`Trust ${file}?`, terminal, 'There is nobody to ask: give --yes.'))) {
      terminal.err('nothing was changed');
      return EXIT.incomplete;
    }
    writeTrust(trustedProjects, { file, sha256, trustedAt: new Date(systemClock.now()).toISOString() });
  }
  if (json === true) terminal.out(JSON.stringify({ v: 1, file, sha256, state: 'trusted', already }));
  else terminal.err(already ? `${file} is trusted already` : `${file} is trusted, until it changes`);
  return EXIT.done;
}

/** What may start programs stands last, right above the question: nothing can push it out of sight. */
export function sayContent(content: ProjectFile, terminal: Terminal): void {
  const [changes, commands] = [changesInWords(content), commandsInWords(content)];
  for (const line of changes.length === 0 ? ['no change of the policy'] : changes) terminal.err(`  ${line}`);
  if (commands.length > 0) for (const line of WHERE_THEY_RUN) terminal.err(line);
  const programs = commands.length === 0 ? 'starts no program.' : 'starts these programs here:';
  terminal.err(`Trusted, it decides who does your work here and what that costs, and ${programs}`);
  for (const line of commands) terminal.err(`  ${line}`);
}

const WHERE_THEY_RUN = [
  'They work in a copy of the project, without keys, but with your rights and on code that models wrote.',
  'Packages in node_modules, .venv, venv and vendor are linked into the copy: what is written there, or',
  'elsewhere outside the copy, is written.',
];

/** A damaged record is no reason not to make a good one. */
function knownTrust(folder: string, file: string): ReturnType<typeof readTrust> {
  try {
    return readTrust(folder, file);
  } catch {
    return undefined;
  }
}
