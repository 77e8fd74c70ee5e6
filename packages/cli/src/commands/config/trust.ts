import { offerProject, readTrust, writeTrust, type ProjectFile } from '@hanzo/config';
import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { confirm } from '../../terminal/confirm.ts';
import { WHERE_THEY_RUN } from '../dev/guardrails/detected-in-words.ts';
import { checkWithProject } from './check-with-project.ts';
import type { ConfigTrustFlags } from './flags.ts';
import { changesInWords, commandsInWords } from './project-words.ts';
import { trustCommands } from './trust-commands.ts';

/** Shows what a project's own file says, asks, and lets exactly that content count from now on. */
export async function run(flags: ConfigTrustFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.commands === true) return await trustCommands(flags, terminal);
  const { home, dir = '.', yes, json } = flags;
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

/** A damaged record is no reason not to make a good one. */
function knownTrust(folder: string, file: string): ReturnType<typeof readTrust> {
  try {
    return readTrust(folder, file);
  } catch {
    return undefined;
  }
}
