import { endpointFor } from '@hanzo/config';
import { priceOf, systemClock, type ApiModelCard, type Logger, type Task } from '@hanzo/contracts';
import {
  AnswerFile,
  BackgroundProvider,
  BatchFile,
  BatchingProvider,
  BudgetLine,
  CallCare,
  MeteredModel,
  PaidModel,
  type ChainLink,
  type MeteredModelParts,
  type PaidListener,
} from '@hanzo/coordinator';
import type { Ledger } from '@hanzo/ledger';
import type { Setting } from '../../../setting.ts';
import { backgroundApiFor, batchApiFor, providerFor } from './api-providers.ts';
import { checkWishes, serviceTierOf } from './call-wishes.ts';
import type { EngineFlags } from '../flags.ts';
import { endLeftAnswers } from '../money/left-answers.ts';
import { listedModels, listedStronger } from './listed-models.ts';
import { chainOf } from './model-chain.ts';
import { namedCards } from './named-models.ts';
import { higherModel, modelForTier, payable } from './tier-models.ts';

/** The paid models of a run. */
export interface ApiModels {
  /** The orchestrator's model; undefined when work is planned by rules. */
  readonly planner: PaidModel | undefined;
  forTask(task: Pick<Task, 'kind' | 'tier' | 'models'>): PaidModel | undefined;
  /** A model that judges answers. */
  critic(card: ApiModelCard): PaidModel;
  /** The model of the tier that the task's tier escalates to; undefined where it does not. */
  strongForTask(task: Pick<Task, 'kind' | 'tier' | 'models'>): PaidModel | undefined;
  /** Has providers forget the answers that the run has. See {@link endLeftAnswers}. */
  forgetAnswers(isKept: (taskId: string) => boolean, signal: AbortSignal): Promise<void>;
}

export interface ApiModelsParts {
  readonly setting: Setting;
  readonly flags: EngineFlags;
  readonly ledger: Ledger;
  readonly runId: string;
  /** The orchestrator's card, when an API model plans. */
  readonly orchestrator: ApiModelCard | undefined;
  /** Micro-dollars that the whole run may cost. */
  readonly runLimitMicros: number | undefined;
  /** For whom it is paid, where the home is a member of a mesh. */
  readonly member: string | undefined;
  /** When the run is over, in milliseconds since the epoch. */
  readonly endsAt: number | undefined;
  readonly onPaid: PaidListener;
  readonly log: Logger;
}

/** Others' batches free the budget after hours, not seconds. Milliseconds. */
const BATCH_PATIENCE_MS = 25 * 3_600_000;

/**
 * The API models of this run, each paid from the ledger; undefined when none can be called.
 *
 * @throws HanzoError USAGE and others for flags that could not be kept
 */
export function createApiModels(parts: ApiModelsParts): ApiModels | undefined {
  const { setting, flags, orchestrator } = parts;
  const all = distinct([...payable(setting, orchestrator), ...namedCards(flags, setting)]);
  const [first] = all;
  if (first === undefined) return undefined;
  checkWishes(first, all, setting, flags);
  const maker = new ModelMaker(parts);
  return {
    planner: orchestrator && maker.atOnce(orchestrator),
    critic: (card) => maker.atOnce(card),
    forTask: (task) => {
      const listed = listedModels(task, setting);
      if (listed !== undefined) return maker.ofList(listed);
      const card = modelForTier(setting, task.tier, orchestrator);
      return card && maker.forTasks(card);
    },
    strongForTask: (task) => {
      const listed = listedStronger(task, setting);
      if (listed !== undefined) return maker.ofList(listed);
      const model = higherModel(setting, task.tier, orchestrator);
      return model && maker.forTasks(model.card);
    },
    forgetAnswers: (isKept, signal) => endLeftAnswers(maker.answers, { ...parts, isKept, signal }),
  };
}

function distinct(cards: readonly ApiModelCard[]): readonly ApiModelCard[] {
  return [...new Map(cards.map((card) => [card.name, card])).values()];
}

/** Makes each model once: what is known of a provider is known to all who ask it. */
class ModelMaker {
  readonly #parts: ApiModelsParts;
  readonly #care: CallCare;
  readonly #line: BudgetLine;
  readonly #batches: BatchFile;
  /** Those in the background. */
  readonly answers: AnswerFile;
  /** Models of which it is said that they have no background. */
  readonly #plain = new Set<string>();
  readonly #metered = new Map<string, MeteredModel>();
  readonly #forTasks = new Map<string, PaidModel>();
  readonly #ofLists = new Map<string, PaidModel>();

  constructor(parts: ApiModelsParts) {
    const { setting, flags, ledger, endsAt, onPaid, runId } = parts;
    this.#parts = parts;
    const patienceMs = flags.batchApi === true ? BATCH_PATIENCE_MS : undefined;
    this.#care = new CallCare({ policy: setting.config.calls, endsAt, patienceMs, onEvent: onPaid });
    this.#line = new BudgetLine(ledger, systemClock);
    this.#batches = new BatchFile(setting.paths.batches, runId);
    this.answers = new AnswerFile(setting.paths.background, runId);
  }

  /** A plan or a verdict is wanted now: never in a batch. */
  atOnce(card: ApiModelCard): PaidModel {
    return this.#paid(card, (each) => this.#single(each));
  }

  forTasks(card: ApiModelCard): PaidModel {
    const known = this.#forTasks.get(card.name);
    const made = known ?? this.#paid(card, (each) => this.#ofTask(each));
    this.#forTasks.set(card.name, made);
    return made;
  }

  /** The first of them; the others, and nobody else, stand in for it. Undefined: there is none. */
  ofList([first, ...others]: readonly ApiModelCard[]): PaidModel | undefined {
    if (first === undefined) return undefined;
    const chain = this.#parts.flags.fallback === false ? [] : others;
    const name = [first, ...chain].map((card) => card.name).join(' ');
    const known = this.#ofLists.get(name);
    const made = known ?? this.#paid(first, (each) => this.#ofTask(each), chain);
    this.#ofLists.set(name, made);
    return made;
  }

  #paid(
    card: ApiModelCard,
    linkOf: (card: ApiModelCard) => ChainLink,
    chain: readonly ApiModelCard[] = chainOf(card, this.#parts.setting, this.#parts.flags),
  ): PaidModel {
    const { runId } = this.#parts;
    // Who uses tools asks again and again: each time in a batch would take days.
    const atOnce = this.#parts.flags.batchApi === true ? [card, ...chain].map((each) => this.#single(each)) : undefined;
    return new PaidModel({ chain: [linkOf(card), ...chain.map(linkOf)], atOnce, care: this.#care, runId });
  }

  #ofTask(card: ApiModelCard): ChainLink {
    return this.#batched(card) ?? this.#inBackground(card) ?? this.#single(card);
  }

  #single(card: ApiModelCard): ChainLink {
    const { setting } = this.#parts;
    const model = this.#meter(card.name, card, () => providerFor(card, setting));
    return { model, serviceTier: serviceTierOf(card, setting) };
  }

  #batched(card: ApiModelCard): ChainLink | undefined {
    const { setting, flags, onPaid } = this.#parts;
    if (flags.batchApi !== true || priceOf(card, 'batch') === undefined) return undefined;
    const make = (): BatchingProvider =>
      new BatchingProvider({
        api: batchApiFor(card, setting),
        endpoint: endpointFor(setting.config, card).host,
        model: card.name,
        book: this.#batches,
        clock: systemClock,
        tell: onPaid,
        health: this.#care.health,
        waiting: () => this.#line.waiting,
      });
    return { model: this.#meter(`batch ${card.name}`, card, make), serviceTier: 'batch' };
  }

  /** Undefined where nobody asks for it or has done so before, or where the endpoint's interface has no such thing. */
  #inBackground(card: ApiModelCard): ChainLink | undefined {
    const { setting, flags, onPaid } = this.#parts;
    const asks = flags.background === true;
    if (!asks && this.answers.list().length === 0) return undefined;
    const api = backgroundApiFor(card, setting);
    if (api === undefined) {
      if (asks) this.#sayPlain(card);
      return undefined;
    }
    const make = (): BackgroundProvider =>
      new BackgroundProvider({
        api,
        plain: providerFor(card, setting),
        endpoint: endpointFor(setting.config, card).host,
        model: card.name,
        book: this.answers,
        clock: systemClock,
        tell: onPaid,
        asks,
        takesAny: flags.takesAny,
      });
    return { model: this.#meter(`background ${card.name}`, card, make), serviceTier: serviceTierOf(card, setting) };
  }

  #sayPlain(card: ApiModelCard): void {
    if (this.#plain.has(card.name)) return;
    this.#plain.add(card.name);
    const { host: endpoint } = endpointFor(this.#parts.setting.config, card);
    const why = `${endpoint} is asked for ${card.name} over an interface without a background: a call under way is lost with this process`;
    const about = { taskId: '', answerId: '', endpoint, model: card.name };
    this.#parts.onPaid({ kind: 'api-background', ...about, state: 'unsupported', why });
  }

  #meter(name: string, card: ApiModelCard, provider: () => MeteredModelParts['provider']): MeteredModel {
    const known = this.#metered.get(name);
    if (known !== undefined) return known;
    const { setting, ledger, runId, runLimitMicros, member, log } = this.#parts;
    const { host, keyName, api } = endpointFor(setting.config, card);
    const made = new MeteredModel({
      provider: provider(),
      ledger,
      card,
      endpoint: host,
      api,
      key: keyName,
      member,
      runId,
      runLimitMicros,
      line: this.#line,
      log,
    });
    this.#metered.set(name, made);
    return made;
  }
}
