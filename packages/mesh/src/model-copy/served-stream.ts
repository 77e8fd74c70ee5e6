import { HanzoError, toHanzoError, type Clock } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import {
  MODEL_CHUNK_BYTES,
  MODEL_HASHES_PER_FRAME,
  MOST_SHARED_MODELS,
  type ModelMessage,
  type SharedModel,
} from '@hanzo/wire';
import type { ChunkList } from './chunk-list.ts';
import type { ChunkLists } from './chunk-lists.ts';
import { BUSY_RETRY_MS, HOLD_EVERY_MS, IDLE_PLACE_MS } from './constants.ts';
import type { ModelChannel } from './model-channel.ts';
import type { ModelLibrary, OpenModel } from './model-library.ts';
import type { Pace } from './pace.ts';
import type { ShareOptions } from './share-options.ts';

export interface ServedStreamParts {
  readonly channel: ModelChannel;
  /** Who asks. */
  readonly card: NodeCard;
  readonly library: ModelLibrary;
  readonly lists: ChunkLists;
  readonly pace: Pace;
  /** Shared by all streams of this node. */
  readonly places: { free: number };
  readonly clock: Clock;
  readonly options: ShareOptions;
}

/** Answers the questions of one member on one stream. */
export class ServedStream implements AsyncDisposable {
  readonly #parts: ServedStreamParts;
  #transfer: { readonly open: OpenModel; readonly list: ChunkList; readonly startedAt: number } | undefined;
  #hasPlace = false;
  #sentBytes = 0;

  constructor(parts: ServedStreamParts) {
    this.#parts = parts;
  }

  /** Ends by rejecting: with PEER_LOST when the member has what it wanted, or went away. */
  async run(signal: AbortSignal): Promise<never> {
    const { channel } = this.#parts;
    for (;;) {
      const question = await channel.read(signal, IDLE_PLACE_MS);
      try {
        await this.#answer(question, signal);
      } catch (thrown) {
        const { code, message, details } = toHanzoError(thrown);
        const retry = details['retryAfterMs'];
        const retryAfterMs = typeof retry === 'number' ? retry : 0;
        await channel.send({ kind: 'refusal', code, message, retryAfterMs }, signal);
        throw thrown;
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#hasPlace) this.#parts.places.free += 1;
    this.#hasPlace = false;
    if (this.#transfer === undefined) return;
    const { open, startedAt } = this.#transfer;
    const { clock, card, options } = this.#parts;
    const { fileName, sha256 } = open.model;
    const durationMs = Math.round(clock.elapsed() - startedAt);
    await open[Symbol.asyncDispose]();
    options.onTransfer?.({ fileName, sha256, bytes: this.#sentBytes, durationMs, to: card });
  }

  async #answer(question: ModelMessage, signal: AbortSignal): Promise<void> {
    if (this.#parts.options.isOn?.(this.#parts.card) === false)
      throw new HanzoError('NOT_ALLOWED', 'Sharing of models is switched off on this machine.');
    switch (question.kind) {
      case 'find':
        await this.#parts.channel.send({ kind: 'found', models: await this.#find(question) }, signal);
        return;
      case 'describe':
        await this.#describe(question.sha256, signal);
        return;
      case 'fetch':
        await this.#send(question, signal);
        return;
      default:
        throw new HanzoError('WIRE_INVALID', `The peer sent ${question.kind}, which is no question.`);
    }
  }

  async #find({ sha256, name }: Extract<ModelMessage, { kind: 'find' }>): Promise<readonly SharedModel[]> {
    const models = await this.#parts.library.list();
    return models
      .filter((model) => sha256 === '' || model.sha256 === sha256)
      .filter((model) => name === '' || model.name === name || model.fileName === name)
      .slice(0, MOST_SHARED_MODELS);
  }

  async #describe(sha256: string, signal: AbortSignal): Promise<void> {
    const { channel, library, places, clock } = this.#parts;
    if (this.#transfer !== undefined) throw new HanzoError('WIRE_INVALID', 'One stream is for one file.');
    if (places.free <= 0) {
      throw new HanzoError('WORKER_DECLINED', 'It serves as many transfers as it can.', {
        details: { retryAfterMs: BUSY_RETRY_MS },
      });
    }
    places.free -= 1;
    this.#hasPlace = true;
    const open = await library.open(sha256);
    if (open === undefined) throw new HanzoError('MODEL_NOT_INSTALLED', 'There is no such model here.');
    try {
      const list = await this.#prepared(open, signal);
      this.#transfer = { open, list, startedAt: clock.elapsed() };
    } catch (error) {
      await open[Symbol.asyncDispose]();
      throw error;
    }
    const { list } = this.#transfer;
    await channel.send({ kind: 'outline', sizeBytes: list.sizeBytes, root: list.root }, signal);
    for (let first = 0; first < list.count; first += MODEL_HASHES_PER_FRAME) {
      const hashes = list.hashes.subarray(32 * first, 32 * (first + MODEL_HASHES_PER_FRAME));
      await channel.send({ kind: 'hashes', first, hashes }, signal);
    }
  }

  /** Reading gigabytes takes a while: whoever waits is told that nothing is wrong. */
  async #prepared(open: OpenModel, signal: AbortSignal): Promise<ChunkList> {
    const { channel, lists, clock } = this.#parts;
    const hold: ModelMessage = { kind: 'hold', reason: `reading ${open.model.fileName}` };
    using _ = clock.every(HOLD_EVERY_MS, () => void channel.send(hold, signal).catch(() => undefined));
    return await lists.of(open);
  }

  async #send({ offset, length }: Extract<ModelMessage, { kind: 'fetch' }>, signal: AbortSignal): Promise<void> {
    const { channel, card, pace, options } = this.#parts;
    if (this.#transfer === undefined) throw new HanzoError('WIRE_INVALID', 'The peer fetches what it did not ask for.');
    const { open, list } = this.#transfer;
    if (offset % MODEL_CHUNK_BYTES !== 0 || offset + length > list.sizeBytes)
      throw new HanzoError('WIRE_INVALID', `The file has no range of ${length} bytes at ${offset}.`);
    for (let at = offset; at < offset + length; at += MODEL_CHUNK_BYTES) {
      const bytes = Math.min(MODEL_CHUNK_BYTES, offset + length - at);
      const data = await open.readAt(at, bytes);
      if (data.length !== bytes) throw new HanzoError('MODEL_INVALID', 'The file has become shorter.');
      await pace.pass(bytes, signal);
      if (options.isOn?.(card) === false)
        throw new HanzoError('NOT_ALLOWED', 'Sharing of models was switched off on this machine.');
      await channel.send({ kind: 'chunk', offset: at, data }, signal);
      this.#sentBytes += bytes;
    }
  }
}
