import type { RungName, Task, Tier } from '@hanzo/contracts';

/** What the run allows and what is there to be used. */
export interface RungPolicy {
  /** Nothing may leave for an API, whatever happens. */
  readonly localOnly: boolean;
  /** Free engines go first for every tier; the API is only for what they fail. */
  readonly preferLocal: boolean;
  readonly apiAvailable: boolean;
  readonly meshAvailable: boolean;
  readonly localAvailable: boolean;
  /** The user's policy (configs/tiers.json): a tier that starts on `api` is not tried on free engines first. */
  readonly startRungs: Readonly<Record<Tier, RungName>>;
}

/** The rungs a task may climb, in order, and one sentence for people. No rungs: nothing is allowed or there. */
export interface RungDecision {
  readonly rungs: readonly RungName[];
  readonly why: string;
}

/**
 * Chooses a task's rungs. Checks are for tools alone. Tiers that start below the API (by the
 * user's policy, simple ones) begin on free engines and may escalate; the others start on the API and use free engines
 * only with `preferLocal`, or when no API may be used.
 */
export function rungsFor(task: Pick<Task, 'kind' | 'tier'>, policy: RungPolicy): RungDecision {
  if (task.kind === 'check') return { rungs: ['tool'], why: 'A tool does checks exactly, at no cost.' };
  const free = freeRungs(policy);
  const mayPay = policy.apiAvailable && !policy.localOnly;
  if (!mayPay) return withoutApi(task, free, policy);
  if (free.length === 0)
    return { rungs: ['api'], why: `No free engine is available: the ${task.tier} task goes to the API.` };
  if (startsFree(task, policy)) {
    return {
      rungs: [...free, 'api'],
      why: `A ${task.tier} task starts on free engines; the API takes it only after they fail.`,
    };
  }
  if (policy.preferLocal) {
    return {
      rungs: [...free, 'api'],
      why: `The run prefers local engines, so this ${task.tier} task starts on free ones too.`,
    };
  }
  return { rungs: ['api'], why: `A ${task.tier} task starts on the API: free engines are for easier ones.` };
}

function freeRungs(policy: RungPolicy): readonly RungName[] {
  if (policy.localAvailable) return policy.meshAvailable ? ['local', 'mesh'] : ['local'];
  return policy.meshAvailable ? ['mesh'] : [];
}

function withoutApi(task: Pick<Task, 'tier'>, free: readonly RungName[], policy: RungPolicy): RungDecision {
  const noApi = policy.localOnly ? 'the run allows local engines only' : 'no API is available';
  if (free.length === 0)
    return { rungs: [], why: `Nothing can take the task: no free engine is available and ${noApi}.` };
  if (startsFree(task, policy))
    return { rungs: free, why: `A ${task.tier} task starts on free engines; it stays there, as ${noApi}.` };
  return { rungs: free, why: `A ${task.tier} task belongs on the API, but ${noApi}: free engines try it.` };
}

function startsFree({ tier }: Pick<Task, 'tier'>, { startRungs }: RungPolicy): boolean {
  return startRungs[tier] !== 'api';
}
