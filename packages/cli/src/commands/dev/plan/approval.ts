import { formatDollars } from '@hanzo/contracts';
import { budgetMicros, roughDollars } from '../money/money.ts';
import type { PreparedRun } from '@hanzo/orchestrator';
import { ask, canAsk } from '../../../terminal/ask.ts';
import { glyphsFor } from '../../../terminal/glyphs.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { MOST_ROWS, planLines } from './plan-lines.ts';
import type { CostParts } from './plan-costs.ts';
import { mostMicros, planView, type PlanView } from './plan-view.ts';

export interface ApprovalParts extends CostParts {
  readonly flags: DevFlags;
  readonly terminal: Terminal;
  /** Ends the question with the run. */
  readonly signal: AbortSignal;
  /** Asks a person. @default on the terminal */
  readonly question?: typeof ask;
  /** @default of the terminal */
  readonly isAttended?: boolean;
}

const WHEN_LEFT = 'Nothing of the plan was done.';

/**
 * Shows the plan before money is spent, and asks once. Nobody is asked who has said `--yes`, who cannot answer, whose program
 * reads the events, or where nothing can be paid.
 *
 * @throws HanzoError CANCELLED for Ctrl-C
 */
export async function approve(prepared: PreparedRun, parts: ApprovalParts): Promise<boolean> {
  const { flags, terminal, signal, question = ask, isAttended = canAsk(terminal) } = parts;
  if (flags.yes === true || flags.json === true || !isAttended) return true;
  const view = planView(prepared, flags, parts, spentOn(prepared));
  const most = mostMicros(view);
  if (most === 0) return true;
  let all = flags.verbose === true;
  showPlan(view, { terminal, all });
  const ends = (): boolean => all || view.tasks.length <= MOST_ROWS;
  for (;;) {
    const show = ends() ? '' : '/[s]how all';
    const words = `Do this, for ${atMost(most, flags, spentOn(prepared))}? [y]es/[n]o${show}:`;
    const answer = (await question(words, { whenLeft: WHEN_LEFT, signal })).toLowerCase();
    if (/^y(es)?$/.test(answer)) return true;
    if (/^no?$/.test(answer)) return false;
    if (!/^s(how)?( all)?$/.test(answer) || all) continue;
    all = true;
    showPlan(view, { terminal, all });
  }
}

/** The worst case, or what is left of the budget where that is less: more is never spent. */
function atMost(mostMicros: number, { budget }: Pick<DevFlags, 'budget'>, spentMicros: number): string {
  const limit = budgetMicros(budget);
  const left = limit === undefined ? undefined : Math.max(0, limit - spentMicros);
  if (left === undefined || mostMicros <= left) return `at most ${roughDollars(mostMicros)}`;
  return `at most ${formatDollars(left)} (${spentMicros === 0 ? 'your budget' : 'what is left of your budget'})`;
}

/** What planning has cost. */
export function spentOn({ plan }: PreparedRun): number {
  return plan.calls.reduce((sum, { costMicros }) => sum + costMicros, 0);
}

interface Showing {
  readonly terminal: Terminal;
  readonly all: boolean;
}

/** On stderr, for people. */
function showPlan(view: PlanView, { terminal, all }: Showing): void {
  const { columns } = terminal;
  terminal.err('');
  for (const line of planLines(view, { width: Math.max(40, columns), glyphs: glyphsFor(process.env), all }))
    terminal.err(line);
}
