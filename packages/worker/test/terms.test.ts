import { DATA_CLASSES, silentLogger, systemClock } from '@hanzo/contracts';
import { scriptedModel } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { until } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { EngineShelf, OPEN_TERMS, Worker, type Pause, type WorkRecord } from '../src/index.ts';
import { lonelySession, offer, terminal } from './lonely-session.ts';

interface Busy {
  readonly worker: Worker;
  readonly records: WorkRecord[];
  readonly said: ReturnType<typeof lonelySession>['said'];
  readonly session: ReturnType<typeof lonelySession>['session'];
}

/** A worker with one attempt that runs for a while and one that waits. */
async function busyWorker(firstPieceMs = 60_000): Promise<Busy> {
  const model = scriptedModel(() => ({ kind: 'text', text: 'fine', firstPieceMs }));
  const running = { provider: model, modelName: 'tiny', modelSha256: '', contextTokens: 100, slots: 1 };
  const parts = { clock: systemClock, log: silentLogger };
  const records: WorkRecord[] = [];
  const worker = new Worker({
    shelf: EngineShelf.of(running, parts),
    ...parts,
    member: (id) => ({ memberName: `member ${id}`, nameIsUnique: true }),
    onWork: (record) => records.push(record),
  });
  const { session, said } = lonelySession('c');
  worker.events.onOpen(session);
  worker.events.onMessage(session, offer('runs'));
  worker.events.onMessage(session, offer('waits'));
  await until(() => model.active === 1, 'the engine at work');
  return { worker, records, said, session };
}

const pause = (running: Pause['running']): Pause => ({
  reason: 'quiet hours until 07:00',
  retryAfterMs: 90_000,
  running,
});

describe('a paused worker', () => {
  it(verifies('worker.hands-back', 'at once'), async () => {
    const { worker, said, session, records } = await busyWorker();
    expect(worker.setTerms({ ...OPEN_TERMS, pause: pause('hand-back') })).toBe(2);
    await until(() => terminal(said).length === 2, 'both handed back');
    expect(terminal(said)).toMatchObject([
      { kind: 'failure', attemptId: 'waits', code: 'WORKER_PAUSED', message: expect.stringContaining('quiet hours') },
      { kind: 'failure', attemptId: 'runs', code: 'WORKER_PAUSED' },
    ]);
    worker.events.onMessage(session, offer('late'));
    expect(terminal(said).at(-1)).toMatchObject({ kind: 'decline', retryAfterMs: 90_000 });
    expect(worker.advert()).toMatchObject({ state: 'paused', stateReason: 'quiet hours until 07:00', running: 0 });
    expect(records.map(({ attemptId, end, memberName }) => [attemptId, end, memberName])).toEqual([
      ['waits', 'WORKER_PAUSED', 'member c'],
      ['runs', 'WORKER_PAUSED', 'member c'],
    ]);
    worker.setTerms(OPEN_TERMS);
    expect(worker.advert().state).toBe('ready');
  });

  it(verifies('worker.hands-back', 'running ones may end'), async () => {
    const { worker, said } = await busyWorker(50);
    expect(worker.setTerms({ ...OPEN_TERMS, pause: pause('finish') })).toBe(1);
    await until(() => terminal(said).length === 2, 'both ended');
    expect(terminal(said)).toMatchObject([
      { kind: 'failure', attemptId: 'waits' },
      { kind: 'result', attemptId: 'runs' },
    ]);
  });
});

it(verifies('worker.members-only'), async () => {
  const { worker, said, session } = await busyWorker();
  const { session: other, said: told } = lonelySession('friend');
  worker.events.onOpen(other);
  const back = worker.setTerms({
    ...OPEN_TERMS,
    dataClasses: DATA_CLASSES.filter((word) => word !== 'confidential'),
    refuses: ({ memberId }) => (memberId === 'c' ? 'c may not use this machine' : undefined),
  });
  expect(back).toBe(2);
  await until(() => terminal(said).length === 2, 'both handed back');
  await until(() => told.some((message) => message.kind === 'advert' && message.dataClasses.length === 2), 'adverts');
  // Each is told what holds for it.
  expect(said.findLast(({ kind }) => kind === 'advert')).toMatchObject({ state: 'paused' });
  expect(told.findLast(({ kind }) => kind === 'advert')).toMatchObject({ state: 'ready' });
  worker.events.onMessage(session, offer('again'));
  worker.events.onMessage(other, offer('secret', { dataClass: 'confidential' }));
  worker.events.onMessage(other, offer('plain'));
  expect(terminal(said).at(-1)).toMatchObject({ kind: 'decline', attemptId: 'again', retryAfterMs: 0 });
  expect(terminal(told)).toMatchObject([{ kind: 'decline', attemptId: 'secret', reason: /confidential/ }]);
  await worker.stop();
});

it('runs no more at once than its owner allows, from now on', async () => {
  const model = scriptedModel(() => ({ kind: 'text', text: 'fine', firstPieceMs: 30 }));
  const parts = { clock: systemClock, log: silentLogger };
  const running = { provider: model, modelName: 'tiny', modelSha256: '', contextTokens: 100, slots: 4 };
  const worker = new Worker({ shelf: EngineShelf.of(running, parts), ...parts });
  worker.setTerms({ ...OPEN_TERMS, slots: 1 });
  const { session, said } = lonelySession('c');
  for (const id of ['a', 'b', 'c']) worker.events.onMessage(session, offer(id));
  expect(worker.advert()).toMatchObject({ slots: 1, running: 1, queued: 2 });
  worker.setTerms({ ...OPEN_TERMS, slots: 3 });
  expect(worker.advert()).toMatchObject({ slots: 3, running: 3, queued: 0 });
  await until(() => terminal(said).length === 3, 'all done');
});

it(verifies('worker.advert-survives'), async () => {
  const model = scriptedModel(() => ({ kind: 'text', text: 'fine' }));
  const parts = { clock: systemClock, log: silentLogger };
  const running = { provider: model, modelName: 'tiny', modelSha256: '', contextTokens: 100, slots: 1 };
  const member = (id: string): { memberName: string; nameIsUnique: boolean } => {
    if (id === 'odd') throw new Error('who?');
    return { memberName: id, nameIsUnique: true };
  };
  const worker = new Worker({ shelf: EngineShelf.of(running, parts), ...parts, member });
  const { session: odd } = lonelySession('odd');
  const { session, said } = lonelySession('plain');
  for (const one of [odd, session]) worker.events.onOpen(one);
  const before = said.length;
  worker.setTerms({ ...OPEN_TERMS, slots: 1 });
  await until(() => said.length > before, 'the next advert');
});
