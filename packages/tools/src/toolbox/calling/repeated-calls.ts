import { createHash } from 'node:crypto';

/** So often the very same call is made while its answer stays the same: what looks again may look for a change. */
const MOST_SAME = 3;
/** After so many other calls within the conversation it may be made once more. */
const OTHERS_BETWEEN = 5;

interface Made {
  times: number;
  answer: string | undefined;
  /** How many changes had been made when it was. */
  changes: number;
  /** Which call of its conversation it was. */
  at: number;
}

interface Conversation {
  readonly calls: Map<string, Made>;
  made: number;
}

/** Calls that a model makes again and again within a conversation: they cost money, and lead nowhere. */
export class RepeatedCalls {
  readonly #conversations = new WeakMap<object, Conversation>();
  /** Calls, of whichever conversation, that may have changed something. */
  #changes = 0;

  /** False: it was made often enough. Else it counts from now on, also before it has an answer. */
  mayMake(conversation: object, call: string): boolean {
    const its = this.#conversations.get(conversation) ?? { calls: new Map<string, Made>(), made: 0 };
    this.#conversations.set(conversation, its);
    const before = its.calls.get(call);
    const times = before?.changes === this.#changes ? before.times : 0;
    const isLater = before !== undefined && its.made - before.at > OTHERS_BETWEEN;
    if (times >= MOST_SAME && !isLater) return false;
    its.made += 1;
    its.calls.set(call, { times: times + 1, answer: before?.answer, changes: this.#changes, at: its.made });
    return true;
  }

  /**
   * It was made, and this came of it: its answer, or why it failed.
   *
   * @param changes it may have changed something: then every other call may find something new
   */
  answered(conversation: object, call: string, text: string, changes: boolean): void {
    if (changes) this.#changes += 1;
    const made = this.#conversations.get(conversation)?.calls.get(call);
    if (made === undefined) return;
    if (changes) made.changes = this.#changes;
    const answer = hashOf(text);
    if (made.answer === answer) return;
    made.answer = answer;
    made.times = 1;
  }
}

/** The same for the same arguments in any order of their fields. */
export function callKey(name: string, input: unknown): string {
  return hashOf(`${name}\0${JSON.stringify(input, sorted)}`);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
