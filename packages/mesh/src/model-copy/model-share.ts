import { HanzoError, systemClock, toHanzoError } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import type { Stream } from '@libp2p/interface';
import type { MeshNode } from '../mesh-node.ts';
import { ChunkLists } from './chunk-lists.ts';
import { MODEL_PROTOCOL, MOST_TRANSFERS, STREAMS_PER_PEER } from './constants.ts';
import { ModelChannel } from './model-channel.ts';
import type { ModelLibrary } from './model-library.ts';
import { Pace } from './pace.ts';
import { ServedStream } from './served-stream.ts';
import type { ShareOptions } from './share-options.ts';

/**
 * Gives the models of a library to the members of the mesh, until disposed. Only files whose hash is known; members of
 * any role may ask, strangers never get as far as a stream. Transfers have streams of their own: the sessions with the
 * same peers go on beside them.
 */
export async function shareModels(
  node: MeshNode,
  library: ModelLibrary,
  options: ShareOptions,
): Promise<AsyncDisposable> {
  const stop = new AbortController();
  const open = new Set<ModelChannel>();
  const clock = options.clock ?? systemClock;
  const lists = new ChunkLists(stop.signal);
  const pace = new Pace(clock, options.bytesPerSecond ?? Infinity);
  const places = { free: options.mostTransfers ?? MOST_TRANSFERS };
  const answer = async (stream: Stream, card: NodeCard): Promise<void> => {
    const channel = new ModelChannel(stream, clock);
    open.add(channel);
    try {
      await using served = new ServedStream({ channel, card, library, lists, pace, places, clock, options });
      await served.run(stop.signal);
    } catch (error) {
      options.log.debug('a model stream ended', { peer: card.name, error: toHanzoError(error).message });
    } finally {
      open.delete(channel);
      await channel[Symbol.asyncDispose]();
    }
  };
  const serving = await node.streams.serve({
    protocol: MODEL_PROTOCOL,
    mostStreams: STREAMS_PER_PEER,
    onStream: (stream, card) => void answer(stream, card),
  });
  return {
    async [Symbol.asyncDispose]() {
      await serving[Symbol.asyncDispose]();
      const reason = new HanzoError('CANCELLED', 'This node shares no models any more.');
      stop.abort(reason);
      for (const channel of open) channel.abort(reason);
    },
  };
}
