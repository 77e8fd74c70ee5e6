import type { GateName, GateVerdict, Task } from '@hanzo/contracts';
import type { FileChange, TrialCommandName } from '@hanzo/tools';
import { commandPasses } from './commands.ts';
import type { GateTools } from './gate-tools.ts';
import { parses } from './parses.ts';
import { PASSED } from './verdict.ts';

/** The commands that judge a project as a whole; the others judge a file at a time, and have. */
const OF_THE_WHOLE: readonly TrialCommandName[] = ['types', 'tests'];

/**
 * Judges the edits of several tasks together: their syntax, and the commands that judge a whole, where a task of theirs is judged by
 * them. What is not judged passes, and is said.
 */
export async function passTogether(
  files: readonly FileChange[],
  tasks: readonly Pick<Task, 'gates' | 'kind'>[],
  { parser, trial, onUnjudged, signal = new AbortController().signal }: GateTools,
): Promise<GateVerdict> {
  const unjudged = (why: string): void => onUnjudged?.(`the edits of all tasks together: ${why}`);
  const wanted = new Set<GateName>(tasks.flatMap(({ gates = [] }) => gates));
  try {
    const syntax = parser === undefined ? PASSED : await parses(files, parser, signal);
    if (!syntax.passed) return syntax;
    for (const name of OF_THE_WHOLE.filter((one) => wanted.has(one))) {
      const verdict = await commandPasses(name, files, trial, { signal, unjudged });
      if (!verdict.passed) return verdict;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    unjudged('the run was ended before they were tried.');
  }
  return PASSED;
}
