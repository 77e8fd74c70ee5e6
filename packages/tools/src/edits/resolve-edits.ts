import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { HanzoError, type TaskSource } from '@hanzo/contracts';
import type { Edit, FileChange, PlacedEdit } from './edit.ts';
import { readExact } from './exact-file.ts';
import { packagesFault } from '../trial/copy-workspace.ts';
import { newFileFault, newFilesClash } from './new-file.ts';
import { placesOf } from './places.ts';
import { ShownText } from './shown-text.ts';
import { splice } from './splice.ts';

/** Edits with their places and what they make of the files, or why they cannot be made, for people. */
export type ResolvedEdits =
  | { readonly ok: true; readonly edits: readonly PlacedEdit[]; readonly files: readonly FileChange[] }
  | { readonly ok: false; readonly reason: string };

export interface ResolveOptions {
  /** Absolute, links resolved. */
  readonly root: string;
  /** What may be changed: the text that was shown. */
  readonly sources: readonly TaskSource[];
  /**
   * `shown`: a text is looked for in the sources, and lines end as the file's do. `exact`: in the whole files of the sources,
   * character for character.
   */
  readonly within: 'shown' | 'exact';
  /**
   * Texts of files by path: what is there is not read again, and what is read is put there. Edits that are made together must be
   * held against one and the same text. @default all are read
   */
  readonly texts?: Map<string, string> | undefined;
}

/** More places of one text are not counted. */
const MOST_PLACES = 100;

class EditFault extends Error {}

/** Finds where each edit goes. Nothing is written. One that cannot be made spoils them all: they belong together. */
export async function resolveEdits(edits: readonly Edit[], options: ResolveOptions): Promise<ResolvedEdits> {
  const { texts = new Map<string, string>() } = options;
  const placed: PlacedEdit[] = [];
  try {
    for (const [index, edit] of edits.entries()) {
      const one = await place(edit, texts, options).catch((error: unknown) => {
        throw new EditFault(
          `Edit ${index + 1} of ${edits.length} (${JSON.stringify(edit.path.slice(0, 80))}): ${why(error)}.`,
        );
      });
      if (one === undefined) continue;
      refuseClash(one, placed);
      placed.push(one);
    }
    return { ok: true, edits: placed, files: changesOf(placed, texts) };
  } catch (error) {
    if (error instanceof EditFault) return { ok: false, reason: error.message };
    throw error;
  }
}

function refuseClash({ path, isNew }: PlacedEdit, placed: readonly PlacedEdit[]): void {
  for (const other of placed.filter((one) => isNew && one.isNew)) {
    const clash = newFilesClash(path, other.path);
    if (clash !== undefined)
      throw new EditFault(
        `Two new files cannot both be made, ${JSON.stringify(other.path)} and ${JSON.stringify(path)}: ${clash}.`,
      );
  }
}

function why(error: unknown): string {
  if (error instanceof EditFault) return error.message;
  if (error instanceof HanzoError && error.code === 'USAGE') return 'the path leads outside the workspace';
  throw error;
}

/** Undefined for an edit that changes nothing. */
async function place(
  edit: Edit,
  texts: Map<string, string>,
  { root, sources, within }: ResolveOptions,
): Promise<PlacedEdit | undefined> {
  const own = sources.filter(({ path }) => path === edit.path);
  if (!edit.replace.isWellFormed()) throw new EditFault('what it puts there is no text: half a character is missing');
  if (own.length === 0) return await placeNew(edit, root, sources);
  if (edit.find === '') throw new EditFault('the file is there already, so "find" must say which text is replaced');
  const raw = texts.get(edit.path) ?? (await textOf(root, edit.path));
  texts.set(edit.path, raw);
  const found = within === 'exact' ? placeExact(edit, raw) : placeShown(edit, raw, own);
  return raw.slice(found.start, found.end) === found.replace ? undefined : { ...found, path: edit.path, isNew: false };
}

async function placeNew(edit: Edit, root: string, sources: readonly TaskSource[]): Promise<PlacedEdit> {
  const { path, find, replace } = edit;
  if (find !== '') throw new EditFault('the file was not sent');
  const fault = await newFileFault(
    root,
    path,
    sources.map((source) => source.path),
  );
  if (fault !== undefined) throw new EditFault(`no new file can be made there: ${fault}`);
  if (replace === '') throw new EditFault('the new file would be empty');
  return { path, start: 0, end: 0, replace: replace.endsWith('\n') ? replace : `${replace}\n`, isNew: true };
}

async function textOf(root: string, path: string): Promise<string> {
  const packages = await packagesFault(root, path);
  if (packages !== undefined) throw new EditFault(packages);
  const file = await readExact(root, path);
  if (file.kind === 'text') {
    if ((await realpath(join(root, path))) === join(root, path)) return file.text;
    throw new EditFault('a symbolic link leads there, and git changes nothing behind one');
  }
  throw new EditFault(`the file cannot be read: ${file.reason}`);
}

type Place = Pick<PlacedEdit, 'start' | 'end' | 'replace'>;

function placeExact({ find, replace }: Edit, raw: string): Place {
  const [start] = exactlyOne(placesOf(find, raw, 0, raw.length, MOST_PLACES), 'the file');
  return { start, end: start + find.length, replace };
}

function placeShown({ find, replace }: Edit, raw: string, own: readonly TaskSource[]): Place {
  const shown = new ShownText(raw);
  const wanted = find.replaceAll('\r\n', '\n');
  const starts = own.flatMap((source) => {
    const from = shown.offsetOf(source);
    if (from === undefined) throw new EditFault('the file has changed since it was shown');
    const to = from + source.text.replaceAll('\r\n', '\n').length;
    return placesOf(wanted, shown.text, from, to, MOST_PLACES);
  });
  const [start] = exactlyOne(starts, 'what was shown of the file');
  return {
    start: shown.rawOffset(start),
    end: shown.rawOffset(start + wanted.length),
    replace: replace.replaceAll('\r\n', '\n').replaceAll('\n', shown.lineEnd),
  };
}

function exactlyOne(places: readonly number[], where: string): readonly [number] {
  const [first] = places;
  if (first === undefined) throw new EditFault(`the text that it replaces does not stand in ${where}`);
  if (places.length > 1)
    throw new EditFault(`the text that it replaces stands ${places.length} times in ${where}, and must stand once`);
  return [first];
}

function changesOf(placed: readonly PlacedEdit[], texts: ReadonlyMap<string, string>): readonly FileChange[] {
  return [...new Set(placed.map(({ path }) => path))].map((path) => {
    const own = placed.filter((edit) => edit.path === path);
    const before = texts.get(path);
    const after = splice(before ?? '', own);
    if (after === undefined) throw new EditFault(`Two edits of ${JSON.stringify(path)} change the same text.`);
    return { path, before, after };
  });
}
