import { unifiedDiff } from '../../edits/unified-diff.ts';
import { PathFault } from '../../writes/confined-root.ts';
import { decoded } from '../sight/seen-text.ts';
import type { Sight } from '../sight/sight.ts';
import { readBlobs } from './blobs.ts';
import { changedPaths, type ChangedPath } from './changed-paths.ts';
import type { CommitDiff } from './commit-diff.ts';
import type { Repository } from './repository.ts';
import { submoduleDiff, unlookedNote } from './submodules.ts';

/** Larger files are listed only. */
const MOST_BYTES = 256 * 1024;
const MOST_FILES = 60;

/**
 * What changed since a commit, as the files are now. Git only names them: it goes by the names of folders, which may become links
 * at any moment, and it passes files through programs. Their bytes are read here.
 *
 * @param path from the workspace; empty: all of it
 * @param isShown false for a file of which nothing may be told. @default all may be that the sight sees
 */
export async function worktreeDiff(
  repository: Repository,
  sight: Sight,
  commit: string,
  path: string,
  isShown: (path: string) => boolean = () => true,
): Promise<CommitDiff> {
  const args = ['diff-index', '--raw', '-z', '--no-renames', '--ignore-submodules=dirty', commit, '--'];
  const raw = await repository.git([...args, path === '' ? '.' : path]);
  const all = changedPaths(raw, repository, sight);
  const named = { ...all, seen: all.seen.filter((one) => isShown(one.path)) };
  const near = named.seen.slice(0, MOST_FILES);
  const blobs = await readBlobs(
    repository,
    near.flatMap(({ blob }) => blob ?? []),
    MOST_BYTES,
  );
  const told: { readonly one: ChangedPath; readonly diff: string }[] = [];
  for (const one of near) {
    const isCommit = one.isSubmodule && one.modes === undefined;
    const diff = isCommit
      ? await submoduleDiff(repository, commit, one.path)
      : fileDiff(sight, one, blobs.get(one.blob ?? ''));
    told.push({ one, diff });
  }
  // Git names what was touched, too.
  const untouched = new Set(
    told.filter(({ one, diff }) => diff === '' && one.modes === undefined).map(({ one }) => one),
  );
  const seen = named.seen.filter((one) => !untouched.has(one));
  const diff = told.map((one) => one.diff).join('');
  const unlooked = await unlookedNote(repository, sight, path);
  return { paths: { seen, hidden: named.hidden }, diff, undiffed: named.seen.length - near.length, unlooked };
}

/** Empty: nothing changed. */
function fileDiff(sight: Sight, { path, blob, state }: ChangedPath, old: Buffer | undefined): string {
  const before = textOf(old);
  const now = state === 'D' ? { kind: 'gone' as const } : presentText(sight, path);
  if (now.kind === 'gone') return blob === undefined ? '' : `deleted: ${path}\n`;
  if (now.kind === 'other') return `${path}: ${now.why}\n`;
  if (before === undefined && blob !== undefined) return `${path}: it was no text, or is large\n`;
  if (before === now.text) return '';
  // With autocrlf the files end their lines otherwise than the commits do.
  const after = before?.includes('\r\n') === true ? now.text : now.text.replaceAll('\r\n', '\n');
  return before === after ? `${path}: only the line ends changed\n` : unifiedDiff([{ path, before, after }]);
}

function textOf(bytes: Buffer | undefined): string | undefined {
  const found = bytes && decoded(bytes);
  return found?.kind === 'text' ? found.text : undefined;
}

type Present =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other'; readonly why: string }
  | { readonly kind: 'gone' };

function presentText(sight: Sight, path: string): Present {
  try {
    const file = sight.read(path, MOST_BYTES);
    if (file === undefined) return { kind: 'gone' };
    if (file.bytes === undefined) return { kind: 'other', why: `it has ${file.sizeBytes} bytes` };
    const found = decoded(file.bytes);
    return found.kind === 'text' ? found : { kind: 'other', why: found.why };
  } catch (error) {
    if (error instanceof PathFault) return { kind: 'other', why: error.message };
    throw error;
  }
}
