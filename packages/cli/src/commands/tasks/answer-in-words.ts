import type { Answer, Task } from '@hanzo/contracts';
import { editsOf, isEditsTask, parseEdits } from '@hanzo/orchestrator';
import { openWorkspace, unifiedDiff } from '@hanzo/tools';

/** An answer for people: edits as a diff. Those that cannot be made, since their files have changed, are told as they were given. */
export async function answerInWords(
  task: Pick<Task, 'sources' | 'output'>,
  answer: Pick<Answer, 'text' | 'who'>,
  workspace: string,
): Promise<string> {
  if (!isEditsTask(task)) return answer.text;
  const { root } = await openWorkspace(workspace);
  const parsed = parseEdits(answer.text);
  const resolved = await editsOf(root, task, answer);
  if (!parsed.ok || !resolved.ok) return answer.text;
  const diff = unifiedDiff(resolved.files);
  return `${parsed.value.summary.trim()}\n\n${diff === '' ? 'Nothing is changed.' : diff}`;
}
