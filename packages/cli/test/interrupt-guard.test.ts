import { afterEach, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { listenForInterrupts } from '../src/process/interrupt.ts';
import { guardProcess } from '../src/terminal/process-guard.ts';

const NOTHING_DRAWN = { erase: () => undefined, redraw: () => undefined, end: () => undefined };

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Nobody else listens, as in a conversation in which something is delegated. */
function alone(): Disposable {
  const others = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT');
  return {
    [Symbol.dispose]: () => {
      for (const one of others) process.on('SIGINT', one);
    },
  };
}

function heard(): { readonly signals: readonly unknown[]; readonly exits: readonly unknown[] } {
  const signals: unknown[] = [];
  const exits: unknown[] = [];
  vi.spyOn(process, 'kill').mockImplementation((_, signal) => {
    signals.push(signal);
    // As the system would: it is told once more.
    if (typeof signal === 'string') process.emit(signal as 'SIGINT', 'SIGINT');
    return true;
  });
  vi.spyOn(process, 'exit').mockImplementation((code) => exits.push(code) as never);
  return { signals, exits };
}

it(verifies('cli.panel-restores', 'and one Ctrl-C is one, though what it says takes the panel away'), () => {
  vi.useFakeTimers();
  using _alone = alone();
  const { signals, exits } = heard();
  const interrupts = listenForInterrupts(() => guard[Symbol.dispose]());
  const guard = guardProcess(NOTHING_DRAWN);
  process.emit('SIGINT', 'SIGINT');
  expect([interrupts.drain.aborted, interrupts.stop.aborted]).toEqual([true, false]);
  interrupts[Symbol.dispose]();
  vi.advanceTimersByTime(10_000);
  expect([signals, exits]).toEqual([[], []]);
});

it(verifies('cli.forced-end'), () => {
  vi.useFakeTimers();
  using _alone = alone();
  const { exits } = heard();
  const ended = listenForInterrupts(() => undefined);
  for (let times = 0; times < 2; times += 1) process.emit('SIGINT', 'SIGINT');
  expect(ended.stop.aborted).toBe(true);
  // It has ended by itself.
  ended[Symbol.dispose]();
  vi.advanceTimersByTime(10_000);
  expect(exits).toEqual([]);
  using _hangs = listenForInterrupts(() => undefined);
  for (let times = 0; times < 3; times += 1) process.emit('SIGINT', 'SIGINT');
  vi.advanceTimersByTime(10_000);
  expect(exits).toEqual([130]);
});
