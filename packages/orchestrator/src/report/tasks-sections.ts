import type { Attempt, TaskRun } from '@hanzo/contracts';
import { codeCell, fenced, inline } from '@hanzo/tools';
import { changesFiles } from '../edits/edits-in.ts';
import { acceptedFindings } from '../gates/evidence.ts';
import { parseFindings } from '../findings/findings-schema.ts';
import type { RunResult } from '../run/run-result.ts';
import { whoInWords } from './who-in-words.ts';

/** The table of what was not done: the reason, and what each attempt came to. Empty when all is done. */
export function undoneSection({ outcomes }: RunResult): readonly string[] {
  const missing = outcomes.filter(({ outcome }) => outcome.state !== 'done');
  if (missing.length === 0) return [];
  const rows = missing.map(({ task, outcome }) => {
    const reason = outcome.state === 'undone' ? outcome.reason : 'cancelled';
    const attempts = outcome.attempts.map(attemptInWords).join('<br>');
    return `| ${inline(task.title)} | ${inline(reason)} | ${attempts === '' ? 'none' : attempts} |`;
  });
  return ['## Not done', '', '| Task | Reason | Attempts |', '| --- | --- | --- |', ...rows, ''];
}

function attemptInWords({ number, rung, who, end }: Attempt): string {
  const engine = whoInWords(end.kind === 'error' ? (who ?? { kind: 'none', rung }) : end.answer.who);
  const head = `${number}. ${inline(engine)}: `;
  switch (end.kind) {
    case 'passed':
      return `${head}accepted`;
    case 'rejected':
      return `${head}refused by gate ${inline(end.gate)}: ${inline(end.reason)}`;
    case 'error':
      return `${head}${end.code}: ${inline(end.message)}`;
  }
}

/**
 * The table of what was done only after refused answers, or after failures of cheaper rungs: by whom, and after what. What
 * was moved to another engine of its rung, or interrupted, is none of it. Empty when all went well.
 */
export function escalatedSection({ outcomes }: RunResult): readonly string[] {
  const rows = outcomes.flatMap(({ task, outcome }) => {
    if (outcome.state !== 'done') return [];
    const before = outcome.attempts.filter((attempt) => isPassedOver(attempt, outcome.attempts));
    if (before.length === 0) return [];
    const after = before.map(attemptInWords).join('<br>');
    return [`| ${inline(task.title)} | ${inline(whoInWords(outcome.answer.who))} | ${after} |`];
  });
  if (rows.length === 0) return [];
  return ['## Done after other tries', '', '| Task | By | Passed after |', '| --- | --- | --- |', ...rows, ''];
}

function isPassedOver({ rung, end }: Attempt, all: readonly Attempt[]): boolean {
  if (end.kind !== 'error') return end.kind === 'rejected';
  const last = all.findLast((attempt) => attempt.end.kind === 'passed');
  return end.code !== 'CANCELLED' && rung !== last?.rung;
}

/** Accepted texts, each in a fence: they are what a model wrote, not part of the report. */
export function proseSection({ prose }: RunResult): readonly string[] {
  if (prose.length === 0) return [];
  const sections = prose.flatMap(({ title, text, who }) => [
    `### ${inline(title)}`,
    '',
    `By ${inline(whoInWords(who))}:`,
    '',
    fenced(text, 'markdown'),
    '',
  ]);
  return ['## Texts', '', ...sections];
}

/** What engines said of the code that they accepted or criticised. */
export function looksSection({ outcomes }: RunResult): readonly string[] {
  const rows = outcomes
    .filter(
      ({ task, outcome }) =>
        task.kind !== 'check' && task.output.kind === 'json' && !changesFiles(task) && outcome.state === 'done',
    )
    .map(lookRow);
  if (rows.length === 0) return [];
  return ['## What was looked at', '', '| Task | By | Findings | Summary |', '| --- | --- | ---: | --- |', ...rows, ''];
}

function lookRow({ task, outcome }: TaskRun): string {
  if (outcome.state !== 'done') return '';
  const parsed = parseFindings(outcome.answer.text);
  const summary = parsed.ok ? parsed.value.summary : '';
  const found = acceptedFindings(task, outcome.answer).findings.length;
  return `| ${inline(task.title)} | ${inline(whoInWords(outcome.answer.who))} | ${found} | ${inline(summary)} |`;
}

/** What the tools checked, and what they could not. */
export function checksSection({ outcomes }: RunResult): readonly string[] {
  const checks = outcomes.filter(({ task, outcome }) => task.kind === 'check' && outcome.state === 'done');
  if (checks.length === 0) return [];
  const rows = checks.map(({ task, outcome }) => {
    const parsed = outcome.state === 'done' ? parseFindings(outcome.answer.text) : undefined;
    return `| ${codeCell(task.sources[0]?.path ?? task.title)} | ${inline(parsed?.ok === true ? parsed.value.summary : '')} |`;
  });
  return ['## Tool checks', '', '| File | Result |', '| --- | --- |', ...rows, ''];
}
