import { randomUUID } from 'node:crypto';
import { endpointFor, requireKey } from '@hanzo/config';
import {
  HanzoError,
  NO_USAGE,
  systemClock,
  toHanzoError,
  type Answer,
  type ApiModelCard,
  type Logger,
  type ModelProvider,
  type Rung,
  type RungContext,
  type Task,
  type Who,
} from '@hanzo/contracts';
import { LocalRung, MeshRung, type PaidModel } from '@hanzo/coordinator';
import {
  isForCritic,
  ModelCritic,
  type Critic,
  type CriticAnswer,
  type CriticCall,
  type CriticQuestion,
} from '@hanzo/orchestrator';
import { estimateTokens } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';
import type { ApiModels } from './api-models.ts';
import { criticTaskId } from '../money/charges.ts';
import type { CriticModel } from './critic-model.ts';
import type { JudgeOfRung } from '../engines/judged-rung.ts';
import type { MeshAccess } from '../engines/mesh-access.ts';
import { smallestContext } from '../engines/mesh-room.ts';
import { PAID_OUTPUT_TOKENS } from './critic-tokens.ts';
import type { RunTools } from '../tools/run-tools.ts';
import { isTooHigh } from './tier-models.ts';

/** The critic of a run, and what it was asked up to now. */
export interface CriticEngine extends JudgeOfRung {
  readonly judge: Critic;
  /** What tasks may be long at most, with their answers, so that it can read them, in tokens; undefined: it reads all. */
  readonly taskTokens: number | undefined;
  /** For the receipt. */
  readonly calls: readonly CriticCall[];
}

export interface CriticParts {
  readonly setting: Setting;
  /** A panel judges findings: then this one does not. */
  readonly hasPanel: boolean;
  readonly runId: string;
  readonly models: ApiModels | undefined;
  readonly mesh: MeshAccess | undefined;
  /** Starts a model on this machine, by its name. */
  readonly startLocal: (name: string) => Promise<LocalCritic>;
  /** Undefined: nobody may use any. */
  readonly tools?: RunTools | undefined;
  readonly log: Logger;
}

/** A model of this machine that judges. */
export type LocalCritic = ModelProvider & { readonly info: { readonly contextTokens: number } };

/** Local models answer shortly, and have little room. Tokens. */
const FREE_OUTPUT_TOKENS = 400;
/** What a critic reads besides the task and its answer. Tokens, rounded up. */
const FRAME_TOKENS = 400;

type Ask = (
  question: CriticQuestion,
  signal: AbortSignal,
) => Promise<{ readonly text: string; readonly call: CriticCall }>;

interface AskedCritic {
  readonly ask: Ask;
  /** What it reads at most, in tokens; undefined: more than any task has, or no worker has said so yet. */
  readonly contextTokens: number | undefined;
}

/**
 * The model of `--critic`: an API model is paid from the ledger like the planner, a local one works on this machine or in the mesh.
 *
 * @throws HanzoError USAGE for a paid one in a run that pays nothing, or one above --max-tier; CREDENTIALS_MISSING; what a
 *   local model cannot be started for
 */
export async function criticEngine(wanted: CriticModel, parts: CriticParts): Promise<CriticEngine> {
  const { name: model } = wanted;
  const paid = wanted.kind === 'api' ? paidModel(wanted.card, parts) : undefined;
  const { ask, contextTokens } = paid === undefined ? await freeCritic(model, parts) : paidCritic(paid, parts);
  const calls: CriticCall[] = [];
  const critic = new ModelCritic({
    model,
    usesTools: paid !== undefined && parts.tools?.users.critic === true,
    onGivenUp: (why) =>
      parts.log.warn(`${why.replace(/\.$/, '')}. What is not done yet stays undone: nobody could judge it.`),
    ask: async (question, signal) => {
      try {
        const { text, call } = await ask(question, signal);
        calls.push(call);
        return { text, model: nameOf(call.who) ?? model } satisfies CriticAnswer;
      } catch (error) {
        const costMicros = Number(toHanzoError(error).details['costMicros'] ?? 0);
        if (paid !== undefined && costMicros > 0) calls.push(failedCall(paid, costMicros));
        throw error;
      }
    },
  });
  return {
    model,
    calls,
    judge: critic.judge,
    isPaid: paid !== undefined,
    judges: (task) => isForCritic(task, { hasPanel: parts.hasPanel }),
    taskTokens: contextTokens === undefined ? undefined : contextTokens - FREE_OUTPUT_TOKENS - FRAME_TOKENS,
    get givenUp() {
      return critic.givenUp;
    },
  };
}

function paidModel(card: ApiModelCard, { models, setting }: CriticParts): PaidModel {
  if (models === undefined)
    throw new HanzoError('USAGE', `--critic: ${card.name} is an API model, and this run pays no API.`, {
      mend: 'Name a local model, e.g. --critic local:llama3.2; or state what may be paid with --budget, without --local-only.',
    });
  if (isTooHigh(card, setting))
    throw new HanzoError('USAGE', `--critic: ${card.name} is above --max-tier.`, {
      mend: 'Name a model of a lower tier, or leave --max-tier out.',
    });
  requireKey(endpointFor(setting.config, card));
  return models.critic(card);
}

function paidCritic(model: PaidModel, { runId, setting, tools }: CriticParts): AskedCritic {
  const ask: Ask = async ({ system, prompt, output, about }, signal) => {
    const use = tools?.users.critic === true ? tools.useOfCritic(about) : undefined;
    const provider = model.asProvider(criticTaskId(runId), setting.config.calls.effort, use);
    const request = { model: model.card.name, system, prompt, output, sampling: {} };
    const { text, usage, timings, costMicros, who } = await provider.generate(
      { ...request, maxOutputTokens: PAID_OUTPUT_TOKENS },
      { signal },
    );
    return { text, call: { who, usage, timings, costMicros } };
  };
  return { ask, contextTokens: undefined };
}

async function freeCritic(model: string, parts: CriticParts): Promise<AskedCritic> {
  if (parts.mesh === undefined) {
    const engine = await parts.startLocal(model);
    return { ask: freeAsk(new LocalRung(engine, model), parts), contextTokens: engine.info.contextTokens };
  }
  const { dispatcher } = parts.mesh;
  const rung = new MeshRung(dispatcher, systemClock, { model, countTokens: estimateTokens });
  return { ask: freeAsk(rung, parts), contextTokens: smallestContext(dispatcher, model) };
}

function freeAsk(rung: Rung, { runId }: CriticParts): Ask {
  return async (question, signal) => {
    const answer: Answer = await rung.attempt(criticTask(question, runId), contextOf(signal));
    const { text, who, usage, timings, costMicros } = answer;
    return { text, call: { who, usage, timings, costMicros } };
  };
}

function criticTask({ system, prompt, output, task }: CriticQuestion, runId: string): Task {
  return {
    id: `${task.id}-critic-${randomUUID()}`,
    runId,
    kind: 'review',
    tier: 'simple',
    title: `critic of ${task.title}`,
    system,
    prompt,
    output,
    sources: [],
    maxOutputTokens: FREE_OUTPUT_TOKENS,
    sampling: { temperature: 0, seed: 1 },
    timeoutMs: task.timeoutMs,
    ...(task.dataClass !== undefined && { dataClass: task.dataClass }),
    ...(task.priority !== undefined && { priority: task.priority }),
  };
}

/** What a critic says on its way is nothing to show: its verdict is. */
function contextOf(signal: AbortSignal): RungContext {
  return { signal, onStart: () => undefined, onText: () => undefined, onLost: () => undefined };
}

function nameOf(who: Who): string | undefined {
  switch (who.kind) {
    case 'api':
      return who.servedModel === '' ? who.requestedModel : who.servedModel;
    case 'local':
    case 'worker':
      return who.model;
    case 'cache':
    case 'tool':
      return undefined;
  }
}

/** A call that was charged all the same. */
function failedCall({ endpoint, card }: PaidModel, costMicros: number): CriticCall {
  const who: Who = { kind: 'api', endpoint, requestedModel: card.name, servedModel: '' };
  return { who, usage: NO_USAGE, timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 }, costMicros };
}
