import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { PathFault } from '../../writes/confined-root.ts';
import { definedTool } from '../defined-tool.ts';
import { argumentInput, flagInput, pathInput } from '../files/inputs.ts';
import { MOST_FILE_BYTES } from '../limits.ts';
import { Sight, type SightOptions } from '../sight/sight.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import { matchesIn, type FileMatches } from './matches-in.ts';
import { ripgrep, SEARCH_MS } from './ripgrep.ts';
import { seenPaths } from './seen-paths.ts';
import { toldMatches } from './told-matches.ts';

const MOST_CHARS = 1_000;
const MOST_MATCHES = 500;
const DEFAULT_MATCHES = 60;
const MOST_CONTEXT = 10;
/** A longer line is told by its beginning: its match is not copied out. */
const MOST_COLUMNS = 4_000;

const NO_MATCH = 'No match in what tools may see: hidden files and lines that look like a secret are not searched.';
/** Of files that match and are not shown. */
const MOST_NAMED = 20;

export function searchCodeTool(options: SightOptions): Tool {
  return definedTool({
    name: 'search_code',
    kind: 'search',
    description:
      "Searches the text of the workspace's files line by line, and tells file, line number and line of each match. Ignored files are left out.",
    input: () =>
      z.strictObject({
        pattern: argumentInput(MOST_CHARS).describe('Regular expression (Rust), or text with "fixed"'),
        fixed: flagInput.optional(),
        ignore_case: flagInput.optional(),
        path: pathInput.optional().describe('Folder or file to search in'),
        glob: argumentInput(MOST_CHARS).optional().describe('Such as "*.ts"'),
        context: z.int().min(0).max(MOST_CONTEXT).optional().describe('Lines around each match, 0 to 10'),
        max_matches: z.int().min(1).max(MOST_MATCHES).optional().describe('Default 60, at most 500'),
      }),
    effect: 'read',
    timeoutMs: SEARCH_MS,
    run: async (input, { signal }) => {
      using sight = new Sight(options);
      const path = searchedPath(sight, input.path ?? '');
      const args = [
        '--line-number',
        '--with-filename',
        '--no-heading',
        '--null',
        '--crlf',
        `--max-columns=${MOST_COLUMNS}`,
      ];
      const wanted = [
        input.fixed === true ? '--fixed-strings' : '--no-fixed-strings',
        input.ignore_case === true ? '--ignore-case' : '--case-sensitive',
        '-e',
        input.pattern,
      ];
      const where = { root: options.root, glob: input.glob, path, signal };
      const { output, isCut } = await ripgrep([...args, `--max-filesize=${MOST_FILE_BYTES}`, ...wanted], where);
      const { context = 0, max_matches: most = DEFAULT_MATCHES } = input;
      const found = seenMatches(sight, matchesIn(output));
      const { text, unshown } = toldMatches(sight, found, { context, most, isCut });
      if (text !== undefined) return text + unshownNote(unshown);
      // Only then those that are too large are looked at: they take time.
      const large = await ripgrep(['--files-with-matches', '--null', ...wanted], where);
      const others = seenPaths(sight, large.output.split('\0').slice(0, -1));
      const tooLarge = others.filter((one) => sizeOf(sight, one) > MOST_FILE_BYTES);
      return NO_MATCH + unshownNote(new Map([...unshown, ...tooLarge.map((one) => [one, 'it is too large'] as const)]));
    },
  });
}

/** A folder or a file that may be seen. A link that stands there is not followed: ripgrep would follow one that it is given. */
function searchedPath(sight: Sight, text: string): string {
  const path = sight.path(text, { isFolder: true });
  if (path === '') return path;
  if (sight.reason(path, false) !== undefined) return sight.path(text);
  const [folder, name] = [path.slice(0, Math.max(0, path.lastIndexOf('/'))), path.slice(path.lastIndexOf('/') + 1)];
  const entry = sight.entries(folder)?.find((one) => one.name === name);
  if (entry?.isFile() === true || entry?.isDirectory() === true) return path;
  const what = entry === undefined ? 'there is no such file or folder' : 'it is a link, or no regular file';
  throw new ToolFault(`${quote(text)} cannot be searched: ${what}.`);
}

function seenMatches(sight: Sight, found: readonly FileMatches[]): readonly FileMatches[] {
  const byPath = new Map(found.map((file) => [file.path, file]));
  return seenPaths(sight, [...byPath.keys()]).flatMap((path) => byPath.get(path) ?? []);
}

function sizeOf(sight: Sight, path: string): number {
  try {
    return sight.read(path, 0)?.sizeBytes ?? 0;
  } catch (error) {
    if (error instanceof PathFault) return 0;
    throw error;
  }
}

function unshownNote(unshown: ReadonlyMap<string, string>): string {
  if (unshown.size === 0) return '';
  const named = [...unshown].slice(0, MOST_NAMED).map(([path, why]) => `${path} (${why})`);
  const more = unshown.size > named.length ? `, and ${unshown.size - named.length} more` : '';
  return `\nThere are matches that cannot be shown in ${named.join(', ')}${more}.`;
}
