import { join } from 'node:path';
import { scriptedModel } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  membershipOf,
  startTestWorker,
  temporaryFolder,
  type TestWorker,
} from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { servePaid, withPaidKey } from './paid-served.ts';
import { serve, type Served, type ToolResult } from './served.ts';
import type { NotCovered, RunResult } from '@hanzo/orchestrator';
import { EMPTY_PLAN, resultOf } from '../../../orchestrator/test/result-of.ts';
import { reviewReply } from '../../src/commands/mcp/serve/review/review-reply.ts';

/** What a client sees once the worker has said what it has, on a machine that is busy with other tests. */
async function seen(served: Served, tries = 10): Promise<ToolResult> {
  const status = await served.call('mesh_status', { wait_seconds: 0.3 });
  return tries === 0 || status.text.includes('ready') ? status : await seen(served, tries - 1);
}

describe('the mesh of hanzo mcp serve', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
  });
  afterEach(() => stack.disposeAsync());

  const start = async (): Promise<Served> =>
    stack.use(await serve({ home, workspace: stack.use(temporaryFolder()).path, discovery: ['local', 'members'] }));

  async function worker(says: (prompt: string) => unknown): Promise<TestWorker> {
    const provider = scriptedModel((request) => {
      const said = says(request.prompt);
      return typeof said === 'string' ? said : { kind: 'json', value: said };
    });
    return stack.use(await startTestWorker({ home, name: 'atlas', provider, discovery: ['local', 'members'] }));
  }

  it(verifies('mcp-serve.mesh-run'), async () => {
    await worker((prompt) => (prompt.includes('colour') ? { colour: 'blue' } : `three${'\u200b'} words here`));
    const served = await start();
    const { data, text, isError } = await served.call('mesh_run', { prompt: 'Say three words.' });
    expect(isError, text).toBe(false);
    expect(data).toMatchObject({ worker: 'atlas', model: 'test-model', cost_usd: 0 });
    expect(data['answer']).toBe(String.raw`three\u{200b} words here`);
    expect(text).toContain('atlas');
    const json_schema = { type: 'object', properties: { colour: { type: 'string' } } };
    const second = await served.call('mesh_run', { prompt: 'Which colour?', json_schema });
    expect(second.isError, second.text).toBe(false);
    expect(JSON.parse(String(second.data['answer']))).toEqual({ colour: 'blue' });
    const status = await seen(served);
    expect(status.data).toMatchObject({
      workers: [{ name: 'atlas', state: 'ready', models: [{ name: 'test-model' }] }],
    });
    expect(status.text).toContain('atlas: ready');
  });

  it(verifies('mcp-serve.mesh-run', 'no mesh'), async () => {
    const served = await start();
    for (const name of ['mesh_run', 'mesh_status']) {
      const { data, isError } = await served.call(name, name === 'mesh_run' ? { prompt: 'Say it.' } : {});
      expect(isError).toBe(true);
      expect(data['error']).toMatchObject({ code: 'NOT_A_MEMBER', mend: expect.stringContaining('hanzo net') });
    }
  });

  it(verifies('mcp-serve.review', 'without a key and without a model'), async () => {
    const { data, isError } = await (await start()).call('review');
    expect(isError).toBe(true);
    expect(data['error']).toMatchObject({ mend: expect.stringContaining('hanzo keys set') });
  });

  it(verifies('mcp-serve.mesh-status'), async () => {
    membershipOf(home)[Symbol.dispose]();
    const served = await start();
    const { data, text, isError } = await served.call('mesh_status', { wait_seconds: 0.1 });
    expect(isError).toBe(false);
    expect(data).toMatchObject({ workers: [], unreached: [] });
    expect(text).toContain('hanzo net up');
  });
});

describe('money of hanzo mcp serve, of local models', () => {
  withPaidKey();

  it(verifies('mcp-serve.local-pays'), async () => {
    const local = { orchestrator: 'local:any', useHanzoNet: true, discovery: ['local', 'members'] } as const;
    await using paid = await servePaid({ names: ['alpha'] }, local);
    const { served, project } = paid;
    const { home, workspace } = project;
    // What it says fits nothing, so that an API would be asked next.
    const provider = scriptedModel(() => 'I do not know.');
    await using _worker = await startTestWorker({ home, name: 'atlas', provider, discovery: ['local', 'members'] });
    const { data } = await served.call('review', { max_cost_usd: 0.4 });
    expect(data).toMatchObject({ verdict: 'incomplete', cost_usd: 0 });
    expect(project.standIn.requests).toEqual([]);
    for (const named of [{}, { model: 'gpt-5' }])
      expect((await served.call('delegate', { issue: 'Why?', ...named })).data['error']).toMatchObject({
        code: 'CREDENTIALS_MISSING',
        mend: expect.stringContaining('--max-cost'),
      });
    await using free = await serve({ ...local, home, workspace, localOnly: true, maxCost: '1' });
    expect((await free.call('delegate', { issue: 'Why?', model: 'gpt-5' })).data['error']).toMatchObject({
      code: 'USAGE',
    });
    expect(project.standIn.requests).toEqual([]);
    // Whoever runs the server states what it may cost.
    await using allowed = await serve({ ...local, home, workspace, maxCost: '0.40' });
    await allowed.call('review');
    expect(project.standIn.requests.length).toBeGreaterThan(0);
  });
});

describe('calls of hanzo mcp serve that cost nothing', () => {
  it(verifies('mcp-serve.input'), async () => {
    using folder = temporaryFolder();
    await using served = await serve({ home: join(folder.path, 'home'), workspace: folder.path });
    const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
      ['review', { file: ['a.ts'] }, /file/],
      ['review', { focus: 'everything' }, /focus/],
      ['review', { max_cost_usd: -1 }, /max_cost_usd/],
      ['review', { max_cost_usd: '1' }, /max_cost_usd/],
      ['review', { instructions: '-' }, /"-"/],
      ['review', { instructions: '   ' }, /instructions/],
      ['review', { resume: '12345678', focus: 'security' }, /focus/],
      ['review', { resume: '12345678' }, /12345678/],
      ['delegate', {}, /issue/],
      ['delegate', { issue: 'a'.repeat(30_000) }, /issue/],
      ['mesh_run', { prompt: 'a', max_tokens: 0 }, /max_tokens/],
      ['mesh_status', { wait_seconds: 1_000 }, /wait_seconds/],
      ['metrics', { by: 'colour' }, /by/],
      ['metrics', { since: 'yesterday' }, /yesterday/],
    ];
    for (const [name, input, pattern] of wrong) {
      const { isError, data, text } = await served.call(name, input);
      expect(isError, text).toBe(true);
      expect(data['error']).toMatchObject({
        code: expect.stringMatching(/^USAGE|RUN_UNKNOWN$/),
        mend: expect.any(String),
      });
      expect(text).toMatch(pattern);
    }
    expect(served.serving.purse.spentMicros).toBe(0);
  });

  it(verifies('mcp-serve.metrics'), async () => {
    using folder = temporaryFolder();
    await using served = await serve({ home: join(folder.path, 'none'), workspace: folder.path });
    const { data, text, isError } = await served.call('metrics', { since: '7d', by: 'model' });
    expect(isError).toBe(false);
    expect(data).toMatchObject({ v: 1, runs: 0, by: 'model', groups: [], since: expect.any(Number) });
    expect(text).toContain('runs');
  });
});

const counts: RunResult['counts'] = { ...resultOf([]).counts, tasks: 2, done: 2 };

function ended(notCovered: readonly NotCovered[] = [], change: Partial<RunResult> = {}): RunResult {
  return resultOf([], { plan: { ...EMPTY_PLAN, notCovered }, counts, complete: true, ...change });
}

describe('what a client is told of a review', () => {
  it(verifies('mcp-serve.named'), () => {
    const missed = { path: 'data/cart.bin', reason: 'binary' };
    const named = reviewReply(ended([missed]), { named: ['src', 'data/cart.bin'] });
    expect(named).toMatchObject({ isIncomplete: true, data: { verdict: 'incomplete', complete: false } });
    expect(named.text).toMatch(
      /^INCOMPLETE, this is not a clean review: all 2 tasks are done, but not all was looked at/,
    );
    expect(named.data['not_looked_at']).toEqual([missed]);
    // Nobody asked for that one, and it is told all the same.
    const other = reviewReply(ended([missed]), { named: ['src'] });
    expect(other).toMatchObject({ isIncomplete: false, data: { verdict: 'clean', not_looked_at: [missed] } });
    // What tools alone have checked, no model has looked at.
    const checked = { path: 'src/a.ts', reason: 'the plan has no task for it', isChecked: true, isMissed: true };
    expect(reviewReply(ended([checked]), {}).data['not_looked_at_total']).toBe(1);
  });

  it(verifies('mcp-serve.review', 'in words'), () => {
    const known = reviewReply(ended([], { counts: { ...counts, tasks: 0, done: 0 } }), {});
    expect(known.text).toContain('reviewed before');
    expect(known.text).not.toContain('0 tasks');
    const undone = ended([], { complete: false, counts: { ...counts, done: 1, undone: 1 } });
    expect(reviewReply(undone, { lacksKey: true }).text).toContain('hanzo keys set');
    expect(reviewReply(undone, {}).text).not.toContain('hanzo keys set');
  });
});
