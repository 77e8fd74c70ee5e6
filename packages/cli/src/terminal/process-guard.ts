/** What is drawn for a while, and must not outlive the process or be in the way while it is stopped. */
export interface Drawn {
  /** Takes everything away for now; the cursor is back. */
  erase(): void;
  /** Draws it again. */
  redraw(): void;
  /** Takes everything away for good. */
  end(): void;
}

/** Watches over something drawn until disposed. */
export type Guard = (drawn: Drawn) => Disposable;

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Takes it away when the process ends, however it does, short of SIGKILL; and while Ctrl-Z has it stopped. Signals that
 * somebody else listens to are left to them.
 */
export const guardProcess: Guard = (drawn) => {
  let isOver = false;
  const onExit = (): void => drawn.end();
  const onEnding = (signal: NodeJS.Signals): void => {
    // Node still calls who stopped listening while a signal is told: whoever heard it before may have erased what is drawn.
    if (isOver || process.listenerCount(signal) > 1) return;
    // That stops listening, too: the signal ends the process as if nobody had, and the parent sees which it was.
    drawn.end();
    process.kill(process.pid, signal);
  };
  const onStop = (): void => {
    drawn.erase();
    process.kill(process.pid, 'SIGSTOP');
  };
  const onGoOn = (): void => drawn.redraw();
  process.on('exit', onExit);
  for (const signal of ENDING) process.on(signal, onEnding);
  if (process.platform !== 'win32') process.on('SIGTSTP', onStop).on('SIGCONT', onGoOn);
  return {
    [Symbol.dispose]: () => {
      isOver = true;
      process.off('exit', onExit);
      for (const signal of ENDING) process.off(signal, onEnding);
      process.off('SIGTSTP', onStop).off('SIGCONT', onGoOn);
    },
  };
};
