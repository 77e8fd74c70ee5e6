export interface Timer {
  at: number;
  readonly order: number;
  readonly fire: () => void;
  place: number;
}

export class TimerHeap {
  readonly #timers: Timer[] = [];

  get size(): number {
    return this.#timers.length;
  }

  first(): Timer | undefined {
    return this.#timers[0];
  }

  add(timer: Timer): void {
    timer.place = this.#timers.length;
    this.#timers.push(timer);
    this.#rise(timer);
  }

  delete(timer: Timer): void {
    if (this.#timers[timer.place] !== timer) return;
    const last = this.#timers.pop();
    if (last !== undefined && last !== timer) {
      this.#put(last, timer.place);
      this.#rise(last);
      this.#sink(last);
    }
    timer.place = -1;
  }

  #rise(timer: Timer): void {
    while (timer.place > 0) {
      const above = this.#timers[(timer.place - 1) >> 1];
      if (above === undefined || isBefore(above, timer)) return;
      this.#swap(timer, above);
    }
  }

  #sink(timer: Timer): void {
    for (;;) {
      const [left, right] = [this.#timers[timer.place * 2 + 1], this.#timers[timer.place * 2 + 2]];
      const below = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (below === undefined || isBefore(timer, below)) return;
      this.#swap(below, timer);
    }
  }

  #swap(a: Timer, b: Timer): void {
    const place = a.place;
    this.#put(a, b.place);
    this.#put(b, place);
  }

  #put(timer: Timer, place: number): void {
    this.#timers[place] = timer;
    timer.place = place;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
