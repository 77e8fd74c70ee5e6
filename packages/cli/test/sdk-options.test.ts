import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHanzoError } from '@hanzo/contracts';
import { HanzoDevOrchestrator, type HanzoDevOrchestratorOptions } from 'hanzo/dev';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAID_KEY, startPaidProject } from '../../../test/support/paid-project.ts';
import { pngOf } from '../../../test/support/pictures.ts';
import { verifies } from '../../../test/support/verifies.ts';

beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', PAID_KEY);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** As a program in JavaScript may write it. */
const made = (options: Record<string, unknown>): HanzoDevOrchestrator =>
  new HanzoDevOrchestrator(options as HanzoDevOrchestratorOptions);

describe('options of a program', () => {
  it.each<readonly [string, unknown]>([
    ['dataClass', 'Confidential'],
    ['failOn', 'High'],
    ['focus', 'sec'],
    ['maxTasks', 0],
    ['maxTasks', Number.NaN],
    ['maxRetries', -1],
    ['instances', 9],
    ['copies', 2.5],
    ['timeoutSeconds', 3e9],
    ['deadlineSeconds', 0],
    ['budgetUsd', 1e21],
    ['budgetUsd', '1'],
    ['output', 'x.md'],
    ['files', ['']],
    ['workerModels', ['gpt-5,gpt-4o']],
    ['serviceTier', 'batch'],
    ['localOnly', 'yes'],
    ['discovery', ['dns']],
    ['fallback', true],
    ['dryRun', true],
    ['maxTask', 3],
  ])(verifies('sdk.options', '%s: %j'), (name, value) => {
    const error = ((): unknown => {
      try {
        return made({ [name]: value });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ code: 'USAGE', message: expect.stringContaining(name), mend: expect.any(String) });
  });

  it(verifies('sdk.options', 'all that are right'), () => {
    const right: HanzoDevOrchestratorOptions = {
      autoFix: true,
      applyFixes: true,
      fallback: false,
      profile: 'npm test',
      criticInstances: 0,
      budgetUsd: 0,
      discovery: [],
      log: () => undefined,
    };
    expect(() => new HanzoDevOrchestrator(right)).not.toThrow();
    expect(() => made({ applyFixes: true })).toThrow(/autoFix/);
  });

  it.each<readonly [string, Record<string, unknown>, unknown]>([
    ['tiers that contradict each other', { tier: 'critical', maxTier: 'simple' }, 'review'],
    ['a batch of nothing', { batchMode: true }, 'review'],
    ['copies without a mesh', { copies: 3 }, 'review'],
    ['a profile of another focus', { profile: true, focus: 'security' }, 'review'],
    ['the standard input of the program', {}, '-'],
    ['no instructions', {}, { instructions: ' ' }],
    ['nothing', {}, undefined],
    ['a listener that is none', {}, { instructions: 'review', onEvent: 'log' }],
  ])(verifies('sdk.refused', '%s'), async (_, options, work) => {
    const error = await made(options)
      .run(work as string)
      .catch(toHanzoError);
    expect(error).toMatchObject({ code: 'USAGE', mend: expect.any(String) });
  });
});

describe('what a program does while its work is done', () => {
  it(verifies('sdk.listener'), async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const { home, workspace, standIn } = project;
    const said: string[] = [];
    const log = (line: string): void => void said.push(line);
    const orchestrator = made({ home, workspace, baseUrl: standIn.baseUrl, orchestratorModel: 'gpt-5', log });
    const onEvent = (): never => {
      throw new Error('the dashboard is away');
    };
    const result = await orchestrator.run({ instructions: 'review', onEvent });
    expect(result).toMatchObject({ complete: true, exitCode: 0 });
    expect(said.filter((line) => line.includes('the dashboard is away'))).toHaveLength(1);
    const early = await orchestrator.run({ instructions: 'review', signal: AbortSignal.abort() }).catch(toHanzoError);
    expect(early).toMatchObject({ code: 'CANCELLED', mend: expect.any(String) });
  });

  it(verifies('sdk.options', 'pictures'), async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const { home, workspace, standIn } = project;
    const shot = join(home, 'shot.png');
    writeFileSync(shot, pngOf());
    const orchestrator = made({ home, workspace, baseUrl: standIn.baseUrl, orchestratorModel: 'gpt-5', image: [shot] });
    const result = await orchestrator.run('review');
    expect(result.images).toMatchObject([{ name: shot, width: 40, height: 30 }]);
    const sent = standIn.requests.flatMap(({ images }) => images.map(({ base64 }) => base64));
    expect(new Set(sent)).toEqual(new Set([pngOf().toString('base64')]));
    const missing = made({ home, workspace, image: [join(home, 'none.png')], baseUrl: standIn.baseUrl });
    expect(await missing.run('review').catch(toHanzoError)).toMatchObject({ code: 'USAGE' });
  });

  it(verifies('sdk.resume', 'with the options that it was started with'), async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const { home, workspace, standIn } = project;
    const stop = new AbortController();
    const options = {
      home,
      workspace,
      baseUrl: standIn.baseUrl,
      orchestratorModel: 'gpt-5',
      tier: 'simple',
      instances: 2,
    };
    const orchestrator = made({ ...options, focus: 'security', priority: 'low' });
    const first = await orchestrator.run({
      instructions: 'review',
      signal: stop.signal,
      onEvent: ({ kind }) => {
        if (kind === 'plan-ready') stop.abort();
      },
    });
    expect(first.complete).toBe(false);
    expect(await orchestrator.resume(first.runId)).toMatchObject({ complete: true, runId: first.runId });
  });
});
