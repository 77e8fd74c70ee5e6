import { HanzoError } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { expect, it } from 'vitest';
import { JobQueue } from '../../src/llama/job-queue.ts';
import { generationWork } from '../../src/llama/work.ts';
import { textRequest } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const CRASH = new HanzoError('ENGINE_CRASHED', 'The child died.');

it(verifies('llama.waits-alive'), async () => {
  const clock = manualClock();
  const jobs = new JobQueue(1, clock);
  const stop = new AbortController();
  const beats = [0, 0, 0];
  const runs = beats.map((_, index) =>
    jobs
      .run(
        generationWork('tiny', textRequest(), {
          signal: stop.signal,
          onAlive: () => void (beats[index] = (beats[index] ?? 0) + 1),
        }),
      )
      .catch((error: unknown) => error),
  );
  await clock.advance(3_000);
  expect([clock.pending, beats], 'nobody vouches for an engine that is not there').toEqual([0, [0, 0, 0]]);
  jobs.attach(() => undefined);
  await clock.advance(30_000);
  expect([clock.pending, beats], 'one timer, for those that wait').toEqual([1, [0, 30, 30]]);
  jobs.detach(CRASH);
  expect(await runs[0]).toBe(CRASH);
  expect(clock.pending).toBe(0);
  jobs.attach(() => undefined);
  await clock.advance(2_000);
  expect(beats, 'the next one runs, and the child tells of it').toEqual([0, 30, 32]);
  stop.abort();
  expect(clock.pending, 'nobody waits').toBe(0);
  await Promise.all(runs);
  jobs.close(CRASH);
});
