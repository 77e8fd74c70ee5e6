import type { GateName, RungName, Task, TaskKind, Tier } from '@hanzo/contracts';
import { findModel } from '@hanzo/contracts';
import { gatesOf, type KindWord } from '@hanzo/orchestrator';
import {
  rungsFor,
  type Advice,
  type Experience,
  type ExperienceExplained,
  type ModelExplained,
  type RungDecision,
  type RungPolicy,
} from '@hanzo/router';
import type { Setting } from '../../setting.ts';
import { effortAt } from '../dev/models/effort-at.ts';
import { worstTryMicros } from '../dev/models/worst-try.ts';
import type { ExplainedTasks } from './explained-tasks.ts';

/** A model that would be asked, what it costs, and what is known of it. */
export interface ExplainedModel extends Partial<Omit<ModelExplained, 'model'>> {
  readonly model: string;
  /** Micro-dollars per 1,000 tokens; undefined: free. */
  readonly price: { readonly input: number; readonly output: number } | undefined;
  /** Micro-dollars that one try is never dearer than, for the task as it stands; undefined: free, or of unknown size. */
  readonly worstCaseMicros: number | undefined;
}

export interface ExplainedRung {
  readonly rung: RungName;
  /** False: it is set up, and the task does not go there. */
  readonly isOnRoute: boolean;
  readonly models: readonly ExplainedModel[];
}

/** Tasks that go the same way. */
export interface ExplainedRoute extends RungDecision {
  readonly tasks: number;
}

/** All that decides where a task goes. */
export interface Explanation {
  readonly kind: TaskKind;
  readonly words: readonly KindWord[] | undefined;
  readonly tier: Tier;
  readonly tierFrom: string;
  /** How many tasks rules make of it; the first one is explained. */
  readonly tasks: number;
  readonly title: string;
  readonly paths: readonly string[];
  /** Of the task that is explained. */
  readonly route: RungDecision;
  /** The stronger model, where it is the one that was asked before: then it is not asked again. */
  readonly triedAlready: string | undefined;
  /** Of all tasks, the most frequent first. */
  readonly routes: readonly ExplainedRoute[];
  readonly policy: readonly PolicyPart[];
  readonly rungs: readonly ExplainedRung[];
  readonly gates: readonly GateName[];
  readonly experience: Omit<ExperienceExplained, 'rungs'>;
}

/** One field of the policy that the route comes from. */
export interface PolicyPart {
  /** As in tiers.json, e.g. `kinds.review.tries`. */
  readonly path: string;
  readonly value: string;
  /** The file that says so; undefined: as shipped. */
  readonly file: string | undefined;
}

export interface ExplanationParts {
  readonly setting: Setting;
  readonly policy: RungPolicy;
  readonly experience: Experience;
  /** A critic would judge all answers. */
  readonly hasCritic: boolean;
  /** Several critics would judge findings one by one instead. */
  readonly hasPanel: boolean;
  /** The models that would be asked for a task. */
  readonly offers: (task: Task) => ReadonlyMap<RungName, readonly string[]>;
}

/** Puts together what decides: the same functions say it that decide in a run. */
export function explainRoute(made: ExplainedTasks, parts: ExplanationParts): Explanation {
  const { setting, policy, experience } = parts;
  const routes = routesOf(made.tasks, policy);
  const [task] = made.tasks as readonly [Task, ...Task[]];
  const route = rungsFor(task, policy);
  const { rungs: judged, ...learned } = experience.explain(task, parts.offers(task));
  return {
    kind: made.kind,
    words: made.words,
    tier: made.tier,
    tierFrom: made.tierFrom,
    tasks: made.tasks.length,
    title: task.title,
    paths: task.sources.map(({ path }) => path),
    route,
    triedAlready: triedAlready(route, parts.offers(task)),
    routes,
    policy: policyParts(task, setting),
    rungs: rungsOf(
      task,
      route,
      judged.flatMap(({ models }) => models),
      parts,
    ),
    gates: gatesOf(
      task,
      { who: { kind: 'local', model: '' } },
      { criticForAll: parts.hasCritic, hasPanel: parts.hasPanel },
    ),
    experience: { ...learned, advice: followed(learned.advice, route) },
  };
}

/** Advice that the run does not ask for, or cannot follow, counts for nothing. */
function followed(advice: Advice | undefined, { why }: RungDecision): Advice | undefined {
  return advice !== undefined && why.includes(advice.why) ? advice : undefined;
}

function routesOf(tasks: readonly Task[], policy: RungPolicy): readonly ExplainedRoute[] {
  const routes = new Map<string, ExplainedRoute>();
  for (const task of tasks) {
    const decision = rungsFor(task, policy);
    const key = decision.rungs.join(' ');
    const known = routes.get(key);
    routes.set(key, { ...decision, ...known, tasks: (known?.tasks ?? 0) + 1 });
  }
  return [...routes.values()].toSorted((a, b) => b.tasks - a.tasks);
}

/** As the strong rung decides it in a run: the same again would be paid for twice. */
function triedAlready(
  { rungs }: Pick<RungDecision, 'rungs'>,
  offers: ReadonlyMap<RungName, readonly string[]>,
): string | undefined {
  const [strong] = offers.get('strong') ?? [];
  const isSame =
    rungs.includes('api') && rungs.includes('strong') && offers.get('api')?.includes(strong ?? '') === true;
  return isSame ? strong : undefined;
}

function rungsOf(
  task: Task,
  { rungs }: RungDecision,
  judged: readonly ModelExplained[],
  { setting, policy, offers }: ExplanationParts,
): readonly ExplainedRung[] {
  const offered = offers(task);
  // What is set up and could be asked, but is not: so that nobody wonders why.
  const others = [...policy.available].filter((rung) => offered.has(rung));
  const all = [...new Set<RungName>([...rungs, ...others])];
  return all.map((rung) => ({
    rung,
    isOnRoute: rungs.includes(rung) && !(rung === 'strong' && triedAlready({ rungs }, offered) !== undefined),
    models: (offered.get(rung) ?? []).map((model) => ({
      ...judged.find((one) => one.model === model),
      ...costOf(rung, model, task, setting),
      model,
    })),
  }));
}

function costOf(
  rung: RungName,
  model: string,
  task: Task,
  setting: Setting,
): Pick<ExplainedModel, 'price' | 'worstCaseMicros'> {
  const free = { price: undefined, worstCaseMicros: undefined };
  if (rung !== 'api' && rung !== 'strong') return free;
  const card = findModel(setting.catalogue, model);
  if (card?.kind !== 'api' || card.price === undefined) return free;
  const { inputMicros, outputMicros } = card.price;
  const price = { input: Math.ceil(inputMicros / 1_000), output: Math.ceil(outputMicros / 1_000) };
  if (task.sources.length === 0 && task.images === undefined) return { price, worstCaseMicros: undefined };
  // As the ledger reserves it for this model, whoever may stand in.
  const asked = { setting, flags: {}, effort: effortAt(rung, task, setting), chain: [] };
  return { price, worstCaseMicros: worstTryMicros(task, card, asked) };
}

function policyParts({ kind, tier }: Task, { routing, routingChangedIn }: Setting): readonly PolicyPart[] {
  const ofKind = routing.kinds[kind];
  const ofTier = routing.tiers[tier];
  const said: readonly (readonly [string, string | undefined])[] = [
    [`kinds.${kind}.startRung`, ofKind.startRung],
    ...(ofKind.startRung === undefined ? [[`tiers.${tier}.startRung`, ofTier.startRung] as const] : []),
    [`kinds.${kind}.lastRung`, ofKind.lastRung],
    [`kinds.${kind}.tries`, String(ofKind.tries)],
    [`kinds.${kind}.agreement`, String(ofKind.agreement)],
    [`kinds.${kind}.agreementShare`, ofKind.agreementShare?.toString()],
    [`kinds.${kind}.gates`, ofKind.gates.join(', ')],
    [`tiers.${tier}.models`, ofTier.models.join(', ')],
    [`tiers.${tier}.escalatesTo`, ofTier.escalatesTo],
  ];
  return said.flatMap(([path, value]) =>
    value === undefined || value === '' ? [] : [{ path, value, file: routingChangedIn[path] }],
  );
}
