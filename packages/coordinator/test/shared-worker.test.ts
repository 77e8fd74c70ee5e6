import { join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { MeshRung } from '@hanzo/coordinator';
import { scriptedModel } from '@hanzo/testkit';
import { expect, it } from 'vitest';
import {
  joinByInvite,
  startTestCoordinator,
  startTestWorker,
  temporaryFolder,
  testTask,
  type TestCoordinator,
} from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

/** Runs tasks on the mesh; notes who was done, in order. */
function run({ dispatcher }: TestCoordinator, who: string, done: string[]): Promise<void> {
  const rung = new MeshRung(dispatcher, systemClock, { countTokens: (text) => text.length / 4, workerWaitMs: 10_000 });
  const context = {
    signal: new AbortController().signal,
    onStart: () => undefined,
    onText: () => undefined,
    onLost: () => undefined,
  };
  return rung.attempt(testTask(), context).then(() => void done.push(who));
}

it(verifies('worker.shared-turns'), async () => {
  await using stack = new AsyncDisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const provider = scriptedModel(() => ({ kind: 'text', text: 'fine', firstPieceMs: 40 }));
  const worker = stack.use(await startTestWorker({ home, name: 'w', provider, slots: 1 }));
  const flood = stack.use(await startTestCoordinator(home));
  const guestHome = join(home, 'guest');
  (await joinByInvite(guestHome, worker.node.membership, worker.node, 'coordinator'))[Symbol.dispose]();
  const guest = stack.use(await startTestCoordinator(guestHome, { bootstrap: worker.node.addresses }));
  await flood.workersReady(1);
  await guest.workersReady(1);
  const done: string[] = [];
  const flooding = Array.from({ length: 12 }, () => run(flood, 'flood', done));
  await Promise.race(flooding);
  const before = done.length;
  await Promise.all([run(guest, 'guest', done), run(guest, 'guest', done)]);
  // It came in the middle of the flood: one task of the other's runs, and one may have its turn before each of its own.
  expect(done.slice(before).filter((who) => who === 'flood').length).toBeLessThanOrEqual(4);
  await Promise.all(flooding);
});
