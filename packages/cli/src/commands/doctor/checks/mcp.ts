import { dirname } from 'node:path';
import { countOf, toHanzoError } from '@hanzo/contracts';
import { findProgram, type ConfiguredServer, type McpServers } from '@hanzo/mcp';
import type { Setting } from '../../../setting.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import { shellWord } from '../../../terminal/shell-word.ts';
import { listedServer } from '../../mcp/listed-server.ts';
import { mcpServersOf } from '../../mcp/mcp-setting.ts';
import { fail, ok, warn, type Check, type Finding } from '../check.ts';

/** The user's MCP servers, and those of the project in this folder. Starts none of them. */
export const checkMcp: Check = (setting) => mcpIn('.', setting);

export function mcpIn(folder: string, setting: Pick<Setting, 'paths' | 'config'>): readonly Finding[] {
  let found: McpServers;
  try {
    found = mcpServersOf(setting, folder);
  } catch (error) {
    const { message, mend = 'Correct it.' } = toHanzoError(error);
    return [fail('mcp', message, mend)];
  }
  const findings = [
    ...found.all.flatMap((server) => findingsOf(server, folder, setting.paths.mcpPins)),
    ...found.warnings.map((warning) => warn('mcp', oneLine(warning), 'See `hanzo mcp list`.')),
    ...untrusted(found),
  ];
  if (findings.length > 0) return findings;
  const count = found.servers.length;
  return [ok('mcp', count === 0 ? 'no MCP server; add one: hanzo mcp add' : `${countOf(count, 'MCP server')} ready`)];
}

function findingsOf(configured: ConfiguredServer, folder: string, pins: string): readonly Finding[] {
  const { name, state, error } = listedServer(configured, pins);
  if (error !== undefined)
    return [warn('mcp', `${name}: ${oneLine(error.message)}`, oneLine(error.mend ?? 'Correct it.'))];
  const { server } = configured;
  if (server === undefined) return [];
  const { transport } = server;
  if (transport.kind === 'stdio') {
    const env = { ...process.env, ...transport.env };
    if (findProgram(transport.command, transport.cwd ?? folder, env) === undefined)
      return [
        warn(
          'mcp',
          `${name}: there is no program ${oneLine(transport.command)}`,
          `Install it, or correct ${server.from}`,
        ),
      ];
  }
  if (state === 'ready') return [];
  const what =
    state === 'changed' ? 'is reached in another way than when its tools were allowed' : 'was never looked at';
  return [
    warn('mcp', `${name} ${what}: no model gets its tools`, `Look at them and allow them: hanzo mcp test ${name}`),
  ];
}

function untrusted({ untrusted: file }: McpServers): readonly Finding[] {
  if (file === undefined) return [];
  if (file.error !== undefined)
    return [warn('mcp', oneLine(file.error.message), file.error.mend ?? 'Correct it, or leave it: it does not count.')];
  const since = file.changedSince === undefined ? 'is not trusted' : 'has changed since it was trusted';
  return [
    warn(
      'mcp',
      `${oneLine(file.file)} ${since}: nothing of it is started`,
      `See it and allow it: hanzo mcp trust ${oneLine(shellWord(dirname(file.file)))}`,
    ),
  ];
}
