import { removeTrust } from '@hanzo/config';
import { EXIT, type ExitCode } from '@hanzo/contracts';
import { projectServersFile } from '@hanzo/mcp';
import { loadSetting } from '../../setting.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { McpUntrustFlags } from './flags.ts';

/** A project's own servers count no more, whatever the file says. The file stays. */
export function run({ home, dir = '.', json }: McpUntrustFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const { file } = projectServersFile(dir);
  const removed = removeTrust(paths.trustedProjects, file);
  if (json === true) terminal.out(JSON.stringify({ v: 1, file, removed }));
  else terminal.err(`${oneLine(file)} ${removed ? 'is trusted no more' : 'was not trusted'}`);
  return Promise.resolve(EXIT.done);
}
