import { formatDollars, toHanzoError } from '@hanzo/contracts';
import type { Ledger } from '@hanzo/ledger';
import { eventEmitter } from '../../../terminal/events.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { shortRunId } from '../../tasks/task-id.ts';
import type { EngineFlags } from '../flags.ts';

interface Charged {
  readonly ledger: Pick<Ledger, 'calls'>;
  readonly runId: string;
  readonly flags: EngineFlags;
  readonly terminal: Terminal;
}

/** Does the work; when it fails, and no receipt says what was paid all the same, that is said. */
export async function sayingCharged<T>(charged: Charged, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    sayCharged(charged);
    throw error;
  }
}

function sayCharged({ ledger, runId, flags, terminal }: Charged): void {
  try {
    const calls = ledger.calls({ runId });
    const chargedMicros = sum(calls.map((call) => call.chargedMicros));
    const inFullMicros = sum(calls.map((call) => (call.state === 'uncertain' ? call.chargedMicros : 0)));
    eventEmitter(terminal, flags.json)('run-charged', { runId, calls: calls.length, chargedMicros, inFullMicros });
    if (chargedMicros === 0) return;
    const part = inFullMicros === chargedMicros ? '' : `${formatDollars(inFullMicros)} of it `;
    const inFull = inFullMicros === 0 ? '' : `, ${part}in full because nobody knows what it really cost`;
    const how = `see \`hanzo ledger show --run ${shortRunId(runId)}\``;
    terminal.err(terminal.style.yellow(`charged all the same: ${formatDollars(chargedMicros)}${inFull}; ${how}`));
  } catch (thrown) {
    // The run's own error says more, and comes next.
    terminal.err(`what the run was charged with could not be read: ${toHanzoError(thrown).message}`);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
