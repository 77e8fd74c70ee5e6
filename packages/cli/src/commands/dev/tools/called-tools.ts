import type { ToolCallRecord } from '@hanzo/contracts';
import type { RunTools } from './run-tools.ts';

/** What tools were called for a run: before, by whichever process worked on it, and since. */
export class CalledTools {
  readonly #calls: ToolCallRecord[];
  readonly #hasTools: boolean;

  constructor(before: readonly ToolCallRecord[], tools: Pick<RunTools, 'onCall'> | undefined) {
    this.#calls = [...before];
    this.#hasTools = tools !== undefined;
    tools?.onCall((call) => this.#calls.push(call));
  }

  /** Undefined where there were no tools. */
  get all(): readonly ToolCallRecord[] | undefined {
    return this.#hasTools || this.#calls.length > 0 ? [...this.#calls] : undefined;
  }
}
