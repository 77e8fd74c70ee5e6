import type { PaidEvent, PaidListener } from '@hanzo/coordinator';
import { eventEmitter } from '../../../terminal/events.ts';
import type { Terminal } from '../../../terminal/terminal.ts';

/**
 * Tells people and programs why paid calls wait, which models stand in for others, who has no tools, and how
 * batches stand.
 *
 * @param live shows waits where they pass by: then no line is printed for them
 */
export function paidListener(
  terminal: Terminal,
  json: boolean | undefined,
  live?: { onPaid(event: PaidEvent): boolean },
): PaidListener {
  const emit = eventEmitter(terminal, json);
  /** Many calls wait for the same: a person reads it once. */
  let last = '';
  return (event) => {
    const { kind, ...fields } = event;
    emit(kind, fields);
    if (live?.onPaid(event) === true) return;
    if (event.why === last) return;
    last = event.why;
    const isNotable =
      kind === 'model-fallback' || kind === 'api-tools' || (kind === 'api-batch' && event.state === 'outdated');
    const words = isNotable ? terminal.style.yellow(event.why) : terminal.style.dim(`  ${event.why}`);
    terminal.err(words);
  };
}
