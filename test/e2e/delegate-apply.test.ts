import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths, homeSecret } from '@hanzo/config';
import { systemClock } from '@hanzo/contracts';
import { openDelegations, type DelegationResult } from '@hanzo/delegate';
import { expect, it } from 'vitest';
import { analysisOf, resultOf } from '../../packages/delegate/test/results.ts';
import { runCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const COUNTER = 'def increment(counter):\n    counter.value += 1\n';
const AT = new Date(0).toISOString();

function answered(id: string, request: string): DelegationResult {
  const edits = [{ path: 'src/counter.py', find: '    counter.value += 1', replace: '    counter.add(1)' }];
  const fix = { title: 'Lock the counter', explanation: '', codeExample: '', edits };
  const analysis = { ...analysisOf(), fixes: [fix] };
  return resultOf({ id, request, askedAt: AT, answeredAt: AT, files: ['src/counter.py'], analysis });
}

it(verifies('delegate-apply.applied', 'by the command'), async () => {
  using folder = temporaryFolder();
  using home = temporaryFolder();
  const workspace = folder.path;
  const file = join(workspace, 'src/counter.py');
  mkdirSync(join(workspace, 'src'));
  writeFileSync(file, COUNTER);
  const delegations = await openDelegations(join(workspace, '.autonomous_runs/openai_delegations'), {
    clock: systemClock,
    key: homeSecret(homePaths(home.path).delegationKey),
  });
  const facts = { prompt: '# Request', issue: 'Counts are too low', attemptedFixes: [], models: ['gpt-4o'] };
  const { id, request } = await delegations.begin({ ...facts, files: ['src/counter.py'], workspace, terms: {} });
  await delegations.noteAsked(id, { model: 'gpt-4o', round: 1, runId: 'r', taskId: 'r.1', request });
  await delegations.keepResult(answered(id, request), '# Result');
  const at = { home: home.path, cwd: workspace };
  const applied = await runCli(['delegate', 'apply', 'last', '--model', 'gpt-4o', '--fix', '1', '--yes', '--json'], at);
  expect(applied.code, applied.stderr).toBe(0);
  expect(JSON.parse(applied.stdout)).toMatchObject({ v: 1, id, state: 'applied', changes: { state: 'applied' } });
  expect(readFileSync(file, 'utf8')).toContain('counter.add(1)');
  const undone = await runCli(['changes', 'undo'], at);
  expect([undone.code, readFileSync(file, 'utf8')]).toEqual([0, COUNTER]);
});
