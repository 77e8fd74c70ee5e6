import { countOf, formatDollars } from '@hanzo/contracts';
import { codeCell, inline } from '@hanzo/tools';
import type { FileRow } from '../run/file-rows.ts';
import type { RunResult } from '../run/run-result.ts';

/** The table of a batch: what came of each file. Empty for other runs. */
export function filesSection({ files }: Pick<RunResult, 'files'>): readonly string[] {
  if (files === undefined || files.length === 0) return [];
  const done = files.filter(({ state }) => state === 'done' || state === 'remembered').length;
  return [
    '## Files',
    '',
    `${done} of ${countOf(files.length, 'file')} done.`,
    '',
    '| File | State | Findings | By | Cost |',
    '| --- | --- | ---: | --- | ---: |',
    ...files.map(rowOf),
    '',
  ];
}

function rowOf({ path, state, why, tasks, findings, by, costMicros }: FileRow): string {
  const part = tasks.of > 1 ? ` (${tasks.done} of ${tasks.of} tasks)` : '';
  const because = why === undefined ? '' : `: ${inline(why)}`;
  const who = by.length === 0 ? '-' : inline(by.join(', '));
  return `| ${codeCell(path)} | ${state}${part}${because} | ${findings} | ${who} | ${formatDollars(costMicros)} |`;
}
