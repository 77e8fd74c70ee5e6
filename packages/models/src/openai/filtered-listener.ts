import type { Listener } from '../api/listener.ts';

/** Lets through only a part of a text that comes in pieces. */
interface TextFilter {
  push(piece: string): string;
  /** What was held back, and is part of the answer after all. */
  end(): string;
}

/** A listener that hears only what a filter lets through. */
export interface FilteredListener extends Listener {
  /** The stream is over. */
  end(): void;
}

/** Puts a filter before a listener; without one everything is let through. */
export function filtered(listener: Listener, filter: TextFilter | undefined): FilteredListener {
  return {
    get text() {
      return listener.text;
    },
    hear(piece) {
      const passed = filter === undefined ? piece : filter.push(piece);
      if (passed === '') listener.alive();
      else listener.hear(passed);
    },
    think: (piece) => listener.think(piece),
    alive: () => listener.alive(),
    end() {
      listener.hear(filter?.end() ?? '');
    },
    timings: () => listener.timings(),
  };
}
