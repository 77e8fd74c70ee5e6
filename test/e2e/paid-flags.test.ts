import { costMicros } from '@hanzo/contracts';
import { modelNotFound, rateLimited, serverError } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { cataloguePrice, startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

/** Each of these tests fails when its flag does nothing. */
describe(verifies('cli.flags', 'of paid calls'), () => {
  it('--retry-on-rate-limit waits as long as the API asks for, for the plan and for tasks', async () => {
    const seen = new Set<string | undefined>();
    await using project = await startPaidProject({
      names: ['alpha'],
      script: (_, name) => {
        if (seen.has(name)) return undefined;
        seen.add(name);
        return rateLimited(undefined, 300);
      },
    });
    const without = await project.dev();
    expect([without.code, without.requests.length]).toEqual([1, 1]);
    expect(without.stderr).toContain('--retry-on-rate-limit');
    seen.clear();
    const run = await project.dev('--retry-on-rate-limit', '--max-retries', '1');
    expect(run.code, run.stderr).toBe(0);
    expect(run.requests).toHaveLength(4);
    expect(run.stderr).toMatch(/asks to wait 0\.3 s \(too many requests\); try 2 of 2 in [\d.]+ s/);
    const waits = run.events.filter(({ event }) => event === 'api-wait');
    expect(waits).toMatchObject([
      { v: 1, model: 'gpt-5' },
      { v: 1, model: 'gpt-5-mini' },
    ]);
    // A little later than told, so that callers do not come back together.
    for (const { waitMs } of waits) expect(waitMs).toBeGreaterThanOrEqual(300);
    expect(run.events.filter(({ event }) => event === 'attempt-end')).toContainEqual(
      expect.objectContaining({
        attempt: expect.objectContaining({ end: expect.objectContaining({ code: 'RATE_LIMITED' }) }),
      }),
    );
  });

  it('--max-retries is how often a failed call is made again', async () => {
    let failures = 2;
    await using project = await startPaidProject({
      names: ['alpha'],
      script: () => (failures-- > 0 ? serverError(503) : undefined),
    });
    const none = await project.dev('--max-retries', '0');
    expect([none.code, none.requests.length]).toEqual([1, 1]);
    failures = 1;
    const one = await project.dev('--max-retries', '1');
    expect(one.code, one.stderr).toBe(0);
    expect(one.requests).toHaveLength(3);
    expect((await project.dev('--max-retries', '21')).code).toBe(2);
  });

  it('--service-tier is what the API is asked for and charges by, where the model is sold in it', async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const run = await project.dev('--service-tier', 'flex');
    expect(run.code, run.stderr).toBe(0);
    expect(run.requests.map(({ body }) => body['service_tier'])).toEqual(['flex', 'flex']);
    const calls = project.calls();
    expect(calls.map(({ serviceTier }) => serviceTier)).toEqual(['flex', 'flex']);
    for (const { model, usage, chargedMicros } of calls)
      expect(chargedMicros).toBe(costMicros(cataloguePrice(model, 'flex'), usage));
    const refused = await project.dev('--service-tier', 'flex', '--orchestrator', 'gpt-4o');
    expect(refused).toMatchObject({ code: 2, requests: [] });
    expect(refused.stderr).toMatch(/gpt-4o is not sold in the flex tier/);
    expect((await project.dev('--service-tier', 'batch')).code).toBe(2);
  });

  it('--effort is what the model is asked for, where it can be', async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const efforts = async (...flags: string[]): Promise<unknown[]> =>
      (await project.dev('--api', 'responses', ...flags)).requests.map(({ body }) => body['reasoning']);
    expect(await efforts('--effort', 'high')).toMatchObject([{ effort: 'high' }, { effort: 'high' }]);
    expect(await efforts()).not.toMatchObject([{ effort: 'high' }, {}]);
    const refused = await project.dev('--effort', 'high', '--orchestrator', 'gpt-4o');
    expect(refused).toMatchObject({ code: 2, requests: [] });
    expect(refused.stderr).toMatch(/gpt-4o cannot be asked for the effort "high"/);
  });

  it(verifies('fallback.chain', '--fallback'), async () => {
    await using project = await startPaidProject({ names: ['alpha'], models: ['gpt-4o'] });
    const run = await project.dev('--verbose', '--fallback', 'gpt-6-sol,gpt-4o,gpt-4o');
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/^orchestrator: gpt-5; where it is not available: gpt-6-sol.*, then gpt-4o$/m);
    expect(run.stderr).toMatch(/gpt-5 is not available at [\d.:]+ \(404\): asking gpt-6-sol, as the chain says/);
    expect(run.stderr).toMatch(/plan: gpt-5 → gpt-4o/);
    expect(run.requests.slice(0, 3).map(({ model }) => model)).toEqual(['gpt-5', 'gpt-6-sol', 'gpt-4o']);
    const fallbacks = run.events.filter(({ event }) => event === 'model-fallback');
    expect(fallbacks.slice(0, 2)).toMatchObject([{ model: 'gpt-5', next: 'gpt-6-sol' }, { next: 'gpt-4o' }]);
    const result = run.events.find(({ event }) => event === 'result');
    expect(JSON.stringify(result)).toMatch(/"requestedModel":"gpt-5[^"]*","servedModel":"gpt-4o"/);
    // Each is asked once: what is gone is remembered.
    expect(run.requests.filter(({ model }) => model === 'gpt-6-sol')).toHaveLength(1);
    const unknown = await project.dev('--fallback', 'gpt-9000');
    expect(unknown).toMatchObject({ code: 2, requests: [] });
  });

  it('--no-fallback ends where the model is not available; without it the catalogue has a chain', async () => {
    await using project = await startPaidProject({
      names: ['alpha'],
      script: ({ model }) => (model === 'gpt-5' ? modelNotFound(model) : undefined),
    });
    const none = await project.dev('--verbose', '--no-fallback');
    expect(none.code).toBe(3);
    expect(none.requests.map(({ model }) => model)).toEqual(['gpt-5']);
    expect(none.stderr).toMatch(/orchestrator: gpt-5$/m);
    const chain = await project.dev('--verbose');
    expect(chain.code, chain.stderr).toBe(0);
    expect(chain.stderr).toMatch(/orchestrator: gpt-5; where it is not available: gpt-/);
  });

  it('--batch-api gives tasks to the API together, at the price of batches, and the plan at once', async () => {
    await using project = await startPaidProject();
    const run = await project.dev('--batch-api');
    expect(run.code, run.stderr).toBe(0);
    expect(run.requests.map(({ batch }) => batch !== undefined)).toEqual([false, true, true, true]);
    expect(new Set(run.requests.slice(1).map(({ batch }) => batch?.id)).size).toBe(1);
    const calls = project.calls();
    expect(calls.map(({ serviceTier }) => serviceTier)).toEqual(['standard', 'batch', 'batch', 'batch']);
    for (const { model, serviceTier, usage, chargedMicros } of calls)
      expect(chargedMicros).toBe(costMicros(cataloguePrice(model, serviceTier), usage));
    expect(run.stderr).toMatch(/batch \S+ of 3 at [\d.:]+ is under way, up to 24 h/);
    expect(run.events).toContainEqual(expect.objectContaining({ event: 'api-batch', state: 'ended', ended: 3 }));
  });

  it('says of each of them that it does nothing where nothing is paid', async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const flags = ['--batch-api', '--effort', 'high', '--max-retries', '1', '--fallback', 'gpt-4o'];
    const run = await project.dev('--orchestrator', 'local:nobody-has-this', '--local-only', ...flags);
    expect(run.requests).toEqual([]);
    for (const flag of flags.filter((one) => one.startsWith('--')))
      expect(run.stderr).toContain(`${flag} does nothing: this run pays no API`);
  });
});
