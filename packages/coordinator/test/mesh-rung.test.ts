import { HanzoError, systemClock, type Answer, type RungContext, type Task, type Who } from '@hanzo/contracts';
import { MeshRung } from '@hanzo/coordinator';
import { scriptedModel } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startTestCoordinator,
  startTestWorker,
  temporaryFolder,
  testTask,
  until,
  type TestCoordinator,
} from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

const countTokens = (text: string): number => Math.ceil(text.length / 3);

function recorder(
  signal: AbortSignal = new AbortController().signal,
): RungContext & { starts: Who[]; texts: string[]; lost: unknown[] } {
  const starts: Who[] = [];
  const texts: string[] = [];
  const lost: unknown[] = [];
  return {
    signal,
    starts,
    texts,
    lost,
    onStart: (who) => starts.push(who),
    onText: (text) => texts.push(text),
    onLost: (error) => lost.push(error),
  };
}

describe('the mesh rung over real libp2p on loopback', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  let coordinator: TestCoordinator;

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
    coordinator = stack.use(await startTestCoordinator(home));
  });
  afterEach(() => stack.disposeAsync());

  const attempt = (task: Task, context: RungContext, workerWaitMs = 2_000): Promise<Answer> =>
    new MeshRung(coordinator.dispatcher, systemClock, { countTokens, workerWaitMs }).attempt(task, context);

  it(verifies('dispatch.streams'), async () => {
    const provider = scriptedModel(() => ({ kind: 'text', text: 'the quick brown fox', pieces: 4 }));
    const worker = stack.use(await startTestWorker({ home, name: 'w1', provider }));
    await coordinator.workersReady(1);
    const context = recorder();
    const answer = await attempt(testTask(), context);
    expect(answer).toMatchObject({ text: 'the quick brown fox', finish: 'stop', costMicros: 0 });
    expect(answer.who).toEqual({ kind: 'worker', node: 'w1', peerId: worker.node.peerId, model: 'test-model' });
    expect(context.starts).toEqual([answer.who]);
    expect(context.texts.join('')).toBe(answer.text);
    expect(answer.usage.outputTokens).toBeGreaterThan(0);
  });

  it('finishes the task elsewhere when the worker dies in the middle, and mixes no text', async () => {
    const hanging = scriptedModel(() => ({ kind: 'hang', text: 'half of the ans' }));
    const first = await startTestWorker({ home, name: 'w1', provider: hanging });
    await coordinator.workersReady(1);
    const context = recorder();
    const answer = attempt(testTask(), context);
    await until(() => context.texts.length > 0, 'first text');
    const second = stack.use(
      await startTestWorker({ home, name: 'w2', provider: scriptedModel(() => 'whole answer') }),
    );
    await coordinator.workersReady(2);
    await first[Symbol.asyncDispose]();
    await expect(answer).resolves.toMatchObject({
      text: 'whole answer',
      who: { node: 'w2', peerId: second.node.peerId },
    });
    expect(context.lost).toHaveLength(1);
    expect(context.lost[0]).toMatchObject({ code: 'PEER_LOST' });
  });

  it(verifies('dispatch.nobody-fits'), async () => {
    await expect(attempt(testTask(), recorder(), 300)).rejects.toMatchObject({
      code: 'NO_WORKER',
      message: expect.stringContaining('No worker is connected'),
    });
    stack.use(await startTestWorker({ home, name: 'w1', provider: scriptedModel(() => 'x'), contextTokens: 300 }));
    await coordinator.workersReady(1);
    const big = testTask({ prompt: 'x'.repeat(3_000) });
    await expect(attempt(big, recorder(), 300)).rejects.toMatchObject({
      code: 'NO_WORKER',
      message: expect.stringContaining('tokens of context'),
    });
  });

  it(verifies('worker.cancel'), async () => {
    const provider = scriptedModel(() => ({ kind: 'hang', text: 'x' }));
    const worker = stack.use(await startTestWorker({ home, name: 'w1', provider }));
    await coordinator.workersReady(1);
    const controller = new AbortController();
    const context = recorder(controller.signal);
    const answer = attempt(testTask(), context);
    await until(() => context.texts.length > 0, 'first text');
    controller.abort(new HanzoError('CANCELLED', 'stop'));
    await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
    await until(() => provider.active === 0, 'the engine is free');
    expect(worker.records.map((record) => record.end)).toEqual(['CANCELLED']);
  });

  it(verifies('worker.slots'), async () => {
    let running = 0;
    let most = 0;
    const provider = scriptedModel(async () => {
      running++;
      most = Math.max(most, running);
      await systemClock.sleep(5);
      running--;
      return 'ok';
    });
    stack.use(await startTestWorker({ home, name: 'w1', provider, slots: 3 }));
    await coordinator.workersReady(1);
    const answers = await Promise.all(Array.from({ length: 40 }, () => attempt(testTask(), recorder())));
    expect(answers.every((answer) => answer.text === 'ok')).toBe(true);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });

  it(verifies('dispatch.engine-crash'), async () => {
    const crash = scriptedModel(() => ({
      kind: 'fail',
      error: new HanzoError('ENGINE_CRASHED', 'Segmentation fault.'),
    }));
    stack.use(await startTestWorker({ home, name: 'w1', provider: crash }));
    await coordinator.workersReady(1);
    stack.use(await startTestWorker({ home, name: 'w2', provider: scriptedModel(() => 'fine') }));
    await coordinator.workersReady(2);
    const answers = await Promise.all([1, 2, 3, 4].map(() => attempt(testTask(), recorder())));
    expect(answers.map((answer) => answer.text)).toEqual(['fine', 'fine', 'fine', 'fine']);
  });
});
