/**
 * A coordinator that has the tasks of a run done, to be killed at any moment and started again.
 *
 * Arguments: the journal's file, how many tasks, how long one takes at most in milliseconds, how many at once.
 */
import type { RungPolicy } from '@hanzo/router';
import { routingPolicy } from '@hanzo/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { HanzoError, NO_USAGE, silentLogger, systemClock, type Rung, type Task } from '@hanzo/contracts';
import { Cascade } from '../../src/cascade/cascade.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';

const [file = '', count = '0', longest = '0', lanes = '16'] = process.argv.slice(2);
const RUN = 'run-1';

function say(message: unknown): void {
  process.send?.(message);
}

function taskOf(number: number): Task {
  return {
    id: `task-${number}`,
    runId: RUN,
    kind: 'review',
    tier: 'simple',
    title: `task ${number}`,
    system: 'You review code.',
    prompt: `const a = ${number};`,
    output: { kind: 'text' },
    sources: [],
    maxOutputTokens: 16,
    sampling: {},
    timeoutMs: 10_000,
    priority: number % 10 === 0 ? 'high' : 'normal',
  };
}

/** Asked for the next batch, the ones before are on disk. */
function* tasks(): Generator<Task> {
  for (let number = 1; number <= Number(count); number += 1) {
    if (number % 256 === 1) say({ accepted: number - 1 });
    yield taskOf(number);
  }
}

const rung: Rung = {
  name: 'local',
  paid: false,
  unfit: () => undefined,
  async attempt({ prompt }, { onStart, signal }) {
    // All of a run are on disk before the first is started; the last batch is not yet when its tasks have been made.
    say({ accepted: Number(count) });
    const who = { kind: 'local', model: 'trivial' } as const;
    onStart(who);
    await sleep(Math.random() * Number(longest), undefined, { signal });
    const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 1 };
    return { text: `good ${prompt}`, finish: 'stop', who, usage: NO_USAGE, timings, costMicros: 0 };
  },
};

async function begin(journal: Journal): Promise<void> {
  try {
    await journal.claimRun(RUN, systemClock.now());
  } catch (error) {
    if (!(error instanceof HanzoError) || error.code !== 'RUN_UNKNOWN') throw error;
    await journal.startRun({ id: RUN, node: 'c', orchestrator: 'o', workspace: '/w', startedAt: systemClock.now() });
  }
}

const journal = openJournal(file);
await begin(journal);
say('begun');
const policy: RungPolicy = {
  localOnly: true,
  preferLocal: false,
  routing: routingPolicy({ startRungs: { simple: 'local', medium: 'local', complex: 'local', critical: 'local' } }),
  available: new Set(['local']),
};
const cascade = new Cascade({ rungs: [rung], policy, journal, clock: systemClock, log: silentLogger });
try {
  const options = {
    signal: new AbortController().signal,
    gateFor: () => () => ({ passed: true }) as const,
    concurrency: () => Number(lanes),
  };
  let done = 0;
  for await (const { outcome } of cascade.executeAll(RUN, tasks(), options)) {
    done += 1;
    if (outcome.state !== 'done') throw new HanzoError('INTERNAL', `a task is ${outcome.state}`);
    if (done === 1) say('working');
  }
  await journal.endRun(RUN, 'complete', systemClock.now());
  say({ ended: done });
} catch (error) {
  say({ failed: error instanceof HanzoError ? error.code : String(error) });
}
process.disconnect();
