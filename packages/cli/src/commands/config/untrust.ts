import { projectPaths, removeTrust } from '@hanzo/config';
import { EXIT, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { ConfigUntrustFlags } from './flags.ts';

/** A project's own file counts no more, whatever it says. The file stays. */
export function run({ home, dir = '.', json }: ConfigUntrustFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const { file } = projectPaths(dir);
  const removed = removeTrust(paths.trustedProjects, file);
  if (json === true) terminal.out(JSON.stringify({ v: 1, file, removed }));
  else terminal.err(removed ? `${file} is trusted no more` : `${file} was not trusted`);
  return Promise.resolve(EXIT.done);
}
