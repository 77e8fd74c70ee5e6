/**
 * `hanzo/dev`: planning developer work and having it done, as a library.
 *
 * @example
 * import { Orchestrator, openWorkspace } from 'hanzo/dev';
 *
 * const dev = new Orchestrator({ orchestratorModel: 'gpt-5', executor, workspace: await openWorkspace('.') });
 * const result = await dev.run({ instructions: 'Review the code for bugs.' });
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
  Orchestrator,
  renderMarkdown,
  type OrchestratorOptions,
  type Planner,
  type RunEvent,
  type RunOptions,
  type RunResult,
} from '@hanzo/orchestrator';
export { createToolRung, openWorkspace, type Workspace } from '@hanzo/tools';
