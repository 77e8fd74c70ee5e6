import { HanzoError, toHanzoError, type Clock } from '@hanzo/contracts';
import { decodeModelMessage, encodeModelMessage, FrameReader, MODEL_FRAME_BYTES, type ModelMessage } from '@hanzo/wire';
import type { Stream } from '@libp2p/interface';
import { MODEL_SILENCE_MS, READ_AHEAD_BYTES, UNREAD_MS } from './constants.ts';

/** Messages on one model stream: read one after the other, written as fast as the peer reads. */
export class ModelChannel implements AsyncDisposable {
  readonly #stream: Stream;
  readonly #clock: Clock;
  readonly #reader = new FrameReader(MODEL_FRAME_BYTES);
  readonly #arrived: { readonly message: ModelMessage; readonly bytes: number }[] = [];
  #arrivedBytes = 0;
  #heardAt: number;
  #ended: HanzoError | undefined;
  #wake: (() => void) | undefined;

  constructor(stream: Stream, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
    this.#heardAt = clock.elapsed();
    stream.addEventListener('message', ({ data }) => this.#receive(data.subarray()));
    stream.addEventListener('close', () => this.#end(new HanzoError('PEER_LOST', 'The connection closed.')));
    stream.addEventListener('remoteCloseWrite', () => this.#end(new HanzoError('PEER_LOST', 'The peer hung up.')));
  }

  /**
   * The next message. Rejects with PEER_LOST when the stream ends, TIMED_OUT when the peer says nothing for too long,
   * WIRE_INVALID or WIRE_TOO_LARGE for nonsense, or the signal's reason. The channel is of no use then.
   */
  async read(signal: AbortSignal, silenceMs: number = MODEL_SILENCE_MS): Promise<ModelMessage> {
    if (this.#arrived.length === 0 && this.#ended === undefined) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await this.#patiently(promise, signal, silenceMs, 'The peer said nothing');
    }
    signal.throwIfAborted();
    const next = this.#arrived.shift();
    if (next === undefined) throw this.#ended ?? new HanzoError('PEER_LOST', 'The connection closed.');
    this.#arrivedBytes -= next.bytes;
    if (this.#arrivedBytes < READ_AHEAD_BYTES && this.#stream.readStatus === 'paused') this.#stream.resume();
    return next.message;
  }

  /** Resolves when there is room for more. Rejects as {@link ModelChannel.read} does. */
  async send(message: ModelMessage, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#ended !== undefined && this.#stream.writeStatus !== 'writable') throw this.#ended;
    try {
      if (this.#stream.send(encodeModelMessage(message))) return;
    } catch (cause) {
      const error = toHanzoError(cause);
      throw error.code === 'INTERNAL' ? new HanzoError('PEER_LOST', 'The connection closed.', { cause }) : error;
    }
    await this.#patiently(this.#stream.onDrain({ signal }), signal, UNREAD_MS, 'The peer did not read');
  }

  /** Says goodbye; what was sent still arrives. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { status } = this.#stream;
    if (status !== 'open' && status !== 'closing') return;
    const farewell = this.#stream.close({ signal: AbortSignal.timeout(1_000) });
    await farewell.catch((error: unknown) => this.abort(toHanzoError(error)));
  }

  /** Ends the stream at once. */
  abort(reason: HanzoError): void {
    this.#stream.abort(reason);
    this.#end(reason);
  }

  async #patiently(wait: Promise<void>, signal: AbortSignal, limitMs: number, what: string): Promise<void> {
    const over = new AbortController();
    this.#heardAt = this.#clock.elapsed();
    const silence = async (): Promise<void> => {
      const stop = AbortSignal.any([signal, over.signal]);
      for (let left = limitMs; left > 0; left = limitMs - (this.#clock.elapsed() - this.#heardAt))
        await this.#clock.sleep(left, stop);
      throw new HanzoError('TIMED_OUT', `${what} for ${Math.round(limitMs / 1000)} s.`);
    };
    try {
      await Promise.race([wait, silence()]);
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toHanzoError(thrown);
      const reason = error.code === 'TIMED_OUT' ? error : new HanzoError('PEER_LOST', error.message, { cause: thrown });
      this.abort(reason);
      throw reason;
    } finally {
      over.abort();
    }
  }

  #receive(bytes: Uint8Array): void {
    if (this.#ended !== undefined) return;
    try {
      this.#reader.push(bytes, (frame) => {
        const message = decodeModelMessage(frame);
        if (message === undefined) return;
        this.#arrived.push({ message, bytes: frame.length });
        this.#arrivedBytes += frame.length;
      });
    } catch (error) {
      this.abort(toHanzoError(error));
      return;
    }
    if (this.#arrivedBytes >= READ_AHEAD_BYTES && this.#stream.readStatus === 'readable') this.#stream.pause();
    // A part of a message is not worth waking for; that it came is, to those who watch for silence.
    if (this.#arrived.length > 0) this.#wake?.();
    else this.#heardAt = this.#clock.elapsed();
  }

  #end(reason: HanzoError): void {
    this.#ended ??= reason;
    this.#wake?.();
  }
}
