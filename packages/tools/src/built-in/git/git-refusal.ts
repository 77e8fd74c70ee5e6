import { HanzoError } from '@hanzo/contracts';
import { gitFault } from '../../worktree/git.ts';
import { codeOf } from '../../writes/confined-root.ts';
import { ToolFault } from '../tool-fault.ts';

/** What git says that a model can do something about, in words of ours: in git's may stand lines of any file that it reads. */
const KNOWN: readonly (readonly [said: RegExp, words: string])[] = [
  [/not a git repository/, 'The workspace is not a git repository, nor in one.'],
  [/dubious ownership/, 'The repository belongs to another user of this machine, and git leaves it alone.'],
  [/no such path/, 'There is no such file in that commit.'],
  [/has only \d+ lines?/, 'The file has fewer lines than that.'],
  [/must be run in a work tree/, 'The repository has no files of its own: it is bare.'],
];

/** Why git did not do it: for the model, or for people where only they can mend it. */
export function gitRefusal(error: unknown, timeoutMs: number): Error {
  const code = codeOf(error);
  if (code === 'ENOENT')
    return new HanzoError('TOOL_FAILED', 'git is not there, or the workspace is gone.', {
      cause: error,
      mend: 'Install git.',
    });
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return new ToolFault('Git has too much to say: ask for one path, or for fewer commits.', { cause: error });
  if (error instanceof Error && 'killed' in error && error.killed === true)
    return new ToolFault(`Git took more than ${timeoutMs / 1000} s: ask for one path, or for fewer commits.`, {
      cause: error,
    });
  const said = gitFault(error);
  const words = KNOWN.find(([pattern]) => pattern.test(said))?.[1];
  return new ToolFault(words ?? 'Git refused: a part of the repository may be damaged or missing.', { cause: error });
}
