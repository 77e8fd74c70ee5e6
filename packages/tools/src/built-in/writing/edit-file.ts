import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { placesOf } from '../../edits/places.ts';
import { ShownText } from '../../edits/shown-text.ts';
import { pathInput } from '../files/inputs.ts';
import { decoded, missing, seenFile } from '../sight/seen-text.ts';
import type { SightOptions } from '../sight/sight.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import { writtenBytes } from './checked-target.ts';
import { refuseMasked } from './refuse-masked.ts';
import type { WriteBook } from './write-book.ts';
import { writeTool } from './write-tool.ts';

/** More places of one text are not counted. */
const MOST_PLACES = 100;

export function editFileTool(options: SightOptions & { readonly writes: WriteBook }): Tool {
  return writeTool(
    options,
    'edit_file',
    'Replaces a text that stands exactly once in a file of the workspace. Write it as read_file shows it, without line numbers.',
    () => z.strictObject({ path: pathInput, old_text: z.string().min(1), new_text: z.string() }),
    ({ path: text, old_text: old, new_text: replacement }, sight) => {
      const path = sight.path(text);
      const found = seenFile(sight, path);
      if (found === undefined) throw missing(path);
      const raw = decoded(found.bytes);
      if (raw.kind === 'none') throw new ToolFault(`${quote(path)} cannot be edited: ${raw.why}.`);
      refuseMasked(path, raw.text, old);
      const edited = replaced(path, raw.text, old, replacement);
      refuseMasked(path, raw.text, edited.text);
      const writes = [{ path, before: found.bytes, after: writtenBytes(edited.text) }];
      return { title: `edit ${path}`, done: `Edited ${path} at line ${edited.line}.`, writes };
    },
  );
}

/** All else of the file stays as it is, byte for byte. */
function replaced(
  path: string,
  raw: string,
  old: string,
  by: string,
): { readonly text: string; readonly line: number } {
  const shown = new ShownText(raw);
  const wanted = old.replaceAll('\r\n', '\n');
  const places = placesOf(wanted, shown.text, 0, shown.text.length, MOST_PLACES);
  const [place] = places;
  if (place === undefined)
    throw new ToolFault(`"old_text" does not stand in ${path}, character for character. Read the file again.`);
  if (places.length > 1)
    throw new ToolFault(
      `"old_text" stands ${places.length} times in ${path}, and must stand once: write more lines around it.`,
    );
  const put = by.replaceAll('\r\n', '\n');
  if (put === wanted) throw new ToolFault('"new_text" is the same as "old_text": nothing would change.');
  const [start, end] = [shown.rawOffset(place), shown.rawOffset(place + wanted.length)];
  const text = raw.slice(0, start) + put.replaceAll('\n', shown.lineEnd) + raw.slice(end);
  return { text, line: shown.text.slice(0, place).split('\n').length };
}
