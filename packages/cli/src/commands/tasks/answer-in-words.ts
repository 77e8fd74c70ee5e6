import type { Answer, Task } from '@hanzo/contracts';
import { changesFiles, editsIn, editsOf } from '@hanzo/orchestrator';
import { openWorkspace, unifiedDiff } from '@hanzo/tools';

/** An answer for people: edits as a diff. Those that cannot be made, since their files have changed, are told as they were given. */
export async function answerInWords(
  task: Pick<Task, 'sources' | 'output' | 'comments'>,
  answer: Pick<Answer, 'text' | 'who'>,
  workspace: string,
): Promise<string> {
  if (!changesFiles(task)) return answer.text;
  const { root } = await openWorkspace(workspace);
  const parsed = editsIn(task, answer.text);
  const resolved = await editsOf(root, task, answer);
  if (!parsed.ok || !resolved.ok) return answer.text;
  const diff = unifiedDiff(resolved.files);
  return `${parsed.value.summary.trim()}\n\n${diff === '' ? 'Nothing is changed.' : diff}`;
}
