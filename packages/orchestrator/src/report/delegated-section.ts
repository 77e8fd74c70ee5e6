import { formatDollars } from '@hanzo/contracts';
import { codeSpan, inline } from '@hanzo/tools';
import type { DelegatedTask } from '../delegated/delegated-task.ts';
import { delegatedInWords, delegationEnd } from '../delegated/in-words.ts';
import type { RunResult } from '../run/run-result.ts';

/** What came of tasks that were delegated after they had failed. Empty where none was. */
export function delegatedSection({ delegated = [] }: Pick<RunResult, 'delegated'>): readonly string[] {
  if (delegated.length === 0) return [];
  return ['## Delegated', '', delegatedInWords(delegated), '', ...delegated.flatMap(taskLines)];
}

function taskLines(task: DelegatedTask): readonly string[] {
  const { title, failures, model, rootCause, fixes = [], delegation, files, costMicros } = task;
  const who = model === undefined ? '' : ` ${codeSpan(model)} was asked for ${formatDollars(costMicros)}.`;
  return [
    `### ${inline(title)}`,
    '',
    `It had failed ${failures} times.${who} What came of it: ${inline(delegationEnd(task))}`,
    '',
    ...(rootCause === undefined ? [] : [`Root cause: ${inline(rootCause)}`, '']),
    ...(fixes.length === 0 ? [] : [...fixes.map((fix, at) => `${at + 1}. ${inline(fix)}`), '']),
    ...(delegation === undefined ? [] : [`All of it: ${codeSpan(`hanzo delegate show ${delegation}`)}`, '']),
    ...(files.length === 0 ? [] : [`Files: ${files.map((file) => codeSpan(file)).join(', ')}`, '']),
  ];
}
