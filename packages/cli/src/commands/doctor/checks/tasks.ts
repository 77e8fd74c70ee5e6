import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { systemClock, toHanzoError } from '@hanzo/contracts';
import { readJournalReport, type JournalReport } from '@hanzo/coordinator';
import { fail, messageOf, ok, warn, type Check, type Finding } from '../check.ts';

/** Nobody will ever do what is older; it is no reason to warn of it for ever. */
const RECENT_DAYS = 7;
const DAY_MS = 86_400_000;

/** Whether runs can be recorded, and what of earlier ones is left to do. */
export const checkTasks: Check = ({ paths }) => {
  // To look is not to make.
  if (!existsSync(paths.journal)) return [];
  const fault = writeFault(paths.journal);
  if (fault !== undefined) return [fault];
  try {
    const since = systemClock.now() - RECENT_DAYS * DAY_MS;
    const recent = readJournalReport(paths.journal, { since, isPlanned: true }).tasksByState['undone'] ?? 0;
    return leftOver(readJournalReport(paths.journal, { isPlanned: true }), recent);
  } catch (thrown) {
    const { message, mend = 'Move the file away; a new one is made.' } = toHanzoError(thrown);
    return [fail('tasks', message, mend)];
  }
};

/** Takes the lock that every write needs, and lets it go. */
function writeFault(file: string): Finding | undefined {
  try {
    const db = new DatabaseSync(file, { timeout: 5_000 });
    try {
      db.exec('BEGIN IMMEDIATE; ROLLBACK');
    } finally {
      db.close();
    }
    return undefined;
  } catch (error) {
    const mend = 'Make the file and its folder writable, and end what holds the lock; without it no run can start.';
    return fail('tasks', `${file} cannot be written: ${messageOf(error)}`, mend);
  }
}

/** @param dead tasks of recent runs that ended without an answer */
function leftOver({ runsByState, tasksByState }: JournalReport, dead: number): readonly Finding[] {
  const interrupted = runsByState['interrupted'] ?? 0;
  const older = (tasksByState['undone'] ?? 0) - dead;
  const runs = interrupted === 1 ? '1 run was' : `${interrupted} runs were`;
  const tasks = dead === 1 ? '1 task ended' : `${dead} tasks ended`;
  const findings = [
    ...(interrupted === 0
      ? []
      : [warn('tasks', `${runs} interrupted`, 'See `hanzo tasks runs`; go on with `hanzo dev --resume last`.')]),
    ...(dead === 0
      ? []
      : [warn('tasks', `${tasks} without an answer`, 'See `hanzo tasks list --dead`; `hanzo tasks retry --dead`.')]),
  ];
  return findings.length > 0
    ? findings
    : [ok('tasks', `no run was interrupted, no task is without an answer${olderInWords(older)}`)];
}

function olderInWords(older: number): string {
  if (older === 0) return '';
  return ` (in the last ${RECENT_DAYS} days; ${older} before: \`hanzo tasks forget --older-than ${RECENT_DAYS}d\`)`;
}
