import { HanzoError } from '@hanzo/contracts';
import { decodeHandshake, encodeHandshake, HANDSHAKE_BYTES, type Handshake } from '@hanzo/wire';
import type { MessageStream } from '@libp2p/interface';
import { byteStream } from '@libp2p/utils';

const LENGTH_BYTES = 4;
/** How long the sender of a refusal waits for the peer to have read it. Milliseconds. */
const LINGER_MS = 500;

/** Steps of the handshake over an encrypted connection that carries nothing else yet. */
export class HandshakeChannel {
  /** The peer's, as noise has proved it. */
  readonly peerId: string;
  readonly #bytes: ReturnType<typeof byteStream<MessageStream>>;
  readonly #signal: AbortSignal | undefined;

  constructor(connection: MessageStream, peerId: string, signal: AbortSignal | undefined) {
    this.peerId = peerId;
    // Nobody may make us hold more than one step.
    this.#bytes = byteStream(connection, { maxBufferSize: 2 * HANDSHAKE_BYTES });
    this.#signal = signal;
  }

  /** @throws HanzoError WIRE_INVALID or WIRE_TOO_LARGE; the stream's own error when the peer hangs up */
  async read(signal: AbortSignal | undefined = this.#signal): Promise<Handshake> {
    const options = signal === undefined ? {} : { signal };
    const header = await this.#bytes.read({ bytes: LENGTH_BYTES, ...options });
    const length = header.getUint32(0);
    if (length === 0 || length > HANDSHAKE_BYTES) {
      throw new HanzoError('WIRE_TOO_LARGE', `The peer announced a handshake of ${length} bytes.`);
    }
    const body = await this.#bytes.read({ bytes: length, ...options });
    return decodeHandshake(body.subarray());
  }

  async write(step: Handshake): Promise<void> {
    await this.#bytes.write(encodeHandshake(step), this.#signal === undefined ? {} : { signal: this.#signal });
  }

  /** Says why the connection ends, and leaves the peer time to read it: an abort would overtake the words. */
  async refuse(error: HanzoError): Promise<void> {
    await this.write({ kind: 'refusal', code: error.code, message: error.message });
    await this.read(AbortSignal.timeout(LINGER_MS)).catch(() => undefined);
  }

  /** The connection, with what was read too far put back. */
  release(): void {
    this.#bytes.unwrap();
  }
}
