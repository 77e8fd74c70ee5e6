import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommentedFunction } from '@hanzo/contracts';
import type { Syntax } from '@hanzo/tools';

/** A file of a set, by its path within it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A function whose doc comment is wanted, and the file that it stands in. */
export interface Wanted {
  readonly file: SourceFile;
  readonly facts: CommentedFunction;
}

/** All files of a folder that end so, by their paths. */
export function sourceFiles(root: string, ending: RegExp): readonly SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({ path: file.slice(root.length + 1).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
}

/** What of these files has no doc comment yet. */
export function wantedIn(files: readonly SourceFile[], syntax: Syntax): readonly Wanted[] {
  return files.flatMap((file) => syntax.functions(file.path, file.text).map((facts) => ({ file, facts })));
}
