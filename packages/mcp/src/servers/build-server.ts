import { isAbsolute, join, win32 } from 'node:path';
import { HanzoError, type McpServer, type McpTransport } from '@hanzo/contracts';
import { expand, variablesIn, type Variables } from './expand.ts';
import { hideInArgs, hideValue } from './secret-values.ts';
import type { McpFileEntry, McpScope } from './mcp-file.ts';
import { nameFault } from './server-name.ts';
import { isOwnVariable, keyOfHanzo } from './variables.ts';
import { refuseShellLine, relativeScript, runsShellLine } from './shell-lines.ts';

/** Where a server stands. */
export interface ServerPlace {
  readonly name: string;
  readonly scope: McpScope;
  readonly file: string;
  /** The folder of a project's file; for a user's, hanzo's own. */
  readonly folder: string;
}

/**
 * Checks a server as far as can be done without its variables.
 *
 * @throws HanzoError CONFIG_INVALID
 */
export function checkEntry(entry: McpFileEntry, { name, scope, file }: ServerPlace): void {
  const at = `${file}: mcpServers.${name}`;
  const fault = nameFault(name);
  if (fault !== undefined) throw invalid(`${at}: ${fault}.`, 'Give it another name.', file);
  const { command, url, type = url === undefined ? 'stdio' : 'http' } = entry;
  const [wanted, other] = type === 'stdio' ? (['command', 'url'] as const) : (['url', 'command'] as const);
  const foreign = [other, ...(type === 'stdio' ? (['headers'] as const) : (['args', 'env', 'cwd'] as const))].find(
    (key) => entry[key] !== undefined,
  );
  if (entry[wanted] === undefined)
    throw invalid(`${at} has no "${wanted}".`, 'A server is a "command" with "args", or a "url".', file);
  if (foreign !== undefined)
    throw invalid(`${at}: a server with "${wanted}" has no "${foreign}".`, `Remove ${foreign}.`, file);
  if (command !== undefined) checkCommand(entry, command, { at, scope, file });
  if (url !== undefined && !url.includes('${')) checkUrl(url, `${at}.url`, file);
  if (scope === 'project') checkProjectEntry(entry, at, file);
}

interface CommandPlace {
  readonly at: string;
  readonly scope: McpScope;
  readonly file: string;
}

function checkCommand(entry: McpFileEntry, command: string, { at, scope, file }: CommandPlace): void {
  refuseShellLine(command, `${at}.command`);
  if (scope === 'project') {
    if (runsShellLine(command, entry.args ?? []))
      throw invalid(
        `${at} has a shell run a line, in which anything may stand.`,
        'Name the program itself as "command", or move the server to your own file: hanzo mcp add',
        file,
      );
    return;
  }
  if (entry.cwd !== undefined) return;
  const isRelative = /[/\\]/.test(command) && !isAbsolute(command) && !win32.isAbsolute(command);
  const named = isRelative ? command : relativeScript(command, entry.args ?? []);
  if (named !== undefined)
    throw invalid(
      `${at}: ${JSON.stringify(named)} is relative, and a server of yours starts in an empty folder of its own.`,
      'Write an absolute path, the name of a program on PATH, or a "cwd": "${workspaceFolder}" is the project you work on.',
      file,
    );
}

/** What only the user may say of servers. */
function checkProjectEntry(entry: McpFileEntry, at: string, file: string): void {
  const { hanzo } = entry;
  const key = variablesOf(entry).find(isOwnVariable);
  if (key !== undefined) throw keyOfHanzo(key);
  const lowered = Object.entries(hanzo?.effects ?? {}).find(([, effect]) => effect !== 'network');
  if (lowered === undefined) return;
  const [tool, effect] = lowered;
  throw invalid(
    `${at}.hanzo.effects: a project cannot say that ${tool} is "${effect}": who allows such tools does not mean its programs.`,
    'Remove it. Who wants that says so in a run (--allow-tools), or has the server in ~/.hanzo/mcp.json.',
    file,
  );
}

function checkUrl(text: string, where: string, file: string): void {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw invalid(`${where} is not an http or https URL.`, 'Write it like https://mcp.example.com/mcp', file);
  if (url.username !== '' || url.password !== '')
    throw invalid(
      `${where} holds a user name or password.`,
      'Put it into "headers": {"Authorization": "Bearer ${MY_TOKEN}"}',
      file,
    );
}

/**
 * A server that can be started: with its variables put in. Secrets among them are hidden from now on.
 *
 * @throws HanzoError CONFIG_INVALID
 */
export function buildServer(entry: McpFileEntry, place: ServerPlace, variables: Variables): McpServer {
  checkEntry(entry, place);
  const { name, scope, file } = place;
  const { timeoutSeconds, tools, effects } = entry.hanzo ?? {};
  return {
    name,
    from: file,
    ...(scope === 'project' && { ofProject: true }),
    transport: transportOf(entry, place, variables),
    ...(timeoutSeconds !== undefined && { timeoutMs: timeoutSeconds * 1000 }),
    ...(tools !== undefined && { tools }),
    ...(effects !== undefined && { effects }),
  };
}

function transportOf(entry: McpFileEntry, place: ServerPlace, variables: Variables): McpTransport {
  const at = `${place.file}: mcpServers.${place.name}`;
  if (entry.url !== undefined) {
    const url = expand(entry.url, `${at}.url`, variables);
    hideValue('', url);
    checkUrl(url, `${at}.url`, place.file);
    return { kind: 'http', url, headers: expandAll(entry.headers, `${at}.headers`, variables) };
  }
  const args = (entry.args ?? []).map((arg, index) => expand(arg, `${at}.args[${index}]`, variables));
  hideInArgs(args);
  const cwd = entry.cwd === undefined ? defaultFolder(place) : expand(entry.cwd, `${at}.cwd`, variables);
  const folder = cwd === undefined || isAbsolute(cwd) ? cwd : join(place.folder, cwd);
  return {
    kind: 'stdio',
    command: programIn(folder, entry.command ?? ''),
    args,
    env: expandAll(entry.env, `${at}.env`, variables),
    ...(folder !== undefined && { cwd: folder }),
  };
}

/** Systems do not agree from where a relative path to a program counts. */
function programIn(folder: string | undefined, command: string): string {
  const isRelative = /[/\\]/.test(command) && !isAbsolute(command) && !win32.isAbsolute(command);
  return isRelative && folder !== undefined ? join(folder, command) : command;
}

/**
 * A project's server starts in its project. A user's starts in no project: many programs read the folder where they start to learn what
 * to run (`node_modules/.bin`, `Makefile`, `compose.yaml`), and there a repository's code would run that nobody has trusted.
 */
function defaultFolder({ scope, folder }: ServerPlace): string | undefined {
  return scope === 'project' ? folder : undefined;
}

function expandAll(
  values: Readonly<Record<string, string>> = {},
  where: string,
  variables: Variables,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => {
      const value = expand(text, `${where}.${name}`, variables);
      hideValue(name, value);
      return [name, value];
    }),
  );
}

/** What of the environment a server is told, or reached by. */
export function variablesOf({
  args = [],
  env = {},
  cwd = '',
  url = '',
  headers = {},
}: McpFileEntry): readonly string[] {
  const texts = [...args, ...Object.values(env), cwd, url, ...Object.values(headers)];
  return [...new Set(texts.flatMap(variablesIn))];
}

function invalid(message: string, mend: string, file: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', message, { details: { file }, mend });
}
