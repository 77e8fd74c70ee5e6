import { formatDollars, toHanzoError } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import { listenForInterrupts } from '../../../../process/interrupt.ts';
import type { Setting } from '../../../../setting.ts';
import type { Terminal } from '../../../../terminal/terminal.ts';
import { delegateFlagsOf, refuseAway } from '../../delegation/delegate-flags.ts';
import { doDelegation, type DelegationDone } from '../../delegation/do-delegation.ts';
import { modelNamed } from '../../delegation/phrase-in.ts';
import { failedTasks } from '../../delegation/failed-tasks.ts';
import { tasksToHint } from '../../delegation/hints.ts';
import type { DevFlags } from '../../flags.ts';
import { budgetMicros } from '../../money/money.ts';
import { spentOn } from '../../money/spent-on.ts';
import { given } from '../../run/setting-of.ts';
import type { Talk } from '../slash/slash-command.ts';

const STOPPING = 'stopping: what was sent is kept';

/** What a conversation delegates with. */
export function delegating(
  setting: Setting,
  { home, workspace = '.' }: DevFlags,
  terminal: Terminal,
): Pick<Talk, 'delegate' | 'applyFixes' | 'undone' | 'stuck' | 'mostMicros'> {
  /** The budget is that of the whole conversation: one delegation has its own limit besides. */
  const mostMicros = (left: string | undefined): number =>
    Math.min(budgetMicros(left) ?? Infinity, setting.config.delegate.budgetMicros);
  return {
    mostMicros,
    async delegate(input, flags, onRun): Promise<DelegationDone> {
      using interrupts = listenForInterrupts(() => terminal.err(STOPPING));
      let phraseModel: string | undefined;
      try {
        const { phraseModel: written } = input;
        phraseModel = written === undefined ? undefined : await modelNamed(written, setting.catalogue);
        refuseAway(flags, phraseModel ?? setting.config.delegate.model);
      } catch (thrown) {
        return { exitCode: undefined, files: [], costMicros: 0, failure: toHanzoError(thrown) };
      }
      const budget = formatDollars(mostMicros(flags.budget)).slice(1);
      return await doDelegation(
        { ...input, phraseModel },
        {
          workspace,
          flags: { ...delegateFlagsOf(flags), budget },
          terminal,
          signal: interrupts.drain,
          spent: (filter) => spentOn(setting, filter),
          onRun,
        },
      );
    },
    async applyFixes(id, fixes): Promise<unknown> {
      const { run } = await import('../../../delegate/apply/apply.ts');
      return await run({ ...given({ home, workspace }), id, ...(fixes !== '' && { fix: fixes }) }, terminal);
    },
    undone(runId) {
      using book = openTaskBook(setting.paths.journal);
      return failedTasks(book, runId).map(({ id }) => book.find(id));
    },
    stuck: (runId) => tasksToHint({ runId, complete: false }, setting),
  };
}
