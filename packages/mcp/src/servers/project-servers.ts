import { join, resolve } from 'node:path';
import {
  parseJson,
  readPlainText,
  readTrust,
  realPath,
  type PlainFileOptions,
  type PlainText,
  type ProjectTrust,
} from '@hanzo/config';
import { HanzoError, hideSecret } from '@hanzo/contracts';
import { checkMcpFile, type McpFile } from './mcp-file.ts';
import { secretsOfEntry } from './secret-values.ts';

/**
 * A project's file is `.mcp.json` at its root, which other programs read as well, and no other: what starts programs must be
 * found at one place by whoever is asked to trust it.
 */
export const PROJECT_FILE = '.mcp.json';

export const PROJECT_FILE_OPTIONS: PlainFileOptions = {
  /** Who is asked to trust it should be able to read it. */
  maxBytes: 65_536,
  whenLarger: 'Leave only servers in it that the project needs.',
};

/** A project's file as a person is asked to trust it: exactly this content. */
export interface ProjectServers extends PlainText {
  /** The project's folder, symlinks resolved. */
  readonly root: string;
  readonly content: McpFile;
}

/** A project's file that does not count. */
export interface UntrustedServers {
  readonly file: string;
  /** Undefined when it cannot be read. */
  readonly sha256?: string;
  /** Names of its servers; none when it is not what it should be. */
  readonly servers: readonly string[];
  /** When another content of it was trusted: ISO 8601, UTC. */
  readonly changedSince?: string;
  /** Why it could not even be trusted. */
  readonly error?: HanzoError;
}

/** Where a workspace's own servers would be. */
export function projectServersFile(workspace: string): { readonly root: string; readonly file: string } {
  const root = realPath(resolve(workspace));
  return { root, file: join(root, PROJECT_FILE) };
}

/**
 * What there is to be trusted in a workspace; undefined: it has no such file.
 *
 * @throws HanzoError CONFIG_INVALID when it cannot be trusted as it is
 */
export function offerProjectServers(workspace: string): ProjectServers | undefined {
  const { root, file } = projectServersFile(workspace);
  const text = readPlainText(file, PROJECT_FILE_OPTIONS);
  return text && { ...text, root, content: contentOf(text) };
}

/** A project's file, and whether it counts. */
export type FoundServers =
  | { readonly kind: 'trusted'; readonly offer: ProjectServers }
  | { readonly kind: 'untrusted'; readonly untrusted: UntrustedServers; readonly entries: McpFile['entries'] };

/** A workspace's own servers when they are trusted, or that they are not. Undefined: it has none. Never throws for its content. */
export function readProjectServers(workspace: string, trustedProjects: string): FoundServers | undefined {
  const { root, file } = projectServersFile(workspace);
  let text: PlainText | undefined;
  try {
    text = readPlainText(file, PROJECT_FILE_OPTIONS);
    if (text === undefined) return undefined;
    const trust = knownTrust(trustedProjects, file);
    const content = contentOf(text);
    const servers = Object.keys(content.entries);
    // One without servers starts nothing, whoever wrote it.
    if (trust?.sha256 === text.sha256 || servers.length === 0) {
      hideSecrets(content);
      return { kind: 'trusted', offer: { ...text, root, content } };
    }
    const changedSince = trust && { changedSince: trust.trustedAt };
    const untrusted = { file, sha256: text.sha256, servers, ...changedSince };
    return { kind: 'untrusted', untrusted, entries: content.entries };
  } catch (error) {
    if (!(error instanceof HanzoError)) throw error;
    const untrusted = { file, servers: [], error, ...(text && { sha256: text.sha256 }) };
    return { kind: 'untrusted', untrusted, entries: {} };
  }
}

/** A damaged record trusts nothing. */
export function knownTrust(trustedProjects: string, file: string): ProjectTrust | undefined {
  try {
    return readTrust(trustedProjects, file);
  } catch (error) {
    if (error instanceof HanzoError) return undefined;
    throw error;
  }
}

function contentOf({ text, file }: PlainText): McpFile {
  return checkMcpFile(parseJson(text, file), file);
}

/** Of a file that is trusted: anybody else could have any word hidden, in reports too. */
function hideSecrets({ entries }: McpFile): void {
  for (const secret of Object.values(entries).flatMap(secretsOfEntry)) hideSecret(secret);
}
