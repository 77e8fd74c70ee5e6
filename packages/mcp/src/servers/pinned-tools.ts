import { existsSync, readdirSync } from 'node:fs';
import { HanzoError, type McpServer } from '@hanzo/contracts';
import { fitTools } from '../client/tools/fit-tools.ts';
import { readPins } from '../pins/pin-file.ts';
import { serverIdentity } from '../pins/tool-definition.ts';

/**
 * What is known of a server's tools without starting it. `moved`: they were allowed when it was reached in another way.
 * `damaged`: the record cannot be believed.
 */
export type PinnedTools =
  | {
      readonly state: 'pinned';
      /** That models may get, by the server's names. */
      readonly tools: readonly string[];
    }
  | { readonly state: 'unknown' | 'moved' }
  | { readonly state: 'damaged'; readonly error: HanzoError };

/**
 * Whether somebody has looked at a server's tools.
 *
 * @param folder `mcpPins` of the home
 */
export function pinnedTools(server: McpServer, folder: string): PinnedTools {
  try {
    const pins = readPins({ server: server.name, identity: serverIdentity(server) }, folder);
    if (pins !== undefined) {
      const fitted = fitTools(pins.map((definition) => ({ server, definition })));
      const offered = fitted.filter(({ left }) => left === undefined);
      return { state: 'pinned', tools: offered.map(({ definition }) => definition.name) };
    }
  } catch (error) {
    if (error instanceof HanzoError) return { state: 'damaged', error };
    throw error;
  }
  const isMoved = existsSync(folder) && readdirSync(folder).some((file) => file.startsWith(`${server.name}.`));
  return { state: isMoved ? 'moved' : 'unknown' };
}
