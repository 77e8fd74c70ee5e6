import type { RungPolicy } from '@hanzo/router';
import { join } from 'node:path';
import { silentLogger, systemClock } from '@hanzo/contracts';
import { scriptedModel, routingPolicy } from '@hanzo/testkit';
import {
  Cascade,
  createToolRung,
  Orchestrator,
  LocalRung,
  openJournal,
  openWorkspace,
  renderMarkdown,
} from 'hanzo/dev';
import { Dispatcher, startMeshNode, Worker } from 'hanzo/net';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';

const SAMPLE = join(import.meta.dirname, '../../../examples/corner-shop');

it('the SDK does a run with parts of the user’s own: a model, the cascade, a workspace', async () => {
  using folder = temporaryFolder();
  const summary = 'Cart keeps items; dearest() walks one past the end and subtotal sums the lines.';
  const finding = {
    line: 30,
    quote: 'index <= this.#items.length',
    severity: 'high',
    message: 'Reads one item too far.',
    fix: 'Use <.',
  };
  const model = scriptedModel(() => ({ kind: 'json', value: { summary, findings: [finding] } }));
  const workspace = await openWorkspace(SAMPLE);
  using journal = openJournal(join(folder.path, 'journal.db'));
  await journal.startRun({
    id: 'run-sdk',
    node: 'test',
    orchestrator: 'mine',
    workspace: SAMPLE,
    startedAt: systemClock.now(),
  });
  const policy: RungPolicy = {
    localOnly: true,
    preferLocal: false,
    routing: routingPolicy(),
    available: new Set(['tool', 'local']),
  };
  const executor = new Cascade({
    rungs: [createToolRung(workspace), new LocalRung(model, 'mine')],
    policy,
    journal,
    clock: systemClock,
    log: silentLogger,
  });
  const dev = new Orchestrator({ orchestratorModel: 'mine', executor, workspace });
  const result = await dev.run({ instructions: 'Review the cart.', include: ['src/cart.ts'], runId: 'run-sdk' });
  expect(result).toMatchObject({
    complete: true,
    findings: [{ path: 'src/cart.ts', severity: 'high', who: { kind: 'local', model: 'mine' } }],
  });
  expect(renderMarkdown(result)).toContain('DONE: all 2 tasks done.');
  expect([Dispatcher, startMeshNode, Worker].every((part) => typeof part === 'function')).toBe(true);
});
