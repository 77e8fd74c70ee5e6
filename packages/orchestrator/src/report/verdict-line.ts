import { SEVERITIES } from '@hanzo/tools';
import { rememberedInWords } from '../remembered/in-words.ts';
import type { RunResult } from '../run/run-result.ts';

/** One line of plain text that says how a run ended. An incomplete run never reads as a clean one. */
export function verdictLine(
  result: Pick<RunResult, 'complete' | 'counts' | 'plan' | 'prose' | 'patch' | 'remembered'>,
): string {
  const { counts, complete, plan, prose, patch, remembered } = result;
  const parts = [headline(complete, counts)];
  if (remembered !== undefined) parts.push(rememberedInWords(remembered));
  const found = SEVERITIES.toReversed()
    .filter((severity) => counts.bySeverity[severity] > 0)
    .map((severity) => `${counts.bySeverity[severity]} ${severity}`);
  if (found.length > 0) parts.push(`Found: ${found.join(', ')}.`);
  else parts.push(complete ? 'Nothing was found.' : 'Nothing was found in what was done.');
  if (patch !== undefined) parts.push(`${plural(patch.files, 'file')} changed in the patch.`);
  if (prose.length > 0) parts.push(`${plural(prose.length, 'text')} written.`);
  if (plan.notCovered.length > 0) parts.push(`${plural(plan.notCovered.length, 'file')} not looked at.`);
  return parts.join(' ');
}

function headline(complete: boolean, counts: RunResult['counts']): string {
  if (complete && counts.tasks === 0) return 'DONE: nothing was left to do.';
  if (complete) return `DONE: all ${plural(counts.tasks, 'task')} done.`;
  if (counts.tasks === 0) return 'INCOMPLETE: there was no task to do.';
  const missing = counts.tasks - counts.done;
  const verb = missing === 1 ? 'was' : 'were';
  const why = [
    ...(counts.cancelled > 0 ? [`${counts.cancelled} cancelled`] : []),
    ...(counts.unmade > 0 ? [`${counts.unmade} cannot be made any more`] : []),
  ].join(', ');
  return `INCOMPLETE: ${missing} of ${plural(counts.tasks, 'task')} ${verb} not done${why === '' ? '' : ` (${why})`}.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
