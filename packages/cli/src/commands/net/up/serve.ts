import { EXIT, HanzoError, toHanzoError, type ExitCode, type Logger } from '@hanzo/contracts';
import type { Interrupts } from '../../../process/interrupt.ts';

/** What serving needs of a worker. */
export interface ServedWorker {
  drain(reason: string, signal: AbortSignal): Promise<void>;
  /** Resolves when the coordinators of everything unfinished have been told. */
  stop(): Promise<unknown>;
}

export interface ServeParts {
  readonly worker: ServedWorker;
  /** Resolves when the engine is gone for good. */
  readonly engineClosed: Promise<unknown>;
  /** Resolves when the worker was drained by `hanzo net drain`. */
  readonly drained: Promise<unknown>;
  /** Resolves when this home is not a member of the mesh any more. */
  readonly shutOut: Promise<HanzoError>;
  readonly interrupts: Pick<Interrupts, 'drain' | 'stop'>;
  readonly log: Logger;
}

/**
 * Runs until a signal drains the worker, also one that came while it was starting, or until the engine is gone.
 *
 * @throws HanzoError MEMBERSHIP_REVOKED or MEMBERSHIP_EXPIRED when the mesh has put this home out
 */
export async function serve(parts: ServeParts): Promise<ExitCode> {
  const { worker, engineClosed, drained, shutOut, interrupts, log } = parts;
  const end = await Promise.race([
    aborted(interrupts.drain),
    engineClosed.then(() => 'engine' as const),
    drained.then(() => 'drained' as const),
    shutOut,
  ]);
  if (end instanceof HanzoError) {
    await worker.stop();
    throw end;
  }
  if (end === 'engine') {
    log.warn('no model is usable any more; see the lines above');
    await worker.stop();
    return EXIT.incomplete;
  }
  if (end === 'drained') {
    log.info('drained, as its owner asked');
    return EXIT.done;
  }
  try {
    await worker.drain('the owner stops this worker', interrupts.stop);
    log.info('drained: nothing was left undone');
    return EXIT.done;
  } catch (thrown) {
    await worker.stop();
    log.warn('stopped before everything was done; coordinators were told', { reason: toHanzoError(thrown).message });
    return EXIT.interrupted;
  }
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<'drain'> {
  return new Promise((resolve) => {
    // A signal that was aborted before tells no listener.
    if (signal.aborted) resolve('drain');
    else signal.addEventListener('abort', () => resolve('drain'), { once: true });
  });
}
