import type { RungPolicy } from '@hanzo/router';
import { routingPolicy } from '@hanzo/testkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  HanzoError,
  hideSecret,
  NO_USAGE,
  silentLogger,
  systemClock,
  type Answer,
  type Rung,
  type Task,
  type Who,
} from '@hanzo/contracts';
import { Cascade, openJournal } from '@hanzo/coordinator';
import { expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

const KEY = 'sk-masked-"0123456789"-abcdef';
const who: Who = { kind: 'worker', node: 'w1', peerId: 'p1', model: 'tiny' };
const policy: RungPolicy = {
  localOnly: false,
  preferLocal: false,
  routing: routingPolicy({ startRungs: { simple: 'mesh', medium: 'mesh', complex: 'mesh', critical: 'mesh' } }),
  available: new Set(['mesh']),
};

/** A worker that repeats what it was asked, after it has failed once with a sentence that holds the key. */
function repeating(asked: Task[]): Rung {
  return {
    name: 'mesh',
    paid: false,
    unfit: () => undefined,
    attempt: (task, { onStart }) => {
      onStart(who);
      asked.push(task);
      if (asked.length === 1) throw new HanzoError('PEER_LOST', `It went away with ${KEY}.`);
      const timings = { queueMs: 0, firstTokenMs: 1, totalMs: 2 };
      const answer: Answer = {
        text: `The key is ${KEY}.`,
        finish: 'stop',
        who,
        usage: NO_USAGE,
        timings,
        costMicros: 0,
      };
      return Promise.resolve(answer);
    },
  };
}

it(verifies('keys.prompts-masked', 'of any task, and in the journal'), async () => {
  hideSecret(KEY);
  using folder = temporaryFolder();
  const file = join(folder.path, 'journal.db');
  const asked: Task[] = [];
  {
    using journal = openJournal(file);
    await journal.startRun({
      id: 'run',
      node: 'here',
      orchestrator: 'x',
      workspace: '/',
      startedAt: 1,
      instructions: `Look for ${KEY}`,
    });
    const gate = (): { readonly passed: true } => ({ passed: true });
    const parts = { rungs: [repeating(asked)], journal, policy, clock: systemClock, log: silentLogger };
    const cascade = new Cascade(parts);
    const sources = [{ path: '.env', firstLine: 1, text: `KEY=${KEY}` }];
    const words = { title: KEY, system: `You know ${KEY}`, prompt: `Look at ${JSON.stringify(KEY)}`, sources };
    const signal = new AbortController().signal;
    for (const id of ['lost', 'done'])
      await cascade.execute({ ...testTask({ id, runId: 'run' }), ...words }, { signal, gate });
  }
  expect(asked.length).toBeGreaterThan(1);
  expect(JSON.stringify(asked)).not.toContain('0123456789');
  expect(asked[0]).toMatchObject({ system: 'You know [key]', sources: [{ text: 'KEY=[key]' }] });
  const kept = readFileSync(file, 'latin1');
  expect(kept).toContain('It went away with [key].');
  expect(kept).not.toContain('0123456789');
});
