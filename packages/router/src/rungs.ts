import {
  apiModelsFor,
  localModelsFor,
  onlyModelsInWords,
  RUNGS,
  TIERS,
  TOOL_KINDS,
  type RoutingPolicy,
  type RungName,
  type Task,
  type Tier,
} from '@hanzo/contracts';

/** What of a task its route depends on. */
export type RoutedTask = Pick<Task, 'kind' | 'tier' | 'tries'> &
  Partial<Pick<Task, 'prompt' | 'sources' | 'models' | 'output' | 'images'>>;

/** What was learned about a task: rungs that are not worth trying. */
export interface Advice {
  readonly skip: readonly RungName[];
  /** One sentence for people, with numbers. */
  readonly why: string;
}

/** What the run allows and what is there to be used. */
export interface RungPolicy {
  /** The user's policy for tiers and kinds. */
  readonly routing: RoutingPolicy;
  /** Nothing may leave for an API, whatever happens. */
  readonly localOnly: boolean;
  /** Free engines go first for every tier; the API is only for what they fail. */
  readonly preferLocal: boolean;
  /** The rungs that are set up. */
  readonly available: ReadonlySet<RungName>;
  /** No model of a higher tier may be asked. @default 'critical' */
  readonly maxTier?: Tier | undefined;
  /** Rungs that cannot do the task in this run, whatever is left. @default none */
  readonly leftOut?: ((task: RoutedTask) => Advice | undefined) | undefined;
  /** What experience says; undefined: nothing. Never followed where nothing dearer is left to do the task. */
  readonly advice?: ((task: RoutedTask) => Advice | undefined) | undefined;
}

/** The rungs a task may climb, in order, and one sentence for people. No rungs: nothing is allowed or there. */
export interface RungDecision {
  /** `mesh` stands in it as often as different models may try. */
  readonly rungs: readonly RungName[];
  /** Free ones that experience speaks against: for when whoever is paid gives no answer. @default none */
  readonly reserve?: readonly RungName[];
  readonly why: string;
}

const FREE: ReadonlySet<RungName> = new Set<RungName>(['local', 'mesh']);
const PAID: ReadonlySet<RungName> = new Set<RungName>(['api', 'strong']);

/**
 * Chooses a task's rungs by the user's policy: from the start rung of its kind, else of its tier, up to the last rung of its
 * kind. Tiers that start on an API use free engines only with `preferLocal`, or when no API may be used.
 */
export function rungsFor(task: RoutedTask, policy: RungPolicy): RungDecision {
  const start = startOf(task, policy);
  const leftOut = [policy.leftOut?.(task), ofOtherModels(task), withoutVision(task)].filter((one) => one !== undefined);
  const skip = new Set(leftOut.flatMap((one) => one.skip));
  const available = new Set([...policy.available].filter((rung) => !skip.has(rung)));
  const { why, ...ladder } = byPolicy(task, { ...policy, available }, start.rung);
  return { ...ladder, why: [why, ...start.notes, ...leftOut.map((one) => one.why)].join(' ') };
}

/** The rungs that have none of the models which alone may do the task. */
/** Nobody who is free sees pictures; a tool looks at files whatever comes with them. */
function withoutVision({ images = [] }: RoutedTask): Advice | undefined {
  if (images.length === 0) return undefined;
  return { skip: ['local', 'mesh'], why: 'Pictures belong to it: neither local models nor workers see them.' };
}

function ofOtherModels(task: RoutedTask): Advice | undefined {
  const words = onlyModelsInWords(task);
  if (words === undefined) return undefined;
  const skip: RungName[] = [];
  if (localModelsFor(task)?.size === 0) skip.push(...FREE);
  if (apiModelsFor(task)?.length === 0) skip.push(...PAID);
  return { skip, why: `${words.charAt(0).toUpperCase()}${words.slice(1)}.` };
}

/** Where the policy starts the task. Free engines are one class: without a mesh, what would start there may start here. */
function startOf(task: RoutedTask, policy: RungPolicy): { readonly rung: RungName; readonly notes: readonly string[] } {
  const { tiers, kinds } = policy.routing;
  const { startRung: rung = tiers[allowedTier(task.tier, policy.maxTier)].startRung, lastRung } = kinds[task.kind];
  if (rung !== 'mesh' || (policy.available.has('mesh') && lastRung !== 'local')) return { rung, notes: [] };
  if (policy.available.has('mesh')) return { rung: 'local', notes: [] };
  const note = 'The policy starts it at the mesh, and this run uses none: --use-hanzo-net.';
  return { rung: 'local', notes: [note] };
}

function byPolicy(task: RoutedTask, policy: RungPolicy, startRung: RungName): RungDecision {
  const tier = allowedTier(task.tier, policy.maxTier);
  const { lastRung } = policy.routing.kinds[task.kind];
  const most = lastRung === undefined ? RUNGS.length : RUNGS.indexOf(lastRung);
  const allowed = RUNGS.filter(
    (rung, at) => at <= most && policy.available.has(rung) && isFor(rung, task, startRung, lastRung),
  );
  const paid = policy.localOnly ? [] : allowed.filter((rung) => PAID.has(rung) && isPaidFor(rung, tier, policy));
  const exact = allowed.filter((rung) => !PAID.has(rung) && !FREE.has(rung));
  const free = allowed
    .filter((rung) => FREE.has(rung) && mayStart(rung, startRung))
    .flatMap((rung) => tried(rung, task));
  if (lastRung === 'tool') return byToolOnly(exact);
  const startsFree = !PAID.has(startRung);
  if (paid.length === 0) return withoutApi(tier, { exact, free, startsFree }, whyNoApi(lastRung, policy));
  const cheapest = startRung === 'strong' && paid.includes('strong') ? paid.filter((rung) => rung === 'strong') : paid;
  if (free.length === 0) {
    const why = `No free engine is available: the ${tier} task goes to the API.`;
    return advised(task, { rungs: [...exact, ...cheapest], why }, policy);
  }
  if (startsFree || policy.preferLocal) {
    const why = startsFree
      ? `A ${tier} task starts on free engines; the API takes it only after they fail.`
      : `The run prefers local engines, so this ${tier} task starts on free ones too.`;
    return advised(task, { rungs: [...exact, ...free, ...cheapest], why }, policy);
  }
  const why = `A ${tier} task starts on the API: free engines are for easier ones.`;
  return advised(task, { rungs: [...exact, ...cheapest], why }, policy);
}

/** The task's tier, or the highest that the run allows. */
export function allowedTier(tier: Tier, maxTier: Tier = 'critical'): Tier {
  return TIERS.indexOf(tier) <= TIERS.indexOf(maxTier) ? tier : maxTier;
}

/** The tier whose model gets what a tier's own API model failed; undefined: nobody. */
export function escalationTier(
  tier: Tier,
  { routing, maxTier }: Pick<RungPolicy, 'routing' | 'maxTier'>,
): Tier | undefined {
  const wanted = routing.tiers[tier].escalatesTo;
  const allowed = wanted === undefined ? tier : allowedTier(wanted, maxTier);
  return allowed === tier ? undefined : allowed;
}

/** What may end at a tool alone starts there, whatever its tier says. */
function isFor(rung: RungName, { kind }: RoutedTask, startRung: RungName, lastRung: RungName | undefined): boolean {
  return rung !== 'tool' || (TOOL_KINDS.includes(kind) && (startRung === 'tool' || lastRung === 'tool'));
}

/** Free engines may go before a start on the API, when the run wants that; below one on a free engine nothing may. */
function mayStart(rung: RungName, startRung: RungName): boolean {
  return PAID.has(startRung) || RUNGS.indexOf(rung) >= RUNGS.indexOf(startRung);
}

function isPaidFor(rung: RungName, tier: Tier, policy: RungPolicy): boolean {
  return rung === 'api' || escalationTier(tier, policy) !== undefined;
}

function tried(rung: RungName, { tries = 1 }: RoutedTask): readonly RungName[] {
  return rung === 'mesh' ? Array.from({ length: Math.max(1, tries) }, () => rung) : [rung];
}

function byToolOnly(exact: readonly RungName[]): RungDecision {
  if (exact.length > 0) return { rungs: exact, why: 'A tool does it exactly, at no cost.' };
  return { rungs: [], why: 'Nothing can take the task: only a tool may, and there is none.' };
}

function whyNoApi(lastRung: RungName | undefined, { localOnly }: RungPolicy): string {
  if (localOnly) return 'the run allows local engines only';
  const isEnd = lastRung !== undefined && RUNGS.indexOf(lastRung) < RUNGS.indexOf('api');
  return isEnd ? 'the policy of its kind ends before that' : 'no API is available';
}

interface WithoutApi {
  readonly exact: readonly RungName[];
  readonly free: readonly RungName[];
  readonly startsFree: boolean;
}

function withoutApi(tier: Tier, { exact, free, startsFree }: WithoutApi, noApi: string): RungDecision {
  const rungs = [...exact, ...free];
  if (free.length === 0) {
    if (exact.includes('tool')) return { rungs, why: `A tool tries it; there is nothing else: ${noApi}.` };
    const why = `no free engine is available and ${noApi}.`;
    if (exact.length === 0) return { rungs, why: `Nothing can take the task: ${why}` };
    return { rungs, why: `Only an answer from before can do it: ${why}` };
  }
  if (startsFree) return { rungs, why: `A ${tier} task starts on free engines; it stays there, as ${noApi}.` };
  return { rungs, why: `A ${tier} task belongs on the API, but ${noApi}: free engines try it.` };
}

function advised(task: RoutedTask, decision: RungDecision, policy: RungPolicy): RungDecision {
  const advice = policy.advice?.(task);
  if (advice === undefined) return decision;
  const skip = new Set(advice.skip);
  const last = decision.rungs.at(-1);
  const rungs = decision.rungs.filter((rung) => rung === last || !skip.has(rung));
  if (rungs.length === decision.rungs.length) return decision;
  const reserve = [...new Set(decision.rungs)].filter((rung) => FREE.has(rung) && !rungs.includes(rung));
  const why = `Experience shortens the way that the policy gives. ${advice.why}`;
  return { rungs, ...(reserve.length > 0 && { reserve }), why };
}
