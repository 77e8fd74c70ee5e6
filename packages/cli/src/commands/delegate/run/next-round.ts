import { formatDollars } from '@hanzo/contracts';
import {
  DELEGATION_SYSTEM,
  renderRequest,
  type DelegationRequest,
  type DelegationResult,
  type NextRound,
} from '@hanzo/delegate';
import { oneLine } from '../../../terminal/one-line.ts';
import { roughDollars } from '../../dev/money/money.ts';
import type { Allowance } from '../ask/allowance.ts';
import { worstAskMicros } from '../ask/worst-ask.ts';
import type { DelegateInput } from '../delegate-input.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import { chooseModels } from '../models/delegate-model.ts';
import { strongerModel } from '../models/stronger-model.ts';
import { prepareRequest, type Evidence, type PreparingParts } from './prepare-request.ts';

export interface RoundParts extends PreparingParts {
  readonly input: DelegateInput;
  readonly evidence: Evidence;
  readonly flags: DelegateEngineFlags;
  readonly allowance: Allowance;
  /** Names of models that were asked in the first round. */
  readonly models: readonly string[];
  /** How many tokens the files of the first round have. */
  readonly firstTokens: number;
  /** Told what a try of the next model is never dearer than, in micro-dollars. */
  readonly onWorst: (model: string, micros: number) => unknown;
}

/** What follows an unsure answer: twice as much room for files, those that the model wants first, and a stronger model. */
export function nextRounds(parts: RoundParts): (unsure: DelegationResult) => Promise<NextRound | string> {
  const asked = new Set(parts.models);
  let shown = parts.firstTokens;
  return async (unsure) => {
    const { place, flags, allowance, evidence } = parts;
    const { setting } = place;
    const stronger = strongerModel(unsure.model, asked, setting);
    const request = await widerRequest(unsure, parts);
    const tokens = tokensOfFiles(request);
    const why = whyNone(stronger !== undefined, tokens > shown, evidence);
    if (why !== undefined) return why;
    const [model] = stronger === undefined ? chooseModels(setting, { model: unsure.model }) : [stronger];
    if (model === undefined) return 'nobody else can be asked';
    const worst = worstAskMicros({ system: DELEGATION_SYSTEM, prompt: renderRequest(request) }, model, {
      setting,
      flags,
    });
    if (worst > allowance.leftMicros)
      return `${model.name} may cost up to ${roughDollars(worst)}, and ${formatDollars(allowance.leftMicros)} of the ${formatDollars(allowance.capMicros)} for this delegation is left (--budget)`;
    asked.add(model.name);
    parts.onWorst(model.name, worst);
    const shows = showsInWords(tokens > shown, unsure, evidence);
    shown = Math.max(shown, tokens);
    return { model: model.name, request, shows };
  };
}

async function widerRequest(unsure: DelegationResult, parts: RoundParts): Promise<DelegationRequest> {
  const { input, evidence } = parts;
  const { id, round, analysis } = unsure;
  const wider = { ...evidence, contextTokens: evidence.contextTokens * 2 ** round };
  // Whoever named what may be sent named all of it.
  const wanted = evidence.gathers ? (analysis?.wantedFiles ?? []) : [];
  return await prepareRequest(input, wider, { ...parts, unsure, wanted, own: id });
}

const MOST_WANTED = 3;

/** Whoever pays for a second opinion knows that it is one. */
function showsInWords(showsMore: boolean, { analysis }: DelegationResult, { gathers }: Evidence): string {
  if (showsMore) return 'it is shown more of the files';
  const wanted = analysis?.wantedFiles ?? [];
  if (gathers || wanted.length === 0) return 'it is shown the same files';
  const more = wanted.length > MOST_WANTED ? `, and ${wanted.length - MOST_WANTED} more` : '';
  return `it is shown the same files: --gather may add ${wanted.slice(0, MOST_WANTED).map(oneLine).join(', ')}${more}`;
}

function whyNone(hasStronger: boolean, showsMore: boolean, { gathers }: Evidence): string | undefined {
  if (hasStronger || showsMore) return undefined;
  const more = gathers
    ? 'there is nothing more to show'
    : 'only the files that were named are shown (--gather adds others)';
  return `no stronger model can be called, and ${more}`;
}

export function tokensOfFiles({ files }: Pick<DelegationRequest, 'files'>): number {
  return files.reduce((sum, { tokens }) => sum + tokens, 0);
}
