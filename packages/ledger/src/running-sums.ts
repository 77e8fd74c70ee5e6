import { isOpen, type CallRow } from './call-row.ts';
import { whoseOf, windowOf, type Scope } from './scopes.ts';
import type { SumWriter } from './sum-writer.ts';
import type { Sum, SumReader } from './sums.ts';

/** More runs than that are not remembered. */
const MOST = 1_000;

interface Running {
  readonly scope: Scope;
  /** The time for which it was read: since then its window has moved on, so it may be too high, never too low. */
  readonly readAt: number;
  spentMicros: number;
  heldMicros: number;
}

/**
 * The sums of scopes, kept up to date with our own changes, so that most reservations need not read. To be forgotten
 * whenever anybody else has written.
 */
export class RunningSums {
  readonly #reader: SumReader;
  readonly #writer: SumWriter;
  readonly #sums = new Map<string, Running>();

  constructor(reader: SumReader, writer: SumWriter) {
    this.#reader = reader;
    this.#writer = writer;
  }

  forget(): void {
    this.#sums.clear();
  }

  /** At least what counts at this time. */
  atLeast(scope: Scope, now: number): Sum {
    const known = this.#sums.get(keyOf(scope));
    return known !== undefined && known.readAt <= now ? known : this.exactly(scope, now);
  }

  exactly(scope: Scope, now: number): Sum {
    if (this.#sums.size >= MOST) this.forget();
    this.#writer.write();
    const running = { scope, readAt: now, ...this.#reader.read(scope, now) };
    this.#sums.set(keyOf(scope), running);
    return running;
  }

  /** A call was added or has moved on. */
  note(before: CallRow | undefined, after: CallRow): void {
    // Whether its old charge counts in a window is a question of when; it is rare, so all is read again.
    if (before !== undefined && before.charged_micros > 0) {
      this.forget();
      return;
    }
    const held = heldBy(after) - (before === undefined ? 0 : heldBy(before));
    for (const running of this.#sums.values()) {
      if (!counts(running.scope, after)) continue;
      running.heldMicros += held;
      if (isCharged(running, after)) running.spentMicros += after.charged_micros;
    }
  }
}

function keyOf({ kind, name }: Scope): string {
  return `${kind} ${name}`;
}

function heldBy(row: CallRow): number {
  return isOpen(row) ? row.worst_micros : 0;
}

function counts(scope: Scope, row: CallRow): boolean {
  switch (whoseOf(scope.kind)) {
    case 'all':
      return true;
    case 'key':
      return scope.name === row.key;
    case 'member':
      return scope.name === row.member;
    case 'run':
      return scope.name === row.run_id;
  }
}

function isCharged({ scope, readAt }: Running, row: CallRow): boolean {
  const windowMs = windowOf(scope.kind);
  return row.ended_at !== null && (windowMs === undefined || row.ended_at > readAt - windowMs);
}
