import { HanzoError, type Task, type TaskSource } from '@hanzo/contracts';
import type { FindingsAnswer } from '../checks/findings.ts';
import { lintLines, meantFile, type LintLine } from '../checks/lint-lines.ts';
import { endInWords, lastLines } from '../trial/run-command.ts';
import type { Trial, TrialRun } from '../trial/trial.ts';
import type { Workspace } from '../workspace/workspace.ts';

const MOST_QUOTE = 160;
const MOST_MESSAGE = 1_000;

/** What the project's linter says of the task's lines. */
export async function lintTask(
  task: Task,
  trial: Trial,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<FindingsAnswer> {
  const paths = [...new Set(task.sources.map(({ path }) => path))];
  const run = await trial.baseline('lint', paths);
  signal.throwIfAborted();
  const command = trial.inWords('lint');
  const all = linesOf(run);
  const ended = endInWords(run.end);
  if (all.length === 0 && !saysNothing(run)) {
    const said = lastLines(run.tail, 4, 400);
    const why = `none of its lines reads "path:line: message" of a file here${said === '' ? '' : `, e.g. ${said}`}`;
    throw new HanzoError('ANSWER_INVALID', `"${command}" ${ended}: ${why}`, {
      mend: 'Have it print the "unix" format, one line for each finding.',
      details: { command },
    });
  }
  const own = all.filter((line) => task.sources.some((source) => holds(source, line)));
  const quotes = await quotesOf(own, workspace);
  const findings = own.map(({ line, message, severity }, index) => ({
    line,
    quote: quotes[index] ?? '',
    severity,
    category: 'lint' as const,
    confidence: 'high' as const,
    rationale: '',
    message: message.slice(0, MOST_MESSAGE).toWellFormed(),
    fix: '',
  }));
  return { summary: `${command} ${ended}: ${findings.length} found in ${paths.join(', ')}.`, findings };
}

/** What it says of files of the copy. */
function linesOf({ end, output, root, paths }: TrialRun): readonly LintLine[] {
  if (end.kind !== 'exited') return [];
  return lintLines(output, root).flatMap((line) => {
    const path = meantFile(line.path, paths);
    return path === undefined ? [] : [{ ...line, path }];
  });
}

/** It is content: it ended well and named no file, as in a line of sums. What names files says something of them. */
function saysNothing({ isFine, output, root, paths }: TrialRun): boolean {
  // Runners of scripts repeat the command, and its files with it.
  const lines = output.split('\n').filter((line) => !/^\s*[>$] /.test(line));
  const words = lines.flatMap((line) => line.replaceAll(`${root}/`, '').split(/[\s"'()[\]<>:,]+/));
  return isFine && !words.some((word) => paths.has(word.replace(/^\.\//, '')));
}

function holds({ path, firstLine, text }: TaskSource, { path: file, line }: LintLine): boolean {
  return file === path && line >= firstLine && line < firstLine + text.split('\n').length;
}

async function quotesOf(lines: readonly LintLine[], workspace: Workspace): Promise<readonly string[]> {
  const texts = new Map<string, readonly string[]>();
  for (const { path } of lines) {
    if (texts.has(path)) continue;
    const file = await workspace.read(path);
    texts.set(path, file.kind === 'text' ? file.text.split('\n') : []);
  }
  return lines.map(({ path, line }) => (texts.get(path)?.[line - 1] ?? '').trim().slice(0, MOST_QUOTE));
}
