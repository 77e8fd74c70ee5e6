import { type HanzoError, type ToolCall, type ToolLimits } from '@hanzo/contracts';
import type { ScriptedTools } from '@hanzo/testkit';
import type { ScriptedAnswer } from '../../../../test/support/scripted-api.ts';
import { askWithTools, type PaidAnswer, type PaidModel, type PaidOptions, type PaidRequest } from '../../src/index.ts';
import { PaidDesk, REQUEST } from '../paid-desk.ts';

/** Wide enough to be in nobody's way. */
const LIMITS: ToolLimits = { maxSteps: 5, maxMs: 60_000, maxMicros: 1_000_000, maxToldTokens: 10_000 };

export function call(name: string, input: unknown = {}, id = `id-${name}`): ToolCall {
  return { id, name, arguments: JSON.stringify(input) };
}

/** An answer that asks for tools. */
export function asks(...toolCalls: ToolCall[]): Exclude<ScriptedAnswer, HanzoError | 'hang'> {
  return { text: '', toolCalls };
}

/** Paid models over scripted APIs that use tools. */
export class ToolDesk extends PaidDesk {
  /** The answer, or the error that it rejects with. */
  loop(
    model: PaidModel,
    caller: ScriptedTools,
    { limits = {}, request = {}, ...options }: LoopOptions = {},
  ): Promise<PaidAnswer | HanzoError> {
    const { told } = this;
    const use = { caller, about: 'the cart', limits: { ...LIMITS, ...limits } };
    const heard: PaidOptions = {
      taskId: 't',
      signal: new AbortController().signal,
      onTry: ({ requestedModel, servedModel }) => told.push(`try ${requestedModel} ${servedModel}`.trim()),
      onText: (piece) => told.push(`text ${piece}`),
      onLost: ({ code }) => told.push(`lost ${code}`),
      ...options,
    };
    return askWithTools(model, { ...REQUEST, ...request }, heard, use).catch((error: HanzoError) => error);
  }
}

interface LoopOptions extends Partial<PaidOptions> {
  readonly limits?: Partial<ToolLimits>;
  readonly request?: Partial<PaidRequest>;
}
