import { HanzoError, silentLogger, type GenerateRequest } from '@hanzo/contracts';
import { manualClock, scriptedModel, type ModelScript } from '@hanzo/testkit';
import type { WireMessage } from '@hanzo/wire';
import { describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { EngineShelf, OPEN_TERMS, Worker, type RunningModel } from '../src/index.ts';
import { lonelySession, offer, terminal } from './lonely-session.ts';

const SHA256 = 'ab'.repeat(32);

interface Setup {
  readonly worker: Worker;
  readonly model: ReturnType<typeof scriptedModel>;
  readonly clock: ReturnType<typeof manualClock>;
}

function workerOf(script: ModelScript, abilities: Pick<RunningModel, 'resumes' | 'resumesJson'> = {}): Setup {
  const clock = manualClock();
  const model = scriptedModel(script, { clock });
  const engine = {
    provider: model,
    modelName: 'tiny',
    modelSha256: SHA256,
    contextTokens: 100,
    slots: 1,
    ...abilities,
  };
  const parts = { clock, log: silentLogger };
  return { clock, model, worker: new Worker({ shelf: EngineShelf.of(engine, parts), ...parts }) };
}

const accepts = (said: readonly WireMessage[]): WireMessage[] => said.filter(({ kind }) => kind === 'accept');
const resumes = ({ calls }: { readonly calls: readonly GenerateRequest[] }): unknown[] =>
  calls.map(({ resume }) => resume);

describe('an offer with a beginning', () => {
  it(verifies('worker.resumes'), async () => {
    const { worker, model } = workerOf(['The whole answer.'], { resumes: true });
    const { session, said } = lonelySession('c');
    worker.events.onMessage(session, offer('a', { resume: 'The wh🙂' }));
    await vi.waitFor(() => expect(terminal(said)).toHaveLength(1));
    expect(resumes(model)).toEqual(['The wh🙂']);
    expect(said).toMatchObject([
      { kind: 'accept', attemptId: 'a', resumes: true, modelSha256: SHA256 },
      { kind: 'progress', attemptId: 'a', offset: 8, text: 'The whole answer.' },
      { kind: 'result', attemptId: 'a', text: 'The wh🙂The whole answer.' },
    ]);
  });

  it.each([
    ['an engine that cannot', {}, ''],
    ['an engine that cannot in JSON', { resumes: true, resumesJson: false }, '{"type":"boolean"}'],
  ])(verifies('worker.resumes-not', '%s'), async (_, abilities, jsonSchema) => {
    const { worker, model } = workerOf(['{"whole": true}'], abilities);
    const { session, said } = lonelySession('c');
    worker.events.onMessage(session, offer('a', { resume: '{"wh', jsonSchema }));
    await vi.waitFor(() => expect(terminal(said)).toHaveLength(1));
    expect(resumes(model)).toEqual([undefined]);
    expect(said).toMatchObject([
      { kind: 'accept', resumes: false },
      { kind: 'progress', offset: 0, text: '{"whole": true}' },
      { kind: 'result', text: '{"whole": true}' },
    ]);
  });

  it('is advertised where the engine can', () => {
    expect(workerOf([], { resumes: true, resumesJson: false }).worker.advert().models).toMatchObject([
      { resumes: true },
    ]);
    expect(workerOf([]).worker.advert().models).toMatchObject([{ resumes: false }]);
  });

  it('no beginning is nothing to go on from', () => {
    const { worker } = workerOf(() => ({ kind: 'hang' }), { resumes: true });
    const { session, said } = lonelySession('c');
    worker.events.onMessage(session, offer('a'));
    expect(accepts(said)).toMatchObject([{ resumes: false }]);
  });
});

const crashed = new HanzoError('ENGINE_CRASHED', 'Boom.');
const paces = { pieces: 3, pieceMs: 5 };
const slow: ModelScript = [{ kind: 'text', text: 'aabbcc', ...paces }];
const crashing: ModelScript = [{ kind: 'fail', error: crashed, text: 'aabb', ...paces, pieces: 2 }];
const handBack = { ...OPEN_TERMS, pause: { reason: 'gaming', retryAfterMs: 0, running: 'hand-back' as const } };

describe('what was written before an attempt is lost', () => {
  it.each<[string, string, ModelScript, (setup: Setup) => unknown]>([
    ['stopped by its owner', 'WORKER_STOPPED', slow, ({ worker }) => worker.stop()],
    ['handed back in a pause', 'WORKER_PAUSED', slow, ({ worker }) => worker.setTerms(handBack)],
    ['out of time', 'TIMED_OUT', slow, ({ clock }) => clock.advance(2)],
    ['left by its engine', 'ENGINE_CRASHED', crashing, () => undefined],
  ])(verifies('worker.tells-all', '%s'), async (_, code, script, lose) => {
    const setup = workerOf(script, { resumes: true });
    const { session, said } = lonelySession('c');
    setup.worker.events.onMessage(session, offer('a', { resume: 'first', timeoutMs: 7 }));
    await vi.waitFor(() => expect(said.length).toBeGreaterThan(1));
    // The second piece waits for a third one.
    await setup.clock.advance(5);
    await lose(setup);
    await vi.waitFor(() => expect(terminal(said)).toHaveLength(1));
    expect(said.slice(1)).toMatchObject([
      { kind: 'progress', offset: 5, text: 'aa' },
      { kind: 'progress', offset: 7, text: 'bb' },
      { kind: 'failure', code },
    ]);
    await setup.clock.advance(1_000);
    expect(said).toHaveLength(4);
  });

  it('is of no use to a coordinator that has cancelled the attempt', async () => {
    const { worker, clock } = workerOf(slow);
    const { session, said } = lonelySession('c');
    worker.events.onMessage(session, offer('a'));
    await vi.waitFor(() => expect(said.length).toBeGreaterThan(1));
    await clock.advance(5);
    worker.events.onMessage(session, { kind: 'cancel', attemptId: 'a' });
    await vi.waitFor(() => expect(terminal(said)).toHaveLength(1));
    expect(said.slice(1)).toMatchObject([{ text: 'aa' }, { kind: 'failure', code: 'CANCELLED' }]);
  });
});

it(verifies('worker.stops-for-the-lost'), async () => {
  const { worker, model } = workerOf(() => ({ kind: 'hang', text: 'x' }));
  const { session, said } = lonelySession('c');
  const { session: other } = lonelySession('d');
  worker.events.onOpen(session);
  for (const id of ['running', 'waiting']) worker.events.onMessage(session, offer(id, { timeoutMs: 0 }));
  worker.events.onMessage(other, offer('of another', { timeoutMs: 0 }));
  await vi.waitFor(() => expect(model.active).toBe(1));
  worker.events.onClose(session, new HanzoError('PEER_LOST', 'Silent.'));
  await vi.waitFor(() => expect(worker.work()).toMatchObject([{ attemptId: 'of another', phase: 'running' }]));
  expect(model.calls).toHaveLength(2);
  expect(said.some(({ kind }) => kind === 'result')).toBe(false);
  await worker.stop();
  expect(model.active).toBe(0);
});
