import { kindLimits, type Catalogue, type LocalModelCard, type RungContext, type Task } from '@hanzo/contracts';
import { LocalRung } from '@hanzo/coordinator';
import { scriptedModel } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { fakeMesh, type FakeMesh } from './fake-mesh.ts';

const SHA256 = 'ef'.repeat(32);
const card: LocalModelCard = {
  kind: 'local',
  name: 'small',
  aliases: [],
  contextTokens: 4096,
  maxOutputTokens: 512,
  tiers: [],
  kinds: ['comments'],
  uri: 'file:small.gguf',
  fileName: 'small.gguf',
  sizeBytes: 1,
  sha256: SHA256,
};
const catalogue: Catalogue = {
  version: 'test',
  models: [card, { ...card, name: 'any', kinds: undefined, sha256: '' }],
};
const whyNotKind = kindLimits(catalogue);
const WHY = 'small does comments only; for the rest use another model';

describe('a worker whose model was made for one kind', () => {
  let mesh: FakeMesh;
  beforeEach(() => {
    mesh = fakeMesh({ whyNotKind, workerWaitMs: 5_000 });
  });
  afterEach(() => mesh[Symbol.asyncDispose]());

  it(verifies('model-kinds.mesh', 'beside another one'), async () => {
    mesh.peer({ name: 'fast', tokensPerSecond: 900, model: { name: 'small' }, answer: () => 'from small' });
    mesh.peer({ name: 'slow', tokensPerSecond: 1, model: { name: 'big' }, answer: () => 'from big' });
    const review = testTask({ kind: 'review' });
    expect(mesh.rung.unfit(review)).toBeUndefined();
    await expect(mesh.start(review).answer).resolves.toMatchObject({ text: 'from big' });
  });

  it(verifies('model-kinds.second'), async () => {
    const comments = testTask({ kind: 'comments' });
    const small = mesh.peer({
      name: 'fast',
      tokensPerSecond: 900,
      model: { name: 'small' },
      answer: () => 'from small',
    });
    await expect(mesh.start(comments).answer).resolves.toMatchObject({ text: 'from small' });
    const big = mesh.peer({ name: 'slow', tokensPerSecond: 1, model: { name: 'big' } });
    const told = [mesh.start(comments), mesh.start(comments)] as const;
    await mesh.settle();
    // The second one waits for the busy worker; what failed there goes to the other one.
    expect(big.offers).toHaveLength(1);
    expect(small.offers).toHaveLength(1);
    big.accepts();
    big.fails('ENGINE_FAILED');
    await expect(told[0].answer).resolves.toMatchObject({ text: 'from small' });
    await mesh.settle();
    expect(big.offers).toHaveLength(2);
    // Whoever is named is asked, and so is whoever alone is left.
    const named = mesh.start(testTask({ kind: 'comments', models: ['local:small'] }));
    await expect(named.answer).resolves.toMatchObject({ text: 'from small' });
    big.leaves();
    for (const { answer } of told) await expect(answer).resolves.toMatchObject({ text: 'from small' });
  });

  it(verifies('model-kinds.mesh', 'alone'), async () => {
    expect(mesh.rung.unfit(testTask({ kind: 'review' }))).toBeUndefined();
    mesh.peer({ name: 'w1', model: { name: 'small' }, answer: () => 'from small' });
    expect(mesh.rung.unfit(testTask({ kind: 'comments' }))).toBeUndefined();
    expect(mesh.rung.unfit(testTask({ kind: 'review' }))).toBe(WHY);
    expect(mesh.rung.unfit(testTask({ kind: 'review', models: ['local:small'] }))).toBe(WHY);
    // Of a model that may still come, nobody says that it does not do it.
    expect(mesh.rung.unfit(testTask({ kind: 'review', models: ['local:other'] }))).toBeUndefined();
  });

  it(verifies('model-kinds.mesh', 'weights'), async () => {
    mesh.peer({ name: 'w1', model: { name: 'renamed', sha256: SHA256 }, answer: () => 'from small' });
    const review = testTask({ kind: 'review' });
    expect(mesh.rung.unfit(review)).toBe(WHY.replace('small', 'renamed'));
    const told = mesh.start(review);
    await mesh.settle();
    expect(told.starts).toEqual([]);
    expect(told.waits.at(-1)).toBe(`w1: ${WHY.replace('small', 'renamed')}.`);
    // What waits in front of it for a reason of its kind holds up nobody.
    await expect(mesh.start(testTask({ kind: 'comments' })).answer).resolves.toMatchObject({ text: 'from small' });
    await mesh.clock.advance(6_000);
    await expect(told.answer).rejects.toMatchObject({ code: 'NO_WORKER' });
  });
});

it(verifies('model-kinds.local'), () => {
  const [small, big] = [scriptedModel(['from small']), scriptedModel(['from big'])];
  const alone = new LocalRung(small, 'small', new Map(), undefined, whyNotKind);
  expect(alone.unfit(testTask({ kind: 'comments' }))).toBeUndefined();
  expect(alone.unfit(testTask({ kind: 'review' }))).toBe(WHY);
  const info = { contextTokens: 4096, modelSha256: SHA256 };
  const renamed = new LocalRung(
    Object.assign(scriptedModel(['text']), { info }),
    'x',
    new Map(),
    undefined,
    whyNotKind,
  );
  expect(renamed.unfit(testTask({ kind: 'review' }))).toBe(WHY.replace('small', 'x'));
  const both = new LocalRung(small, 'small', new Map([['big', big]]), undefined, whyNotKind);
  expect(both.unfit(testTask({ kind: 'review' }))).toBe(WHY);
  expect(both.unfit(testTask({ kind: 'review', models: ['local:small', 'local:big'] }))).toBeUndefined();
  expect(both.unfit(testTask({ kind: 'review', models: ['gpt-5'] }))).toBe('only gpt-5 may do it');
});

it(verifies('model-kinds.second', 'local'), async () => {
  const [small, big] = [scriptedModel(['from small']), scriptedModel(['from big'])];
  const rung = new LocalRung(small, 'small', new Map([['big', big]]), undefined, whyNotKind);
  const models = ['local:small', 'local:big'];
  const context = { signal: AbortSignal.timeout(5_000), onStart: () => undefined, onText: () => undefined };
  const asked = async (task: Task): Promise<string> =>
    (await rung.attempt(task, context as unknown as RungContext)).text;
  await expect(asked(testTask({ kind: 'comments', models }))).resolves.toBe('from big');
  await expect(asked(testTask({ kind: 'comments' }))).resolves.toBe('from small');
});
