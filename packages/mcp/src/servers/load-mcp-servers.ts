import { dirname } from 'node:path';
import { HanzoError, type McpServer } from '@hanzo/contracts';
import { buildServer, checkEntry, variablesOf, type ServerPlace } from './build-server.ts';
import type { ConfiguredServer } from './configured-server.ts';
import type { Variables } from './expand.ts';
import type { McpFile, McpFileEntry, McpScope } from './mcp-file.ts';
import { readProjectServers, projectServersFile, type UntrustedServers } from './project-servers.ts';
import { runsShellLine } from './shell-lines.ts';
import { readUserFile } from './user-file.ts';
import { variablesFor } from './variables.ts';

export interface McpServersOptions {
  /** `mcp` of the home. */
  readonly userFile: string;
  /** Whose own servers count too, when they are trusted. @default none */
  readonly workspace?: string | undefined;
  /** `trustedProjects` of the home. */
  readonly trustedProjects: string;
  /** Where variables are taken from: with the keys of hanzo, of which a project's servers get none. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Variables that hold keys of the user's configuration, besides those that hanzo knows. @default none */
  readonly ownKeys?: readonly string[] | undefined;
}

/** Which MCP servers there are. */
export interface McpServers {
  /** Those that may be started, with their variables put in: the user's, and those of a project that is trusted. */
  readonly servers: readonly McpServer[];
  /** All that are configured, the user's first, also those that may not be started. */
  readonly all: readonly ConfiguredServer[];
  /** The project's file, when it does not count. */
  readonly untrusted?: UntrustedServers;
  /** Sentences for people. */
  readonly warnings: readonly string[];
}

/**
 * The servers of the user's file and of a trusted project's. Starts nothing. One that is wrong or lacks a variable is
 * `unusable`, and no reason to do without the others.
 *
 * @throws HanzoError CONFIG_INVALID when the user's file is not what it should be
 */
export function loadMcpServers(options: McpServersOptions): McpServers {
  const { userFile, workspace, trustedProjects } = options;
  const user = readUserFile(userFile);
  const root = workspace === undefined ? undefined : projectServersFile(workspace).root;
  const own = configured(user, { scope: 'user', file: userFile, folder: dirname(userFile), root }, options);
  const project = workspace === undefined ? undefined : readProjectServers(workspace, trustedProjects);
  if (project?.kind === 'untrusted') {
    const { untrusted, entries } = project;
    const place = { scope: 'project', file: untrusted.file } as const;
    const theirs = Object.entries(entries).map(([name, entry]): ConfiguredServer => ({
      ...described(name, entry, place),
      state: 'untrusted',
    }));
    return { ...together([...own, ...theirs], user.warnings), untrusted };
  }
  if (project === undefined) return together(own, user.warnings);
  const { file, root: folder, content } = project.offer;
  const taken = new Set(own.map(({ name }) => name.toLowerCase()));
  const theirs = configured(content, { scope: 'project', file, folder, root }, options, taken);
  return together([...own, ...theirs], [...user.warnings, ...content.warnings]);
}

/**
 * A server that is in no file yet, as it would be started from there.
 *
 * @throws HanzoError CONFIG_INVALID
 */
export function serverOfEntry(
  entry: McpFileEntry,
  { name, scope }: Pick<ServerPlace, 'name' | 'scope'>,
  { userFile, workspace, env, ownKeys = [] }: McpServersOptions,
): McpServer {
  const project = workspace === undefined ? undefined : projectServersFile(workspace);
  const isOfProject = scope === 'project' && project !== undefined;
  const [file, folder] = isOfProject ? [project.file, project.root] : [userFile, dirname(userFile)];
  const variables = variablesFor({ env, scope, workspace: project?.root, ownKeys });
  return buildServer(entry, { name, scope, file, folder }, variables);
}

function together(all: readonly ConfiguredServer[], warnings: readonly string[]): McpServers {
  return { servers: all.flatMap(({ server }) => server ?? []), all, warnings: [...warnings, ...warningsOf(all)] };
}

interface FilePlace extends Omit<ServerPlace, 'name'> {
  /** The workspace's folder. */
  readonly root: string | undefined;
}

function configured(
  { entries, faults }: McpFile,
  place: FilePlace,
  { env, ownKeys = [] }: McpServersOptions,
  taken: ReadonlySet<string> = new Set(),
): readonly ConfiguredServer[] {
  const variables = variablesFor({ env, scope: place.scope, workspace: place.root, ownKeys });
  return Object.entries(entries).map(([name, entry]) => {
    const error = faults.get(name);
    if (error !== undefined) return { ...described(name, entry, place), state: 'unusable', error };
    const isShadowed = taken.has(name.toLowerCase());
    return { ...described(name, entry, place), ...stateOf(entry, { ...place, name }, variables, isShadowed) };
  });
}

/** What is said of a server without starting it. */
function described(
  name: string,
  entry: McpFileEntry,
  { scope, file }: { readonly scope: McpScope; readonly file: string },
): Omit<ConfiguredServer, 'state'> {
  return { name, scope, file, entry, variables: variablesOf(entry) };
}

function stateOf(
  entry: McpFileEntry,
  place: ServerPlace,
  variables: Variables,
  isShadowed: boolean,
): Pick<ConfiguredServer, 'state' | 'server' | 'error'> {
  if (isShadowed) return { state: 'shadowed' };
  try {
    // One that is switched off needs no variables.
    if (entry.disabled === true) {
      checkEntry(entry, place);
      return { state: 'disabled' };
    }
    return { state: 'enabled', server: buildServer(entry, place, variables) };
  } catch (error) {
    if (error instanceof HanzoError) return { state: 'unusable', error };
    throw error;
  }
}

function warningsOf(all: readonly ConfiguredServer[]): readonly string[] {
  return all.flatMap(({ name, file, state, scope, entry: { command = '', args = [] } }) => {
    if (state === 'shadowed') return [`${name} of ${file} is not used: your own server has that name.`];
    if (state !== 'enabled' || scope !== 'user' || !runsShellLine(command, args)) return [];
    return [`${name} has a shell run a line: what that starts is not seen by hanzo.`];
  });
}
