import { formatDollars, HanzoError, parseDollars } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';
import type { EngineFlags } from '../../dev/flags.ts';
import { chooseOrchestrator, type OrchestratorChoice } from '../../dev/models/orchestrator-choice.ts';
import type { Share } from './calls/purse.ts';
import type { McpServeFlags } from './flags.ts';
import type { Serving } from './serving.ts';

/** What the person who runs the server wants of all calls. */
export function engineFlags(flags: McpServeFlags): EngineFlags {
  const { home, orchestrator, useHanzoNet, localOnly, bootstrap, discovery, timeout, verbose } = flags;
  const { mcpTools, tools, allowTools, toolSteps, toolSeconds, toolBudget } = flags;
  const engines = { home, orchestrator, useHanzoNet, localOnly, bootstrap, discovery, timeout, verbose };
  const all = { ...engines, mcpTools, tools, allowTools, toolSteps, toolSeconds, toolBudget };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as EngineFlags;
}

/** Who plans, or is asked. */
export function choiceOf(setting: Setting, { localOnly, orchestrator }: EngineFlags): OrchestratorChoice {
  return chooseOrchestrator(setting, { localOnly: localOnly === true, isNamed: orchestrator !== undefined });
}

export interface MoneyWish {
  /** What the caller asks for. @default as much as a call may have */
  readonly wantedUsd?: number | undefined;
  /** What the run had spent before: its limit is for all of it. @default 0 */
  readonly earlierMicros?: number;
}

export interface Funded<Flags extends EngineFlags> {
  readonly flags: Flags;
  readonly share: Share;
}

const NOTHING: Share = { micros: 0, settle: () => undefined };

/**
 * The flags with what the call may spend, which is taken from the purse. Work of a local model pays nobody unless the person
 * who runs the server stated what it may cost: a default is no permission, and neither is a word of the client's model.
 *
 * @throws HanzoError BUDGET_EXCEEDED, BUDGET_BUSY; what is wrong with the orchestrator
 */
export function withMoney<Flags extends EngineFlags>(
  flags: Flags,
  setting: Setting,
  { wantedUsd, earlierMicros = 0 }: MoneyWish,
  { purse, flags: served }: Serving,
): Funded<Flags> {
  const choice = choiceOf(setting, flags);
  const wanted = wantedUsd === undefined ? undefined : microsOf(wantedUsd);
  if (flags.localOnly === true || (choice.kind === 'local' && served.maxCost === undefined))
    return { flags, share: NOTHING };
  const share = purse.take(wanted);
  return { flags: { ...flags, budget: formatDollars(earlierMicros + share.micros).slice(1) }, share };
}

/** Never more than was said: what is finer than a micro-dollar is left out. */
function microsOf(usd: number): number {
  const micros = parseDollars(usd.toFixed(6));
  if (micros !== undefined) return micros;
  throw new HanzoError('USAGE', `max_cost_usd is ${usd}.`, { mend: 'US dollars, e.g. 0.25.' });
}
