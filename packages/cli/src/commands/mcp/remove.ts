import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { withLock } from '@hanzo/keys';
import { removePins, removeServer } from '@hanzo/mcp';
import { loadSetting, type Setting } from '../../setting.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { editedFile } from './edited-file.ts';
import { findServer } from './find-server.ts';
import type { McpRemoveFlags } from './flags.ts';
import { keepTrust } from './keep-trust.ts';
import { mcpServersOf } from './mcp-setting.ts';

/** Forgets a server, and what its tools were when they were allowed. */
export async function run(flags: McpRemoveFlags, terminal: Terminal): Promise<ExitCode> {
  const { home, json, name } = flags;
  const setting = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const edited = editedFile(flags, setting);
  withLock(setting.paths.mcp, () => {
    const change = removeServer(edited, name);
    if (change === undefined) throw notThere(flags, setting);
    if (edited.scope === 'project') keepTrust(change, setting.paths.trustedProjects);
  });
  // The other file may have one of this name, too.
  const isLeft = mcpServersOf(setting, flags.workspace ?? '.').all.some((each) => each.name === name);
  const pinsRemoved = !isLeft && removePins(name, setting.paths.mcpPins);
  if (json === true) terminal.out(JSON.stringify({ v: 1, name, file: edited.file, removed: true, pinsRemoved }));
  else terminal.err(`${oneLine(name)} is removed from ${oneLine(edited.file)}`);
  return await Promise.resolve(EXIT.done);
}

/** A name that is in the other file, or in none. */
function notThere({ name, workspace = '.', project }: McpRemoveFlags, setting: Setting): HanzoError {
  const { file, scope } = findServer(mcpServersOf(setting, workspace), name);
  return new HanzoError('MCP_UNKNOWN', `${name} is in ${file}.`, {
    mend: scope === 'project' && project !== true ? `Give --project.` : 'Leave --project out.',
  });
}
