/** Workers that go away without a word while tasks flow: how soon the coordinator gives them no more work. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrafficProgram, WorkerProgram } from '../support/mesh-programs.ts';
import { MeshTeam, servesAgain } from '../support/mesh-team.ts';
import { namespacesUsable } from '../support/namespaces.ts';
import { verifies } from '../support/verifies.ts';

const unusable = namespacesUsable() !== undefined;

/** Twice what it should take, because a busy machine is late itself. Milliseconds. */
const NOTICED_WITHIN_MS = 4_000;

describe.skipIf(unusable)('a worker that goes away without a word', () => {
  let stack: AsyncDisposableStack;
  let team: MeshTeam;
  let traffic: TrafficProgram;

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    team = stack.use(await MeshTeam.start({ hosts: ['owner', 'w1', 'w2', 'w3', 'w4', 'c'] }));
    traffic = await team.traffic('c');
  });
  afterEach(() => stack.disposeAsync());

  it(verifies('hosts.loss-noticed'), async () => {
    const start = async (name: string): Promise<WorkerProgram> => {
      const worker = await team.worker(name);
      await servesAgain(traffic, name);
      return worker;
    };
    const [frozen, killed] = await Promise.all([start('w1'), start('w2'), start('w3'), start('w4')]);
    const ways: readonly (readonly [string, string, () => unknown])[] = [
      ['frozen', 'w1', () => frozen.process.kill('SIGSTOP')],
      ['killed', 'w2', () => killed.process.kill('SIGKILL')],
      ['unplugged', 'w3', () => team.net.linkDown('w3')],
    ];
    const measured: string[] = [];
    for (const [how, name, strike] of ways) {
      await servesAgain(traffic, name);
      const at = Date.now();
      await strike();
      const noticed = await Promise.race([
        traffic.when('suspect', (line) => line.name === name),
        traffic.when('closed', (line) => line.name === name),
      ]);
      measured.push(`${how} ${noticed.kind} after ${noticed.at - at} ms`);
      expect(noticed.at - at).toBeLessThan(NOTICED_WITHIN_MS);
    }
    await servesAgain(traffic, 'w4');
    const { failed, codes, moved, done } = traffic.last('totals') ?? {};
    console.log(`losses: ${measured.join(', ')}; ${moved} tasks moved, ${failed} of ${done} failed`);
    expect({ failed, codes }).toEqual({ failed: 0, codes: {} });
    // The frozen one is used again by itself when it thaws.
    frozen.process.kill('SIGCONT');
    const thawedMs = await servesAgain(traffic, 'w1');
    console.log(`losses: the frozen one serves again ${thawedMs} ms after it has thawed`);
  });
});
