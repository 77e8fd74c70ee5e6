import { toHanzoError, type Attempt, type Logger, type Task, type TaskEvent } from '@hanzo/contracts';

type Listener = (event: TaskEvent) => void;

/**
 * A listener that cannot do harm: whoever shows events may fail at it, and an answer that has passed counts all the
 * same. Its first failure is said, others are not.
 */
export function guardedListener(listener: Listener | undefined, log: Logger): Listener {
  return harmless(
    (event: TaskEvent) => listener?.(event),
    (why, { kind }) => log.warn('a listener failed at an event', { kind, why }),
  );
}

/** The same for who learns from attempts. */
export function guardedWatcher(
  watcher: ((task: Task, attempt: Attempt) => void) | undefined,
  log: Logger,
): (task: Task, attempt: Attempt) => void {
  return harmless(
    (task: Task, attempt: Attempt) => watcher?.(task, attempt),
    (why, { id }) => log.warn('nothing is learned from an attempt', { task: id, why }),
  );
}

function harmless<Args extends unknown[]>(
  call: (...args: Args) => void,
  onFirst: (why: string, ...args: Args) => void,
): (...args: Args) => void {
  let hasFailed = false;
  return (...args) => {
    try {
      call(...args);
    } catch (thrown) {
      if (!hasFailed) onFirst(toHanzoError(thrown).message, ...args);
      hasFailed = true;
    }
  };
}
