import { constants } from 'node:os';
import { HanzoError } from '@hanzo/contracts';
import { isReaderGone } from '../terminal/output-stream.ts';

/** Ctrl-C once drains, twice stops. */
export interface Interrupts extends Disposable {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP (the terminal was closed), or when nobody reads stdout any more: finish or hand back, then end. */
  readonly drain: AbortSignal;
  /** Aborted by the second one: end now. */
  readonly stop: AbortSignal;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A process that does not end by itself after the second signal is ended by force after this long, unless whoever listened is done by then. Milliseconds. */
const FORCE_AFTER_MS = 2_000;

/** @param onDrain told once, with the signal's name, e.g. to say what a second Ctrl-C does */
export function listenForInterrupts(onDrain: (signal: NodeJS.Signals) => void): Interrupts {
  const drain = new AbortController();
  const stop = new AbortController();
  let force: NodeJS.Timeout | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    const reason = new HanzoError('CANCELLED', `Interrupted by ${name}.`);
    if (!drain.signal.aborted) {
      onDrain(name);
      drain.abort(reason);
      return;
    }
    stop.abort(reason);
    force ??= setTimeout(() => process.exit(128 + constants.signals[name]), FORCE_AFTER_MS);
    force.unref();
  };
  // As quiet as other programs in a pipe, which the system ends; here work may have to be handed back first.
  const onOutputError = (error: Error): void => {
    if (isReaderGone(error)) drain.abort(new HanzoError('CANCELLED', 'Nobody reads the output any more.'));
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  process.stdout.on('error', onOutputError);
  return {
    drain: drain.signal,
    stop: stop.signal,
    [Symbol.dispose]: () => {
      // What was to end has ended: whoever goes on, such as a conversation, is not ended with it.
      clearTimeout(force);
      for (const name of SIGNALS) process.off(name, onSignal);
      process.stdout.off('error', onOutputError);
    },
  };
}
