import { DELEGATION_SYSTEM } from '@hanzo/delegate';
import { worstAskMicros } from '../ask/worst-ask.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import type { DelegateModel } from '../models/delegate-model.ts';
import { strongerModel } from '../models/stronger-model.ts';
import { tokensOfFiles } from './next-round.ts';
import type { DelegationPlan } from './plan-delegation.ts';

/** A round that follows only where the one before was unsure. */
export interface LaterRound {
  readonly round: number;
  readonly model: string;
  /** Room for files. */
  readonly contextTokens: number;
  /** With more of the files than the first round, or other ones; false: for a second opinion. */
  readonly showsMore: boolean;
  /** About what a try is never dearer than: nobody knows yet what will be sent. */
  readonly micros: number;
}

/** Bytes of a token, of code. */
const TOKEN_BYTES = 4;
/** What is told of an unsure answer, at most. Bytes. */
const UNSURE_BYTES = 6_000;

/** Who would be asked after unsure answers, with how much, and what that may cost at most. */
export function laterRounds(plan: DelegationPlan, flags: DelegateEngineFlags): readonly LaterRound[] {
  const { setting } = plan.place;
  const most = flags.retries ?? setting.config.delegate.retries;
  const asked = new Set(plan.models.map(({ name }) => name));
  const showsMore = mayShowMore(plan);
  let unsure = [...plan.models];
  const rounds: LaterRound[] = [];
  for (let round = 2; round <= most + 1; round += 1) {
    const contextTokens = plan.evidence.contextTokens * 2 ** (round - 1);
    const next = unsure.flatMap((model): DelegateModel[] => {
      const stronger = strongerModel(model.name, asked, setting) ?? (showsMore ? model : undefined);
      if (stronger !== undefined) asked.add(stronger.name);
      return stronger === undefined ? [] : [stronger];
    });
    for (const model of next)
      rounds.push({ round, model: model.name, contextTokens, showsMore, micros: worstOf(model, contextTokens) });
    unsure = next;
  }
  return rounds;

  function worstOf(model: DelegateModel, contextTokens: number): number {
    const more = !showsMore ? 0 : Math.max(0, contextTokens - tokensOfFiles(plan.request)) * TOKEN_BYTES;
    const prompt = plan.prompt + ' '.repeat(more + UNSURE_BYTES);
    return worstAskMicros({ system: DELEGATION_SYSTEM, prompt }, model, { setting, flags });
  }
}

/** Where only named files are sent, there is more of them only if one was cut for want of room. */
function mayShowMore({ evidence, request }: DelegationPlan): boolean {
  const hasLines = evidence.wishes.some(({ lines }) => lines !== undefined);
  return evidence.gathers || (!hasLines && request.files.some(({ isWhole }) => !isWhole));
}
