/** `alone`: while nobody else has a turn. `shared`: beside others that share. */
export type TurnKind = 'alone' | 'shared';

/** Gives turns in the order in which they were asked for: whoever reads after a write sees what it wrote. */
export class Turns {
  #alone: Promise<unknown> = Promise.resolve();
  #shared = new Set<Promise<unknown>>();

  /**
   * A turn is over when it is disposed of, also one that has not begun.
   *
   * @returns at once: the place in the line is taken, `begun` resolves when it comes
   */
  take(kind: TurnKind): Turn {
    const before = kind === 'shared' ? this.#alone : Promise.all([this.#alone, ...this.#shared]);
    const { promise: over, resolve } = Promise.withResolvers<undefined>();
    // A place that was given up lets nobody pass those before it.
    const passed = before.then(() => over);
    if (kind === 'alone') {
      this.#alone = passed;
      this.#shared = new Set();
    } else {
      const line = this.#shared.add(passed);
      void passed.then(() => line.delete(passed));
    }
    return { begun: before.then(() => undefined), [Symbol.dispose]: () => resolve(undefined) };
  }
}

export interface Turn extends Disposable {
  readonly begun: Promise<void>;
}
