import { HanzoError } from '@hanzo/contracts';
import type { ConfiguredServer, McpServers } from '@hanzo/mcp';
import { selectedServers } from '@hanzo/tools';
import { shellWord } from '../../../terminal/shell-word.ts';

/** What of the configured servers a run starts. */
export interface WantedServers {
  readonly servers: McpServers['servers'];
  /** Names that `--tools` may use although nothing of them is there. */
  readonly known: readonly string[];
  /** What is not started, and why: sentences for people. */
  readonly notes: readonly string[];
}

/**
 * Those that `--tools` names; without names, all that may be started.
 *
 * @throws HanzoError MCP_UNTRUSTED, or what is wrong with one that is named
 */
export function wantedServers(names: readonly string[], found: McpServers): WantedServers {
  const { servers, all, untrusted, warnings } = found;
  const wanted = new Set(
    selectedServers(
      names,
      servers.map(({ name }) => name),
    ),
  );
  const isNamed = ({ name }: ConfiguredServer): boolean =>
    names.length > 0 && selectedServers(names, [name]).length > 0;
  const left = all.filter(({ name, state }) => state !== 'enabled' && state !== 'shadowed' && !wanted.has(name));
  for (const server of left) if (isNamed(server)) throw whyNot(server);
  return {
    servers: servers.filter(({ name }) => wanted.has(name)),
    known: servers.map(({ name }) => name),
    notes: names.length > 0 ? [] : [...warnings, ...untrustedInWords(untrusted), ...left.flatMap(unusableInWords)],
  };
}

function whyNot({ name, state, file, error }: ConfiguredServer): HanzoError {
  if (state === 'untrusted') return untrustedFault(name, file);
  if (error !== undefined) return error;
  return new HanzoError('USAGE', `--tools: the MCP server ${name} is switched off in ${file}.`, {
    mend: 'Take "disabled" out of its entry, or leave it out.',
  });
}

function untrustedFault(name: string, file: string): HanzoError {
  return new HanzoError('MCP_UNTRUSTED', `--tools: ${file}, which has the MCP server ${name}, is not trusted.`, {
    details: { file },
    mend: `Look at it and allow it with: ${trustCommand(file)}`,
  });
}

function untrustedInWords(untrusted: McpServers['untrusted']): readonly string[] {
  if (untrusted === undefined) return [];
  const { file, servers, error, changedSince } = untrusted;
  if (error !== undefined) return [`${error.message} It is ignored.`];
  const what = servers.length === 0 ? 'MCP servers' : `the MCP servers ${servers.join(', ')}`;
  const since = changedSince === undefined ? 'is not trusted' : 'has changed since it was trusted';
  return [
    `${file} has ${what} and ${since}: nothing of it is started. Look at it and allow it with: ${trustCommand(file)}`,
  ];
}

function unusableInWords({ name, error }: ConfiguredServer): readonly string[] {
  return error === undefined ? [] : [`the MCP server ${name} cannot be used: ${error.message}`];
}

function trustCommand(file: string): string {
  return `hanzo mcp trust ${shellWord(file.replace(/[/\\][^/\\]*$/, '') || '/')}`;
}
