import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { definedTool } from '../defined-tool.ts';
import { numberedLines } from '../numbered-lines.ts';
import { seenText } from '../sight/seen-text.ts';
import { Sight, type SightOptions } from '../sight/sight.ts';
import { lineInput, pathInput } from './inputs.ts';

const TIMEOUT_MS = 10_000;

export function readFileTool(options: SightOptions): Tool {
  return definedTool({
    name: 'read_file',
    kind: 'files',
    description: 'Reads a text file of the workspace, with line numbers. Long files are cut: it says how to read on.',
    input: () => z.strictObject({ path: pathInput, first_line: lineInput.optional(), last_line: lineInput.optional() }),
    effect: 'read',
    timeoutMs: TIMEOUT_MS,
    run: ({ path: text, ...range }) => {
      using sight = new Sight(options);
      const path = sight.path(text);
      return numberedLines(path, seenText(sight, path), range);
    },
  });
}
