import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import type { FileChange } from '@hanzo/tools';
import { editsOf } from '../edits/edits-of.ts';
import { editsIn } from '../edits/edits-in.ts';
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
  if (!resolved.ok) return { verdict: reject('applies', resolved.reason), files: [] };
  const files = resolved.files.filter(({ before, after }) => before !== after);
  const idle = files.length === 0 ? idleFault(task, answer) : undefined;
  return { verdict: idle === undefined ? PASSED : reject('applies', idle), files };
}

/** There may be nothing to change, which the summary says; but not nothing to test or to mend, and no edit changes nothing. */
function idleFault(task: Task, { text }: Answer): string | undefined {
  if (task.kind === 'tests') return 'It adds or changes no test, and that is what the task is.';
  if (task.kind === 'fix') return 'It changes nothing, and so mends none of the findings that the task names.';
  const parsed = editsIn(task, text);
  return parsed.ok && parsed.value.edits.length > 0
    ? 'Its edits change nothing: what they put there stands there.'
    : undefined;
}
