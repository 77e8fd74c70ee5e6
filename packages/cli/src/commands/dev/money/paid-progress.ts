import type { BackgroundStage, PaidEvent, PaidListener } from '@hanzo/coordinator';
import { eventEmitter } from '../../../terminal/events.ts';
import type { Terminal } from '../../../terminal/terminal.ts';

/**
 * Tells people and programs why paid calls wait, which models stand in for others, who has no tools, and how
 * batches and answers in the background stand.
 *
 * @param live shows waits where they pass by: then no line is printed for them
 * @param verbose tells people also what goes as it should
 */
export function paidListener(
  terminal: Terminal,
  json: boolean | undefined,
  live?: { onPaid(event: PaidEvent): boolean },
  verbose: boolean = false,
): PaidListener {
  const emit = eventEmitter(terminal, json);
  /** Many calls wait for the same: a person reads it once. */
  let last = '';
  return (event) => {
    const { kind, ...fields } = event;
    emit(kind, fields);
    if (live?.onPaid(event) === true) return;
    if (event.why === last) return;
    if (kind === 'api-background' && !verbose && AS_IT_SHOULD.includes(event.state)) return;
    last = event.why;
    const words = isNotable(event) ? terminal.style.yellow(event.why) : terminal.style.dim(`  ${event.why}`);
    terminal.err(words);
  };
}

const AS_IT_SHOULD: readonly BackgroundStage[] = ['unsupported', 'begun', 'ended'];
/** Somebody pays more for these, or has less of it. */
const NOTABLE: readonly string[] = ['outdated', 'unnoted', 'gone'];

function isNotable(event: PaidEvent): boolean {
  switch (event.kind) {
    case 'model-fallback':
    case 'api-tools':
      return true;
    case 'api-batch':
    case 'api-background':
      return NOTABLE.includes(event.state);
    case 'api-wait':
      return false;
  }
}
