import { MOST_MESSAGE_BYTES } from '../limits.ts';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/**
 * An answer of which no more is read than one message may have. A stream of events is bounded event by event: it may go on for ever,
 * but each must end.
 */
export function bounded(response: Response, most: number = MOST_MESSAGE_BYTES): Response {
  if (response.body === null) return response;
  const isEvents = response.headers.get('content-type')?.includes('text/event-stream') === true;
  const count = new MessageCount(isEvents);
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (count.add(chunk) > most) controller.error(new Error(`a message of more than ${most} bytes`));
      else controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(limit), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
}

/** Bytes of the message that is being read. */
class MessageCount {
  readonly #isEvents: boolean;
  #bytes = 0;
  /** The line that is being read has something in it. */
  #inLine = false;

  constructor(isEvents: boolean) {
    this.#isEvents = isEvents;
  }

  /** The most that one message had up to now. */
  add(chunk: Uint8Array): number {
    if (!this.#isEvents) return (this.#bytes += chunk.length);
    let largest = 0;
    for (const byte of chunk) {
      this.#bytes += 1;
      if (byte === LINE_FEED) {
        largest = Math.max(largest, this.#bytes);
        // An empty line ends an event.
        if (!this.#inLine) this.#bytes = 0;
        this.#inLine = false;
      } else if (byte !== RETURN) {
        this.#inLine = true;
      }
    }
    return Math.max(largest, this.#bytes);
  }
}
