import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { ShownText } from '../../edits/shown-text.ts';
import { pathInput } from '../files/inputs.ts';
import { linesOf } from '../numbered-lines.ts';
import { decoded, seenFile } from '../sight/seen-text.ts';
import type { SightOptions } from '../sight/sight.ts';
import { refuseUnportable, writtenBytes } from './checked-target.ts';
import { refuseMasked } from './refuse-masked.ts';
import type { WriteBook } from './write-book.ts';
import { writeTool } from './write-tool.ts';

const BYTE_ORDER_MARK = '\ufeff';

export function writeFileTool(options: SightOptions & { readonly writes: WriteBook }): Tool {
  return writeTool(
    options,
    'write_file',
    'Makes a file of the workspace, or replaces all of its text. To change a part, use edit_file.',
    () => z.strictObject({ path: pathInput, content: z.string() }),
    ({ path: text, content }, sight) => {
      const path = sight.path(text);
      const found = seenFile(sight, path);
      if (found === undefined) refuseUnportable(path);
      else refuseMaskedIn(path, found.bytes, content);
      const after = writtenBytes(found === undefined ? content : asBefore(content, found.bytes));
      const done = `${found === undefined ? 'Made' : 'Replaced'} ${path} (${linesOf(content).length} lines).`;
      const title = `${found === undefined ? 'make' : 'replace'} ${path}`;
      return { title, done, writes: [{ path, before: found?.bytes, after }] };
    },
  );
}

function refuseMaskedIn(path: string, before: Uint8Array, content: string): void {
  const old = decoded(before);
  if (old.kind === 'text') refuseMasked(path, old.text, content);
}

/** With the byte order mark and the line ends that the file had: models are shown neither. */
function asBefore(content: string, before: Uint8Array): string {
  const old = decoded(before);
  if (old.kind !== 'text') return content;
  const mark = old.text.startsWith(BYTE_ORDER_MARK) && !content.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  return mark + content.replaceAll('\r\n', '\n').replaceAll('\n', new ShownText(old.text).lineEnd);
}
