import { EXIT, systemClock, toHanzoError, type ExitCode } from '@hanzo/contracts';
import type { Journal } from '@hanzo/coordinator';
import type { PreparedRun } from '@hanzo/orchestrator';
import { formatDollars } from '@hanzo/contracts';
import { glyphsFor } from '../../../terminal/glyphs.ts';
import { outputWidth } from '../../../terminal/table-fit.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { resumeCommand } from '../run/go-on.ts';
import { spentOn } from './approval.ts';
import { planLines } from './plan-lines.ts';
import type { CostParts } from './plan-costs.ts';
import { planView } from './plan-view.ts';

export interface PlanOnlyParts extends CostParts {
  readonly flags: DevFlags;
  readonly terminal: Terminal;
  readonly journal: Pick<Journal, 'endRun'>;
  readonly runId: string;
  /** @default the command that takes the run up */
  readonly resumeWith?: string | undefined;
  /** Plans, and has the plan in the journal. */
  readonly prepare: () => Promise<PreparedRun>;
}

/** Plans, shows the plan and leaves it in the journal, for whoever goes on with it: nothing of it is done. */
export async function planOnly(parts: PlanOnlyParts): Promise<ExitCode> {
  const { journal, runId, flags, terminal } = parts;
  let prepared: PreparedRun;
  try {
    prepared = await parts.prepare();
  } catch (error) {
    const state = toHanzoError(error).code === 'CANCELLED' ? 'cancelled' : 'failed';
    await journal.endRun(runId, state, systemClock.now());
    throw error;
  }
  // It stands there as one that was stopped before its first task.
  await journal.endRun(runId, 'cancelled', systemClock.now());
  const spentMicros = spentOn(prepared);
  const view = planView(prepared, flags, parts, spentMicros);
  const goOnWith = resumeCommand(runId, flags);
  if (flags.json === true) {
    const { origin, calls } = prepared.plan;
    terminal.out(
      JSON.stringify({ v: 1, event: 'plan', dryRun: false, runId, ...view, origin, calls, spentMicros, goOnWith }),
    );
    return EXIT.done;
  }
  const width = outputWidth(terminal, process.env);
  for (const line of planLines(view, { width, glyphs: glyphsFor(process.env), all: flags.verbose })) terminal.out(line);
  terminal.err(`planning cost ${formatDollars(spentMicros)}; nothing of the plan was done`);
  terminal.err(`go on with: ${parts.resumeWith ?? goOnWith}`);
  return EXIT.done;
}
