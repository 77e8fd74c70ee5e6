import { withoutLookAlikes } from '@hanzo/keys';
import { shownLine, type ConfiguredServer, type McpFileEntry } from '@hanzo/mcp';
import { shellWord } from '../../terminal/shell-word.ts';

/** How a server is reached, in one line: as it is written, with the names of variables and without keys. */
export function reachedBy({ command, args = [], url = '' }: McpFileEntry): string {
  const words = command === undefined ? url : [command, ...args].map(shellWord).join(' ');
  return withoutLookAlikes(shownLine(words));
}

/** What else a file says of a server, a line each: whoever trusts it must have seen it. */
export function detailsOf({ entry, variables }: Pick<ConfiguredServer, 'entry' | 'variables'>): readonly string[] {
  const { env = {}, headers = {}, cwd, disabled, hanzo: { effects = {}, tools } = {} } = entry;
  return [
    ...(cwd === undefined ? [] : [`in ${shellWord(cwd)}`]),
    ...Object.entries(env).map(([name, value]) => `env ${name}=${shellWord(value)}`),
    ...Object.entries(headers).map(([name, value]) => `header ${name}: ${value}`),
    ...(variables.length === 0 ? [] : [`is told of your environment: ${variables.join(', ')}`]),
    ...(tools === undefined ? [] : [`only ${tools.join(', ')}`]),
    ...Object.entries(effects).map(([tool, effect]) => `${tool}: ${effect}`),
    ...(disabled === true ? ['switched off'] : []),
  ].map((line) => withoutLookAlikes(shownLine(line)));
}
