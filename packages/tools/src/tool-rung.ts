import { type Answer, HanzoError, NO_USAGE, type Rung, type Task, type Who } from '@hanzo/contracts';
import { type CheckReport, checkText } from './check-text.ts';
import type { CheckName } from './checks.ts';
import type { Finding, FindingsAnswer } from './findings.ts';
import { createSyntaxParser, type SyntaxParser } from './syntax-parser.ts';
import type { Workspace } from './workspace.ts';

const WHO: Who = { kind: 'tool', tool: 'syntax-check' };

/**
 * The rung that does `check` tasks exactly and for nothing. It looks at the files as they are now in the workspace,
 * not at the text in the task, and answers in the findings JSON that models use.
 */
export function createToolRung(workspace: Workspace): Rung {
  const parser = createSyntaxParser();
  return {
    name: 'tool',
    paid: false,
    unfit(task) {
      if (task.kind !== 'check') return `Tools do checks only; this is a ${task.kind} task.`;
      if (task.sources.length === 0) return 'The task names no file to check.';
      return undefined;
    },
    async attempt(task, context) {
      const { signal } = context;
      signal.throwIfAborted();
      context.onStart(WHO);
      const startedAt = performance.now();
      const answer = await checkTask(workspace, parser, task, signal);
      const text = JSON.stringify(answer);
      context.onText(text);
      return toolAnswer(text, Math.round(performance.now() - startedAt));
    },
  };
}

async function checkTask(
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
};

function summaryOf(path: string, report: CheckReport): string {
  const checked = report.checked.map((name) => CHECK_WORDS[name]).join(' and ');
  const found = report.findings.length === 0 ? 'nothing found' : `${report.findings.length} found`;
  const unchecked = report.unchecked.length === 0 ? '' : ` Not checked further: ${report.unchecked.join('; ')}.`;
  return `${path}: checked ${checked}, ${found}.${unchecked}`;
}

function toolAnswer(text: string, totalMs: number): Answer {
  return {
    text,
    finish: 'stop',
    who: WHO,
    usage: NO_USAGE,
    timings: { queueMs: 0, firstTokenMs: totalMs, totalMs },
    costMicros: 0,
  };
}
