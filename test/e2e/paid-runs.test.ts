import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costMicros, formatDollars } from '@hanzo/contracts';
import { modelNotFound, rateLimited, serverError, type BatchFate } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { cataloguePrice, PAID_KEY, startPaidProject, type PaidProject, type PaidRun } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

interface Result {
  readonly receipt: { readonly totals: { readonly costMicros: number } };
}

const resultOf = ({ events }: Pick<PaidRun, 'events'>): Result =>
  events.find(({ event }) => event === 'result') as unknown as Result;
const spent = (project: PaidProject): number =>
  project.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);

describe('a paid run', () => {
  it(verifies('receipt.as-ledger'), async () => {
    const cut = { kind: 'cut', text: 'half of it', afterPieces: 2 } as const;
    const seen = new Set<string | undefined>();
    await using project = await startPaidProject({
      models: ['gpt-4o', 'gpt-5-mini'],
      script: (_, name) => {
        if (seen.has(name)) return undefined;
        seen.add(name);
        return { alpha: rateLimited(undefined, 50), beta: serverError(), gamma: cut }[name ?? ''] ?? cut;
      },
    });
    const run = await project.dev('--retry-on-rate-limit', '--fallback', 'gpt-4o');
    expect(run.code, run.stderr).toBe(0);
    const calls = project.calls();
    // gpt-5 for the plan (404), the plan cut and made, and two tries for each task.
    expect([calls.length, run.requests.length]).toEqual([9, 9]);
    expect(calls.every(({ key, endpoint }) => key === 'openai' && endpoint.startsWith('127.0.0.1'))).toBe(true);
    expect(calls.filter(({ state }) => state === 'uncertain').length).toBeGreaterThanOrEqual(2);
    expect(resultOf(run).receipt.totals.costMicros).toBe(spent(project));
    for (const { requestId, model, usage } of project.standIn.charges) {
      const call = calls.find((one) => one.requestId === requestId);
      if (call?.state === 'settled')
        expect(call.chargedMicros).toBe(costMicros(cataloguePrice(model, 'standard'), usage));
    }
  });

  it(verifies('retry.bounded', '--timeout'), async () => {
    await using project = await startPaidProject({ names: ['alpha'], script: () => rateLimited(3_600) });
    const start = Date.now();
    const run = await project.dev('--retry-on-rate-limit', '--timeout', '30');
    expect(Date.now() - start).toBeLessThan(20_000);
    expect([run.code, run.requests.length]).toEqual([1, 1]);
    expect(run.stderr).toMatch(/wait of 6\d min would end after the time limit/);
  });

  it(verifies('cli.charged-on-failure'), async () => {
    await using project = await startPaidProject({ names: ['alpha'], script: () => serverError(500) });
    const run = await project.dev('--max-retries', '1');
    expect([run.code, run.requests.length]).toEqual([1, 2]);
    const dollars = formatDollars(spent(project)).replaceAll(/[$.]/g, String.raw`\$&`);
    expect(run.stderr).toMatch(/ failed \(answered 500 .*\); charged \$[\d.]+ in full; try 2 of 2 in /);
    expect(run.stderr).toMatch(
      new RegExp(`^charged all the same: ${dollars}, in full .*hanzo ledger show --run `, 'm'),
    );
    const charged = { event: 'run-charged', calls: 2, chargedMicros: spent(project), inFullMicros: spent(project) };
    expect(run.events).toContainEqual(expect.objectContaining(charged));
  });

  it(verifies('cli.paid-who'), async () => {
    await using project = await startPaidProject({
      names: ['alpha'],
      orchestrator: 'claude-sonnet-5-5',
      env: ({ baseUrl }) => ({
        OPENAI_API_KEY: PAID_KEY,
        OPENAI_BASE_URL: baseUrl,
        ANTHROPIC_API_KEY: PAID_KEY,
        ANTHROPIC_BASE_URL: baseUrl.replace(/\/v1$/, ''),
      }),
      script: ({ model }) => (model === 'gpt-5-mini' ? modelNotFound(model) : undefined),
    });
    const run = await project.dev('--verbose', '--fallback', 'gpt-5');
    expect(run.code, run.stderr).toBe(0);
    const { host } = new URL(project.standIn.baseUrl);
    expect(run.stderr).toMatch(
      new RegExp(`^medium tasks: gpt-5-mini at ${host}; where it is not available: gpt-5`, 'm'),
    );
    expect(run.stderr.indexOf('medium tasks:')).toBeLessThan(run.stderr.indexOf('claude-sonnet-5-5 plans'));
    expect(run.stderr).toMatch(
      /asking gpt-5, as the chain says: \$[\d.]+\/\$[\d.]+ a million tokens in\/out, instead of \$[\d.]+\/\$[\d.]+/,
    );
    expect(run.stderr).not.toMatch(/API calls: .*batch/);
  });

  it.each(['anthropic', 'groq'])(verifies('cli.any-provider', '%s'), async (provider) => {
    const orchestrator = provider === 'anthropic' ? 'claude-sonnet-5-5' : 'own-large';
    await using project = await startPaidProject({
      names: ['alpha'],
      orchestrator,
      env: ({ baseUrl }) =>
        provider === 'anthropic'
          ? { ANTHROPIC_API_KEY: PAID_KEY, ANTHROPIC_BASE_URL: baseUrl.replace(/\/v1$/, '') }
          : { GROQ_API_KEY: PAID_KEY },
    });
    if (provider === 'groq') addOwnProvider(project);
    const run = await project.dev();
    expect(run.code, run.stderr).toBe(0);
    expect(run.requests.map(({ model }) => model)).toEqual([
      orchestrator,
      provider === 'groq' ? orchestrator : expect.stringMatching(/^claude-/),
    ]);
    expect(new Set(run.requests.map(({ api }) => api))).toEqual(new Set([provider === 'groq' ? 'chat' : 'messages']));
    expect(project.calls().map(({ key, state }) => `${key} ${state}`)).toEqual([
      `${provider} settled`,
      `${provider} settled`,
    ]);
  });

  function addOwnProvider({ home, standIn }: PaidProject): void {
    const providers = { groq: { kind: 'openai', baseUrl: standIn.baseUrl, apiKeyEnv: 'GROQ_API_KEY' } };
    writeFileSync(join(home, 'config.json'), JSON.stringify({ providers }));
    const card = {
      kind: 'api',
      name: 'own-large',
      provider: 'groq',
      contextTokens: 100_000,
      maxOutputTokens: 8_000,
      tiers: ['medium', 'complex'],
      price: { input: '1', cachedInput: '1', output: '2' },
      takes: {
        apis: ['chat'],
        sampling: true,
        stop: true,
        json: true,
        tools: true,
        cacheKey: false,
        images: false,
        efforts: [],
      },
    };
    writeFileSync(join(home, 'models.json'), JSON.stringify({ models: [card] }));
  }
});

describe('a run in batches', () => {
  it(verifies('batch.resumed', 'by hanzo dev --resume'), async () => {
    let fate: BatchFate = { kind: 'working', done: 1 };
    await using project = await startPaidProject({ batch: () => fate });
    await using dying = project.startDev('--batch-api');
    await dying.line(/"event":"api-batch".*"state":"working"/);
    dying.process.kill('SIGKILL');
    await dying.result;
    fate = { kind: 'completed' };
    const run = await project.dev('--resume', 'last');
    expect(run.code, run.stderr).toBe(0);
    // Its own batch, and nothing anew: neither plan nor task.
    expect(run.requests.map(({ batch }) => batch?.id)).toEqual(Array.from({ length: 3 }, () => 'batch_stand_in_1'));
    expect(run.stderr).toMatch(/^tasks: .*gpt-5-mini.* at 127\.0\.0\.1\S*; .*--verbose$/m);
    expect(run.stderr).toMatch(/batch batch_stand_in_1 of 3 at \S+ is waited for again, and not paid twice/);
    const calls = project.calls();
    expect(calls.map(({ state, serviceTier }) => `${state} ${serviceTier}`)).toEqual([
      'settled standard',
      'settled batch',
      'settled batch',
      'settled batch',
    ]);
    expect(resultOf(run).receipt.totals.costMicros).toBe(spent(project));
  });

  it(verifies('batch.left', 'after --resume with another --effort'), async () => {
    await using project = await startPaidProject({
      batch: ({ id, isCancelled }) => {
        if (id !== 'batch_stand_in_1') return { kind: 'completed' };
        return isCancelled ? { kind: 'cancelled', done: 1 } : { kind: 'working', done: 1 };
      },
    });
    await using dying = project.startDev('--batch-api');
    await dying.line(/"event":"api-batch".*"state":"working"/);
    dying.process.kill('SIGKILL');
    await dying.result;
    // No API is asked for anything then, and nothing is forgotten.
    const before = project.standIn.requests.length;
    const local = await project.dev('--resume', 'last', '--local-only');
    expect(local.stderr).toMatch(/batch batch_stand_in_1 of 3 at .* is not waited for with these flags/);
    expect([project.standIn.requests.length, readdirSync(join(project.home, 'batches')).length]).toEqual([before, 1]);
    const run = await project.dev('--resume', 'last', '--effort', 'high');
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).not.toContain('not paid twice');
    expect(run.stderr).toMatch(
      /batch batch_stand_in_1 of 3 at \S+ was asked with other flags or files: its tasks are asked and paid anew/,
    );
    expect(run.stderr).toMatch(/batch batch_stand_in_1 .* has ended: 1 of 3 answered, 2 cancelled/);
    const batch = project.calls().filter(({ serviceTier }) => serviceTier === 'batch');
    expect(batch.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'settled'));
    expect(batch.slice(0, 3).filter(({ chargedMicros }) => chargedMicros > 0)).toHaveLength(1);
    expect(readdirSync(join(project.home, 'batches'))).toEqual([]);
  });

  it(verifies('batch.cancelled', 'by Ctrl-C'), async () => {
    let fate: BatchFate = { kind: 'working' };
    await using project = await startPaidProject({
      batch: ({ isCancelled }) => (isCancelled ? { kind: 'cancelled', done: 1 } : fate),
    });
    await using running = project.startDev('--batch-api');
    await running.line(/is under way, up to 24 h/);
    running.process.kill('SIGINT');
    const { code, stderr } = await running.result;
    expect(code, stderr).toBe(130);
    const batch = project.calls().filter(({ serviceTier }) => serviceTier === 'batch');
    expect(batch.map(({ state }) => state)).toEqual(['settled', 'settled', 'settled']);
    expect(batch.filter(({ chargedMicros }) => chargedMicros > 0)).toHaveLength(1);
    // What was done is kept, and the rest can be gone on with.
    fate = { kind: 'completed' };
    const again = await project.dev('--resume', 'last');
    expect(again.code, again.stderr).toBe(0);
    expect(again.requests.map(({ batch: its }) => its?.id)).toEqual(['batch_stand_in_2', 'batch_stand_in_2']);
  });
});
