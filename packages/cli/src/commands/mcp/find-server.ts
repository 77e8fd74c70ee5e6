import { dirname } from 'node:path';
import { HanzoError, nearest, type McpServer } from '@hanzo/contracts';
import type { ConfiguredServer, McpServers } from '@hanzo/mcp';
import { shellWord } from '../../terminal/shell-word.ts';

/**
 * The configured server of this name: the user's before a project's.
 *
 * @throws HanzoError MCP_UNKNOWN
 */
export function findServer({ all, untrusted }: McpServers, name: string): ConfiguredServer {
  const found = all.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = all.map((each) => each.name);
  const guess = nearest(name, names);
  const where = untrusted?.error === undefined ? '' : ` ${untrusted.error.message}`;
  throw new HanzoError('MCP_UNKNOWN', `There is no MCP server ${JSON.stringify(name)}.${where}`, {
    mend: guess === undefined ? known(names) : `Did you mean ${guess}?`,
  });
}

function known(names: readonly string[]): string {
  return names.length === 0 ? 'There is none yet: hanzo mcp add' : `Known are ${names.join(', ')}.`;
}

/**
 * What is started for a configured server.
 *
 * @throws HanzoError MCP_UNTRUSTED, CONFIG_INVALID for one that may or can not be started
 */
export function startable({ name, state, file, server, error }: ConfiguredServer): McpServer {
  if (server !== undefined) return server;
  if (error !== undefined) throw error;
  if (state === 'untrusted')
    throw new HanzoError('MCP_UNTRUSTED', `${name} is of ${file}, which is not trusted: it is not started.`, {
      details: { file },
      mend: `See what it would start, and allow it: hanzo mcp trust ${shellWord(dirname(file))}`,
    });
  if (state === 'shadowed')
    throw new HanzoError('CONFIG_INVALID', `${name} of ${file} is not used: your own server has that name.`, {
      details: { file },
      mend: 'Rename your own one in ~/.hanzo/mcp.json.',
    });
  throw new HanzoError('CONFIG_INVALID', `${name} is switched off in ${file}.`, {
    details: { file },
    mend: 'Take "disabled" out of it.',
  });
}
