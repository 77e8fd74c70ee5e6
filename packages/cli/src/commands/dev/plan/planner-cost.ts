import type { GenerateRequest, PromptImage } from '@hanzo/contracts';
import { MOST_REPAIR_BYTES, type Planner } from '@hanzo/orchestrator';
import type { Setting } from '../../../setting.ts';
import type { DevFlags } from '../flags.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { toolUsers } from '../tools/tool-users.ts';
import { worstTryMicros } from '../models/worst-try.ts';

/** The model that would plan a run, and what that is never dearer than. */
export interface PlannerCost {
  readonly model: string;
  /** Micro-dollars: of one call. */
  readonly worstMicros: number;
  /** Micro-dollars: when its plan cannot be used, and is asked for once more. */
  readonly repairedMicros: number;
}

export interface PlannerCostParts {
  readonly setting: Setting;
  readonly flags: DevFlags;
  readonly choice: OrchestratorChoice;
  /** @default none */
  readonly images?: readonly PromptImage[];
  /** What a run would ask that model; undefined where it would ask none. */
  readonly question: (planner: Omit<Planner, 'provider'>) => Promise<GenerateRequest | undefined>;
}

/** What a profile that is not measured yet may add to the prompt: bytes, about. */
const PROFILE_BYTES = 6_000;

/** Undefined where rules plan. */
export async function plannerCost(parts: PlannerCostParts): Promise<PlannerCost | undefined> {
  const { setting, flags, choice } = parts;
  if (choice.kind === 'local') return undefined;
  const { card } = choice;
  const usesTools = toolUsers(setting, flags, choice).planner;
  const asked = await parts.question({
    model: card.name,
    images: card.takes.images ? parts.images : undefined,
    usesTools,
  });
  if (asked === undefined) return undefined;
  const isMeasured = flags.profile !== undefined && flags.profile !== false;
  const request = isMeasured ? longer(asked, PROFILE_BYTES) : asked;
  // A plan is wanted now: never in a batch.
  const tools = usesTools ? setting.config.tools.limits : undefined;
  const how = { setting, flags: { ...flags, batchApi: false }, effort: setting.config.calls.effort, tools };
  const worstMicros = worstTryMicros(request, card, how);
  const repairedMicros = worstMicros + worstTryMicros(longer(request, MOST_REPAIR_BYTES), card, how);
  return { model: card.name, worstMicros, repairedMicros };
}

function longer(request: GenerateRequest, bytes: number): GenerateRequest {
  return { ...request, prompt: request.prompt + ' '.repeat(bytes) };
}
