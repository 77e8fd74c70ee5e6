import { HanzoError } from '@hanzo/contracts';
import { checkEntry, variablesOf, type ServerPlace } from './build-server.ts';
import { checkMcpFile, type McpFile, type McpFileEntry } from './mcp-file.ts';

/** A server of a file that nobody has said yes to. */
export interface LookedOver {
  readonly name: string;
  readonly entry: McpFileEntry;
  /** Names of what it would take from the environment. */
  readonly variables: readonly string[];
  /** Why it could not be used. */
  readonly error?: HanzoError;
}

/** What a file's servers would do, for whoever is asked to trust them. No variable is looked at. */
export function lookOver({ entries, faults }: McpFile, place: Omit<ServerPlace, 'name'>): readonly LookedOver[] {
  return Object.entries(entries).map(([name, entry]) => {
    const seen = { name, entry, variables: variablesOf(entry) };
    const fault = faults.get(name);
    if (fault !== undefined) return { ...seen, error: fault };
    try {
      checkEntry(entry, { ...place, name });
      return seen;
    } catch (error) {
      if (error instanceof HanzoError) return { ...seen, error };
      throw error;
    }
  });
}

/**
 * Checks a server before it is written into a file.
 *
 * @throws HanzoError CONFIG_INVALID
 */
export function checkServer(entry: McpFileEntry, place: ServerPlace): void {
  const { entries, faults } = checkMcpFile({ mcpServers: { [place.name]: entry } }, place.file);
  for (const fault of faults.values()) throw fault;
  checkEntry(entries[place.name] ?? entry, place);
}
