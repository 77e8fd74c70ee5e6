export interface LaneBook {
  /** Swimmers who have booked the lane at that hour. */
  count(lane: number, hour: number): Promise<number>;
  add(lane: number, hour: number, memberId: number): Promise<void>;
  remove(lane: number, hour: number, memberId: number): Promise<void>;
}

export const LANE_SIZE = 6;

/** Bookings of lanes. Several desks and the web page book at the same time. */
export class Lanes {
  readonly #book: LaneBook;
  readonly #waiting = new Map<string, number[]>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(book: LaneBook) {
    this.#book = book;
  }

  /** False: the lane is full at that hour. */
  async book(lane: number, hour: number, memberId: number): Promise<boolean> {
    const taken = await this.#book.count(lane, hour);
    if (taken >= LANE_SIZE) return false;
    await this.#book.add(lane, hour, memberId);
    return true;
  }

  /** Moves a booking. One move after the other, so that nobody takes the place in between. */
  async move(memberId: number, hour: number, from: number, to: number): Promise<boolean> {
    const moved = this.#queue.then(async () => {
      if ((await this.#book.count(to, hour)) >= LANE_SIZE) return false;
      await this.#book.add(to, hour, memberId);
      await this.#book.remove(from, hour, memberId);
      return true;
    });
    this.#queue = moved.catch(() => undefined);
    return await moved;
  }

  wait(lane: number, hour: number, memberId: number): number {
    const key = `${lane}/${hour}`;
    const line = this.#waiting.get(key) ?? [];
    line.push(memberId);
    this.#waiting.set(key, line);
    return line.length;
  }

  /** Gives a place back, to whoever waits first. */
  async cancel(lane: number, hour: number, memberId: number): Promise<number | undefined> {
    await this.#book.remove(lane, hour, memberId);
    const next = this.#waiting.get(`${lane}/${hour}`)?.shift();
    if (next !== undefined) await this.#book.add(lane, hour, next);
    return next;
  }
}
