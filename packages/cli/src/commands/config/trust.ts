import { offerProject, readTrust, writeTrust } from '@hanzo/config';
import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal.ts';
import { confirm } from '../models/confirm.ts';
import { checkWithProject } from './check-with-project.ts';
import type { ConfigTrustFlags } from './flags.ts';
import { contentInWords } from './project-words.ts';

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
    terminal.err(
      before === undefined ? `${file} says:` : `${file} has changed since ${before.trustedAt.slice(0, 10)}, and says:`,
    );
    const lines = contentInWords(content);
    for (const line of lines.length === 0 ? ['nothing'] : lines) terminal.err(`  ${line}`);
    terminal.err('Trusted, it decides who does your work here and what that costs, and its programs may be started.');
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

/** A damaged record is no reason not to make a good one. */
function knownTrust(folder: string, file: string): ReturnType<typeof readTrust> {
  try {
    return readTrust(folder, file);
  } catch {
    return undefined;
  }
}
