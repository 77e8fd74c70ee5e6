import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { pathInput } from '../files/inputs.ts';
import { missing, seenFile } from '../sight/seen-text.ts';
import type { SightOptions } from '../sight/sight.ts';
import type { WriteBook } from './write-book.ts';
import { writeTool } from './write-tool.ts';

export function deleteFileTool(options: SightOptions & { readonly writes: WriteBook }): Tool {
  return writeTool(
    options,
    'delete_file',
    'Deletes a file of the workspace.',
    () => z.strictObject({ path: pathInput }),
    ({ path: text }, sight) => {
      const path = sight.path(text);
      const found = seenFile(sight, path);
      if (found === undefined) throw missing(path);
      return {
        title: `delete ${path}`,
        done: `Deleted ${path}.`,
        writes: [{ path, before: found.bytes, after: undefined, mode: found.mode & 0o777 }],
      };
    },
  );
}
