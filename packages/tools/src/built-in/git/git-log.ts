import type { Tool } from '@hanzo/contracts';
import { z } from 'zod';
import { argumentInput, pathInput } from '../files/inputs.ts';
import { SECRET_MASK, SecretLines, secretNote } from '../../guards/secret-lines.ts';
import { fitting, shortLine } from '../numbered-lines.ts';
import type { SightOptions } from '../sight/sight.ts';
import { commitInput, commitOf } from './commit-of.ts';
import { gitTool } from './git-tool.ts';

const MOST_COMMITS = 200;
const DEFAULT_COMMITS = 20;
const MOST_CHARS = 500;

export function gitLogTool(options: SightOptions): Tool {
  return gitTool(
    options,
    'git_log',
    'Commits, newest first: id, day, author, subject.',
    () =>
      z.strictObject({
        commit: commitInput.optional().describe('Where to begin; default: HEAD'),
        path: pathInput.optional().describe('Only those that change it'),
        message: argumentInput(MOST_CHARS).optional().describe('Only those whose message has this text'),
        limit: z.int().min(1).max(MOST_COMMITS).optional().describe('Default 20, at most 200'),
      }),
    async ({ commit = 'HEAD', path: text = '', message, limit = DEFAULT_COMMITS }, { open, sight }) => {
      const path = sight.path(text, { isFolder: true });
      const repository = await open();
      const paths = path === '' && repository.prefix === '' ? [] : [path === '' ? '.' : path];
      const output = await repository.git([
        'log',
        `--max-count=${limit + 1}`,
        '-z',
        '--format=%h %ad %an: %s',
        '--date=short',
        '--no-show-signature',
        '--no-color',
        '--no-decorate',
        ...(message === undefined ? [] : ['--fixed-strings', '--regexp-ignore-case', `--grep=${message}`]),
        await commitOf(repository, commit),
        '--',
        ...paths,
      ]);
      const all = output.toString('utf8').split('\0').filter(Boolean);
      const commits = all.map((line) => line.replaceAll('\n', ' '));
      if (commits.length === 0) return 'No such commit.';
      const secrets = new SecretLines(commits, '');
      const own = commits.slice(0, limit);
      const [told, left] = fitting(own.map((line, index) => (secrets.has(index) ? masked(line) : shortLine(line))));
      const more = left > 0 || commits.length > limit ? `\nThere are older ones: these are ${told.length}.` : '';
      return told.join('\n') + more + secretNote(secrets.countIn(0, told.length));
    },
  );
}

/** Id and day stay. */
function masked(line: string): string {
  return (/^[0-9a-f]+ \S+ /.exec(line)?.[0] ?? '') + SECRET_MASK;
}
