import { projectPaths, removeConsent, removeTrust } from '@hanzo/config';
import { EXIT, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { ConfigUntrustFlags } from './flags.ts';

/** A project's own file counts no more, whatever it says, and no more do commands that were detected. The file stays. */
export function run({ home, dir = '.', json }: ConfigUntrustFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const { root, file } = projectPaths(dir);
  const removed = removeTrust(paths.trustedProjects, file);
  const commandsRemoved = removeConsent(paths.trustedProjects, root);
  if (json === true) terminal.out(JSON.stringify({ v: 1, file, removed, commandsRemoved }));
  else {
    if (removed || !commandsRemoved) terminal.err(removed ? `${file} is trusted no more` : `${file} was not trusted`);
    if (commandsRemoved) terminal.err('commands that were detected are trusted no more');
  }
  return Promise.resolve(EXIT.done);
}
