import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { systemClock, type Answer, type HanzoError, type RungContext, type Who } from '@hanzo/contracts';
import { MeshRung } from '@hanzo/coordinator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startTestCoordinator,
  temporaryFolder,
  testTask,
  until,
  type TestCoordinator,
} from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

const WHOLE = Array.from({ length: 40 }, (_, index) => `${index + 1} `).join('');

interface Seen extends RungContext {
  readonly starts: Who[];
  readonly lost: HanzoError[];
  /** Text of the newest attempt only, as a person would see it. */
  text: string;
}

function watcher(): Seen {
  const seen: Seen = {
    signal: new AbortController().signal,
    starts: [],
    lost: [],
    text: '',
    onStart: (who) => {
      seen.starts.push(who);
      seen.text = '';
    },
    onText: (piece) => {
      seen.text += piece;
    },
    onLost: (error) => seen.lost.push(error as HanzoError),
  };
  return seen;
}

describe('workers that are lost while they work, as real processes', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  let coordinator: TestCoordinator;
  const children = new Map<string, ChildProcess>();

  async function startWorker(name: string): Promise<void> {
    const child = fork(new URL('../../../test/support/processes/slow-worker.ts', import.meta.url), [home, name], {
      execArgv: ['--conditions=@hanzo/source'],
    });
    stack.defer(() => void child.kill('SIGKILL'));
    children.set(name, child);
    await once(child, 'message');
  }

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
    await Promise.all([startWorker('w1'), startWorker('w2')]);
    coordinator = stack.use(await startTestCoordinator(home));
    await coordinator.workersReady(2);
  });
  afterEach(() => stack.disposeAsync());

  const start = (seen: Seen): Promise<Answer> =>
    new MeshRung(coordinator.dispatcher, systemClock, { countTokens: (text) => text.length }).attempt(testTask(), seen);

  const nodeOf = (who: Who | undefined): string => (who?.kind === 'worker' ? who.node : '');

  it(verifies('dispatch.killed-worker'), async () => {
    const seen = watcher();
    const answer = start(seen);
    await until(() => seen.text.length > 5, 'text of the first attempt');
    children.get(nodeOf(seen.starts[0]))?.kill('SIGKILL');
    const { text, who } = await answer;
    expect(text).toBe(WHOLE);
    expect(seen.text).toBe(WHOLE);
    expect(nodeOf(who)).not.toBe(nodeOf(seen.starts[0]));
    expect(seen.lost.map((error) => error.code)).toEqual(['PEER_LOST']);
  });

  it(verifies('dispatch.frozen-worker'), async () => {
    const seen = watcher();
    const answer = start(seen);
    await until(() => seen.text.length > 5, 'text of the first attempt');
    const frozen = nodeOf(seen.starts[0]);
    children.get(frozen)?.kill('SIGSTOP');
    await until(() => seen.lost.length > 0, 'the frozen worker given up');
    children.get(frozen)?.kill('SIGCONT');
    expect((await answer).text).toBe(WHOLE);
    expect(seen.text).toBe(WHOLE);
    await coordinator.workersReady(2);
    await until(() => coordinator.dispatcher.workers().every((worker) => !worker.suspect), 'nobody suspected');
    const both = await Promise.all([1, 2, 3, 4, 5, 6].map(() => start(watcher())));
    expect(new Set(both.map(({ who }) => nodeOf(who))).has(frozen)).toBe(true);
  });
});
