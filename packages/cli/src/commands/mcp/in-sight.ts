import { countOf, firstChars } from '@hanzo/contracts';
import type { McpFileEntry } from '@hanzo/mcp';

/** Of a longer text its beginning and its end are shown. */
const MOST_CHARS = 200;
const END_CHARS = 60;

/** A text that pushes nothing else off the screen: what it leaves out is counted. */
export function inSight(text: string, most: number = MOST_CHARS): string {
  const plain = text.replaceAll(/ {4,}/g, (blanks) => ` … ${countOf(blanks.length, 'blank')} … `);
  if (plain.length <= most) return plain;
  const [start, end] = [firstChars(plain, most - END_CHARS), plain.slice(-END_CHARS).toWellFormed()];
  return `${start} … ${countOf(text.length, 'character')} … ${end}`;
}

/** A server of which no text pushes another one off the screen. */
export function entryInSight(entry: McpFileEntry): McpFileEntry {
  const { command, args, cwd, url, env, headers } = entry;
  return {
    ...entry,
    ...(command !== undefined && { command: inSight(command) }),
    ...(args !== undefined && { args: args.map((arg) => inSight(arg)) }),
    ...(cwd !== undefined && { cwd: inSight(cwd) }),
    ...(url !== undefined && { url: inSight(url) }),
    ...(env !== undefined && { env: valuesInSight(env) }),
    ...(headers !== undefined && { headers: valuesInSight(headers) }),
  };
}

function valuesInSight(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inSight(value)]));
}
