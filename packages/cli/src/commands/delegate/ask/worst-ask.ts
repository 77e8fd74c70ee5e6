import { endpointFor } from '@hanzo/config';
import { estimateTokens } from '@hanzo/tools';
import { HanzoError } from '@hanzo/contracts';
import { ANALYSIS_OUTPUT } from '@hanzo/delegate';
import type { Setting } from '../../../setting.ts';
import { checkWishes, effortOf } from '../../dev/models/call-wishes.ts';
import { worstTryMicros } from '../../dev/models/worst-try.ts';
import type { DelegateModel } from '../models/delegate-model.ts';
import type { DelegateEngineFlags } from '../flags.ts';

/** Tokens of an answer, unless a flag says otherwise. Reasoning comes besides. */
const ANSWER_TOKENS = 8_000;
/** Of a model on this machine, which has a small window. */
const LOCAL_ANSWER_TOKENS = 1_200;

/** Most tokens that a model may answer with, thoughts aside. */
export function answerTokensOf(
  model: DelegateModel,
  { maxOutputTokens }: Pick<DelegateEngineFlags, 'maxOutputTokens'>,
): number {
  if (model.kind === 'local') return maxOutputTokens ?? LOCAL_ANSWER_TOKENS;
  return Math.min(maxOutputTokens ?? ANSWER_TOKENS, model.card.maxOutputTokens);
}

export interface AskedTexts {
  readonly system: string;
  readonly prompt: string;
}

/** Merely compatible servers are not sent the name of the standard tier. */
const NAMES_TIER: ReadonlySet<string> = new Set(['api.openai.com', 'api.anthropic.com']);

/** Micro-dollars that one call is never dearer than, as the ledger sets them aside. */
export function worstAskMicros(
  { system, prompt }: AskedTexts,
  model: DelegateModel,
  { setting, flags }: { readonly setting: Setting; readonly flags: DelegateEngineFlags },
): number {
  if (model.kind === 'local') return 0;
  const maxOutputTokens = answerTokensOf(model, flags);
  const request = { system, prompt, output: ANALYSIS_OUTPUT, maxOutputTokens, sampling: {} };
  return worstTryMicros(request, model.card, {
    setting,
    flags: {},
    effort: effortOf({ tier: 'complex' }, setting),
    chain: [],
    namesTier: (card) => NAMES_TIER.has(endpointFor(setting.config, card).host),
  });
}

/** @throws HanzoError USAGE for an effort that a model does not take, or a service tier that it is not sold in */
export function requireTaken(model: DelegateModel, setting: Setting, flags: DelegateEngineFlags): void {
  if (model.kind === 'api') checkWishes(model.card, [], setting, flags);
}

/** @throws HanzoError PROMPT_TOO_LONG for what a model of an API has no room for; local ones are known once they are loaded */
export function requireRoom({ system, prompt }: AskedTexts, model: DelegateModel, flags: DelegateEngineFlags): void {
  if (model.kind === 'local') return;
  const { name, card } = model;
  const wanted = estimateTokens(system) + estimateTokens(prompt) + answerTokensOf(model, flags);
  if (wanted <= card.contextTokens) return;
  throw new HanzoError(
    'PROMPT_TOO_LONG',
    `What would be sent and its answer take about ${wanted} tokens, and ${name} has room for ${card.contextTokens}.`,
    {
      details: { model: name },
      mend: 'Name fewer files or lines of them, a lower --context-tokens, or a model with a larger window.',
    },
  );
}
