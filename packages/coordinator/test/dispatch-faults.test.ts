import { HanzoError, systemClock, type Answer, type ErrorCode, type Task, type Who } from '@hanzo/contracts';
import { MeshRung, type DispatcherOptions } from '@hanzo/coordinator';
import { scriptedModel } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  rawResult,
  startRawWorker,
  startTestCoordinator,
  startTestWorker,
  temporaryFolder,
  testTask,
  until,
  type TestCoordinator,
} from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

/** What an accept says of an attempt that begins at the start. */
const FRESH = { resumes: false, modelSha256: '' };

interface Seen {
  readonly answer: Promise<Answer>;
  /** What a person would see, in order. */
  readonly events: string[];
  readonly lost: HanzoError[];
}

function nodeOf(who: Who): string {
  return who.kind === 'worker' ? who.node : who.kind;
}

describe('a dispatcher whose workers misbehave', () => {
  let stack: AsyncDisposableStack;
  let home: string;

  beforeEach(() => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
  });
  afterEach(() => stack.disposeAsync());

  async function coordinate(workers: number, options: DispatcherOptions = {}): Promise<TestCoordinator> {
    const coordinator = stack.use(await startTestCoordinator(home, options));
    await coordinator.workersReady(workers);
    return coordinator;
  }

  function start({ dispatcher }: TestCoordinator, task: Task = testTask(), workerWaitMs = 2_000): Seen {
    const events: string[] = [];
    const lost: HanzoError[] = [];
    const rung = new MeshRung(dispatcher, systemClock, { countTokens: (text) => text.length / 4, workerWaitMs });
    const answer = rung.attempt(task, {
      signal: new AbortController().signal,
      onStart: (who) => events.push(`start ${nodeOf(who)}`),
      onText: (text) => events.push(`text ${text}`),
      onLost: (error) => {
        lost.push(error as HanzoError);
        events.push('lost');
      },
    });
    answer.catch(() => undefined);
    return { answer, events, lost };
  }

  it(verifies('dispatch.fenced'), async () => {
    const good = scriptedModel(() => 'new');
    stack.use(
      await startRawWorker(home, 'gap', (session, message) => {
        if (message.kind === 'cancel') {
          // What it still had to say, at the very offset that the next attempt would accept.
          session.send({ kind: 'progress', attemptId: message.attemptId, offset: 0, text: 'OLD' });
          session.send(rawResult(message.attemptId, 'OLD'));
        }
        if (message.kind !== 'offer') return;
        session.send({ kind: 'accept', attemptId: message.attemptId, queuePosition: 0, model: 'test-model', ...FRESH });
        session.send({ kind: 'progress', attemptId: message.attemptId, offset: 7, text: 'gap' });
      }),
    );
    stack.use(await startTestWorker({ home, name: 'good', provider: good }));
    // The faulty one advertises a speed and the other has none yet, so it is asked first.
    const seen = start(await coordinate(2));
    await expect(seen.answer).resolves.toMatchObject({ text: 'new', who: { node: 'good' } });
    expect(seen.events).toEqual(['start gap', 'lost', 'start good', 'text new']);
    expect(seen.lost[0]).toMatchObject({ code: 'ANSWER_INVALID' });
  });

  it(verifies('dispatch.time-limit'), async () => {
    const worker = stack.use(
      await startRawWorker(home, 'endless', (session, message, self) => {
        if (message.kind !== 'offer') return;
        self.alive.add(message.attemptId);
        session.send({ kind: 'accept', attemptId: message.attemptId, queuePosition: 0, model: 'test-model', ...FRESH });
      }),
    );
    const seen = start(await coordinate(1), testTask({ timeoutMs: 100 }));
    await until(() => seen.lost.length > 0, 'the attempt taken back');
    expect(seen.lost[0]).toMatchObject({ code: 'TIMED_OUT' });
    await until(() => worker.heard.some((message) => message.kind === 'cancel'), 'the cancel');
  });

  it(verifies('dispatch.pause-over'), async () => {
    const measured = { tokensPerSecond: 100, speeds: [], promptTokensPerSecond: 0, loadMs: 0, resumes: false };
    const model = { name: 'test-model', sha256: '', contextTokens: 8192, engine: 'raw', ...measured };
    const idle = { kind: 'advert', models: [model], slots: 1, running: 0, queued: 0, queueLimit: 4 } as const;
    let isPaused = true;
    stack.use(
      await startRawWorker(home, 'owned', (session, message) => {
        if (message.kind !== 'offer') return;
        if (!isPaused) return session.send(rawResult(message.attemptId, 'fine'));
        isPaused = false;
        session.send({ kind: 'decline', attemptId: message.attemptId, reason: 'paused', retryAfterMs: 7_200_000 });
        session.send({ ...idle, state: 'paused', stateReason: 'its owner is there', dataClasses: [] });
        setImmediate(() => session.send({ ...idle, state: 'ready', stateReason: '', dataClasses: ['internal'] }));
      }),
    );
    await expect(start(await coordinate(1)).answer).resolves.toMatchObject({ text: 'fine' });
  });

  it.each<[ErrorCode, ErrorCode]>([
    ['CANCELLED', 'ENGINE_FAILED'],
    ['BUDGET_EXCEEDED', 'ENGINE_FAILED'],
    ['INTERNAL', 'ENGINE_FAILED'],
    ['ENGINE_CRASHED', 'ENGINE_CRASHED'],
  ])('a worker that fails with %s is taken to mean %s, and the task goes elsewhere', async (said, meant) => {
    stack.use(
      await startRawWorker(home, 'a-liar', (session, message) => {
        if (message.kind === 'offer')
          session.send({ kind: 'failure', attemptId: message.attemptId, code: said, message: 'x' });
      }),
    );
    stack.use(await startTestWorker({ home, name: 'honest', provider: scriptedModel(() => 'fine') }));
    const coordinator = await coordinate(2);
    const seen = [1, 2, 3, 4, 5, 6].map(() => start(coordinator));
    const answers = await Promise.all(seen.map(({ answer }) => answer));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['fine']));
    const lost = seen.flatMap((one) => one.lost);
    expect(lost.length).toBeGreaterThan(0);
    for (const error of lost) expect(error.code).toBe(meant);
  });

  it('refuses an offer that fits no frame, and the slot is free again', async () => {
    stack.use(
      await startTestWorker({ home, name: 'w', provider: scriptedModel(() => 'ok'), slots: 1, contextTokens: 900_000 }),
    );
    const coordinator = await coordinate(1);
    const busy = start(coordinator);
    const huge = start(coordinator, testTask({ prompt: 'x'.repeat(1_200_000) }));
    await expect(huge.answer).rejects.toMatchObject({ code: 'WIRE_TOO_LARGE' });
    await expect(busy.answer).resolves.toMatchObject({ text: 'ok' });
    await expect(start(coordinator).answer).resolves.toMatchObject({ text: 'ok' });
  });

  it('goes back to a worker where it failed before when the others are gone', async () => {
    const crash = new HanzoError('ENGINE_CRASHED', 'Segmentation fault.');
    const flaky = scriptedModel([{ kind: 'fail', error: crash }, 'second time']);
    stack.use(await startTestWorker({ home, name: 'flaky', provider: flaky }));
    const coordinator = await coordinate(1);
    await expect(start(coordinator).answer).resolves.toMatchObject({ text: 'second time' });
  });

  it(verifies('dispatch.patient'), async () => {
    const slow = scriptedModel(({ prompt }) =>
      prompt === 'stream'
        ? { kind: 'text', text: 'x'.repeat(60), pieces: 60, pieceMs: 50 }
        : { kind: 'text', text: 'late', firstPieceMs: 3_000 },
    );
    const provider = {
      ...slow,
      name: 'slow',
      generate: (request: Parameters<typeof slow.generate>[0], options: Parameters<typeof slow.generate>[1]) => {
        const beat = systemClock.every(100, () => options.onAlive?.());
        return slow.generate(request, options).finally(() => beat[Symbol.dispose]());
      },
    };
    stack.use(await startTestWorker({ home, name: 'w', provider, slots: 2 }));
    const coordinator = await coordinate(1, { leaseMs: 1_500 });
    // Two run, one of them streaming all the time, and one more waits at the worker for another coordinator's sake.
    const tasks = ['stream', 'silent', 'silent'].map((prompt) => start(coordinator, testTask({ prompt })));
    const texts = await Promise.all(tasks.map(async ({ answer }) => (await answer).text));
    expect(texts).toEqual(['x'.repeat(60), 'late', 'late']);
    expect(tasks.flatMap(({ lost }) => lost)).toEqual([]);
  });
});
