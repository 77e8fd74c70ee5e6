import { HanzoError, type RungName, type TaskKind } from '@hanzo/contracts';
import type { Advice, RoutedTask } from '../rungs.ts';
import { explainFeatures, type FeaturePart } from './explain-features.ts';
import { FEATURE_BITS, featuresOf } from './features.ts';
import { fnvStep, FNV_BASIS, mix } from './hash.ts';
import { logistic, LogisticLearner, logit } from './logistic-learner.ts';
import { PassRecord } from './pass-record.ts';
import type { PreRouter } from './pre-router.ts';
import { type RoutedText, routedText } from './routed-text.ts';
import type { SparseVector } from './sparse-vector.ts';

/** What a gate said of a model's answer to the user's own task. Lost workers and other errors are no outcomes. */
export interface PastOutcome {
  readonly rung: RungName;
  readonly model: string;
  readonly kind: TaskKind;
  /** `featuresOf` the task. */
  readonly features: SparseVector;
  readonly passed: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Probability that a model's answer to a task passes the gate. */
export interface PassEstimate {
  readonly mean: number;
  /** It is higher in about 19 of 20 cases. */
  readonly low: number;
  /** It is lower in about 19 of 20 cases. */
  readonly high: number;
  /** Judged answers of the model to tasks of the kind. */
  readonly seen: number;
}

export interface ExperienceOptions {
  /** A rung whose models all pass less often than this is not worth its time. 0 to 1. @default 0.15 */
  readonly breakEven?: number | undefined;
  /** Fewer judged answers of a model to a kind of tasks are no experience. @default 20 */
  readonly leastSeen?: number | undefined;
  /** One task in so many tries all rungs, so that a model which got better is noticed. @default 20 */
  readonly exploreOneIn?: number | undefined;
  /** Judged answers of a model to a kind of tasks after which older ones count for little. @default 200 */
  readonly memory?: number | undefined;
  /** For pairs of models that somebody has measured; matched by the models' exact names. @default none */
  readonly routers?: readonly PreRouter[] | undefined;
}

/** What a model is expected to do with a task, and why. */
export interface ModelExplained {
  readonly model: string;
  /** Undefined: no judged answer to this kind of tasks. */
  readonly estimate: PassEstimate | undefined;
  /** What of the task moves the expectation most, strongest first; weights are in log-odds of a pass. */
  readonly parts: readonly FeaturePart[];
  /** Of a profile for it and a model of a dearer rung, where there is one that does not abstain. */
  readonly gain: { readonly strongModel: string; readonly gain: number; readonly threshold: number } | undefined;
  /** True: not worth trying. */
  readonly isHopeless: boolean;
}

export interface RungExplained {
  readonly rung: RungName;
  readonly models: readonly ModelExplained[];
  /** Every model of it is hopeless. */
  readonly isHopeless: boolean;
}

export interface ExperienceExplained {
  readonly rungs: readonly RungExplained[];
  readonly breakEven: number;
  readonly leastSeen: number;
  /** True: the task is one of those that try all rungs. */
  readonly explores: boolean;
  readonly advice: Advice | undefined;
}

/** Rungs that may be passed over. What is exact costs nothing to try, and nothing is dearer than the last. */
const PASSED_OVER: readonly RungName[] = ['local', 'mesh', 'api'];
/** Standard deviation of what features may mean, in log-odds, before anything is seen. */
const PRIOR_SPREAD = 0.6;
/** Standard deviations to a bound that holds in 19 of 20 cases. */
const BOUND = 1.645;
/** A shift may be off by so much of itself: on public sets the largest ones were about twice too large. */
const SHIFT_SPREAD = 0.5;
/** What moved an estimate from fewer judged answers than these is chance, and is not told. */
const LEAST_TOLD = 5;
/** From such a lower bound on, what a model did here outweighs what others measured elsewhere. */
const SURELY_GOOD = 0.5;

/**
 * What the user's own gates said so far, and what follows for a new task: per model and kind a record of passes, per model a learner of which
 * tasks go better or worse than usual. Kept in memory; outcomes are given again, in their order, after a start.
 */
export class Experience {
  readonly #breakEven: number;
  readonly #leastSeen: number;
  readonly #exploreOneIn: number;
  readonly #memory: number;
  readonly #routers: readonly PreRouter[];
  readonly #records = new Map<string, PassRecord>();
  readonly #learners = new Map<string, LogisticLearner>();
  #judged = 0;
  /** Judged answers when the first decision was made. */
  #judgedBefore: number | undefined;

  /** @throws HanzoError USAGE: an option out of its range */
  constructor(options: ExperienceOptions = {}) {
    const { breakEven = 0.15, leastSeen = 20, exploreOneIn = 20, memory = 200, routers = [] } = options;
    if (!(breakEven >= 0 && breakEven <= 1 && leastSeen >= 0 && exploreOneIn >= 1 && memory >= 1)) {
      throw new HanzoError('USAGE', 'An option of the experience is out of its range.', {
        details: { breakEven, leastSeen, exploreOneIn, memory },
        mend: 'Give a break-even from 0 to 1, and counts of at least 1.',
      });
    }
    this.#breakEven = breakEven;
    this.#leastSeen = leastSeen;
    this.#exploreOneIn = exploreOneIn;
    this.#memory = memory;
    this.#routers = routers.filter(({ profile }) => !profile.abstains);
  }

  /** One more judged answer; oldest first. */
  add({ rung, model, kind, features, passed }: PastOutcome): void {
    const key = recordKey(rung, model, kind);
    const record = this.#records.get(key) ?? new PassRecord(this.#memory);
    const learner = this.#learners.get(learnerKey(rung, model)) ?? new LogisticLearner(2 ** FEATURE_BITS);
    // What was known before the answer: else the record explains it, and the features nothing.
    learner.learn(features, passed, logit(record.mean));
    record.add(passed);
    this.#judged += 1;
    this.#records.set(key, record);
    this.#learners.set(learnerKey(rung, model), learner);
  }

  /** Share of the model's answers on the mesh to tasks of the kind that passed, 0 to 1. Undefined: fewer than `leastSeen` were judged. */
  passRate(model: string, kind: TaskKind): number | undefined {
    const record = this.#records.get(recordKey('mesh', model, kind));
    return record === undefined || record.seen < this.#leastSeen ? undefined : record.mean;
  }

  /**
   * Undefined: the model has no judged answer there to a task of the kind.
   *
   * @param rung what workers of others say of themselves tells nothing of an engine of one's own
   */
  estimate(model: string, kind: TaskKind, features: SparseVector, rung: RungName = 'local'): PassEstimate | undefined {
    const record = this.#records.get(recordKey(rung, model, kind));
    const learner = this.#learners.get(learnerKey(rung, model));
    if (record === undefined || learner === undefined) return undefined;
    const usual = record.bounds();
    const shift = learner.shift(features);
    const centre = logit(usual.mean) + shift;
    const mean = logistic(centre);
    // The more answers to tasks like it, the surer is what its features mean.
    const unfamiliar = BOUND / Math.sqrt(1 / PRIOR_SPREAD ** 2 + learner.support(features));
    const spread = Math.hypot(unfamiliar, BOUND * SHIFT_SPREAD * shift);
    const below = Math.hypot(logit(usual.mean) - logit(usual.low), spread);
    const above = Math.hypot(logit(usual.high) - logit(usual.mean), spread);
    return { mean, low: logistic(centre - below), high: logistic(centre + above), seen: record.seen };
  }

  /**
   * Rungs that are not worth trying for a task: every model there is known, and none has a fair chance. Undefined: nothing to say.
   *
   * @param models that would be asked on each rung; rungs that are not in it, or have none, are never passed over
   */
  advise(task: RoutedTask, models: ReadonlyMap<RungName, readonly string[]>): Advice | undefined {
    const text = routedText(task);
    const features = featuresOf(text);
    if (this.#explores(task.kind, features)) return undefined;
    return this.#adviceOn(this.#judge(task.kind, text, features, models), task.kind);
  }

  /** The numbers behind `advise`, also for tasks that try all rungs. */
  explain(task: RoutedTask, models: ReadonlyMap<RungName, readonly string[]>): ExperienceExplained {
    const text = routedText(task);
    const features = featuresOf(text);
    const judged = this.#judge(task.kind, text, features, models);
    const explores = this.#explores(task.kind, features);
    return {
      rungs: judged.map((rung) => ({
        ...rung,
        models: rung.models.map((model) => ({ ...model, parts: this.#parts(rung.rung, model, text, features) })),
      })),
      breakEven: this.#breakEven,
      leastSeen: this.#leastSeen,
      explores,
      advice: explores ? undefined : this.#adviceOn(judged, task.kind),
    };
  }

  #judge(
    kind: TaskKind,
    text: RoutedText,
    features: SparseVector,
    models: ReadonlyMap<RungName, readonly string[]>,
  ): RungExplained[] {
    return PASSED_OVER.flatMap((rung, at) => {
      const here = models.get(rung) ?? [];
      const dearer = [...PASSED_OVER.slice(at + 1), 'strong' as const].flatMap((name) => models.get(name) ?? []);
      const judged = here.map((model) => this.#judgeModel({ rung, model, kind, dearer }, text, features));
      if (judged.length === 0) return [];
      return [{ rung, models: judged, isHopeless: judged.every(({ isHopeless }) => isHopeless) }];
    });
  }

  #judgeModel({ rung, model, kind, dearer }: Judged, text: RoutedText, features: SparseVector): ModelExplained {
    const estimate = this.estimate(model, kind, features, rung);
    const known = estimate !== undefined && estimate.seen >= this.#leastSeen ? estimate : undefined;
    const router = this.#routers.find(
      ({ profile }) => profile.weakModel === model && dearer.includes(profile.strongModel),
    );
    const gain = router && {
      strongModel: router.profile.strongModel,
      gain: router.gainOf(featuresOf({ text: text.text, kind })),
      threshold: router.profile.threshold,
    };
    const failsHere = known !== undefined && known.high < this.#breakEven;
    const losesElsewhere = gain !== undefined && gain.gain >= gain.threshold && !((known?.low ?? 0) > SURELY_GOOD);
    return { model, estimate, parts: [], gain, isHopeless: failsHere || losesElsewhere };
  }

  #adviceOn(rungs: readonly RungExplained[], kind: TaskKind): Advice | undefined {
    const hopeless = rungs.filter(({ isHopeless }) => isHopeless);
    if (hopeless.length === 0) return undefined;
    const skip = hopeless.map(({ rung }) => rung);
    const reasons = hopeless.flatMap(({ models }) => models.map((model) => this.#reason(model, kind)));
    return { skip, why: `${[...new Set(reasons)].join('; ')}: ${skip.join(' and ')} passed over.` };
  }

  #reason({ model, estimate, gain }: ModelExplained, kind: TaskKind): string {
    if (estimate !== undefined && estimate.seen >= this.#leastSeen && estimate.high < this.#breakEven) {
      const most = `at most ${percent(estimate.high)} where ${percent(this.#breakEven)} would be worth it`;
      return `${model} is expected to pass ${percent(estimate.mean)} of such ${kind} tasks (${most}, ${estimate.seen} judged)`;
    }
    const { strongModel = '', gain: by = 0, threshold = 0 } = gain ?? {};
    return `${strongModel} should do such a task better than ${model} by ${percent(by)} (from ${percent(threshold)} on it goes first)`;
  }

  #parts(rung: RungName, { model, estimate }: ModelExplained, text: RoutedText, features: SparseVector): FeaturePart[] {
    const learner = this.#learners.get(learnerKey(rung, model));
    if (learner === undefined || (estimate?.seen ?? 0) < LEAST_TOLD) return [];
    return explainFeatures(text, features, learner.weights, 5);
  }

  /** Other tasks each time that something was learned, and the same ones as long as this process decides. */
  #explores(kind: TaskKind, { indices }: SparseVector): boolean {
    this.#judgedBefore ??= this.#judged;
    let hash = fnvStep(FNV_BASIS, this.#judgedBefore);
    for (let at = 0; at < kind.length; at++) hash = fnvStep(hash, kind.charCodeAt(at));
    for (const index of indices) hash = fnvStep(hash, index);
    return mix(hash) % this.#exploreOneIn === 0;
  }
}

interface Judged {
  readonly rung: RungName;
  readonly model: string;
  readonly kind: TaskKind;
  /** Models of dearer rungs. */
  readonly dearer: readonly string[];
}

function recordKey(rung: RungName, model: string, kind: TaskKind): string {
  return `${kind} ${learnerKey(rung, model)}`;
}

/** Whatever a worker of the mesh calls its model, and does with it, is not held against one's own; of the API a name is a name. */
function learnerKey(rung: RungName, model: string): string {
  return `${rung === 'strong' ? 'api' : rung} ${model}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
