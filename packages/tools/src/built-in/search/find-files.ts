import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { definedTool } from '../defined-tool.ts';
import { argumentInput, pathInput } from '../files/inputs.ts';
import { fitting } from '../numbered-lines.ts';
import { Sight, type SightOptions } from '../sight/sight.ts';
import { seenPaths } from './seen-paths.ts';
import { ripgrep, SEARCH_MS } from './ripgrep.ts';

const MOST_CHARS = 1_000;

export function findFilesTool(options: SightOptions): Tool {
  return definedTool({
    name: 'find_files',
    kind: 'files',
    description: 'Finds files of the workspace by a glob such as "*.ts" (in every folder) or "src/**/*.{ts,tsx}".',
    input: () =>
      z.strictObject({
        glob: argumentInput(MOST_CHARS),
        path: pathInput.optional().describe('Folder to look in'),
      }),
    effect: 'read',
    timeoutMs: SEARCH_MS,
    run: async ({ glob, path: text = '' }, { signal }) => {
      using sight = new Sight(options);
      const path = sight.path(text, { isFolder: true });
      const found = await ripgrep(['--files', '--null'], { root: options.root, glob, path, signal });
      const paths = seenPaths(sight, found.output.split('\0').slice(0, -1));
      if (paths.length === 0) return 'No file of that name that tools may see.';
      const [shown, left] = fitting(paths);
      if (left === 0 && !found.isCut) return shown.join('\n');
      const all = found.isCut ? 'more' : `${paths.length}`;
      return `${shown.join('\n')}\nThere are ${all}, of which these are ${shown.length}: use a narrower glob.`;
    },
  });
}
