import { countOf } from '@hanzo/contracts';
import { SEVERITIES } from '@hanzo/tools';
import { MAX_FINDINGS } from '../findings-schema.ts';
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
  if (patch !== undefined) parts.push(`${countOf(patch.files, 'file')} changed in the patch.`);
  if (prose.length > 0) parts.push(`${countOf(prose.length, 'text')} written.`);
  if (counts.fullAnswers > 0) parts.push(fullInWords(counts.fullAnswers));
  const checked = plan.notCovered.filter(({ isChecked = false }) => isChecked).length;
  if (checked > 0) parts.push(`${countOf(checked, 'file')} got a syntax check only.`);
  const unseen = plan.notCovered.length - checked;
  if (unseen > 0) parts.push(`${countOf(unseen, 'file')} not looked at.`);
  return parts.join(' ');
}

/** Nobody shall take the worst few for all. */
function fullInWords(answers: number): string {
  const who = answers === 1 ? '1 answer has' : `${answers} answers have`;
  return `${who} as many findings as one may have (${MAX_FINDINGS}): there may be more.`;
}

function headline(complete: boolean, counts: RunResult['counts']): string {
  if (complete && counts.tasks === 0) return 'DONE: nothing was left to do.';
  if (complete) return counts.tasks === 1 ? 'DONE: its one task is done.' : `DONE: all ${counts.tasks} tasks done.`;
  if (counts.tasks === 0) return 'INCOMPLETE: there was no task to do.';
  const missing = counts.tasks - counts.done;
  const which = counts.tasks === 1 ? 'its one task' : `${missing} of ${counts.tasks} tasks`;
  const verb = missing === 1 ? 'was' : 'were';
  const why = [
    ...(counts.cancelled > 0 ? [`${counts.cancelled} cancelled`] : []),
    ...(counts.unmade > 0 ? [`${counts.unmade} cannot be made any more`] : []),
  ].join(', ');
  return `INCOMPLETE: ${which} ${verb} not done${why === '' ? '' : ` (${why})`}.`;
}
