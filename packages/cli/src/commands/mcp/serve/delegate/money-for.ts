import { formatDollars, HanzoError, parseDollars } from '@hanzo/contracts';
import type { Setting } from '../../../../setting.ts';
import type { Share } from '../calls/purse.ts';
import { choiceOf, engineFlags } from '../engine-flags.ts';
import type { Serving } from '../serving.ts';
import type { DelegateInput } from './delegate-input.ts';

export interface DelegationMoney {
  readonly share: Share;
  /** Of the whole delegation: US dollars. */
  readonly budget: string;
}

const NOTHING: Share = { micros: 0, settle: () => undefined };

/**
 * What a delegation may spend, taken from the purse: as much as the caller asks for, else what the configuration says, within
 * what a call may have. Models of this machine take nothing.
 *
 * @throws HanzoError CREDENTIALS_MISSING where the person who runs the server wants nothing spent; BUDGET_EXCEEDED, BUDGET_BUSY
 */
export function moneyFor(
  { models = [], max_cost_usd: wantedUsd }: Pick<DelegateInput, 'models' | 'max_cost_usd'>,
  setting: Setting,
  serving: Serving,
): DelegationMoney {
  const { purse } = serving;
  const names = models.length > 0 ? models : [setting.config.delegate.model ?? ''];
  if (names.every((name) => name.startsWith('local:'))) return { share: NOTHING, budget: '0' };
  refuseUnpaid(setting, serving);
  const usual = Math.min(setting.config.delegate.budgetMicros, purse.limits.callMicros);
  const share = purse.take(wantedUsd === undefined ? usual : microsOf(wantedUsd));
  return { share, budget: formatDollars(share.micros).slice(1) };
}

/** A client's model may name whom to ask, and not that money is spent where the person who runs the server wants none spent. */
function refuseUnpaid(setting: Setting, { flags }: Serving): void {
  if (flags.localOnly === true)
    throw new HanzoError('USAGE', 'The server was started with --local-only: no API model is asked.', {
      mend: 'Name a model of this machine: local:<name>, or use the tool mesh_run.',
    });
  const choice = choiceOf(setting, engineFlags(flags));
  if (choice.kind !== 'local' || flags.maxCost !== undefined) return;
  throw new HanzoError('CREDENTIALS_MISSING', `There is no API model to ask: ${choice.because}`, {
    mend: 'Whoever runs the server keeps a key with `hanzo keys set openai`, or names a model with --orchestrator, or states with --max-cost what a call may cost. Local models are asked as local:<name>, or by the tool mesh_run.',
  });
}

/** Never more than was said: what is finer than a micro-dollar is left out. */
function microsOf(usd: number): number {
  const micros = parseDollars(usd.toFixed(6));
  if (micros !== undefined) return micros;
  throw new HanzoError('USAGE', `max_cost_usd is ${usd}.`, { mend: 'US dollars, e.g. 0.25.' });
}
