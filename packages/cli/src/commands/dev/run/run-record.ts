import { resolve } from 'node:path';
import type { ClaimedRun } from '@hanzo/coordinator';
import type { CallFlags, DevFlags, EngineFlags, ToolFlags } from '../flags.ts';
import { given } from './setting-of.ts';

/** What a run was started with and keeps when it is taken up again: who may see its files, who may do it, for how much. */
export type KeptFlags = Pick<
  DevFlags,
  | 'useHanzoNet'
  | 'preferLocal'
  | 'localOnly'
  | 'maxTier'
  | 'cache'
  | 'critic'
  | 'patch'
  | 'budget'
  | 'baseUrl'
  | 'api'
  | 'background'
  | 'bootstrap'
  | 'discovery'
  | 'files'
  | 'maxTasks'
  | 'dataClass'
  | 'priority'
  | 'copies'
  | 'deadline'
  | 'tier'
  | 'focus'
  | 'instances'
  | 'criticInstances'
  | 'workerModels'
  | 'enableGuardrails'
  | 'autoFix'
  | 'batchMode'
  | 'profile'
  | 'suggestOptimizations'
  | 'generateDiagrams'
  | 'suggestPatterns'
  | 'baseline'
  | 'failOn'
  | 'delegateAfter'
  | 'image'
  | keyof CallFlags
  | keyof ToolFlags
>;

/** What the journal keeps of a run for whoever takes it up again. */
export interface RunRecord {
  readonly flags: KeptFlags;
  /** The orchestrator's own; undefined while it does not stand yet. */
  readonly plan?: unknown;
}

export function keptFlags(flags: DevFlags): KeptFlags {
  const { useHanzoNet, preferLocal, localOnly, maxTier, cache, critic, budget, baseUrl, api, bootstrap, discovery } =
    flags;
  const { files, maxTasks, dataClass, priority, copies, deadline, tier, patch } = flags;
  const { retryOnRateLimit, maxRetries, serviceTier, effort, fallback, batchApi, background } = flags;
  const { focus, instances, criticInstances, workerModels, enableGuardrails, autoFix, batchMode } = flags;
  const { profile, suggestOptimizations, generateDiagrams, suggestPatterns, failOn, delegateAfter } = flags;
  const { mcpTools, tools, allowTools, toolSteps, toolSeconds, toolBudget } = flags;
  const toolFlags = { mcpTools, tools, allowTools, toolSteps, toolSeconds, toolBudget };
  // Whoever takes the run up may stand in another folder.
  const baseline = flags.baseline === undefined ? undefined : resolve(flags.baseline);
  const image = flags.image?.map((file) => resolve(file));
  const looks = { focus, instances, criticInstances, workerModels, enableGuardrails, autoFix, batchMode };
  const extras = { profile, suggestOptimizations, generateDiagrams, suggestPatterns, baseline, failOn, image };
  const calls = { retryOnRateLimit, maxRetries, serviceTier, effort, fallback, batchApi, background };
  const engines = {
    useHanzoNet,
    preferLocal,
    localOnly,
    maxTier,
    cache,
    critic,
    budget,
    baseUrl,
    api,
    bootstrap,
    discovery,
  };
  return given({
    ...engines,
    ...calls,
    ...looks,
    ...extras,
    ...toolFlags,
    delegateAfter,
    files,
    maxTasks,
    dataClass,
    priority,
    copies,
    deadline,
    tier,
    patch,
  });
}

/** As plain JSON for the journal. */
export function writeRecord(flags: KeptFlags, plan: unknown): unknown {
  return { v: 1, flags, plan } satisfies RunRecord & { readonly v: 1 };
}

/** Reads back what {@link writeRecord} made; a run of another program has its bare plan there. */
export function readRecord(stored: unknown): RunRecord {
  return isRecord(stored) ? { flags: stored.flags, plan: stored.plan } : { flags: {}, plan: stored };
}

const SWITCHES = [
  ['useHanzoNet', '--use-hanzo-net'],
  ['localOnly', '--local-only'],
  ['preferLocal', '--prefer-local'],
  ['batchApi', '--batch-api'],
  ['enableGuardrails', '--enable-guardrails'],
  ['mcpTools', '--mcp-tools'],
] as const;

/** The kept flags that decide who gets the work, for people: nobody should have to guess who that is. */
export function keptInWords(flags: KeptFlags): string {
  const words: string[] = SWITCHES.filter(([name]) => flags[name] === true).map(([, flag]) => flag);
  if (flags.maxTier !== undefined) words.push(`--max-tier ${flags.maxTier}`);
  if (flags.cache === false) words.push('--no-cache');
  if (flags.critic !== undefined) words.push(`--critic ${flags.critic}`);
  if (flags.criticInstances !== undefined) words.push(`--critic-instances ${flags.criticInstances}`);
  if (flags.workerModels !== undefined) words.push(`--worker-models ${flags.workerModels.join(',')}`);
  if (flags.budget !== undefined) words.push(`--budget ${flags.budget}`);
  if (flags.baseUrl !== undefined) words.push(`--base-url ${flags.baseUrl}`);
  if (flags.fallback === false) words.push('--no-fallback');
  else if (flags.fallback !== undefined) words.push(`--fallback ${flags.fallback.join(',')}`);
  if (flags.baseline !== undefined) words.push(`--baseline ${flags.baseline}`);
  if (flags.failOn !== undefined) words.push(`--fail-on ${flags.failOn}`);
  if (flags.delegateAfter !== undefined) words.push(`--delegate-after ${flags.delegateAfter}`);
  if (flags.serviceTier !== undefined) words.push(`--service-tier ${flags.serviceTier}`);
  return [...words, ...toolsInWords(flags)].join(' ');
}

function toolsInWords({ tools, allowTools }: KeptFlags): readonly string[] {
  return [
    ...(tools === undefined ? [] : [`--tools ${tools.join(',')}`]),
    ...(allowTools === undefined ? [] : [`--allow-tools ${allowTools.join(',')}`]),
  ];
}

/** What was written now counts for more than what the run was started with. */
export function withRunsOwn<Flags extends EngineFlags>(
  written: Flags,
  { orchestrator }: Pick<ClaimedRun, 'orchestrator'>,
  kept: KeptFlags,
): KeptFlags & Flags {
  const flags = { ...kept, ...written };
  const isApi = !orchestrator.startsWith('local:');
  // The plan stands: a run that must stay local from now on needs no model that plans.
  if (written.orchestrator !== undefined || (isApi && flags.localOnly === true)) return flags;
  return { ...flags, orchestrator };
}

function isRecord(stored: unknown): stored is RunRecord {
  if (typeof stored !== 'object' || stored === null || !('v' in stored) || !('flags' in stored)) return false;
  return stored.v === 1 && typeof stored.flags === 'object' && stored.flags !== null;
}
