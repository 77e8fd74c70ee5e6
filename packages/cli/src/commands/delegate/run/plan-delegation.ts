import { formatDollars, HanzoError, systemClock } from '@hanzo/contracts';
import { DELEGATION_SYSTEM, renderRequest, type DelegationRequest } from '@hanzo/delegate';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { lifeWarning } from '../../dev/models/orchestrator-choice.ts';
import { budgetMicros, roughDollars } from '../../dev/money/money.ts';
import { requireRoom, requireTaken, worstAskMicros } from '../ask/worst-ask.ts';
import type { DelegateInput } from '../delegate-input.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import { chooseModels, type DelegateModel } from '../models/delegate-model.ts';
import { openPlace, type Place } from '../place.ts';
import { evidenceOf, prepareRequest, type Evidence } from './prepare-request.ts';

/** What would be sent, to whom, and what that may cost. */
export interface DelegationPlan {
  readonly place: Place;
  readonly models: readonly DelegateModel[];
  readonly evidence: Evidence;
  readonly request: DelegationRequest;
  /** Byte for byte what is sent. */
  readonly prompt: string;
  /** What one try of each model is never dearer than, in micro-dollars, by the names of the models. */
  readonly worstMicros: ReadonlyMap<string, number>;
  /** Integer micro-dollars. */
  readonly budgetMicros: number;
}

export interface PlanParts {
  readonly flags: DelegateEngineFlags;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Chooses models as if keys were there, for what calls nobody. @default those of the setting */
  readonly choose?: ((setting: Setting, choose: (setting: Setting) => readonly DelegateModel[]) => Chosen) | undefined;
}

/** Models, and the setting with which they could be called. */
export interface Chosen {
  readonly models: readonly DelegateModel[];
  readonly setting: Setting;
}

/** Nothing is written, and nobody is asked. Whoever cannot be called is told before anything is gathered. */
export async function planDelegation(input: DelegateInput, parts: PlanParts): Promise<DelegationPlan> {
  const { flags, terminal, signal } = parts;
  const opened = await openPlace(flags, terminal, input.within);
  const wish = { ...flags, phraseModel: input.phraseModel, parentModels: input.parentModels };
  const choose = (setting: Setting): readonly DelegateModel[] => chooseModels(setting, wish);
  const { models, setting } = parts.choose?.(opened.setting, choose) ?? {
    models: choose(opened.setting),
    setting: opened.setting,
  };
  const place = { ...opened, setting };
  sayLives(models, setting, terminal);
  const evidence = evidenceOf(input, place, models, flags);
  const request = await prepareRequest(input, evidence, { place, terminal, signal });
  const prompt = renderRequest(request).toWellFormed();
  const texts = { system: DELEGATION_SYSTEM, prompt };
  const worstMicros = new Map(models.map((model) => [model.name, worstAskMicros(texts, model, { setting, flags })]));
  const budget = budgetMicros(flags.budget) ?? setting.config.delegate.budgetMicros;
  return { place, models, evidence, request, prompt, worstMicros, budgetMicros: budget };
}

function sayLives(models: readonly DelegateModel[], { catalogue }: Setting, terminal: Terminal): void {
  for (const model of models) {
    const warning = model.kind === 'api' ? lifeWarning(model.card, catalogue, systemClock.now()) : undefined;
    if (warning !== undefined) terminal.err(`${terminal.style.yellow('warning:')} ${warning}`);
  }
}

/** @throws HanzoError USAGE, BUDGET_EXCEEDED, PROMPT_TOO_LONG for what could never be sent: before anything is written */
export function requireSendable(
  { models, place, prompt, worstMicros, budgetMicros: budget }: DelegationPlan,
  flags: DelegateEngineFlags,
): void {
  for (const model of models) {
    requireTaken(model, place.setting, flags);
    requireRoom({ system: DELEGATION_SYSTEM, prompt }, model, flags);
  }
  const worst = [...worstMicros.values()].reduce((sum, micros) => sum + micros, 0);
  if (worst <= budget) return;
  const who = models.map(({ name }) => name).join(' and ');
  throw new HanzoError(
    'BUDGET_EXCEEDED',
    `Asking ${who} may cost up to ${roughDollars(worst)}, and ${formatDollars(budget)} is allowed.`,
    {
      mend: `Allow it: --budget ${roughDollars(worst).slice(1)}; or send less: fewer --files, a lower --context-tokens or --max-output-tokens.`,
    },
  );
}
