import { systemClock } from '@hanzo/contracts';
import { sendableText, type FlowParts } from '@hanzo/delegate';
import { spentOn } from '../../dev/money/spent-on.ts';
import { Allowance } from '../ask/allowance.ts';
import type { AskerParts } from '../ask/asker-parts.ts';
import { createAsker } from '../ask/create-asker.ts';
import type { DelegateInput, DelegateParts } from '../delegate-input.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import { DelegationProgress } from '../show/progress.ts';
import { folderFlags, resumeCommand } from '../show/say-left.ts';
import { nextRounds, tokensOfFiles, type RoundParts } from './next-round.ts';
import type { DelegationPlan } from './plan-delegation.ts';

export interface FlowOfParts {
  readonly plan: Pick<DelegationPlan, 'place' | 'models' | 'worstMicros' | 'budgetMicros'> &
    Partial<DelegationPlan> & {
      /** Of a delegation that is there already. */
      readonly id?: string | undefined;
      /** How many tokens of files were shown in its first round. @default those of the request */
      readonly fileTokens?: number | undefined;
    };
  readonly input: DelegateInput;
  readonly flags: DelegateEngineFlags;
  readonly parts: Omit<DelegateParts, 'flags' | 'workspace'>;
  /** Of earlier processes. @default none */
  readonly runs?: readonly string[] | undefined;
  /** What is kept without an analysis is asked anew, also where it was paid. @default false */
  readonly asksAgain?: boolean | undefined;
  /** The models of the plan are asked instead of those that were asked before. @default false */
  readonly asksOthers?: boolean | undefined;
  /** @default none */
  readonly abandons?: AskerParts['abandons'];
}

export interface Flow extends Disposable {
  readonly parts: FlowParts;
  readonly allowance: Allowance;
  /** Of the delegation, once its request is saved. */
  readonly savedId: () => string | undefined;
}

/** Everything that a delegation is asked with. */
export function flowOf(wanted: FlowOfParts): Flow {
  const { plan, input, flags, parts, runs = [], asksAgain, asksOthers, abandons } = wanted;
  const { place, worstMicros } = plan;
  const { setting, delegations, workspace } = place;
  const { terminal, signal, onEvent, progress, usesTools } = parts;
  const allowance = new Allowance(plan.budgetMicros, runs, (runId) => spentOn(setting, { runId }));
  for (const [model, micros] of worstMicros) allowance.reserve(model, micros);
  const endsAt = flags.timeout === undefined ? undefined : systemClock.now() + flags.timeout * 1000;
  const worst = new Map(worstMicros);
  const told = new DelegationProgress({
    terminal,
    json: flags.json,
    clock: systemClock,
    folder: delegations.folder,
    worstMicros: (model) => worst.get(model),
  });
  let id = plan.id;
  const asker = createAsker({
    setting,
    flags,
    workspace: workspace.root,
    terminal,
    allowance,
    endsAt,
    now: () => systemClock.now(),
    // It is kept in the journal, which others of this home read.
    issue: sendableText(input.issue, 'issue').text,
    abandons,
    usesTools,
    progress,
    delegation: () => id,
    resumeWith: () => resumeCommand(id ?? 'last', flags),
  });
  const onWorst = (model: string, micros: number): unknown => worst.set(model, micros);
  return {
    allowance,
    savedId: () => id,
    [Symbol.dispose]: () => told[Symbol.dispose](),
    parts: {
      delegations,
      asker,
      clock: systemClock,
      signal,
      retries: flags.retries ?? setting.config.delegate.retries,
      nextRound: nextRoundOf({ plan, input, flags, parts }, { allowance, onWorst }),
      onEvent: (event) => {
        if (event.kind === 'saved') id = event.delegation.id;
        told.hear(event);
        onEvent?.(event);
      },
      commandFlags: folderFlags(flags),
      ...(asksAgain === true && { asksAgain }),
      ...(asksOthers === true && { models: plan.models.map(({ name }) => name) }),
    },
  };
}

/** What a delegation was begun with may not be known any more: then no round follows. */
function nextRoundOf(
  { plan, input, flags, parts: { terminal, signal } }: FlowOfParts,
  money: Pick<RoundParts, 'allowance' | 'onWorst'>,
): FlowParts['nextRound'] {
  const { place, evidence, request } = plan;
  if (evidence === undefined || request === undefined)
    return () => Promise.resolve('what it was begun with is not known any more');
  const models = plan.models.map(({ name }) => name);
  const firstTokens = plan.fileTokens ?? tokensOfFiles(request);
  return nextRounds({ input, evidence, place, flags, terminal, signal, models, firstTokens, ...money });
}
