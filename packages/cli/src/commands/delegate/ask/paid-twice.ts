import { formatDollars, HanzoError } from '@hanzo/contracts';
import { readLedger } from '@hanzo/ledger';
import type { Setting } from '../../../setting.ts';
import type { TaskIds } from '../../one-task/do-one-task.ts';
import { awaitedAnswer } from './awaited-answer.ts';
import { recordedAnswer } from './recorded-answer.ts';

/**
 * Refuses to ask once more where a call had left and nobody knows what became of it. An answer that the journal has, or that its
 * provider still keeps, is taken, and not asked for once more.
 *
 * @param againWith a command that asks all the same
 * @throws HanzoError USAGE
 */
export function refuseTwice(ids: TaskIds, setting: Setting, model: string, againWith: string | undefined): void {
  if (awaitedAnswer(setting, ids) !== undefined) return;
  const micros = unknownMicros(ids, setting);
  if (micros === undefined || recordedAnswer(setting, ids) !== undefined) return;
  throw new HanzoError(
    'USAGE',
    `A call of ${model} had left when it was ended, and nobody knows whether the provider charged it. The ledger counts ${formatDollars(micros)} for it; asked once more, it may be paid twice.`,
    {
      details: { runId: ids.runId, micros },
      mend: `Ask once more all the same: ${againWith ?? 'hanzo delegate resume last --again'}. See \`hanzo ledger show\`.`,
    },
  );
}

/** What calls of a task are charged with that had left and have no known end; undefined: there are none. Micro-dollars. */
function unknownMicros({ runId, taskId }: TaskIds, { paths }: Setting): number | undefined {
  using ledger = readLedger(paths.ledger);
  const open = (ledger?.calls({ runId }) ?? []).filter(
    (call) => call.taskId === taskId && (call.state === 'uncertain' || call.state === 'sent'),
  );
  if (open.length === 0) return undefined;
  return open.reduce((sum, { chargedMicros, worstCaseMicros }) => sum + (chargedMicros || worstCaseMicros), 0);
}
