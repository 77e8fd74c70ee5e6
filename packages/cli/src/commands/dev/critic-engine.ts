import { randomUUID } from 'node:crypto';
import { endpointFor, requireKey } from '@hanzo/config';
import {
  findModel,
  HanzoError,
  NO_USAGE,
  systemClock,
  toHanzoError,
  type Answer,
  type ApiModelCard,
  type ModelProvider,
  type Rung,
  type RungContext,
  type Task,
  type Who,
} from '@hanzo/contracts';
import { LocalRung, MeshRung, type PaidModel } from '@hanzo/coordinator';
import { modelCritic, type Critic, type CriticAnswer, type CriticCall, type CriticQuestion } from '@hanzo/orchestrator';
import { estimateTokens } from '@hanzo/tools';
import type { Setting } from '../../setting.ts';
import type { ApiModels } from './api-models.ts';
import { criticTaskId } from './charges.ts';
import type { MeshAccess } from './mesh-access.ts';
import { unknownModel } from './model-chain.ts';
import { isTooHigh } from './tier-models.ts';

/** The critic of a run, and what it was asked up to now. */
export interface CriticEngine {
  readonly judge: Critic;
  /** For the receipt. */
  readonly calls: readonly CriticCall[];
}

export interface CriticParts {
  readonly setting: Setting;
  readonly runId: string;
  readonly models: ApiModels | undefined;
  readonly mesh: MeshAccess | undefined;
  /** Starts a model on this machine, by its name. */
  readonly startLocal: (name: string) => Promise<ModelProvider>;
}

/** Local models answer shortly, and have little room. Tokens. */
const FREE_OUTPUT_TOKENS = 400;
/** Models that think do so before they judge. Tokens. */
const PAID_OUTPUT_TOKENS = 4_000;

type Ask = (
  question: CriticQuestion,
  signal: AbortSignal,
) => Promise<{ readonly text: string; readonly call: CriticCall }>;

/**
 * The model of `--critic`: an API model is paid from the ledger like the planner, a local one works on this machine or in the mesh.
 *
 * @throws HanzoError MODEL_UNKNOWN; USAGE for a paid one in a run that pays nothing, or one above --max-tier;
 *   CREDENTIALS_MISSING; what a local model cannot be started for
 */
export async function criticEngine(wanted: string, parts: CriticParts): Promise<CriticEngine> {
  const card = findModel(parts.setting.catalogue, wanted);
  const isLocal = wanted.startsWith('local:') || card?.kind === 'local';
  if (!isLocal && card === undefined) throw unknownModel(wanted, parts.setting.catalogue);
  const model = card?.name ?? wanted.slice('local:'.length);
  const paid = card?.kind === 'api' ? paidModel(card, parts) : undefined;
  const ask = paid === undefined ? freeAsk(await freeRung(model, parts), parts) : paidAsk(paid, parts);
  const calls: CriticCall[] = [];
  return {
    calls,
    judge: modelCritic({
      model,
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
    }),
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

function paidAsk(model: PaidModel, { runId, setting }: CriticParts): Ask {
  const provider = model.asProvider(criticTaskId(runId), setting.config.calls.effort);
  return async ({ system, prompt, output }, signal) => {
    const request = { model: model.card.name, system, prompt, output, sampling: {} };
    const { text, usage, timings, costMicros, who } = await provider.generate(
      { ...request, maxOutputTokens: PAID_OUTPUT_TOKENS },
      { signal },
    );
    return { text, call: { who, usage, timings, costMicros } };
  };
}

async function freeRung(model: string, { mesh, startLocal }: CriticParts): Promise<Rung> {
  if (mesh === undefined) return new LocalRung(await startLocal(model), model);
  return new MeshRung(mesh.dispatcher, systemClock, { model, countTokens: estimateTokens });
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
