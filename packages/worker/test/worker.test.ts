import { silentLogger, systemClock } from '@hanzo/contracts';
import { scriptedModel, type ModelScript } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { until } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { EngineShelf, Worker } from '../src/index.ts';
import { lonelySession, offer, terminal } from './lonely-session.ts';

function workerOf(script: ModelScript, slots = 1): { worker: Worker; model: ReturnType<typeof scriptedModel> } {
  const model = scriptedModel(script);
  const engine = { provider: model, modelName: 'tiny', modelSha256: '', contextTokens: 100, slots };
  const parts = { clock: systemClock, log: silentLogger };
  return { model, worker: new Worker({ shelf: EngineShelf.of(engine, parts), ...parts }, { queueLimit: 1 }) };
}

describe('a worker', () => {
  it(verifies('worker.declines'), () => {
    const { worker } = workerOf(() => ({ kind: 'hang' }));
    const { session, said } = lonelySession('c');
    const { session: observer, said: told } = lonelySession('o', 'observer');
    worker.events.onMessage(observer, offer('x'));
    expect(told).toMatchObject([{ kind: 'decline', reason: 'only coordinators may offer work' }]);
    const offers = [
      offer('a1', { model: 'other' }),
      offer('a2', { maxOutputTokens: 100 }),
      offer('a3'),
      offer('a3'),
      offer('a4'),
      offer('a5'),
    ];
    for (const one of offers) worker.events.onMessage(session, one);
    expect(terminal(said)).toMatchObject([
      { attemptId: 'a1', reason: 'the worker runs tiny, not other', retryAfterMs: 0 },
      { attemptId: 'a2', reason: expect.stringContaining('does not fit a context of 100') },
      { attemptId: 'a5', reason: 'the queue of 1 is full', retryAfterMs: 500 },
    ]);
  });

  it(verifies('worker.stop-told'), async () => {
    const { worker, model } = workerOf(() => ({ kind: 'hang', text: 'half' }));
    const { session, said } = lonelySession('c');
    worker.events.onMessage(session, offer('running'));
    worker.events.onMessage(session, offer('waiting'));
    await until(() => model.active === 1, 'the engine at work');
    await worker.stop();
    expect(terminal(said)).toMatchObject([
      { kind: 'failure', attemptId: 'waiting', code: 'WORKER_STOPPED' },
      { kind: 'failure', attemptId: 'running', code: 'WORKER_STOPPED' },
    ]);
  });

  it('counts the time limit from acceptance: waiting for a slot is part of it', async () => {
    const { worker } = workerOf([{ kind: 'text', text: 'slow', firstPieceMs: 120 }, 'never asked']);
    const { session, said } = lonelySession('c');
    worker.events.onMessage(session, offer('first'));
    worker.events.onMessage(session, offer('second', { timeoutMs: 50 }));
    await until(() => terminal(said).length === 2, 'both ended');
    expect(terminal(said)).toMatchObject([
      { kind: 'result', attemptId: 'first' },
      { kind: 'failure', attemptId: 'second', code: 'TIMED_OUT' },
    ]);
  });

  it('calls a waiting attempt alive, a running one only when its engine showed life, and only to its own coordinator', async () => {
    const { worker, model } = workerOf(() => ({ kind: 'hang', text: 'x' }));
    const { session } = lonelySession('c');
    const { session: other } = lonelySession('d');
    worker.events.onMessage(session, offer('running'));
    worker.events.onMessage(session, offer('waiting'));
    await until(() => model.active === 1, 'the engine at work');
    await until(() => worker.events.aliveAttemptIds(session).includes('running'), 'a sign of life');
    expect(worker.events.aliveAttemptIds(session)).toEqual(['waiting']);
    expect(worker.events.aliveAttemptIds(other)).toEqual([]);
    await worker.stop();
  });

  it('fails an attempt whose schema is no JSON, and goes on', async () => {
    const { worker } = workerOf(['fine']);
    const { session, said } = lonelySession('c');
    worker.events.onMessage(session, offer('bad', { jsonSchema: '{' }));
    worker.events.onMessage(session, offer('good'));
    await until(() => terminal(said).length === 2, 'both ended');
    expect(terminal(said).map(({ kind }) => kind)).toEqual(['failure', 'result']);
  });
});
