import type { PreparedRun } from '@hanzo/orchestrator';
import type { Terminal } from '../../../terminal/terminal.ts';
import { resumeCommand } from '../run/go-on.ts';
import { approve, type ApprovalParts } from './approval.ts';

export interface RunApprovalParts extends ApprovalParts {
  readonly runId: string;
  /** @default the command that takes the run up */
  readonly resumeWith?: string | undefined;
  /** The plan is in the journal when it resolves. */
  readonly kept: () => Promise<void>;
}

/** Asks before money is spent, and says how to go on when the answer is no. */
export class RunApproval {
  readonly #parts: RunApprovalParts;
  #state: 'unasked' | 'open' | 'yes' | 'no' = 'unasked';

  constructor(parts: RunApprovalParts) {
    this.#parts = parts;
  }

  readonly approve = async (prepared: PreparedRun): Promise<boolean> => {
    // Whoever says no now may want it later.
    await this.#parts.kept();
    this.#state = 'open';
    const isYes = await approve(prepared, this.#parts);
    this.#state = isYes ? 'yes' : 'no';
    return isYes;
  };

  /** Does the work that asks; undefined when a person said no. */
  async unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (this.#state !== 'open' && this.#state !== 'no') throw error;
      sayKept(this.#parts, this.#parts.terminal);
      if (this.#state === 'no') return undefined;
      throw error;
    }
  }
}

function sayKept(
  { runId, flags, resumeWith = resumeCommand(runId, flags) }: Pick<RunApprovalParts, 'runId' | 'flags' | 'resumeWith'>,
  terminal: Terminal,
): void {
  terminal.err(`nothing was done; the plan is kept: ${resumeWith}`);
}
