import { existsSync } from 'node:fs';
import { openContentCache, type KeptCache } from '@hanzo/cache';
import { endpointFor } from '@hanzo/config';
import { contentKey, systemClock, TIERS, type Logger, type Tier } from '@hanzo/contracts';
import { CacheRung } from '@hanzo/coordinator';
import { GATE_VERSION } from '@hanzo/orchestrator';
import type { Workspace } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';
import type { Engines } from './engines.ts';
import type { EngineFlags } from '../flags.ts';
import { chainOf } from '../models/model-chain.ts';
import type { MeshAccess } from './mesh-access.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { modelForTier } from '../models/tier-models.ts';

/** What was answered before, for one run. */
export interface RunCache {
  readonly cache: KeptCache;
  /** All that an answer of this run depends on besides what is asked. */
  readonly fingerprint: string;
  readonly rung: CacheRung;
}

export interface RunCacheParts {
  readonly setting: Setting;
  readonly flags: EngineFlags;
  readonly choice: OrchestratorChoice;
  readonly engines: Engines;
  readonly workspace: Workspace;
  readonly log: Logger;
}

/** Flags of one run that are part of what an answer is kept under. */
const CHANGING = [
  ['preferLocal', '--prefer-local'],
  ['localOnly', '--local-only'],
  ['maxTier', '--max-tier'],
  ['effort', '--effort'],
  ['critic', '--critic'],
  ['workerModels', '--worker-models'],
] as const;

/** Undefined where the run, or the configuration, wants none: then nothing is looked up and nothing kept. */
export function openRunCache(parts: RunCacheParts): RunCache | undefined {
  const { setting, flags, engines, workspace, log } = parts;
  const { enabled, maxBytes } = setting.config.cache;
  if (flags.cache === false || !enabled) return undefined;
  const changing = CHANGING.filter(([name]) => flags[name] !== undefined).map(([, flag]) => flag);
  if (changing.length > 0 && existsSync(setting.paths.cache))
    log.info('answers of other engines or policies are not taken from the cache', { because: changing.join(' ') });
  const mesh = engines.mesh?.member.membership.meshId;
  const scope = { mesh, workspace: workspace.root };
  const isTrusted = engines.mesh && trusts(engines.mesh);
  const cache = openContentCache({ path: setting.paths.cache, scope, maxBytes, clock: systemClock, log, isTrusted });
  engines.mesh?.trust.onChange((peer) => {
    if (isTrusted?.(peer) === false) cache.forgetWorkers([peer]);
  });
  const fingerprint = fingerprintOf(parts);
  return { cache, fingerprint, rung: new CacheRung({ cache, fingerprint }) };
}

/** What workers said that are banned now, or whose members are revoked, counts no more. */
function trusts({ trust, member: { membership } }: MeshAccess): (peer: string) => boolean {
  return (peer) => {
    if (trust.refusal(peer, systemClock.now()) !== undefined) return false;
    const member = trust.memberOf(peer);
    return member === undefined || membership.standing(member) !== 'revoked';
  };
}

/** Who may answer in this run, by which policy, through which gates. What only changes prices or waiting is not of it. */
function fingerprintOf({ setting, flags, choice, engines }: RunCacheParts): string {
  const { routing, config } = setting;
  const tiers = TIERS.map((tier) => {
    const { startRung, escalatesTo } = routing.tiers[tier];
    return { tier, startRung, escalatesTo, api: engines.apiAvailable ? apiModels(tier, setting, flags, choice) : [] };
  });
  const local = engines.local?.info;
  return contentKey({
    gates: GATE_VERSION,
    rungs: engines.rungs.map(({ name }) => name),
    localOnly: flags.localOnly === true,
    critic: flags.critic ?? null,
    hasPanel: engines.hasPanel && flags.critic !== undefined,
    ...(flags.workerModels && { workerModels: flags.workerModels }),
    preferLocal: flags.preferLocal === true,
    maxTier: setting.maxTier,
    planner: choice.kind === 'api' ? choice.card.name : null,
    localModel:
      local === undefined ? (choice.kind === 'local' ? choice.model : null) : [local.modelName, local.modelSha256],
    effort: config.calls.effort,
    tiers,
    kinds: routing.kinds,
  });
}

/** The tier's API model and those that stand in for it, each with its host: one name may be two models. */
function apiModels(tier: Tier, setting: Setting, flags: EngineFlags, choice: OrchestratorChoice): readonly string[] {
  const card = modelForTier(setting, tier, choice.kind === 'api' ? choice.card : undefined);
  if (card === undefined) return [];
  return [card, ...chainOf(card, setting, flags)].map((one) => `${one.name} ${endpointFor(setting.config, one).host}`);
}
