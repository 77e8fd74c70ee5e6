import { formatDollars } from '@hanzo/contracts';
import type { Saving, Unattended } from '@hanzo/coordinator';
import { labelled } from '../../terminal/table-fit.ts';
import { formatTime } from '../../terminal/units.ts';
import { countsInWords, formatCount, formatShare, perEach, reasonsInWords, total } from './figure-words.ts';
import type { Metrics } from './read-metrics.ts';

const INDENT = 10;

/** What was done and what it cost, in a few lines. */
export function summaryLines(metrics: Metrics, width: number): string[] {
  const { runsByState, tasksByState } = metrics.report;
  const runs = `${total(runsByState)}${inBrackets(countsInWords(runsByState))}${scopeInWords(metrics)}`;
  const line = (label: string, text: string): string[] => (text === '' ? [] : labelled(label, text, INDENT, width));
  return [
    ...line('runs', runs),
    ...line('tasks', `${total(tasksByState)}${inBrackets(countsInWords(tasksByState))}`),
    ...line('tries', triesInWords(metrics)),
    ...line('tokens', tokensInWords(metrics)),
    ...line('cost', costInWords(metrics)),
    ...line('', unattendedInWords(metrics.report.unattended)),
    ...line('per task', perTaskInWords(metrics)),
    ...metrics.report.savings
      .filter(isTold)
      .flatMap((saving, at) => line(at === 0 ? 'saved' : '', savingInWords(saving))),
    ...line('', metrics.report.savings.some(({ savedMicros }) => savedMicros !== undefined) ? ESTIMATE : ''),
  ];
}

const ESTIMATE =
  '(An estimate: the tokens of accepted answers at that price, and plans as paid, less all that was paid. ' +
  'Another model would count tokens differently and need other retries.)';

function scopeInWords({ window: { since, until }, orchestrator }: Metrics): string {
  const scope = [
    orchestrator === undefined ? '' : `orchestrator ${orchestrator}`,
    since === undefined ? '' : `since ${formatTime(since)}`,
    until === undefined ? '' : `until ${formatTime(until)}`,
  ].filter((part) => part !== '');
  return scope.length === 0 ? '' : `; ${scope.join(', ')}`;
}

function triesInWords({ report: { totals } }: Metrics): string {
  const { tries, successRate, rejected, failed, extra, refusedBy, failedBy } = totals;
  if (tries === 0) return '';
  const parts = [
    `${tries}, ${formatShare(successRate)} passed`,
    rejected === 0 ? '' : `${rejected} refused (by ${reasonsInWords(refusedBy)})`,
    failed === extra ? '' : `${failed - extra} failed${inBrackets(reasonsInWords(failedBy))}`,
    extra === 0 ? '' : `${extra} not needed`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function tokensInWords({ report: { totals } }: Metrics): string {
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = totals.usage;
  if (inputTokens + outputTokens === 0) return '';
  return (
    `${formatCount(inputTokens)} in (${formatCount(cachedInputTokens)} cached), ` +
    `${formatCount(outputTokens)} out (${formatCount(reasoningTokens)} reasoning)`
  );
}

function costInWords({ report: { totals } }: Metrics): string {
  const { calls, spentMicros, uncertainMicros, heldMicros } = totals;
  const uncertain =
    uncertainMicros > 0 ? `, of which ${formatDollars(uncertainMicros)} uncertain and charged in full` : '';
  const held = heldMicros > 0 ? `; ${formatDollars(heldMicros)} held by open calls` : '';
  return `${formatDollars(spentMicros)} by the ledger, for ${calls === 1 ? '1 call' : `${calls} calls`}${uncertain}${held}`;
}

const ROLES: Readonly<Record<Unattended['role'], string>> = {
  plan: 'plans',
  critic: 'critics',
  'cut-off': 'calls cut off',
  lost: 'answers that were lost',
  elsewhere: 'runs or tasks that are not in the journal',
};

function unattendedInWords(unattended: readonly Unattended[]): string {
  const parts = unattended.filter(({ spentMicros }) => spentMicros > 0);
  if (parts.length === 0) return '';
  return `included: ${parts.map(({ role, spentMicros }) => `${formatDollars(spentMicros)} for ${ROLES[role]}`).join(', ')}`;
}

/** Of all runs that the journal has: what a task cost, and would have cost where all of them can be compared. */
function perTaskInWords({ report: { savings } }: Metrics): string {
  const sum = (of: (saving: Saving) => number): number => savings.reduce((all, each) => all + of(each), 0);
  const done = sum(({ resolved }) => resolved);
  const paid = perEach(
    sum(({ spentMicros }) => spentMicros),
    done,
  );
  if (paid === undefined) return '';
  const otherwise = perEach(
    sum(({ otherwiseMicros = Number.NaN }) => otherwiseMicros),
    done,
  );
  const beside =
    otherwise === undefined || Number.isNaN(otherwise)
      ? ''
      : `; an estimated ${formatDollars(otherwise)} if everything had gone to the orchestrator's model`;
  return `${formatDollars(paid)} for each of ${done} that are done${beside}`;
}

function isTold({ resolved, spentMicros, savedMicros }: Saving): boolean {
  return (resolved > 0 || spentMicros > 0) && savedMicros !== 0;
}

function savingInWords({ orchestrator, comparedWith, savedMicros, otherwiseMicros }: Saving): string {
  if (savedMicros === undefined || otherwiseMicros === undefined)
    return `no estimate for runs of ${orchestrator}: the catalogue has no price for it`;
  const share = otherwiseMicros === 0 ? '' : ` (${formatShare(Math.abs(savedMicros) / otherwiseMicros)})`;
  const word = savedMicros < 0 ? 'MORE than' : 'less than';
  const others = comparedWith === orchestrator ? '' : `, in runs of ${orchestrator}`;
  return `${formatDollars(Math.abs(savedMicros))}${share} ${word} everything on ${comparedWith}${others}`;
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`;
}
