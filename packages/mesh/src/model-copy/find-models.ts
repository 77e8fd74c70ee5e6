import { systemClock, toHanzoError, type Clock, type HanzoError } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import type { SharedModel } from '@hanzo/wire';
import type { MeshNode } from '../mesh-node.ts';
import { MODEL_PROTOCOL } from './constants.ts';
import { ModelChannel } from './model-channel.ts';
import { refusedOr } from './refused-or.ts';

/** What a node answered. */
export interface ModelHolder {
  readonly peerId: string;
  /** Who it is. */
  readonly card: NodeCard;
  /** Those that fit the question. */
  readonly models: readonly SharedModel[];
  /** Why it told nothing: it shares none, it is too old, or did not answer in time. */
  readonly fault?: HanzoError;
}

export interface ModelQuestion {
  /** Hex. */
  readonly sha256?: string | undefined;
  /** A name of the catalogue, or of the file. */
  readonly name?: string | undefined;
}

const ANSWER_WITHIN_MS = 2_000;

/** Asks all connected nodes at once which models they have; everything, or what fits the question. */
export async function findModels(
  node: MeshNode,
  question: ModelQuestion,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<ModelHolder[]> {
  return await Promise.all(
    node.sessions().map(async ({ peerId, card }): Promise<ModelHolder> => {
      try {
        return { peerId, card, models: await ask(node, peerId, question, signal, clock) };
      } catch (error) {
        signal.throwIfAborted();
        return { peerId, card, models: [], fault: toHanzoError(error) };
      }
    }),
  );
}

async function ask(
  node: MeshNode,
  peerId: string,
  { sha256 = '', name = '' }: ModelQuestion,
  stop: AbortSignal,
  clock: Clock,
): Promise<readonly SharedModel[]> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  await using channel = new ModelChannel(await node.streams.open(peerId, MODEL_PROTOCOL, signal), clock);
  await channel.send({ kind: 'find', sha256, name }, signal);
  const answer = await channel.read(signal);
  if (answer.kind === 'found') return answer.models;
  throw refusedOr(answer, 'found');
}
