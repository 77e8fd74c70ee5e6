import { PassThrough } from 'node:stream';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { SmallScreen } from '../../../test/support/small-screen.ts';
import type { Drawn } from '../src/terminal/process-guard.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

/** A terminal that a person watches, on a screen that can be looked at. */
export interface LiveScreen {
  readonly terminal: Terminal;
  readonly screen: SmallScreen;
  readonly clock: ManualClock;
  /** All that was written to it, by write. */
  readonly writes: string[];
  /** What watches over the panel while it is drawn. */
  readonly guarded: readonly Drawn[];
  resize(columns: number, rows: number): void;
}

/** @param env besides a UTF-8 locale */
export function liveScreen(columns = 80, rows = 24, env: NodeJS.ProcessEnv = { NO_COLOR: '1' }): LiveScreen {
  const screen = new SmallScreen(columns, rows);
  const writes: string[] = [];
  const stream = (): PassThrough & { isTTY: boolean; columns: number; rows: number } => {
    const output = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
    output.write = (text: unknown): boolean => {
      writes.push(String(text));
      screen.write(String(text));
      return true;
    };
    return output;
  };
  const [stdout, stderr] = [stream(), stream()];
  const clock = manualClock();
  const guarded: Drawn[] = [];
  const guard = (drawn: Drawn): Disposable => {
    guarded.push(drawn);
    return { [Symbol.dispose]: () => void guarded.splice(guarded.indexOf(drawn), 1) };
  };
  return {
    terminal: createTerminal(stdout, stderr, { LANG: 'C.UTF-8', ...env }, { clock, guard }),
    screen,
    clock,
    writes,
    guarded,
    resize: (to, high) => {
      screen.resize(to, high);
      Object.assign(stderr, { columns: to, rows: high });
      stderr.emit('resize');
    },
  };
}
