import { join } from 'node:path';
import { openJournal, type Journal } from '../src/index.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';

/** A journal of its own with one run in it, `run-1`, closed and deleted with the stack. */
export async function journalOfRun(stack: AsyncDisposableStack): Promise<{ journal: Journal; file: string }> {
  const file = join(stack.use(temporaryFolder()).path, 'journal.db');
  const journal = stack.use(openJournal(file));
  await journal.startRun({ id: 'run-1', node: 'c', orchestrator: 'o', workspace: '/w', startedAt: 1 });
  return { journal, file };
}
