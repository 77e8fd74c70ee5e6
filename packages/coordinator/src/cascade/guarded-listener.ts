import { toHanzoError, type Logger, type TaskEvent } from '@hanzo/contracts';

type Listener = (event: TaskEvent) => void;

/**
 * A listener that cannot do harm: whoever shows events may fail at it, and an answer that has passed counts all the
 * same. Its first failure is said, others are not.
 */
export function guardedListener(listener: Listener | undefined, log: Logger): Listener {
  let hasFailed = false;
  return (event) => {
    try {
      listener?.(event);
    } catch (thrown) {
      if (!hasFailed)
        log.warn('a listener failed at an event', { kind: event.kind, why: toHanzoError(thrown).message });
      hasFailed = true;
    }
  };
}
