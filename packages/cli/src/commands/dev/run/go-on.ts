import { openTaskBook } from '@hanzo/coordinator';
import type { RunResult } from '@hanzo/orchestrator';
import type { Setting } from '../../../setting.ts';
import { shortRunId } from '../../tasks/task-id.ts';
import type { EngineFlags } from '../flags.ts';

/** Commands that do what is left of a run, to be copied. */
export interface GoOn {
  /** The run stopped before all its tasks had ended. */
  readonly goOnWith?: string;
  /** Tasks ended without an answer. */
  readonly retryWith?: string;
}

export function goOnWith({ runId, complete }: RunResult, { paths }: Setting, flags: EngineFlags): GoOn {
  if (complete) return {};
  using book = openTaskBook(paths.journal);
  const run = book.findRun(runId);
  const id = shortRunId(runId);
  const home = flags.home === undefined ? '' : ` --home ${quoted(flags.home)}`;
  // Going on tries what is undone once more, too.
  if (run.resumable) return { goOnWith: `hanzo dev --resume ${id}${home}` };
  return run.counts.undone > 0 ? { retryWith: `hanzo tasks retry --dead --run ${id}${home}` } : {};
}

/** As a shell reads it back. */
function quoted(path: string): string {
  return /^[\w./~@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
