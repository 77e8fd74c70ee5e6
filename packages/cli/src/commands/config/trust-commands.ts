import { offerCommands, projectPaths, writeConsent } from '@hanzo/config';
import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import { confirm } from '../../terminal/confirm.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { detectedInWords, WHERE_THEY_RUN } from '../dev/guardrails/detected-in-words.ts';
import type { ConfigTrustFlags } from './flags.ts';

/** Shows the commands that a project seems to have, asks, and lets exactly these be run from now on. */
export async function trustCommands(
  { home, dir = '.', yes, json }: ConfigTrustFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const { root } = projectPaths(dir);
  const detected = offerCommands(root, paths);
  if (detected === undefined) {
    throw new HanzoError('CONFIG_INVALID', `${root} has no format, lint, type or test command that is known.`, {
      details: { root },
      mend: 'Name them under "commands" in its .hanzo/config.json, then run `hanzo config trust`.',
    });
  }
  const already = detected.state === 'trusted';
  if (!already) {
    terminal.err(`${oneLine(root)} seems to have these commands:`);
    for (const line of detectedInWords(detected)) terminal.err(`  ${line}`);
    for (const line of WHERE_THEY_RUN) terminal.err(line);
    if (
      yes !== true &&
      !(await confirm('Run them, until they change?', terminal, 'There is nobody to ask: give --yes.'))
    ) {
      terminal.err('nothing was changed');
      return EXIT.incomplete;
    }
    const answeredAt = new Date(systemClock.now()).toISOString();
    writeConsent(paths.trustedProjects, { root, sha256: detected.sha256, answer: 'yes', answeredAt });
  }
  const { sha256, commands } = detected;
  if (json === true) terminal.out(JSON.stringify({ v: 1, root, sha256, commands, state: 'trusted', already }));
  else terminal.err(already ? 'they are trusted already' : 'they are trusted, until they or what they run change');
  return EXIT.done;
}
