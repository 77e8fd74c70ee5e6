import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { lineInput, pathInput } from '../files/inputs.ts';
import { MOST_FILE_BYTES } from '../limits.ts';
import { numberedLines } from '../numbered-lines.ts';
import { decoded } from '../sight/seen-text.ts';
import type { Sight, SightOptions } from '../sight/sight.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import { readBlobs } from './blobs.ts';
import { commitDiff } from './commit-diff.ts';
import { commitInput, commitOf } from './commit-of.ts';
import { gitTool } from './git-tool.ts';
import type { Repository } from './repository.ts';
import { toldDiff } from './told-diff.ts';

export function gitShowTool(options: SightOptions): Tool {
  return gitTool(
    options,
    'git_show',
    'A commit: its message and what it changed. With a path: that file as it was in the commit.',
    () =>
      z.strictObject({
        commit: commitInput,
        path: pathInput.optional(),
        first_line: lineInput.optional(),
        last_line: lineInput.optional(),
      }),
    async ({ commit, path: text, ...range }, { open, sight }) => {
      const path = text === undefined ? undefined : sight.path(text);
      const repository = await open();
      const id = await commitOf(repository, commit);
      if (path === undefined) return await shownCommit(repository, sight, id);
      return numberedLines(path, await textIn(repository, id, path), range, `${path} in ${id.slice(0, 12)}`);
    },
  );
}

async function shownCommit(repository: Repository, sight: Sight, id: string): Promise<string> {
  const format = ['--no-show-signature', '--no-color', '--no-patch', '--date=iso-strict'];
  const output = await repository.git(['log', '-1', ...format, '--format=%P%n%h %ad %an%n%n%B', id, '--']);
  const [parents = '', ...head] = output.toString('utf8').trimEnd().split('\n');
  const first = parents.split(' ')[0] ?? '';
  const diff = await commitDiff(repository, sight, first === '' ? ['--root', id] : [first, id], '');
  return toldDiff(head.join('\n'), diff);
}

/**
 * The text of a file as it was committed.
 *
 * @throws ToolFault when there is no such text
 */
export async function textIn(repository: Repository, commit: string, path: string): Promise<string> {
  const entry = (await repository.git(['ls-tree', '-z', commit, '--', path])).toString('utf8');
  const [, mode, id] = /^(\d+) blob ([0-9a-f]+)\t/.exec(entry) ?? [];
  if (id === undefined || mode === '120000')
    throw new ToolFault(`There is no file ${quote(path)} in ${commit.slice(0, 12)}.`);
  const bytes = (await readBlobs(repository, [id], MOST_FILE_BYTES)).get(id);
  const text = bytes === undefined ? { kind: 'none' as const, why: 'it is too large' } : decoded(bytes);
  if (text.kind === 'text') return text.text;
  throw new ToolFault(`${quote(path)} in ${commit.slice(0, 12)} cannot be read: ${text.why}.`);
}
