import { manualClock } from '@hanzo/testkit';
import { expect, it } from 'vitest';
import type { RunEvent } from '@hanzo/orchestrator';
import { verifies } from '../../../test/support/verifies.ts';
import { PlanWatch } from '../src/commands/dev/run/plan-watch.ts';
import type { Terminal } from '../src/terminal/terminal.ts';

const START = { kind: 'plan-start', files: 3, model: 'gpt-5' } as unknown as RunEvent;
const READY = { kind: 'plan-ready' } as unknown as RunEvent;

it.each([
  ['a log', false, ['err gpt-5 plans, 15.0 s', 'err gpt-5 plans, 30.0 s']],
  // There the live view says so: see live-view.test.ts.
  ['a terminal', true, []],
] as const)(verifies('cli.plan-watch', 'in %s'), async (_, live, expected) => {
  const clock = manualClock();
  const lines: string[] = [];
  const terminal = {
    live,
    err: (line: string) => lines.push(`err ${line}`),
  } as unknown as Terminal;
  const heard: RunEvent[] = [];
  using watch = new PlanWatch(terminal, clock);
  const listener = watch.over((event) => void heard.push(event));
  listener(START);
  await clock.advance(31_000);
  listener(READY);
  await clock.advance(60_000);
  expect(lines).toEqual(expected);
  expect([heard, clock.pending]).toEqual([[START, READY], 0]);
  // A planner that fails is not watched any longer either.
  listener(START);
  watch[Symbol.dispose]();
  await clock.advance(60_000);
  expect([lines.length, clock.pending]).toEqual([expected.length, 0]);
});
