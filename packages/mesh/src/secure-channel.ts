import { noise } from '@chainsafe/libp2p-noise';
import { HanzoError } from '@hanzo/contracts';
import type { FenceKey } from '@hanzo/membership';
import type { ConnectionEncrypter, MessageStream, SecureConnectionOptions, SecuredConnection } from '@libp2p/interface';
import { byteStream } from '@libp2p/utils';
import { makePreamble, PREAMBLE_BYTES, prologueOf, readPreamble } from './fence.ts';
import type { Gate } from './gate.ts';
import { HandshakeChannel } from './handshake-channel.ts';

type NoiseFactory = ReturnType<typeof noise>;
type Components = Parameters<NoiseFactory>[0];

export interface SecureChannelParts {
  readonly gate: Gate;
  /** The raw socket has shown that it knows the fence key. */
  readonly onFence: (socket: MessageStream) => void;
  /** Whoever is behind the socket was let in. */
  readonly onAdmitted: (socket: MessageStream) => void;
  /** Somebody who knows the fence key did not get through the gate. */
  readonly onFault: (socket: MessageStream, error: unknown) => void;
}

/**
 * How a connection of the mesh begins: fence preamble, noise with the fence key in its prologue, then the handshake of
 * the gate. Only a connection that has passed all three exists for libp2p: a stranger never gets as far as a stream.
 */
export function secureChannel(parts: SecureChannelParts): (components: Components) => ConnectionEncrypter {
  return (components) => new SecureChannel(components, parts);
}

class SecureChannel implements ConnectionEncrypter {
  readonly protocol = '/hanzo/secure/1';
  readonly #components: Components;
  readonly #parts: SecureChannelParts;
  /** By key: two owners may make the same generation at once. */
  readonly #noise = new Map<string, ConnectionEncrypter>();
  /** Dials in vary which key they try while a rotation is under way: some peers have not heard of the newest. */
  readonly #failures = new Map<string, number>();

  constructor(components: Components, parts: SecureChannelParts) {
    this.#components = components;
    this.#parts = parts;
  }

  async secureOutbound(connection: MessageStream, options: SecureConnectionOptions = {}): Promise<SecuredConnection> {
    const keys = this.#parts.gate.fenceKeys();
    const peer = options.remotePeer?.toString() ?? '';
    const failures = this.#failures.get(peer) ?? 0;
    const key = keys[failures % keys.length];
    if (key === undefined) throw new HanzoError('INTERNAL', 'The mesh has no fence key.');
    let secured: SecuredConnection;
    try {
      await write(connection, makePreamble(key), options);
      secured = await this.#noiseOf(key).secureOutbound(connection, options);
      this.#failures.delete(peer);
    } catch (error) {
      if (keys.length > 1) this.#failures.set(peer, failures + 1);
      throw error;
    }
    await this.#shakeHands(secured, 'dialled', options);
    return secured;
  }

  async secureInbound(connection: MessageStream, options: SecureConnectionOptions = {}): Promise<SecuredConnection> {
    const bytes = byteStream(connection);
    const preamble = await bytes.read({ bytes: PREAMBLE_BYTES, ...withSignal(options) });
    bytes.unwrap();
    const key = readPreamble(preamble.subarray(), this.#parts.gate.fenceKeys());
    if (key === undefined) throw new HanzoError('WRONG_MESH', 'The peer does not know the key of this mesh.');
    this.#parts.onFence(connection);
    const secured = await this.#noiseOf(key).secureInbound(connection, options);
    try {
      await this.#shakeHands(secured, 'answered', options);
    } catch (error) {
      this.#parts.onFault(connection, error);
      throw error;
    }
    this.#parts.onAdmitted(connection);
    return secured;
  }

  async #shakeHands(
    secured: SecuredConnection,
    side: 'dialled' | 'answered',
    options: SecureConnectionOptions,
  ): Promise<void> {
    const channel = new HandshakeChannel(secured.connection, secured.remotePeer.toString(), options.signal);
    await this.#parts.gate[side](channel);
    channel.release();
  }

  #noiseOf(key: FenceKey): ConnectionEncrypter {
    const id = Buffer.from(key.key).toString('hex');
    const known = this.#noise.get(id);
    if (known !== undefined) return known;
    const made = noise({ prologueBytes: prologueOf(key) })(this.#components);
    this.#noise.set(id, made);
    return made;
  }
}

async function write(connection: MessageStream, data: Uint8Array, options: SecureConnectionOptions): Promise<void> {
  const bytes = byteStream(connection);
  await bytes.write(data, withSignal(options));
  bytes.unwrap();
}

function withSignal({ signal }: SecureConnectionOptions): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
