import type { Answer } from '@hanzo/contracts';
import { resolveEdits, type ResolvedEdits } from '@hanzo/tools';
import { type EditingTask, editsIn } from './edits-in.ts';

/**
 * The edits of an answer, held against the files as they are now. Models may change what they were shown; tools have seen whole
 * files.
 *
 * @param texts files that were read already, and those that are read now
 */
export async function editsOf(
  root: string,
  task: EditingTask,
  { text, who }: Pick<Answer, 'text' | 'who'>,
  texts?: Map<string, string>,
): Promise<ResolvedEdits> {
  const parsed = editsIn(task, text);
  if (!parsed.ok) return parsed;
  return await resolveEdits(parsed.value.edits, {
    root,
    sources: task.sources,
    within: who.kind === 'tool' ? 'exact' : 'shown',
    texts,
  });
}
