import { lstatSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { codeOf, folderFault } from './folder-fault.ts';
import { OURS } from './names.ts';
import { syncFolder, writeUnlessThere } from './whole-files.ts';

const IGNORE = '.gitignore';
/** What was said to a model is nobody's source: it is not committed by accident. */
const ALL = '*\n';
const OURS_ONLY = 'OPENAI_DELEGATION_*\ndelegations.jsonl\n.draft-*\n.*.lock\n';

/**
 * Sees that a folder which is named inside a workspace is inside, links resolved, as far as there is one already.
 *
 * @throws HanzoError STORE_UNUSABLE when a link leads out of the workspace, or something else is in its place
 */
export function checkFolder(folder: string, workspace: string | undefined): void {
  try {
    const there = nearestThere(folder);
    const real = realpathSync(there);
    if (!lstatSync(real).isDirectory()) throw notAFolder(there);
    if (workspace === undefined || !isInside(folder, workspace)) return;
    if (!isInside(real, realpathSync(workspace))) throw leadsOut(folder, real);
  } catch (error) {
    throw folderFault(folder, error);
  }
}

/** Where a folder is, links resolved and in its own upper and lower case; also of one that is not there yet. @throws HanzoError STORE_UNUSABLE */
export function realFolder(folder: string): string {
  try {
    const there = nearestThere(folder);
    return join(realpathSync.native(there), relative(there, folder));
  } catch (error) {
    throw folderFault(folder, error);
  }
}

/**
 * Makes the folder for its owner alone. git leaves out what is in it; one that holds files of others too keeps them in git.
 *
 * @throws HanzoError DISK_FULL, STORE_UNUSABLE
 */
export function prepareFolder(folder: string): void {
  try {
    const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (first !== undefined) syncAbove(folder, first);
    if (lstatSync(join(folder, IGNORE), { throwIfNoEntry: false }) !== undefined) return;
    const isOurs = readdirSync(folder).every((name) => OURS.test(name));
    writeUnlessThere(folder, IGNORE, isOurs ? ALL : OURS_ONLY);
  } catch (error) {
    throw folderFault(folder, error);
  }
}

/** The folders above the ones that were made know of them. */
function syncAbove(folder: string, first: string): void {
  for (let made = folder; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** The folder, or the first one above it that there is: a link that leads nowhere, too. */
function nearestThere(folder: string): string {
  let path = folder;
  while (!isThere(path) && dirname(path) !== path) path = dirname(path);
  return path;
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // One above it is a file.
    if (codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function notAFolder(path: string): HanzoError {
  return new HanzoError('STORE_UNUSABLE', `${path} is no folder: delegations cannot be kept there.`, {
    details: { path },
    mend: 'Move it away, or choose another folder with --output-dir.',
  });
}

function leadsOut(folder: string, real: string): HanzoError {
  return new HanzoError(
    'STORE_UNUSABLE',
    `${folder} leads out of the workspace, to ${real}: nothing is written there.`,
    {
      details: { folder, real },
      mend: 'Remove the symbolic link, or name the folder itself with --output-dir.',
    },
  );
}
