import { HanzoError, toHanzoError } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import type { Libp2p, Stream } from '@libp2p/interface';
import { isRelayed } from './address-facts.ts';
import type { AdmittedPeers } from './admitted-peers.ts';
import { connectionsOf } from './connections.ts';

/** A protocol beside the session, with streams of its own on the same admitted connections. */
export interface SideProtocol {
  /** `/hanzo/<name>/1`. */
  readonly protocol: string;
  /** Most streams that one peer may have open at once. */
  readonly mostStreams: number;
  /** A member has opened a stream. */
  readonly onStream: (stream: Stream, card: NodeCard) => void;
}

export interface SideStreamsParts {
  readonly libp2p: Libp2p;
  readonly admitted: AdmittedPeers;
}

/** Streams beside the session: bulk data takes its own, so that heartbeats and answers never wait behind it. */
export class SideStreams {
  readonly #parts: SideStreamsParts;

  constructor(parts: SideStreamsParts) {
    this.#parts = parts;
  }

  /** Answers a protocol from now on, until disposed. */
  async serve({ protocol, mostStreams, onStream }: SideProtocol): Promise<AsyncDisposable> {
    const { libp2p, admitted } = this.#parts;
    const begin = (stream: Stream, card: NodeCard | undefined): void => {
      if (card === undefined) stream.abort(new HanzoError('NOT_A_MEMBER', 'Not a member.'));
      else onStream(stream, card);
    };
    await libp2p.handle(
      protocol,
      (stream, connection) => begin(stream, admitted.member(connection.remotePeer.toString())),
      { maxInboundStreams: mostStreams, runOnLimitedConnection: true },
    );
    return { [Symbol.asyncDispose]: () => libp2p.unhandle(protocol) };
  }

  /**
   * Opens a stream to a connected peer, over a direct connection where there is one.
   *
   * @throws HanzoError PEER_UNREACHABLE when it is not connected or does not speak the protocol; the signal's reason
   */
  async open(peerId: string, protocol: string, signal: AbortSignal): Promise<Stream> {
    const connections = connectionsOf(this.#parts.libp2p, peerId).filter(({ status }) => status === 'open');
    const direct = connections.find(({ remoteAddr }) => !isRelayed(remoteAddr.toString()));
    const connection = direct ?? connections[0];
    if (connection === undefined) throw new HanzoError('PEER_UNREACHABLE', 'The peer is not connected.');
    try {
      return await connection.newStream(protocol, { runOnLimitedConnection: true, signal });
    } catch (cause) {
      signal.throwIfAborted();
      const { message } = toHanzoError(cause);
      throw new HanzoError('PEER_UNREACHABLE', `The peer does not answer ${protocol}: ${message}`, { cause });
    }
  }
}
