import type { GateVerdict } from '@hanzo/contracts';
import { type FileChange, openSyntax } from '@hanzo/tools';
import { PASSED, reject } from './verdict.ts';

/** All that is no comment stands there after the edits as before. */
export async function commentsOnly(
  files: readonly FileChange[],
  unjudged: (sentence: string) => void,
): Promise<GateVerdict> {
  using syntax = await openSyntax(files.map(({ path }) => path));
  for (const { path, before, after } of files) {
    const isSame = before === undefined ? false : syntax.sameCode(path, before, after);
    if (isSame === false)
      return reject('comments-only', `The code of ${path} is not what it was: more than comments changes.`);
    if (isSame === undefined)
      unjudged(`comments-only: ${path} cannot be parsed, so that only its comments change is not judged.`);
  }
  return PASSED;
}
