import { countOf, type Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { showHidden } from '../../edits/hidden-characters.ts';
import { fitting } from '../numbered-lines.ts';
import type { SightOptions } from '../sight/sight.ts';
import { gitTool } from './git-tool.ts';
import { unlookedNote } from './submodules.ts';

export function gitStatusTool(options: SightOptions): Tool {
  return gitTool(
    options,
    'git_status',
    'The branch, and the files that are changed, staged or untracked.',
    () => z.strictObject({}),
    async (_, { open, sight }) => {
      const repository = await open();
      const unlooked = await unlookedNote(repository, sight, '');
      const args = ['--porcelain=v1', '--branch', '-z', '--no-renames', '--ignore-submodules=dirty'];
      const output = await repository.git(['status', ...args, '--untracked-files=normal', '--', '.']);
      const [branch = '', ...entries] = output.toString('utf8').split('\0').slice(0, -1);
      const changed = entries.map((entry) => ({ state: entry.slice(0, 2), path: entry.slice(3) }));
      const own = changed.flatMap(({ state, path }) =>
        path.startsWith(repository.prefix) ? [{ state, path: path.slice(repository.prefix.length) }] : [],
      );
      const seen = own.filter(({ path }) => sight.reason(path.replace(/\/$/, ''), path.endsWith('/')) === undefined);
      const [lines, left] = fitting(seen.map(({ state, path }) => `${state} ${showHidden(path)}`));
      const hidden = own.length - seen.length;
      return [
        showHidden(branch.replace(/^## /, 'branch ')),
        ...(own.length === 0
          ? [`nothing has changed${unlooked === '' ? '' : `; ${unlooked}`}`]
          : ['(staged, then not staged; ?? is untracked)']),
        ...lines,
        ...(left > 0 ? [`and ${left} more`] : []),
        ...(hidden > 0 ? [`and ${countOf(hidden, 'file')} that tools may not see`] : []),
        ...(own.length > 0 && unlooked !== '' ? [unlooked] : []),
      ].join('\n');
    },
  );
}
