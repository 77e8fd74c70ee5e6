/**
 * `hanzo/dev`: planning developer work and having it done, as a library.
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
export type { DevWork, HanzoDevOrchestratorOptions } from './dev-options.ts';
export { HanzoDevOrchestrator, type DevOutcome } from './hanzo-dev-orchestrator.ts';
