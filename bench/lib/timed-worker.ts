import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface TimedWorkerSetup {
  readonly home: string;
  readonly name: string;
  readonly slots: number;
  readonly tokenMs: number;
  readonly tokens: 'stamps' | 'count';
}

/** See timed-process.ts. Resolves when it serves. */
export async function startTimedWorker({
  home,
  name,
  slots,
  tokenMs,
  tokens,
}: TimedWorkerSetup): Promise<ChildProcess> {
  const url = new URL('./timed-process.ts', import.meta.url);
  const child = fork(url, [home, name, String(slots), String(tokenMs), tokens], { execArgv: process.execArgv });
  await once(child, 'message');
  return child;
}
