import type { FileListing } from '@hanzo/tools';
import type { FileWarning, FileWish } from '../words.ts';
import { leadsOutside, type PlacedPattern } from './place-pattern.ts';
import type { WorkspaceLook } from './workspace-look.ts';

/** What one entry names. */
export interface WishedFiles {
  /** Sorted. */
  readonly paths: readonly string[];
  /** Files that are there and cannot be sent. */
  readonly unsent: readonly FileWarning[];
  /** On the entry itself. */
  readonly warnings: readonly FileWarning[];
}

const FROM_THE_ROOT = 'file paths are relative to the workspace root';
/** `[id].ts` is a name as well: whether it is there decides. */
const WILD = /[*?[\]{}()\\]/;
/** True for what may name more than the file of that name. */
function isWild(pattern: string, { isLiteral = false }: FileWish): boolean {
  return !isLiteral && WILD.test(pattern);
}

/** How the listing says that it found nothing: an ignored file is told apart by being there. */
const IGNORED = 'it is ignored, by an ignore file or as what is installed or built is';

/** An entry, and where in the workspace it points to. */
export interface PlacedWish {
  readonly wish: FileWish;
  readonly placed: PlacedPattern;
}

/** Files of the workspace that an entry names; a folder's name means all that is in it. */
export async function filesOfWish({ wish, placed }: PlacedWish, look: WorkspaceLook): Promise<WishedFiles> {
  if (placed.kind === 'inside') return await filesOf(placed.pattern, wish, look);
  for (const tail of placed.tails) {
    if ((await look.kindOf(tail)) === 'missing' && !isWild(tail, wish)) continue;
    const found = await filesOf(tail, wish, look);
    if (found.paths.length + found.unsent.length === 0) continue;
    const warnings = [{ path: wish.pattern, reason: FROM_THE_ROOT, nearest: tail }];
    // What somebody wants left out is left out, though they named it badly.
    return wish.isExcluded ? { ...found, warnings } : { paths: [], unsent: [], warnings };
  }
  throw leadsOutside(wish.pattern);
}

async function filesOf(pattern: string, wish: FileWish, look: WorkspaceLook): Promise<WishedFiles> {
  const kind = await look.kindOf(pattern);
  if (kind === 'missing' && !isWild(pattern, wish)) return await missing(pattern, wish, look);
  const { files, unsent } = await sendable(await look.listing(pattern), look);
  if (files.length + unsent.length > 0) return { paths: files, unsent, warnings: [] };
  return { paths: [], unsent: [], warnings: [await whyNone(pattern, kind, wish, look)] };
}

/** Text in UTF-16 looks like bytes to whoever lists files; whoever sends them can read it. */
async function sendable(
  { files, skipped }: FileListing,
  look: WorkspaceLook,
): Promise<{ readonly files: readonly string[]; readonly unsent: readonly FileWarning[] }> {
  const paths = files.map(({ path }) => path);
  const unsent: FileWarning[] = [];
  for (const { path, reason } of skipped) {
    if (reason === 'binary' && (await look.isUtf16(path))) paths.push(path);
    else unsent.push({ path, reason: reason === 'binary' ? 'it is binary' : reason });
  }
  return { files: paths.toSorted(), unsent };
}

async function missing(pattern: string, wish: FileWish, look: WorkspaceLook): Promise<WishedFiles> {
  const reason = wish.isExcluded ? 'there is no such file, so it leaves nothing out' : 'there is no such file';
  const nearest = await look.nearest(pattern);
  return { paths: [], unsent: [], warnings: [{ path: wish.pattern, reason, ...(nearest && { nearest }) }] };
}

async function whyNone(
  pattern: string,
  kind: Awaited<ReturnType<WorkspaceLook['kindOf']>>,
  wish: FileWish,
  look: WorkspaceLook,
): Promise<FileWarning> {
  const { pattern: path } = wish;
  const behind = kind === 'missing' ? undefined : await look.behindLinks(pattern);
  if (behind !== undefined)
    return { path, reason: 'symbolic link: not followed', ...(behind.path !== undefined && { nearest: behind.path }) };
  if (kind === 'file') return { path, reason: IGNORED };
  if (kind === 'folder') return { path, reason: `no file of this folder can be sent: it is empty, or ${IGNORED}` };
  if (kind === 'other') return { path, reason: 'not a regular file' };
  const nearest = WILD.test(pattern.slice(pattern.lastIndexOf('/') + 1)) ? undefined : await look.nearest(pattern);
  return { path, reason: 'no file of the workspace matches it', ...(nearest && { nearest }) };
}
