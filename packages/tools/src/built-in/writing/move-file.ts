import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { pathInput } from '../files/inputs.ts';
import { missing, seenFile } from '../sight/seen-text.ts';
import type { SightOptions } from '../sight/sight.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import { refuseUnportable } from './checked-target.ts';
import type { WriteBook } from './write-book.ts';
import { writeTool } from './write-tool.ts';

export function moveFileTool(options: SightOptions & { readonly writes: WriteBook }): Tool {
  return writeTool(
    options,
    'move_file',
    'Moves or renames a file of the workspace. Nothing is replaced.',
    () => z.strictObject({ from: pathInput, to: pathInput }),
    ({ from: fromText, to: toText }, sight) => {
      const [from, to] = [sight.path(fromText), sight.path(toText)];
      const found = seenFile(sight, from);
      if (found === undefined) throw missing(from);
      if (from === to || seenFile(sight, to) !== undefined)
        throw new ToolFault(`There is a file ${quote(to)} already: delete it first, or choose another name.`);
      refuseUnportable(to);
      const { bytes } = found;
      const mode = found.mode & 0o777;
      const writes = [
        { path: to, before: undefined, after: bytes, mode },
        { path: from, before: bytes, after: undefined, mode },
      ];
      return { title: `move ${from} to ${to}`, done: `Moved ${from} to ${to}.`, writes };
    },
  );
}
