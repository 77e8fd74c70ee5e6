import { silentLogger, type Answer } from '@hanzo/contracts';
import { WorkerTrust, type TrustStore } from '@hanzo/coordinator';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { fakeMesh, type FakeMesh } from './fake-mesh.ts';

type Row = Parameters<TrustStore['writeTrust']>[0];

const honest = (prompt: string): string =>
  `The function ${prompt} never closes the file that it has opened, so handles leak.`;
const lazy = (): string => 'I looked at everything and all of it is fine, there is nothing to report here today.';

/** Has tasks done one after the other, each judged by a gate that lets everything pass. Returns how many each worker did. */
async function work(mesh: FakeMesh, tasks: number, gate = true): Promise<Map<string, number>> {
  const done = new Map<string, number>();
  for (let number = 0; number < tasks; number++) {
    const task = testTask({ prompt: `number${number}` });
    const answer: Answer = await mesh.start(task).answer;
    const node = answer.who.kind === 'worker' ? answer.who.node : '';
    done.set(node, (done.get(node) ?? 0) + 1);
    mesh.rung.judged(task, answer, gate ? { passed: true } : { passed: false, gate: 'evidence', reason: 'no' });
    await mesh.settle();
    await mesh.settle();
  }
  return done;
}

describe('whom to trust', () => {
  it(verifies('trust.liar-banned'), async () => {
    const rows = new Map<string, Row>();
    const trust = new WorkerTrust({
      clock: manualClock(),
      log: silentLogger,
      store: { readTrust: () => [...rows.values()], writeTrust: (row) => rows.set(row.workerId, row) },
    });
    await using mesh = fakeMesh({ trust, judge: trust });
    // The liar is fast, so that everything goes to it first.
    mesh.peer({ name: 'liar', answer: lazy, tokensPerSecond: 400 });
    for (const name of ['a', 'b', 'c', 'd']) mesh.peer({ name, answer: honest });
    const done = await work(mesh, 120);
    expect(done.get('liar') ?? 0).toBeLessThanOrEqual(60);
    expect(trust.refusal('peer-liar', 0)).toContain('banned until');
    for (const name of ['a', 'b', 'c', 'd']) expect(trust.refusal(`peer-${name}`, 0)).toBeUndefined();
    // What was learned outlives the run.
    const later = new WorkerTrust({
      clock: manualClock(),
      log: silentLogger,
      store: { readTrust: () => [...rows.values()], writeTrust: () => undefined },
    });
    expect(later.refusal('peer-liar', 0)).toContain('banned until');
  });

  it(verifies('trust.checks-are-few'), async () => {
    const trust = new WorkerTrust({ clock: manualClock(), log: silentLogger });
    await using mesh = fakeMesh({ trust, judge: trust });
    const peers = ['a', 'b'].map((name) => mesh.peer({ name, answer: honest }));
    await work(mesh, 400);
    const before = peers.reduce((sum, { offers }) => sum + offers.length, 0);
    await work(mesh, 400);
    const offered = peers.reduce((sum, { offers }) => sum + offers.length, 0) - before;
    expect(offered).toBeGreaterThan(400);
    expect(offered).toBeLessThanOrEqual(430);
  });

  it(verifies('trust.banned-loses-work'), async () => {
    const clock = manualClock();
    const trust = new WorkerTrust({ clock, log: silentLogger });
    await using mesh = fakeMesh({ trust, judge: trust });
    const liar = mesh.peer({ name: 'liar', slots: 2 });
    const told = mesh.start(testTask());
    await mesh.settle();
    liar.accepts();
    liar.writes(0, 'Once ');
    for (let failed = 0; failed < 12; failed++) {
      for (const other of ['x', 'y', 'z']) trust.note(other, 'test-model', 'check-passed');
      trust.note(liar.peerId, 'test-model', 'check-failed');
    }
    await mesh.settle();
    expect(told.events).toEqual(['start liar', 'text Once ', 'lost ANSWER_INVALID']);
    expect(liar.offers).toHaveLength(0);
    const good = mesh.peer({ name: 'good' });
    await mesh.settle();
    // What a liar wrote is not gone on from.
    expect(good.offer.resume).toBeUndefined();
    good.answers('fine');
    await expect(told.answer).resolves.toMatchObject({ text: 'fine' });
  });

  it('asks nobody where there is nobody else to ask', async () => {
    const trust = new WorkerTrust({ clock: manualClock(), log: silentLogger });
    await using mesh = fakeMesh({ trust, judge: trust });
    const only = mesh.peer({ name: 'only', answer: honest });
    await work(mesh, 40);
    expect(only.offers).toHaveLength(40);
    expect(trust.refusal(only.peerId, 0)).toBeUndefined();
  });

  it('holds no answers against workers that sampling makes different', async () => {
    const trust = new WorkerTrust({ clock: manualClock(), log: silentLogger });
    await using mesh = fakeMesh({ trust, judge: trust });
    const peers = [lazy, honest].map((answer, at) => mesh.peer({ name: `w${at}`, answer }));
    for (let number = 0; number < 40; number++) {
      const task = testTask({ sampling: { temperature: 0.8 } });
      const answer = await mesh.start(task).answer;
      mesh.rung.judged(task, answer, { passed: true });
      await mesh.settle();
    }
    expect(peers.reduce((sum, { offers }) => sum + offers.length, 0)).toBe(40);
  });
});
