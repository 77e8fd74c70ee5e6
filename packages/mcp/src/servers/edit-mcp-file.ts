import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseJson, readPlainText, realPath, writeWhole, type PlainText } from '@hanzo/config';
import { checkMcpFile, type McpFileEntry, type McpScope } from './mcp-file.ts';
import { PROJECT_FILE_OPTIONS } from './project-servers.ts';
import { shownServerName } from './server-name.ts';

/** A file of servers that is changed. */
export interface EditedFile {
  readonly file: string;
  readonly scope: McpScope;
}

type Bag = Readonly<Record<string, unknown>>;

/** What a change did, by the hashes of the file's bytes: in hex. */
export interface FileChange {
  readonly file: string;
  /** Undefined: it was not there. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Writes a server into a file; all else in it stays as it is. The file appears whole or not at all, readable by its owner only
 * when it is new.
 *
 * @throws HanzoError CONFIG_INVALID when the file is not what it should be, before or after; DISK_FULL
 */
export function writeServer(edited: EditedFile, name: string, entry: McpFileEntry): FileChange {
  const found = read(edited);
  // An earlier one of this name is replaced where it stands. Others may be wrong.
  const servers = { ...found.servers, [name]: entry };
  const { faults } = checkMcpFile({ ...found.content, mcpServers: servers }, edited.file);
  const fault = faults.get(shownServerName(name));
  if (fault !== undefined) throw fault;
  return change(edited, found, servers);
}

/**
 * Takes a server out of a file, whatever is wrong with it or with others. Undefined when it is not there.
 *
 * @param name as it stands there, or as it is shown
 * @throws HanzoError CONFIG_INVALID, DISK_FULL
 */
export function removeServer(edited: EditedFile, name: string): FileChange | undefined {
  const found = read(edited);
  const names = Object.keys(found.servers);
  const gone = names.find((each) => each === name) ?? names.find((each) => shownServerName(each) === name);
  if (gone === undefined) return undefined;
  const left = Object.entries(found.servers).filter(([each]) => each !== gone);
  return change(edited, found, Object.fromEntries(left));
}

function change({ file }: EditedFile, { text, before, content }: Read, servers: Bag): FileChange {
  const edited = { ...content, mcpServers: servers };
  const written = `${JSON.stringify(edited, undefined, indentOf(text))}\n`;
  writeWhole(file, written);
  return { file, before, after: createHash('sha256').update(written).digest('hex') };
}

interface Read {
  readonly text: string;
  readonly before: string | undefined;
  readonly content: Bag;
  readonly servers: Bag;
}

function read({ file, scope }: EditedFile): Read {
  const found = scope === 'project' ? readPlainText(file, PROJECT_FILE_OPTIONS) : readOwnText(file);
  if (found === undefined) return { text: '', before: undefined, content: {}, servers: {} };
  const { text, sha256: before } = found;
  const content = parseJson(text, file);
  checkMcpFile(content, file);
  const { mcpServers = {} } = content as { readonly mcpServers?: Bag };
  return { text, before, content: content as Bag, servers: mcpServers };
}

/** The user's own file may be a link, as people keep such files elsewhere. */
function readOwnText(file: string): Pick<PlainText, 'text' | 'sha256'> | undefined {
  if (!existsSync(file)) return undefined;
  return readPlainText(realPath(file), { maxBytes: 4_194_304, whenLarger: 'Leave only servers in it.' });
}

/** People have their own taste. */
function indentOf(text: string): string | number {
  return /^\s*\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? 2;
}
