import { countOf } from '@hanzo/contracts';
import { SEVERITIES } from '@hanzo/tools';
import { MAX_FINDINGS } from '../findings/findings-schema.ts';
import { missedFiles } from '../plan/plan.ts';
import type { RunResult } from '../run/run-result.ts';

/** One line of plain text that says how a run ended. An incomplete run never reads as a clean one. */
export function verdictLine(
  result: Pick<RunResult, 'complete' | 'counts' | 'plan' | 'prose' | 'patch' | 'baseline' | 'fixes'>,
): string {
  const { counts, complete, plan, prose, patch, baseline, fixes } = result;
  const unmended = fixes?.unmended.length ?? 0;
  const missed = missedFiles(plan).length;
  const parts = [headline({ complete, counts, unmended, missed, mustCover: plan.coversAll === true })];
  parts.push(...foundInWords(counts, complete, baseline));
  if (patch !== undefined) parts.push(editedInWords(patch.files, fixes));
  if (prose.length > 0) parts.push(`${countOf(prose.length, 'text')} written.`);
  if (counts.fullAnswers > 0) parts.push(fullInWords(counts.fullAnswers));
  const others = plan.notCovered.filter(({ isMissed = false }) => !isMissed);
  const checked = others.filter(({ isChecked = false }) => isChecked).length;
  if (checked > 0) parts.push(`${countOf(checked, 'file')} got tool checks only.`);
  const unseen = others.length - checked;
  if (unseen > 0) parts.push(`${countOf(unseen, 'file')} not looked at.`);
  return parts.join(' ');
}

/** Edits that mend are applied later, or never. */
function editedInWords(files: number, fixes: RunResult['fixes']): string {
  if (fixes === undefined) return `${countOf(files, 'file')} changed in the patch.`;
  return `${countOf(fixes.mended.length, 'finding')} mended by edits of ${countOf(files, 'file')}.`;
}

/** What counts, and then what does not. */
function foundInWords(
  { bySeverity, known, below }: RunResult['counts'],
  complete: boolean,
  baseline: RunResult['baseline'],
): readonly string[] {
  const found = SEVERITIES.toReversed()
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${bySeverity[severity]} ${severity}`);
  const nothing = `Nothing${known > 0 ? ' new' : ''} was found${complete ? '' : ' in what was done'}.`;
  const parts = [found.length > 0 ? `Found: ${found.join(', ')}.` : nothing];
  if (known > 0) parts.push(`${countOf(known, 'known one')} kept quiet.`);
  const gone = baseline?.gone.length ?? 0;
  if (gone > 0) parts.push(`${gone} of the baseline ${gone === 1 ? 'is' : 'are'} not found any more.`);
  if (below > 0) parts.push(`${below} below the line.`);
  return parts;
}

/** Nobody shall take the worst few for all. */
function fullInWords(answers: number): string {
  const who = answers === 1 ? '1 answer has' : `${answers} answers have`;
  return `${who} as many findings as one may have (${MAX_FINDINGS}): there may be more.`;
}

interface Ended {
  readonly complete: boolean;
  readonly counts: RunResult['counts'];
  readonly unmended: number;
  /** Files that somebody should have looked at. */
  readonly missed: number;
  /** Without them the run is incomplete. */
  readonly mustCover: boolean;
}

function headline(ended: Ended): string {
  const { complete, counts, missed } = ended;
  const left = missed === 0 ? '' : missedInWords(missed);
  if (complete && missed > 0) {
    const done = counts.tasks === 1 ? 'the one planned task is done' : `all ${counts.tasks} planned tasks are done`;
    return counts.tasks === 0 ? `DONE: nothing was left to do of the plan; ${left}.` : `DONE: ${done}; ${left}.`;
  }
  if (complete && counts.tasks === 0) return 'DONE: nothing was left to do.';
  if (complete) return counts.tasks === 1 ? 'DONE: its one task is done.' : `DONE: all ${counts.tasks} tasks done.`;
  const why = incompleteBecause(ended);
  if (missed === 0) return `INCOMPLETE: ${why}.`;
  if (!ended.mustCover) return `INCOMPLETE: ${why}; and ${left}.`;
  const and = counts.done === counts.tasks ? ', but' : '; and';
  return `INCOMPLETE: ${why}${and} ${left}. Raise --max-tasks or name fewer --files; the report names them and says why.`;
}

function missedInWords(missed: number): string {
  return `${countOf(missed, 'file')} of code ${missed === 1 ? 'was' : 'were'} not reviewed`;
}

function incompleteBecause({ counts, unmended }: Ended): string {
  if (counts.tasks === 0) return 'there was no task to do';
  const missing = counts.tasks - counts.done;
  const left = `${countOf(unmended, 'finding')} ${unmended === 1 ? 'is' : 'are'} not mended`;
  if (missing === 0) {
    const done = counts.tasks === 1 ? 'its one task was done' : `all ${counts.tasks} tasks were done`;
    return unmended > 0 ? `${done}, and ${left}` : done;
  }
  const which = counts.tasks === 1 ? 'its one task' : `${missing} of ${counts.tasks} tasks`;
  const verb = missing === 1 ? 'was' : 'were';
  const why = [
    ...(counts.cancelled > 0 ? [`${counts.cancelled} cancelled`] : []),
    ...(counts.unmade > 0 ? [`${counts.unmade} cannot be made any more`] : []),
  ].join(', ');
  return `${which} ${verb} not done${why === '' ? '' : ` (${why})`}${unmended > 0 ? `, and ${left}` : ''}`;
}
