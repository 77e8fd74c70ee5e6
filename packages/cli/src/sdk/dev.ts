/**
 * `hanzo/dev`: planning developer work and having it done, and delegating what one is stuck on, as a library.
 *
 * @example
 * import { HanzoDevOrchestrator } from 'hanzo/dev';
 *
 * const orchestrator = new HanzoDevOrchestrator({ orchestratorModel: 'gpt-5', workspace: '.', budgetUsd: 1 });
 * const { complete, findings } = await orchestrator.run('Review the code for bugs.');
 *
 * @packageDocumentation
 */
export { openContentCache, type CacheOptions, type KeptCache } from '@hanzo/cache';
/** `openDelegations` takes the key of a home: `homeSecret(homePaths(home).delegationKey)`. */
export { homePaths, homeSecret } from '@hanzo/config';
export {
  ApiRung,
  CacheRung,
  CallCare,
  Cascade,
  LocalRung,
  MeshRung,
  MeteredModel,
  openJournal,
  PaidModel,
} from '@hanzo/coordinator';
export {
  findPhrase,
  openDelegations,
  type Analysis,
  type DelegationEvent,
  type DelegationResult,
  type MagicPhrase,
} from '@hanzo/delegate';
export {
  /** The parts, for programs that bring an executor of their own. */
  Orchestrator,
  renderMarkdown,
  type OrchestratorOptions,
  type Planner,
  type RunEvent,
  type RunOptions,
  type RunResult,
} from '@hanzo/orchestrator';
export { createToolRung, openWorkspace, type Workspace } from '@hanzo/tools';
export type { ToolQuestion } from '../commands/dev/tools/ask-consent.ts';
export { delegate, type DelegationOutcome, type DelegationWork } from './delegate.ts';
export type { DevWork, HanzoDevOrchestratorOptions } from './dev-options.ts';
export { HanzoDevOrchestrator, type DevOutcome } from './hanzo-dev-orchestrator.ts';
