import { redact, type HanzoError } from '@hanzo/contracts';
import { pinnedTools, type ConfiguredServer } from '@hanzo/mcp';
import { reachedBy } from './server-words.ts';

/**
 * What may be done with a server. `ready`: its tools are allowed as they were. `new`: nobody has looked at its tools. `changed`: it
 * is reached in another way than when its tools were allowed. `damaged`: what was allowed cannot be told.
 */
export type ListedState = 'ready' | 'new' | 'changed' | 'damaged' | Exclude<ConfiguredServer['state'], 'enabled'>;

export interface ListedServer {
  readonly name: string;
  readonly scope: ConfiguredServer['scope'];
  readonly file: string;
  readonly state: ListedState;
  readonly transport: 'stdio' | 'http';
  /** Command or URL as they are written, without keys. */
  readonly reachedBy: string;
  /** By which it was added. A project's file says nothing of it. */
  readonly preset?: string;
  /** Names of what it takes from the environment. */
  readonly variables: readonly string[];
  /** That models may get: allowed, and not left out. By the server's names. Only of one that is ready. */
  readonly tools?: readonly string[];
  readonly error?: HanzoError;
}

/** What is known of a server without starting it. */
export function listedServer(configured: ConfiguredServer, pins: string): ListedServer {
  const { name, scope, file, entry, variables, server, error } = configured;
  const preset = scope === 'user' ? entry.hanzo?.preset : undefined;
  const facts = {
    name,
    scope,
    file,
    transport: entry.url === undefined ? ('stdio' as const) : ('http' as const),
    reachedBy: redact(reachedBy(entry)),
    variables,
    ...(preset !== undefined && { preset }),
  };
  if (server === undefined) {
    const state = configured.state === 'enabled' ? 'unusable' : configured.state;
    return { ...facts, state, ...(error !== undefined && { error }) };
  }
  const pinned = pinnedTools(server, pins);
  switch (pinned.state) {
    case 'pinned':
      return { ...facts, state: 'ready', tools: pinned.tools };
    case 'damaged':
      return { ...facts, state: 'damaged', error: pinned.error };
    case 'moved':
      return { ...facts, state: 'changed' };
    case 'unknown':
      return { ...facts, state: 'new' };
  }
}
