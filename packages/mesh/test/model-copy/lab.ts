import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { silentLogger, systemClock, type Clock } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import {
  copyModel,
  findModels,
  shareModels,
  type CopiedModel,
  type CopyEvent,
  type CopyModelOptions,
  type MeshNode,
  type ModelLibrary,
  type ModelTransfer,
  type ShareOptions,
} from '@hanzo/mesh';
import { MODEL_CHUNK_BYTES, type ModelMessage } from '@hanzo/wire';
import type { Stream } from '@libp2p/interface';
import { startTestNode, temporaryFolder, until } from '../../../../test/support/small-mesh.ts';
import { MODEL_PROTOCOL, STREAMS_PER_PEER } from '../../src/model-copy/constants.ts';
import { ModelChannel } from '../../src/model-copy/model-channel.ts';

const EVENTS = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

/** Time that runs ten times as fast, for those who wait: retries and silence take no seconds of the test. */
export const HURRIED: Clock = {
  ...systemClock,
  elapsed: () => 10 * systemClock.elapsed(),
  sleep: (ms, signal) => systemClock.sleep(ms / 10, signal),
};

/** A file of so many bytes; the last chunk is not a whole one. */
export function someFile(bytes = 5 * MODEL_CHUNK_BYTES + 1000): { bytes: Buffer; sha256: string } {
  const content = randomBytes(bytes);
  return { bytes: content, sha256: createHash('sha256').update(content).digest('hex') };
}

/** A library with one file in memory. */
export function libraryOf(bytes: Buffer, sha256: string): ModelLibrary {
  const model = { name: 'small', fileName: 'small.gguf', sha256, sizeBytes: bytes.length };
  return {
    list: () => Promise.resolve([model]),
    open: (wanted) =>
      Promise.resolve(
        wanted === sha256
          ? {
              model,
              version: '1',
              readAt: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
              [Symbol.asyncDispose]: () => Promise.resolve(),
            }
          : undefined,
      ),
  };
}

export interface CopyResult {
  readonly copied: CopiedModel;
  readonly events: readonly CopyEvent[];
}

/** A few nodes of one mesh on loopback: some share, one copies. */
export class CopyLab implements AsyncDisposable {
  readonly #stack = new AsyncDisposableStack();
  readonly home: string = this.#stack.use(temporaryFolder()).path;
  readonly transfers: ModelTransfer[] = [];
  readonly events: CopyEvent[] = [];

  async node(name: string, role: 'worker' | 'observer' | 'coordinator' = 'worker'): Promise<MeshNode> {
    const started = await startTestNode({ home: this.home, role, name, events: EVENTS, discovery: ['local'] });
    return this.#stack.use(started).node;
  }

  /** A worker that shares the library. */
  async sharing(name: string, library: ModelLibrary, options: Partial<ShareOptions> = {}): Promise<MeshNode> {
    const node = await this.node(name);
    await this.share(node, library, options);
    return node;
  }

  async share(node: MeshNode, library: ModelLibrary, options: Partial<ShareOptions> = {}): Promise<AsyncDisposable> {
    const log = silentLogger;
    const onTransfer = (transfer: ModelTransfer): unknown => this.transfers.push(transfer);
    return this.#stack.use(await shareModels(node, library, { log, onTransfer, ...options }));
  }

  /** A worker that answers by its own rules, honest or not. */
  async answering(
    name: string,
    answer: (question: ModelMessage, channel: ModelChannel, signal: AbortSignal) => Promise<void>,
  ): Promise<MeshNode> {
    const node = await this.node(name);
    const signal = AbortSignal.timeout(30_000);
    const serve = async (stream: Stream): Promise<void> => {
      await using channel = new ModelChannel(stream, systemClock);
      for (;;) await answer(await channel.read(signal), channel, signal);
    };
    const serving = await node.streams.serve({
      protocol: MODEL_PROTOCOL,
      mostStreams: STREAMS_PER_PEER,
      onStream: (stream) => void serve(stream).catch(() => undefined),
    });
    this.#stack.use(serving);
    return node;
  }

  /** A member of any role that is connected with so many others. */
  async copier(peers: number, role: 'observer' | 'coordinator' = 'observer', name = 'copier'): Promise<MeshNode> {
    const node = await this.node(name, role);
    await until(() => node.sessions().length >= peers, `${peers} sessions`);
    return node;
  }

  partPath(name = 'part'): string {
    return join(this.home, name);
  }

  /** Copies with all members that say they have it, those named first in front. */
  async copy(
    node: MeshNode,
    sha256: string,
    changes: Partial<CopyModelOptions> = {},
    first = '',
  ): Promise<CopiedModel> {
    const signal = changes.signal ?? AbortSignal.timeout(20_000);
    const holders = await findModels(node, { sha256 }, signal);
    const front = (card: NodeCard): number => (card.name === first ? 0 : 1);
    return await copyModel(node, {
      sha256,
      partPath: this.partPath(),
      holders: holders.toSorted((a, b) => front(a.card) - front(b.card)),
      clock: HURRIED,
      onEvent: (event) => this.events.push(event),
      ...changes,
      signal,
    });
  }

  /** Who failed, and with what code. */
  faults(): string[] {
    return this.events.flatMap((event) => (event.kind === 'fault' ? [`${event.card.name} ${event.error.code}`] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}
