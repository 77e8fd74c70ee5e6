import { expect, it } from 'vitest';
import { manualClock } from '@hanzo/testkit';
import { verifies } from '../../../../test/support/verifies.ts';
import { Pace } from '../../src/model-copy/pace.ts';

const never = new AbortController().signal;

it(verifies('models-copy.pace'), async () => {
  const clock = manualClock();
  const pace = new Pace(clock, 1_000);
  const passed: number[] = [];
  const start = clock.elapsed();
  const send = async (): Promise<void> => {
    for (let count = 0; count < 3; count += 1) {
      await pace.pass(500, never);
      passed.push(clock.elapsed() - start);
    }
  };
  // Two at once share the flow.
  const sending = Promise.all([send(), send()]);
  for (let step = 0; step < 40; step += 1) await clock.advance(100);
  await sending;
  expect(passed).toEqual([0, 500, 1_000, 1_500, 2_000, 2_500]);
});

it('nothing is saved up while nobody sends', async () => {
  const clock = manualClock();
  const pace = new Pace(clock, 1_000);
  await clock.advance(60_000);
  await pace.pass(1_000, never);
  let second = false;
  void pace.pass(1_000, never).then(() => (second = true));
  await clock.advance(900);
  expect(second).toBe(false);
  await clock.advance(200);
  expect(second).toBe(true);
});
