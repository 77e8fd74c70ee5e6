import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import type { FileChange } from '@hanzo/tools';
import { editsOf } from '../edits/edits-of.ts';
import { PASSED, reject } from './verdict.ts';

/** A verdict on edits, and where they apply what they make of the files. */
export interface Applied {
  readonly verdict: GateVerdict;
  readonly files: readonly FileChange[];
}

/** Every edit finds its text once in what was shown, or makes a new file beside it; nothing else is touched. */
export async function applies(root: string | undefined, task: Task, answer: Answer): Promise<Applied> {
  if (root === undefined)
    return { verdict: reject('applies', 'There is no workspace to hold the edits against.'), files: [] };
  const resolved = await editsOf(root, task, answer);
  return resolved.ok
    ? { verdict: PASSED, files: resolved.files }
    : { verdict: reject('applies', resolved.reason), files: [] };
}
