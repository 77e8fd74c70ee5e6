import type { RungContext, RungName } from '@hanzo/contracts';
import { ApiRung, LocalRung, type PaidModel } from '@hanzo/coordinator';
import { rungsFor, type RungPolicy } from '@hanzo/router';
import { routingPolicy, scriptedModel } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { answerKey } from '../src/rungs/cache-rung.ts';
import { fakeMesh } from './fake-mesh.ts';

const API_ONLY = ['gpt-5', 'gpt-5-mini'];
const LOCAL_ONLY = ['local:qwen'];

function context(): RungContext & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    signal: new AbortController().signal,
    onStart: (who) => asked.push(who.kind === 'local' ? who.model : who.kind),
    onText: () => undefined,
    onLost: () => undefined,
  };
}

describe('a task that names its models', () => {
  it(verifies('task-models.router'), () => {
    const available = new Set<RungName>(['tool', 'local', 'mesh', 'api', 'strong']);
    const routing = routingPolicy({ escalatesTo: { medium: 'complex' } });
    const policy: RungPolicy = { localOnly: false, preferLocal: false, routing, available };
    const rungs = (tier: 'simple' | 'medium', models?: readonly string[]): readonly RungName[] =>
      rungsFor({ kind: 'review', tier, ...(models && { models }) }, policy).rungs;
    expect(rungs('medium')).toEqual(['api', 'strong']);
    // Harder than what free engines are for, and nobody else may do it.
    expect(rungs('medium', LOCAL_ONLY)).toEqual(['local', 'mesh']);
    expect(rungs('simple', API_ONLY)).toEqual(['api']);
    expect(rungs('simple', [...LOCAL_ONLY, 'gpt-5'])).toEqual(['local', 'mesh', 'api']);
    expect(rungsFor({ kind: 'review', tier: 'simple', models: LOCAL_ONLY }, policy).why).toContain(
      'Only local:qwen may do it.',
    );
  });

  it(verifies('task-models.local'), async () => {
    const [llama, qwen] = [scriptedModel(['from llama']), scriptedModel(['from qwen'])];
    const alone = new LocalRung(llama, 'llama3.2');
    expect(alone.unfit(testTask())).toBeUndefined();
    expect(alone.unfit(testTask({ models: LOCAL_ONLY }))).toBe('only local:qwen may do it');
    expect(alone.unfit(testTask({ models: API_ONLY }))).toBe('only gpt-5, gpt-5-mini may do it');
    const both = new LocalRung(llama, 'llama3.2', new Map([['qwen', qwen]]));
    const told = context();
    expect(await both.attempt(testTask({ models: LOCAL_ONLY }), told)).toMatchObject({ text: 'from qwen' });
    expect(await both.attempt(testTask(), told)).toMatchObject({ text: 'from llama' });
    expect(told.asked).toEqual(['qwen', 'llama3.2']);
    expect(both.unfit(testTask({ models: LOCAL_ONLY }), new Set(['qwen']))).toBe('qwen has answered, and was refused');
  });

  it(verifies('task-models.mesh'), async () => {
    await using mesh = fakeMesh({ model: 'llama3.2' });
    const worker = (name: string, model: string, tokensPerSecond: number): void => {
      const sha256 = Buffer.from(model).toString('hex').padEnd(64, '0').slice(0, 64);
      mesh.peer({ name, tokensPerSecond, model: { name: model, sha256 }, answer: () => `from ${model}` });
    };
    worker('w1', 'llama3.2', 900);
    worker('w2', 'mistral', 500);
    worker('w3', 'qwen', 100);
    const said = async (models?: readonly string[]): Promise<string> =>
      (await mesh.start(testTask(models && { models })).answer).text;
    expect(await said()).toBe('from llama3.2');
    expect(await said(LOCAL_ONLY)).toBe('from qwen');
    expect(await said(['local:qwen', 'local:mistral', 'gpt-5'])).toBe('from mistral');
    expect(mesh.rung.unfit(testTask({ models: API_ONLY }))).toBe('only gpt-5, gpt-5-mini may do it');
    const nobody = mesh.start(testTask({ models: ['local:phi', 'local:gemma'] }));
    await mesh.clock.advance(6_000);
    await expect(nobody.answer).rejects.toMatchObject({
      code: 'NO_WORKER',
      message: expect.stringContaining('It does not have phi or gemma; it has llama3.2.'),
    });
  });

  it(verifies('task-models.api'), () => {
    const model = { next: 'gpt-5', cardFor: () => ({ name: 'gpt-5' }) } as unknown as PaidModel;
    const rung = new ApiRung({ modelFor: () => model });
    expect(rung.unfit(testTask())).toBeUndefined();
    expect(rung.unfit(testTask({ models: API_ONLY }))).toBeUndefined();
    expect(rung.unfit(testTask({ models: LOCAL_ONLY }))).toBe('only local:qwen may do it');
    expect(rung.unfit(testTask({ models: ['gpt-5-mini'] }))).toBe('only gpt-5-mini may do it');
  });

  it(verifies('task-models.cache'), () => {
    const keys = [undefined, API_ONLY, LOCAL_ONLY].map((models) =>
      answerKey(testTask({ prompt: 'p', ...(models && { models }) }), 'f'),
    );
    expect(new Set(keys).size).toBe(3);
    expect(answerKey(testTask({ prompt: 'p', models: API_ONLY }), 'f')).toBe(keys[1]);
  });
});
