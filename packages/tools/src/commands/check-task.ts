import { HanzoError, type Task } from '@hanzo/contracts';
import { type CheckReport, checkText } from '../checks/check-text.ts';
import type { CheckName } from '../checks/checks.ts';
import type { Finding, FindingsAnswer } from '../checks/findings.ts';
import type { SyntaxParser } from '../checks/syntax-parser.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Checks the syntax of the task's files. */
export async function checkTask(
  workspace: Workspace,
  parser: SyntaxParser,
  task: Task,
  signal: AbortSignal,
): Promise<FindingsAnswer> {
  const findings: Finding[] = [];
  const sentences: string[] = [];
  for (const path of new Set(task.sources.map((source) => source.path))) {
    const file = await workspace.read(path);
    signal.throwIfAborted();
    if (file.kind !== 'text') {
      throw new HanzoError('ANSWER_INVALID', `${path} cannot be checked: ${file.reason}.`, { details: { path } });
    }
    const report = await checkText(path, file.text, { parser, signal });
    findings.push(...report.findings);
    sentences.push(summaryOf(path, report));
  }
  return { summary: sentences.join(' '), findings };
}

const CHECK_WORDS: Readonly<Record<CheckName, string>> = {
  'merge-markers': 'merge markers',
  json: 'JSON syntax',
  jsonc: 'JSON syntax (comments allowed)',
  typescript: 'TypeScript syntax',
  javascript: 'JavaScript syntax',
  python: 'Python syntax (as far as a tolerant parser sees it)',
};

function summaryOf(path: string, report: CheckReport): string {
  const checked = report.checked.map((name) => CHECK_WORDS[name]).join(' and ');
  const found = report.findings.length === 0 ? 'nothing found' : `${report.findings.length} found`;
  const unchecked = report.unchecked.length === 0 ? '' : ` Not checked further: ${report.unchecked.join('; ')}.`;
  return `${path}: checked ${checked}, ${found}.${unchecked}`;
}
