import { resolve } from 'node:path';
import { HanzoError, TOOL_EFFECTS, type ToolEffect } from '@hanzo/contracts';
import type { McpFileEntry, McpOwnKeys } from '@hanzo/mcp';
import type { McpAddFlags } from './flags.ts';

/**
 * A server as flags say it.
 *
 * @throws HanzoError USAGE for flags that contradict each other
 */
export function entryOfFlags(flags: McpAddFlags): McpFileEntry {
  const { command: words, url, param } = flags;
  if (param !== undefined) throw usage('--param is for --preset.', 'See `hanzo mcp list --presets`.');
  const [command, ...args] = words;
  if (command === undefined && url === undefined)
    throw usage(
      'What is to be added?',
      'Give --preset <name>, --url <url>, or a program after --: hanzo mcp add db -- node /opt/db/server.js',
    );
  if (command !== undefined && url !== undefined)
    throw usage('A server is a program or a URL, not both.', 'Leave --url or the program out.');
  const own = ownKeysOf(flags);
  const shared = own === undefined ? {} : { hanzo: own };
  return url === undefined
    ? { command: command ?? '', args, ...programParts(flags), ...shared }
    : { type: 'http', url, ...urlParts(flags), ...shared };
}

function programParts({ env = [], cwd, header }: McpAddFlags): Pick<McpFileEntry, 'env' | 'cwd'> {
  if (header !== undefined) throw usage('--header is for --url.', 'A program is told by --env.');
  return {
    ...(env.length > 0 && { env: pairs(env, environmentPair) }),
    // Written down, it must mean the same wherever hanzo is started.
    ...(cwd !== undefined && { cwd: cwd.includes('${') ? cwd : resolve(cwd) }),
  };
}

function urlParts({ header = [], env, cwd }: McpAddFlags): Pick<McpFileEntry, 'headers'> {
  if (env !== undefined || cwd !== undefined)
    throw usage(
      '--env and --cwd are for programs.',
      "A URL is told by --header, e.g. 'Authorization: Bearer ${TOKEN}'.",
    );
  return header.length > 0 ? { headers: pairs(header, headerPair) } : {};
}

/** What hanzo keeps of a server besides how it is reached. */
export function ownKeysOf({ timeout, effect = [], only }: McpAddFlags): McpOwnKeys | undefined {
  const own: McpOwnKeys = {
    ...(timeout !== undefined && { timeoutSeconds: timeout }),
    ...(only !== undefined && { tools: only }),
    ...(effect.length > 0 && { effects: pairs(effect, effectPair) }),
  };
  return Object.keys(own).length === 0 ? undefined : own;
}

/** `name=value` pairs, e.g. parameters of a preset. */
export function namedValues(texts: readonly string[], flag: string): Readonly<Record<string, string>> {
  return pairs(texts, (text) => split(text, '=') ?? wrongPair(flag, text, 'name=value'));
}

type Pair<T> = readonly [name: string, value: T];

function pairs<T>(texts: readonly string[], read: (text: string) => Pair<T>): Readonly<Record<string, T>> {
  return Object.fromEntries(texts.map(read));
}

function environmentPair(text: string): Pair<string> {
  if (!text.includes('=')) return [text, `\${${text}}`];
  return split(text, '=') ?? wrongPair('--env', text, 'NAME=value');
}

function headerPair(text: string): Pair<string> {
  const [name, value] = split(text, ':') ?? wrongPair('--header', text, "'Name: value'");
  return [name, value.trim()];
}

function effectPair(text: string): Pair<ToolEffect> {
  const at = text.lastIndexOf('=');
  const effect = TOOL_EFFECTS.find((each) => each === text.slice(at + 1));
  if (at < 1 || effect === undefined) return wrongPair('--effect', text, `tool=${TOOL_EFFECTS.join('|')}`);
  return [text.slice(0, at), effect];
}

function split(text: string, by: string): Pair<string> | undefined {
  const at = text.indexOf(by);
  return at < 1 ? undefined : [text.slice(0, at).trim(), text.slice(at + 1)];
}

/** The text may be a secret: it is not repeated. */
function wrongPair(flag: string, text: string, form: string): never {
  throw usage(`${flag} takes ${form}; what was given (${text.length} characters) is none.`, `Write ${flag} ${form}`);
}

function usage(message: string, mend: string): HanzoError {
  return new HanzoError('USAGE', message, { mend });
}
