import { HanzoError, type Clock } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import type { ModelMessage } from '@hanzo/wire';
import type { MeshNode } from '../mesh-node.ts';
import { ChunkList, chunkCount } from './chunk-list.ts';
import { MODEL_PROTOCOL } from './constants.ts';
import { ModelChannel } from './model-channel.ts';
import { refusedOr } from './refused-or.ts';

export interface ModelSourceParts {
  readonly node: MeshNode;
  readonly clock: Clock;
  readonly peerId: string;
  readonly card: NodeCard;
  readonly sha256: string;
  readonly signal: AbortSignal;
  /** The member is well and needs a while. */
  readonly onHold: (reason: string) => void;
}

/** One transfer from one member: its list of chunks first, then ranges of the file. */
export class ModelSource implements AsyncDisposable {
  readonly list: ChunkList;
  readonly #parts: ModelSourceParts;
  readonly #channel: ModelChannel;

  private constructor(parts: ModelSourceParts, channel: ModelChannel, list: ChunkList) {
    this.#parts = parts;
    this.#channel = channel;
    this.list = list;
  }

  /**
   * Opens a stream and gets the list. Rejects with what the member refuses with (WORKER_DECLINED: it is busy), with
   * WIRE_INVALID for a list that contradicts itself, or as {@link ModelChannel.read} does.
   */
  static async open(parts: ModelSourceParts): Promise<ModelSource> {
    const { node, clock, peerId, sha256, signal } = parts;
    const channel = new ModelChannel(await node.streams.open(peerId, MODEL_PROTOCOL, signal), clock);
    try {
      await channel.send({ kind: 'describe', sha256 }, signal);
      return new ModelSource(parts, channel, await readList(channel, parts));
    } catch (error) {
      await channel[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The chunks of a range, in order. Rejects as {@link ModelChannel.read} does, or with what the member refuses with. */
  async *fetch(offset: number, length: number): AsyncGenerator<{ offset: number; data: Uint8Array }> {
    const { signal } = this.#parts;
    await this.#channel.send({ kind: 'fetch', offset, length }, signal);
    for (let at = offset; at < offset + length;) {
      const message = await nextAnswer(this.#channel, this.#parts);
      if (message.kind !== 'chunk') throw refusedOr(message, 'chunk');
      if (message.offset !== at || message.data.length === 0)
        throw new HanzoError('WIRE_INVALID', `The peer sent the chunk at ${message.offset} instead of ${at}.`);
      yield { offset: at, data: message.data };
      at += message.data.length;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#channel[Symbol.asyncDispose]();
  }
}

async function readList(channel: ModelChannel, parts: ModelSourceParts): Promise<ChunkList> {
  const outline = await nextAnswer(channel, parts);
  if (outline.kind !== 'outline') throw refusedOr(outline, 'outline');
  const count = chunkCount(outline.sizeBytes);
  const hashes = new Uint8Array(32 * count);
  for (let first = 0; first < count;) {
    const message = await nextAnswer(channel, parts);
    if (message.kind !== 'hashes') throw refusedOr(message, 'hashes');
    const end = first + message.hashes.length / 32;
    if (message.first !== first || end === first || end > count)
      throw new HanzoError('WIRE_INVALID', 'The peer sent chunk hashes out of turn.');
    hashes.set(message.hashes, 32 * first);
    first = end;
  }
  const list = new ChunkList(outline.sizeBytes, hashes);
  if (list.root !== outline.root) throw new HanzoError('WIRE_INVALID', 'The chunk hashes of the peer do not add up.');
  return list;
}

async function nextAnswer(channel: ModelChannel, { signal, onHold }: ModelSourceParts): Promise<ModelMessage> {
  for (;;) {
    const message = await channel.read(signal);
    if (message.kind !== 'hold') return message;
    onHold(message.reason);
  }
}
