import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type IgnoreRules, isIgnored, readIgnoreRulesIn } from './ignore-rules.ts';
import { isLikelySecretPath } from './likely-secret-path.ts';
import { rulesAbove } from './rules-above.ts';
import { isSkippedFolder, skipReasonByName } from './skip-rules.ts';

/** A file that is not offered to anyone, with the reason for people. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
  /** It may be source that somebody wants looked at: neither its name nor its bytes say otherwise. @default false */
  readonly isMissed?: true;
}

export interface WalkResult {
  readonly paths: readonly string[];
  readonly skipped: readonly SkippedFile[];
}

/** Walks the workspace without following links, leaving out what ignore files and names rule out. */
export async function walk(root: string, signal: AbortSignal | undefined): Promise<WalkResult> {
  const paths: string[] = [];
  const skipped: SkippedFile[] = [];
  const pending: { folder: string; above: IgnoreRules | undefined }[] = [{ folder: '', above: rulesAbove(root) }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    signal?.throwIfAborted();
    const { folder } = next;
    const entries = await readFolder(root, folder, skipped);
    const rules = readIgnoreRulesIn(root, folder, next.above);
    if (rules.fault !== undefined) {
      skipped.push({ path: folder === '' ? '.' : folder, reason: rules.fault, isMissed: true });
      continue;
    }
    for (const entry of entries) {
      const path = folder + entry.name;
      const isFolder = entry.isDirectory();
      if (isFolder && isSkippedFolder(entry.name)) continue;
      if (isIgnored(rules, isFolder ? `${path}/` : path)) continue;
      const reason = isFolder ? undefined : reasonToSkip(entry, path);
      if (isFolder) pending.push({ folder: `${path}/`, above: rules });
      else if (reason === undefined) paths.push(path);
      else skipped.push({ path, reason });
    }
  }
  return { paths, skipped };
}

function reasonToSkip(entry: Dirent, path: string): string | undefined {
  if (entry.isSymbolicLink()) return 'symbolic link: not followed';
  if (!entry.isFile()) return 'not a regular file';
  return isLikelySecretPath(path) ? 'may hold secrets' : skipReasonByName(entry.name);
}

async function readFolder(root: string, folder: string, skipped: SkippedFile[]): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch {
    skipped.push({ path: folder === '' ? '.' : folder, reason: 'the folder cannot be read', isMissed: true });
    return [];
  }
}
