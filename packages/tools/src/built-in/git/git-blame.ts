import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { lineInput, pathInput } from '../files/inputs.ts';
import { SECRET_MASK, SecretLines, secretNote } from '../../guards/secret-lines.ts';
import { fitting, linesOf, shortLine } from '../numbered-lines.ts';
import type { SightOptions } from '../sight/sight.ts';
import { ToolFault } from '../tool-fault.ts';
import { commitInput, commitOf } from './commit-of.ts';
import { textIn } from './git-show.ts';
import { gitTool } from './git-tool.ts';

export function gitBlameTool(options: SightOptions): Tool {
  return gitTool(
    options,
    'git_blame',
    'Which commit, by whom and when, changed each line of a file last, as it was committed.',
    () =>
      z.strictObject({
        path: pathInput,
        first_line: lineInput.optional(),
        last_line: lineInput.optional(),
        commit: commitInput.optional().describe('Default: HEAD'),
      }),
    async ({ path: text, first_line: first = 1, last_line: last, commit = 'HEAD' }, { open, sight }) => {
      const path = sight.path(text);
      if (last !== undefined && last < first)
        throw new ToolFault(`"last_line" must be "first_line" (${first}) or more.`);
      const repository = await open();
      const id = await commitOf(repository, commit);
      const output = await repository.git([
        'blame',
        '--no-textconv',
        '--no-progress',
        // Of a setting: its lines would stand in git's words about it.
        '--no-ignore-revs-file',
        '--date=short',
        '-L',
        `${first},${last ?? ''}`,
        id,
        '--',
        path,
      ]);
      const secrets = new SecretLines(linesOf(await textIn(repository, id, path)), path);
      const rows = output.toString('utf8').trimEnd().split('\n');
      const told = rows.map((row, index) => (secrets.has(first - 1 + index) ? masked(row) : shortLine(row)));
      const [lines, left] = fitting(told);
      const note = secretNote(secrets.countIn(first - 1, lines.length));
      return (
        lines.join('\n') + note + (left > 0 ? `\nThere is more: read on with first_line ${first + lines.length}.` : '')
      );
    },
  );
}

/** Who and when stay. */
function masked(row: string): string {
  return (/^\^?[0-9a-f]+ .*?\(.*? \d{4}-\d\d-\d\d +\d+\) /.exec(row)?.[0] ?? '') + SECRET_MASK;
}
