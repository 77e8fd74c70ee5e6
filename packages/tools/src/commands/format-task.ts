import { HanzoError, type Task } from '@hanzo/contracts';
import type { Edit, EditsAnswer } from '../edits/edit.ts';
import { editsBetween } from '../edits/edits-between.ts';
import { readExact } from '../edits/exact-file.ts';
import { lineChanges, splitLines } from '../edits/line-changes.ts';
import type { Finding, FindingsAnswer } from '../checks/findings.ts';
import { endInWords, lastLines } from '../trial/run-command.ts';
import type { Trial } from '../trial/trial.ts';
import type { Workspace } from '../workspace/workspace.ts';

const MOST_QUOTE = 160;

/** Formats the task's files in a copy: what changed there is the answer, as edits or as findings. */
export async function formatTask(
  task: Task,
  trial: Trial,
  { root }: Workspace,
  signal: AbortSignal,
): Promise<EditsAnswer | FindingsAnswer> {
  const paths = [...new Set(task.sources.map(({ path }) => path))];
  const run = await trial.baseline('format', paths);
  signal.throwIfAborted();
  if (!run.isFine) {
    const said = lastLines(run.tail, 4, 400);
    const message = `"${trial.inWords('format')}" ${endInWords(run.end)}: ${said === '' ? 'it said nothing' : said}`;
    throw new HanzoError('ANSWER_INVALID', message, { details: { command: trial.inWords('format') } });
  }
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const path of paths) {
    const { before, after } = run.written.get(path) ?? {};
    if (before === undefined || after === undefined) continue;
    const file = await readExact(root, path);
    if (file.kind !== 'text' || file.text !== before)
      throw new HanzoError('ANSWER_INVALID', `${path} has changed since the run began.`, { details: { path } });
    edits.push(...editsBetween({ path, before, after }));
    findings.push(unformatted(path, before, after));
  }
  const unlike = findings.length;
  const summary = `${trial.inWords('format')}: ${unlike} of ${paths.length} files ${unlike === 1 ? 'is' : 'are'} not formatted.`;
  return task.output.kind === 'json' && task.output.name === 'edits' ? { summary, edits } : { summary, findings };
}

/** One finding for each file, at the first line that would change. */
function unformatted(path: string, before: string, after: string): Finding {
  const old = splitLines(before);
  const changes = lineChanges(old, splitLines(after));
  const lines = changes.reduce((sum, { beforeStart, beforeEnd }) => sum + Math.max(1, beforeEnd - beforeStart), 0);
  const at = Math.min(changes[0]?.beforeStart ?? 0, Math.max(0, old.length - 1));
  return {
    line: at + 1,
    quote: (old[at] ?? '').trim().slice(0, MOST_QUOTE),
    severity: 'low',
    category: 'format',
    confidence: 'high',
    rationale: '',
    message: `${path} is not formatted: ${lines} ${lines === 1 ? 'line' : 'lines'} would change.`,
    fix: 'Run the formatter, or take the edits of --patch.',
  };
}
