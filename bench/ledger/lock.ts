import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Another process takes the write lock; disposing waits until it has let go. */
export async function holdLock(path: string, milliseconds: number): Promise<AsyncDisposable> {
  const url = new URL('./lock-process.ts', import.meta.url);
  const child = fork(url, [path, String(milliseconds)], { execArgv: process.execArgv });
  const ended = once(child, 'exit');
  await once(child, 'message');
  return {
    [Symbol.asyncDispose]: async () => {
      await ended;
    },
  };
}
