import { HanzoError } from '@hanzo/contracts';
import type { DelegateEngineFlags } from '../../delegate/flags.ts';
import type { DevFlags } from '../flags.ts';
import { given } from '../run/setting-of.ts';

/** The flags of a run that hold for its delegations as well. */
export function delegateFlagsOf(flags: DevFlags): DelegateEngineFlags {
  const { home, workspace, baseUrl, api, timeout, budget, json, verbose } = flags;
  const { retryOnRateLimit, maxRetries, serviceTier, effort, fallback } = flags;
  const calls = { retryOnRateLimit, maxRetries, serviceTier, effort, fallback };
  return given({ home, workspace, baseUrl, api, timeout, budget, json, verbose, ...calls });
}

/** What a run is to leave behind or to go through, and a delegation has not. */
const ELSEWHERE: readonly (readonly [keyof DevFlags, string])[] = [
  ['watch', '--watch'],
  ['planOnly', '--plan-only'],
  ['output', '--output'],
  ['patch', '--patch'],
  ['autoFix', '--auto-fix'],
  ['batchMode', '--batch-mode'],
  ['batchApi', '--batch-api'],
  ['baseline', '--baseline'],
  ['failOn', '--fail-on'],
  ['profile', '--profile'],
  ['image', '--image'],
  ['generateDiagrams', '--generate-diagrams'],
  ['suggestOptimizations', '--suggest-optimizations'],
  ['suggestPatterns', '--suggest-patterns'],
  ['delegateAfter', '--delegate-after'],
];

/** How the tasks of a plan are done, and by whom: there is no plan. */
const IDLE: readonly (readonly [keyof DevFlags, string])[] = [
  ['orchestrator', '--orchestrator'],
  ['workerModels', '--worker-models'],
  ['critic', '--critic'],
  ['criticInstances', '--critic-instances'],
  ['instances', '--instances'],
  ['focus', '--focus'],
  ['tier', '--tier'],
  ['maxTier', '--max-tier'],
  ['maxTasks', '--max-tasks'],
  ['copies', '--copies'],
  ['priority', '--priority'],
  ['deadline', '--deadline'],
  ['useHanzoNet', '--use-hanzo-net'],
  ['preferLocal', '--prefer-local'],
  ['enableGuardrails', '--enable-guardrails'],
  ['mcpTools', '--mcp-tools'],
  ['tools', '--tools'],
  ['allowTools', '--allow-tools'],
  ['toolSteps', '--tool-steps'],
  ['toolSeconds', '--tool-seconds'],
  ['toolBudget', '--tool-budget'],
  ['monitor', '--monitor'],
];

/** @throws HanzoError USAGE for flags that promise what a delegation does not do */
export function refuseElsewhere(flags: DevFlags): void {
  const [wrong] = written(flags, ELSEWHERE);
  if (wrong === undefined) return;
  throw new HanzoError('USAGE', `The magic phrase delegates, and plans no run: ${wrong} has no part in that.`, {
    mend: `Leave ${wrong} out, or leave the phrase out. What a delegation can do: hanzo delegate --help.`,
  });
}

/** Flags without effect, for people. */
export function idleFlags(flags: DevFlags): readonly string[] {
  return [...written(flags, IDLE), ...(flags.cache === false ? ['--no-cache'] : [])];
}

function written(flags: DevFlags, names: readonly (readonly [keyof DevFlags, string])[]): readonly string[] {
  return names.filter(([name]) => flags[name] !== undefined && flags[name] !== false).map(([, flag]) => flag);
}

/**
 * What stays on machines of one's own is delegated to none of others.
 *
 * @param model as somebody wrote it; undefined: nobody did
 * @throws HanzoError USAGE
 */
export function refuseAway(flags: DevFlags, model: string | undefined): void {
  if (model?.startsWith('local:') === true) return;
  const why = whyStays(flags);
  if (why === undefined) return;
  throw new HanzoError('USAGE', `${model ?? 'The model that is delegated to'} may be one of an API, and ${why}.`, {
    mend: 'Delegate to a model of this machine: DELEGATE TO local:<name>: … See `hanzo models`.',
  });
}

/** Why nothing of a run may go to an API, as the end of a sentence; undefined: it may. */
export function whyStays({ localOnly, dataClass }: Pick<DevFlags, 'localOnly' | 'dataClass'>): string | undefined {
  if (dataClass === 'confidential') return 'confidential work goes to no API';
  return localOnly === true ? 'with --local-only nothing goes to an API' : undefined;
}
