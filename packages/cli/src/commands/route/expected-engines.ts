import { HanzoError, type RungName } from '@hanzo/contracts';
import { knownHashNow } from '@hanzo/models/model-hash';
import type { Setting } from '../../setting.ts';
import { API_CONTEXT_TOKENS, LOCAL_CONTEXT_TOKENS } from '../dev/engines/context-sizes.ts';
import { localModelOf } from '../dev/models/local-model.ts';
import type { FreeModels } from '../dev/models/offered-models.ts';
import type { OrchestratorChoice } from '../dev/models/orchestrator-choice.ts';
import { paymentOf } from '../dev/money/payment.ts';
import { payable } from '../dev/models/tier-models.ts';
import type { EngineFlags } from '../dev/flags.ts';

/** The engines that a run with such flags would set up. */
export interface ExpectedEngines {
  readonly available: ReadonlySet<RungName>;
  readonly freeModels: FreeModels;
  readonly contextTokens: number;
  /** API models may be paid. */
  readonly isPaid: boolean;
  /** What a person has to know of what may be paid. */
  readonly payment: string | undefined;
  /** Why such a run would end before its first task, on this machine as it is; undefined: it would not. */
  readonly missing: HanzoError | undefined;
}

/**
 * Says what would be there, and starts nothing of it: as `setUpEngines` decides it.
 *
 * @param meshModels models that are known to be on the mesh
 * @throws HanzoError MODEL_UNKNOWN and others that no download mends
 */
export function expectedEngines(
  flags: EngineFlags,
  setting: Setting,
  choice: OrchestratorChoice,
  meshModels: readonly string[],
): ExpectedEngines {
  const payment = paymentOf(setting, flags, choice);
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const isPaid = payment.allowed && payable(setting, orchestrator).length > 0;
  const paid: readonly RungName[] = isPaid ? ['api', 'strong'] : [];
  const common = { isPaid, payment: payment.sentence };
  if (flags.useHanzoNet === true) {
    const wanted = choice.kind === 'local' ? choice.model : undefined;
    const mesh = meshModels.filter((name) => wanted === undefined || name === wanted);
    const available = new Set<RungName>(['tool', 'mesh', ...paid]);
    return { available, freeModels: { mesh }, contextTokens: API_CONTEXT_TOKENS, missing: undefined, ...common };
  }
  const { name: local, sha256, missing } = expectedLocal(flags, choice, setting);
  if (local !== undefined) {
    const available = new Set<RungName>(['tool', 'local', ...paid]);
    const freeModels = { local, localSha256: sha256 };
    return { available, freeModels, contextTokens: LOCAL_CONTEXT_TOKENS, missing, ...common };
  }
  const available = new Set<RungName>(['tool', ...paid]);
  return { available, freeModels: {}, contextTokens: API_CONTEXT_TOKENS, missing, ...common };
}

/** A model that can be downloaded is explained as if it were here. */
function expectedLocal(
  flags: EngineFlags,
  choice: OrchestratorChoice,
  setting: Setting,
): {
  readonly name?: string | undefined;
  readonly sha256?: string | undefined;
  readonly missing: HanzoError | undefined;
} {
  try {
    const model = localModelOf(flags, choice, setting);
    return { name: model?.name, sha256: model && knownHashNow(model.path), missing: undefined };
  } catch (error) {
    if (!(error instanceof HanzoError) || error.code !== 'MODEL_NOT_INSTALLED') throw error;
    const { name } = error.details;
    return { name: typeof name === 'string' ? name : undefined, missing: error };
  }
}
