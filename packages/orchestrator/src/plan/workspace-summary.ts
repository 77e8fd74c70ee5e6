import { estimateTokens, type WorkspaceFile } from '@hanzo/tools';
import { fileRole } from './file-role.ts';

/** Most files and folders named to the planner. */
export const MOST_LISTED = 400;

/** Most of its prompt that the list may take. Long paths reach it before {@link MOST_LISTED}. Tokens. */
const MOST_TOKENS = 6_000;

interface Folder {
  /** Empty, or ending with a slash. */
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: WorkspaceFile[];
  count: number;
  sizeBytes: number;
  /** Files worth a look of a model. */
  code: number;
}

/**
 * Lists files with their sizes for the planner, one JSON array a line, so that a file name cannot pass for anything
 * else. What does not fit stands there as patterns: `["src/api/**", files, bytes]`. Contents are not shown.
 *
 * @param maxListed most lines
 */
export function summarizeWorkspace(files: readonly WorkspaceFile[], maxListed: number = MOST_LISTED): string {
  const lines = files.slice(0, maxListed + 1).map(fileLine);
  if (files.length <= maxListed && tokensOf(lines) <= MOST_TOKENS) return lines.join('\n');
  return summarizedByFolder(treeOf(files), maxListed).join('\n');
}

/**
 * Opens folders from the root on, those with more code before those of the same depth, while the list has room: file by file,
 * else with its own files by extension. The others are a line each.
 */
function summarizedByFolder(root: Folder, maxListed: number): readonly string[] {
  const opened = new Map<Folder, readonly string[]>();
  let room = { lines: maxListed - 1, tokens: MOST_TOKENS - tokensOf([folderLine(root)]) };
  let level: readonly Folder[] = [root];
  while (level.length > 0) {
    const next: Folder[] = [];
    for (const folder of level.toSorted((a, b) => b.code - a.code || (a.path < b.path ? -1 : 1))) {
      const ways = [folder.files.map(fileLine), linesByExtension(folder)];
      const own = ways.find((lines) => fits(costOf(folder, lines), room));
      if (own === undefined) continue;
      const cost = costOf(folder, own);
      room = { lines: room.lines - cost.lines, tokens: room.tokens - cost.tokens };
      opened.set(folder, own);
      next.push(...folder.folders.values());
    }
    level = next;
  }
  return linesOf(root, opened);
}

interface Room {
  readonly lines: number;
  readonly tokens: number;
}

function fits(cost: Room, room: Room): boolean {
  return cost.lines <= room.lines && cost.tokens <= room.tokens;
}

/** What it takes to show a folder's own files, and each folder in it, in place of its one line. */
function costOf(folder: Folder, own: readonly string[]): Room {
  const inside = [...own, ...[...folder.folders.values()].map(folderLine)];
  return { lines: inside.length - 1, tokens: tokensOf(inside) - tokensOf([folderLine(folder)]) };
}

function linesOf(folder: Folder, opened: ReadonlyMap<Folder, readonly string[]>): readonly string[] {
  const own = opened.get(folder);
  if (own === undefined) return [folderLine(folder)];
  return [...own, ...[...folder.folders.values()].flatMap((one) => linesOf(one, opened))];
}

/** `["src/*.ts", files, bytes]`; files without an extension stand alone. */
function linesByExtension({ path, files }: Folder): readonly string[] {
  const groups = Map.groupBy(files, (file) => /[^/](\.\w+)$/.exec(file.path)?.[1] ?? '');
  return [...groups].flatMap(([extension, same]) => {
    if (extension === '' || same.length === 1) return same.map(fileLine);
    const sizeBytes = same.reduce((sum, file) => sum + file.sizeBytes, 0);
    return [JSON.stringify([`${path}*${extension}`, same.length, sizeBytes])];
  });
}

function treeOf(files: readonly WorkspaceFile[]): Folder {
  const root = emptyFolder('');
  for (const file of files) {
    const steps = file.path.split('/').slice(0, -1);
    let folder = root;
    for (const step of [undefined, ...steps]) {
      if (step !== undefined) folder = childOf(folder, step);
      folder.count += 1;
      folder.sizeBytes += file.sizeBytes;
      if (fileRole(file.path) === 'code') folder.code += 1;
    }
    folder.files.push(file);
  }
  return root;
}

function childOf(folder: Folder, step: string): Folder {
  const child = folder.folders.get(step) ?? emptyFolder(`${folder.path}${step}/`);
  folder.folders.set(step, child);
  return child;
}

function emptyFolder(path: string): Folder {
  return { path, folders: new Map(), files: [], count: 0, sizeBytes: 0, code: 0 };
}

function fileLine({ path, sizeBytes }: WorkspaceFile): string {
  return JSON.stringify([path, sizeBytes]);
}

function folderLine({ path, count, sizeBytes }: Folder): string {
  return JSON.stringify([`${path}**`, count, sizeBytes]);
}

function tokensOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + estimateTokens(`${line}\n`), 0);
}
