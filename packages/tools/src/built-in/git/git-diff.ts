import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { pathInput } from '../files/inputs.ts';
import type { SightOptions } from '../sight/sight.ts';
import { commitDiff } from './commit-diff.ts';
import { commitInput, commitOf } from './commit-of.ts';
import { gitTool } from './git-tool.ts';
import { toldDiff } from './told-diff.ts';
import { worktreeDiff } from './worktree-diff.ts';

export function gitDiffTool(options: SightOptions): Tool {
  return gitTool(
    options,
    'git_diff',
    'What changed from one commit to another one, or to the tracked files as they are now.',
    () =>
      z.strictObject({
        from: commitInput.optional().describe('Default: HEAD'),
        to: commitInput.optional().describe('Default: the files now'),
        path: pathInput.optional(),
      }),
    async ({ from: fromName = 'HEAD', to: toName, path: text = '' }, { open, sight }) => {
      const path = sight.path(text, { isFolder: true });
      const repository = await open();
      const from = await commitOf(repository, fromName);
      if (toName === undefined) {
        const now = await worktreeDiff(repository, sight, from, path);
        return toldDiff(`From ${from.slice(0, 12)} to the files now:`, now);
      }
      const to = await commitOf(repository, toName);
      const both = await commitDiff(repository, sight, [from, to], path);
      return toldDiff(`From ${from.slice(0, 12)} to ${to.slice(0, 12)}:`, both);
    },
  );
}
