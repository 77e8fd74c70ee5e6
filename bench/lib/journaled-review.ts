import { systemClock } from '@hanzo/contracts';
import type { Journal } from '@hanzo/coordinator';
import type { Orchestrator, RunResult } from '@hanzo/orchestrator';

/** Has a workspace reviewed as `hanzo dev` does it: run, plan and end are in the journal. */
export async function journaledReview(
  orchestrator: Orchestrator,
  journal: Journal,
  { runId, root }: { readonly runId: string; readonly root: string },
): Promise<RunResult> {
  const instructions = 'Review the code for bugs.';
  const startedAt = systemClock.now();
  await journal.startRun({ id: runId, node: 'bench', orchestrator: 'none', workspace: root, instructions, startedAt });
  const stored: Promise<void>[] = [];
  const result = await orchestrator.run({
    instructions,
    runId,
    concurrency: 8,
    onEvent: (event) => event.kind === 'plan-ready' && stored.push(journal.setPlan(runId, event.plan)),
  });
  await Promise.all(stored);
  await journal.endRun(runId, result.complete ? 'complete' : 'incomplete', systemClock.now());
  return result;
}
