import type { Syntax, Workspace } from '@hanzo/tools';
import { readTexts } from '../run/read-texts.ts';
import { MOST_STEPS, Outlines, SAYS_HOW } from './outlines.ts';

export interface OpenOutlinesInput {
  readonly workspace: Workspace;
  /** Of all files that the run is about. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whose code is shown. */
  readonly files: readonly string[];
  readonly syntax: Syntax;
  /** Undefined: the run is about the whole workspace. */
  readonly include: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/**
 * What files use of each other. Where the run is about some files only, those that they import are read as well: what is
 * known of a piece of code must not depend on what else was to be looked at.
 */
export async function openOutlines(input: OpenOutlinesInput): Promise<Outlines> {
  const { workspace, texts, files, syntax, include, signal } = input;
  if (include === undefined || include.length === 0) return new Outlines(texts, syntax);
  const listing = await workspace.files({ signal });
  const paths = listing.files.map(({ path }) => path);
  const outlines = new Outlines(texts, syntax, new Set([...texts.keys(), ...paths]));
  const read = async (some: readonly string[]): Promise<void> =>
    outlines.add((await readTexts(workspace, some, signal)).texts);
  await read(paths.filter((path) => SAYS_HOW.test(path) && !texts.has(path)));
  // A file that passes on what another one declares is only known once it was read.
  for (let step = 0; step <= MOST_STEPS; step += 1) {
    const missing = outlines.missing(files);
    if (missing.length === 0) break;
    await read(missing);
  }
  return outlines;
}
