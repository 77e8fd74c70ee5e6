import { formatDollars } from '@hanzo/contracts';
import { delegatedInWords, delegationEnd } from '../../delegated/in-words.ts';
import type { RunResult } from '../../run/run-result.ts';
import { code, paragraph, section, table } from './blocks.ts';
import { BREAK, type Child } from './markup.ts';

const COLUMNS = ['Task', 'Failed tries', 'Asked', 'What came of it', 'Root cause', 'Fixes', 'Delegation', 'Cost'];

/** What came of tasks that were delegated after they had failed. */
export function delegatedHtml({ delegated = [] }: Pick<RunResult, 'delegated'>): readonly Child[] {
  if (delegated.length === 0) return [];
  const columns = COLUMNS.map((title, at) => ({ title, isNumber: at === 1 || at === 7 }));
  const rows = delegated.map((task) => [
    task.title,
    String(task.failures),
    task.model === undefined ? 'nobody' : code(task.model),
    delegationEnd(task),
    task.rootCause ?? '',
    (task.fixes ?? []).map((fix, at) => [`${at + 1}. ${fix}`, BREAK]),
    task.delegation === undefined ? '' : code(task.delegation),
    formatDollars(task.costMicros),
  ]);
  const words = paragraph(delegatedInWords(delegated));
  return section('Delegated', words, table('Tasks that were delegated after they had failed', columns, rows));
}
