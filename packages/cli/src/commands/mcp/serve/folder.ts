import { realpathSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, parse, relative, resolve, sep } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import type { Serving } from './serving.ts';

/**
 * The folder that a call is about: the served one, or one inside it.
 *
 * @throws HanzoError USAGE for one outside, WORKSPACE_MISSING
 */
export async function folderOf({ workspace, flags }: Serving, wanted = '.'): Promise<string> {
  // Who writes it out means it.
  const isMeant = flags.workspace !== undefined && isAbsolute(flags.workspace);
  if (!isMeant && isTooWide(workspace))
    throw new HanzoError('USAGE', `The server was started in ${workspace}, which is no project.`, {
      mend: 'Whoever runs the server names the project: hanzo mcp serve --workspace <folder>, in the settings of the client.',
    });
  const outside = (): HanzoError =>
    new HanzoError('USAGE', `${JSON.stringify(wanted)} lies outside the workspace that is served, ${workspace}.`, {
      mend: 'Name a folder inside it, relative to it, or leave `workspace` out.',
    });
  const lexical = resolve(workspace, wanted);
  if (wanted.includes('\0') || !isInside(workspace, lexical)) throw outside();
  const real = await realpath(lexical).catch((cause: unknown) => {
    throw new HanzoError('WORKSPACE_MISSING', `There is no folder ${JSON.stringify(wanted)} in ${workspace}.`, {
      cause,
      mend: 'Name a folder inside the workspace, relative to it.',
    });
  });
  if (!isInside(workspace, real)) throw outside();
  return real;
}

/** A client that starts servers anywhere would have all that a person owns looked at. */
function isTooWide(folder: string): boolean {
  return folder === parse(folder).root || folder === realHome();
}

function realHome(): string {
  try {
    return realpathSync(homedir());
  } catch {
    return homedir();
  }
}

/**
 * Patterns that count from a folder of the workspace on, as patterns of the workspace: what its ignore files rule out, they rule
 * out in each of its folders, too.
 *
 * @param folder of {@link folderOf}
 * @throws HanzoError USAGE for a pattern that leads out of the folder
 */
export function patternsIn(
  { workspace }: Serving,
  folder: string,
  patterns: readonly string[] = [],
): readonly string[] {
  const way = wayTo({ workspace }, folder);
  if (way === undefined) return patterns;
  const prefix = way.replaceAll(/[!()*+?@[\\\]{}]/g, String.raw`\$&`);
  const all = patterns.some((pattern) => !pattern.startsWith('!')) ? [] : [prefix];
  return [...all, ...patterns.map((pattern) => inFolder(prefix, pattern))];
}

/** A folder of {@link folderOf}, from the workspace on; undefined: it is the workspace. */
export function wayTo({ workspace }: Pick<Serving, 'workspace'>, folder: string): string | undefined {
  const way = relative(workspace, folder).split(sep).join('/');
  return way === '' ? undefined : way;
}

function inFolder(prefix: string, pattern: string): string {
  refuseOutside([pattern]);
  const bare = pattern.replace(/^!/, '');
  return `${bare === pattern ? '' : '!'}${prefix}/${bare}`;
}

/** @throws HanzoError USAGE for a pattern that leads out of the folder which it counts from */
export function refuseOutside(patterns: readonly string[]): void {
  const pattern = patterns.find((one) => {
    const bare = one.replace(/^!/, '');
    return /^(?:[/\\]|[A-Za-z]:)/.test(bare) || bare.split(/[/\\]/).includes('..');
  });
  if (pattern !== undefined)
    throw new HanzoError('USAGE', `The pattern ${JSON.stringify(pattern)} leads outside the folder.`, {
      mend: 'Write patterns relative to the folder of `workspace`, like "src/**/*.ts".',
    });
}

function isInside(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
