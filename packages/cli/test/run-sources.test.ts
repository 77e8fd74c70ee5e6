import { join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { openLedger } from '@hanzo/ledger';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { Workshop } from '../src/commands/dev/engines/workshop.ts';
import { sourcesOf } from '../src/commands/dev/live/sources-of-run.ts';

const WORKER = {
  name: 'studio',
  advert: { models: [{ name: 'llama3.2', tokensPerSecond: 40 }], slots: 2, state: 'ready' },
  load: 3,
  attemptIds: new Set(['a']),
  suspect: false,
};

it(verifies('cli.monitor', 'workers and money are those of the run'), async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'ledger.db');
  const limits = { hourMicros: 1_000_000 };
  await using ledger = await openLedger({ path, clock: systemClock, limits, version: '1' });
  const dispatcher = { workers: () => [WORKER, { ...WORKER, name: 'desk', suspect: true }], load: { waiting: 5 } };
  const local = { info: { modelName: 'llama3.2', slots: 1 } };
  const workshop = {
    engines: { mesh: { dispatcher }, local },
    ledger,
    setting: { config: { limits }, paths: { ledger: path } },
  } as unknown as Workshop;
  const sources = sourcesOf(workshop, 'run', { budget: '0.50' });
  const request = { taskId: 't', model: 'gpt-5-mini', endpoint: 'api.openai.com', worstCaseMicros: 3_000 };
  await ledger.send({ ...request, runId: 'run' });
  await ledger.reserve({ ...request, runId: 'run' });
  await ledger.send({ ...request, runId: 'another' });
  expect(sources.money()).toEqual({ spentMicros: 0, heldMicros: 6_000, capMicros: 500_000 });
  expect(sources.openCalls()).toEqual([{ model: 'gpt-5-mini', calls: 2 }]);
  expect(sources.standings()).toMatchObject([{ scope: 'hour', capMicros: 1_000_000, heldMicros: 9_000 }]);
  expect(sources.waiting()).toBe(5);
  expect(sources.workers()).toMatchObject([
    { name: 'here', models: ['llama3.2'], slots: 1 },
    { name: 'studio', state: 'ready', slots: 2, busy: 2, queued: 1, ours: 1, tokensPerSecond: 40 },
    { name: 'desk', state: 'silent' },
  ]);
});
