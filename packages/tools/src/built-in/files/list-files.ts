import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { showHidden } from '../../edits/hidden-characters.ts';
import { PathFault } from '../../writes/confined-root.ts';
import { forbiddenPath } from '../../writes/forbidden-path.ts';
import { definedTool } from '../defined-tool.ts';
import { fitting } from '../numbered-lines.ts';
import { Sight, type SightOptions } from '../sight/sight.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import { pathInput } from './inputs.ts';

const TIMEOUT_MS = 15_000;
const MOST_DEPTH = 10;
const MOST_LISTED = 1_000;

export function listFilesTool(options: SightOptions): Tool {
  return definedTool({
    name: 'list_files',
    kind: 'files',
    description:
      'Lists what is in a folder of the workspace and, with a depth above 1, below it. Folders end with "/".',
    input: () =>
      z.strictObject({
        path: pathInput.optional().describe('Default: the workspace'),
        depth: z.int().min(1).max(MOST_DEPTH).optional().describe('1 (default) to 10'),
      }),
    effect: 'read',
    timeoutMs: TIMEOUT_MS,
    run: ({ path: text = '', depth = 1 }, { signal }) => {
      using sight = new Sight(options);
      const path = sight.path(text, { isFolder: true });
      return told(path, listed(sight, path, depth, signal));
    },
  });
}

interface Listed {
  readonly lines: readonly string[];
  /** There are more than anybody looked at. */
  readonly isCut: boolean;
}

/** Level by level, so that what is near is there when there is too much. */
function listed(sight: Sight, start: string, depth: number, signal: AbortSignal): Listed {
  const lines: string[] = [];
  let level = [start];
  for (let down = 0; down < depth && level.length > 0; down += 1) {
    const below: string[] = [];
    for (const folder of level) {
      signal.throwIfAborted();
      const entries = seenEntries(sight, folder, folder === start);
      lines.push(...entries.map(({ line }) => line));
      if (lines.length > MOST_LISTED) return { lines: lines.slice(0, MOST_LISTED).toSorted(), isCut: true };
      below.push(...entries.filter(({ isFolder }) => isFolder).map(({ path }) => path));
    }
    level = below;
  }
  return { lines: lines.toSorted(), isCut: false };
}

interface SeenEntry {
  readonly path: string;
  readonly line: string;
  readonly isFolder: boolean;
}

function seenEntries(sight: Sight, folder: string, isAsked: boolean): readonly SeenEntry[] {
  return entriesOf(sight, folder, isAsked).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory();
    if (forbiddenPath(path) !== undefined || sight.entryReason(path, entry.name, isFolder) !== undefined) return [];
    const note = entry.isSymbolicLink()
      ? ' (a symbolic link: not followed)'
      : entry.isFile()
        ? ''
        : ' (no regular file)';
    return [{ path, line: showHidden(path) + (isFolder ? '/' : note), isFolder }];
  });
}

/** A folder below that has gone, or may not be read, is listed as if it were empty. */
function entriesOf(sight: Sight, folder: string, isAsked: boolean): ReturnType<Sight['entries']> & {} {
  try {
    const entries = sight.entries(folder);
    if (entries !== undefined) return entries;
    if (isAsked) throw new ToolFault(`There is no folder ${quote(folder)}.`);
  } catch (error) {
    if (isAsked && error instanceof PathFault)
      throw new ToolFault(`${quote(folder)} cannot be listed: ${error.message}.`, { cause: error });
    if (isAsked) throw error;
  }
  return [];
}

function told(path: string, { lines, isCut }: Listed): string {
  const name = path === '' ? 'The workspace' : path;
  if (lines.length === 0) return `${name} has nothing that tools may see.`;
  const [shown, left] = fitting(lines);
  const more =
    left > 0 || isCut ? `\nThere is more than these ${shown.length}: list a folder of it, or use find_files.` : '';
  return shown.join('\n') + more;
}
