import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { fakeMesh, type FakeMesh } from './fake-mesh.ts';
import type { FakePeer } from './fake-peer.ts';

describe('different models of the mesh', () => {
  let mesh: FakeMesh;
  let hashes = 0;
  beforeEach(() => {
    mesh = fakeMesh({ workerWaitMs: 5_000 });
    hashes = 0;
  });
  afterEach(() => mesh[Symbol.asyncDispose]());

  /** A worker of its own for each, with a model of its own, faster the earlier it comes. */
  const peer = (name: string, model: string, text?: string, sha256 = String(++hashes).repeat(64)): FakePeer =>
    mesh.peer({
      name,
      tokensPerSecond: 200 - 10 * hashes,
      model: { name: model, sha256 },
      ...(text !== undefined && { answer: () => text }),
    });
  const notAgain = (...models: string[]): ReadonlySet<string> => new Set(models);

  it(verifies('dispatch.other-model'), async () => {
    peer('w1', 'a', 'from a');
    peer('w2', 'b', 'from b');
    await expect(mesh.start(testTask()).answer).resolves.toMatchObject({ text: 'from a' });
    await expect(mesh.start(testTask(), { notAgain: notAgain('a') }).answer).resolves.toMatchObject({ text: 'from b' });
    expect(mesh.rung.unfit(testTask(), notAgain('a'))).toBeUndefined();
    expect(mesh.rung.unfit(testTask(), notAgain('a', 'b'))).toBe(
      'no worker that fits offers another model than a, b, whose answer was refused',
    );
  });

  it('knows the same weights under another name, and on a machine that is busy', async () => {
    const sha256 = 'cd'.repeat(32);
    peer('w1', 'llama3.2', undefined, sha256);
    peer('w2', 'llama3.2:3b', undefined, sha256);
    expect(mesh.rung.unfit(testTask(), notAgain('llama3.2'))).toContain('no worker that fits offers another model');
    peer('w3', 'qwen');
    const told = mesh.start(testTask(), { notAgain: notAgain('llama3.2') });
    await mesh.settle();
    expect(told.waits).toEqual([]);
    // It is busy now, and will be free again.
    expect(mesh.rung.unfit(testTask(), notAgain('llama3.2'))).toBeUndefined();
  });

  it('says why a worker is not asked while it waits for another model', async () => {
    const w2 = peer('w2', 'b');
    peer('w1', 'a');
    w2.leaves();
    const told = mesh.start(testTask(), { notAgain: notAgain('a') });
    await mesh.clock.advance(1_000);
    expect(told.waits.at(-1)).toBe('w1: Another model than a is wanted.');
    await mesh.clock.advance(5_000);
    await expect(told.answer).rejects.toMatchObject({ code: 'NO_WORKER' });
  });

  it('waits for a first worker as always', () => {
    expect(mesh.rung.unfit(testTask())).toBeUndefined();
    expect(mesh.rung.unfit(testTask({ agreement: 2 }))).toBeUndefined();
  });

  it(verifies('dispatch.models-agree'), async () => {
    const peers = [peer('w1', 'a', '{"x": 1, "y": 2}'), peer('w2', 'b', 'no'), peer('w3', 'c', '{"y":2,"x":1}')];
    // Faster than all, and the same model as w1: not one more voice.
    const copy = mesh.peer({ name: 'w0', tokensPerSecond: 900, model: { name: 'a', sha256: '1'.repeat(64) } });
    copy.leaves();
    const told = mesh.start(testTask({ agreement: 3 }));
    await expect(told.answer).resolves.toMatchObject({ text: '{"x": 1, "y": 2}', who: { model: 'a' } });
    expect(mesh.rung.objection(await told.answer)).toBeUndefined();
    expect(peers.map(({ sent }) => sent.filter(({ kind }) => kind === 'offer').length)).toEqual([1, 1, 1]);
    expect(told.extras.map(({ who, error }) => [who.kind === 'worker' && who.model, error.code])).toEqual([
      ['b', 'NO_AGREEMENT'],
      ['c', 'OVERTAKEN'],
    ]);
  });

  it('asks no two workers with the same model', async () => {
    const same = '7'.repeat(64);
    const peers = [peer('w1', 'a', 'yes yes', same), peer('w2', 'a', 'yes yes', same), peer('w3', 'b', 'yes yes')];
    const told = mesh.start(testTask({ agreement: 2 }));
    await expect(told.answer).resolves.toMatchObject({ text: 'yes yes' });
    const asked = peers.map(({ sent }) => sent.some(({ kind }) => kind === 'offer'));
    expect(asked).toEqual([true, false, true]);
  });

  it(verifies('dispatch.models-aliases', 'among those that must agree'), async () => {
    peer('w1', 'a', 'yes yes', '1'.repeat(64));
    const w2 = peer('w2', 'b', 'no no', '2'.repeat(64));
    const told = mesh.start(testTask({ agreement: 3 }));
    await mesh.settle();
    const alias = peer('w3', 'a:latest', 'yes yes', '1'.repeat(64));
    await mesh.clock.advance(1_000);
    expect(alias.sent.filter(({ kind }) => kind === 'offer')).toEqual([]);
    peer('w4', 'c', 'no no', '4'.repeat(64));
    await expect(told.answer).resolves.toMatchObject({ text: 'no no' });
    expect(w2.sent.filter(({ kind }) => kind === 'offer')).toHaveLength(1);
  });

  it(verifies('dispatch.models-aliases', 'of one that had its say on a worker that is gone'), async () => {
    peer('w1', 'a', 'yes', '1'.repeat(64)).leaves();
    const told = mesh.start(testTask(), { notAgain: notAgain('a') });
    const alias = peer('w2', 'a:latest', 'yes', '1'.repeat(64));
    await mesh.clock.advance(6_000);
    await expect(told.answer).rejects.toMatchObject({ code: 'NO_WORKER' });
    expect(alias.sent.filter(({ kind }) => kind === 'offer')).toEqual([]);
  });

  it(verifies('dispatch.models-hopeless'), async () => {
    for (const [at, text] of ['one thing', 'another thing', 'a third one'].entries()) peer(`w${at}`, `m${at}`, text);
    const silent = peer('w9', 'silent');
    const told = mesh.start(testTask({ agreement: 4 }));
    await mesh.settle();
    const answer = await told.answer;
    expect(mesh.rung.objection(answer)?.reason).toContain('3 of 4 different models answered, and most do not agree');
    expect(silent.sent.map(({ kind }) => kind)).toContain('cancel');
  });

  it(verifies('dispatch.models-weigh'), async () => {
    const rates: Record<string, number> = { a: 0.9, b: 0.2, c: 0.3 };
    await using weighed = fakeMesh({ workerWaitMs: 5_000, passRate: (model) => rates[model] });
    const texts = { a: 'no no', b: 'yes yes', c: 'yes yes' };
    for (const [at, [name, text]] of Object.entries(texts).entries())
      weighed.peer({ name: `w${at}`, model: { name, sha256: String(at + 1).repeat(64) }, answer: () => text });
    const told = weighed.start(testTask({ agreement: 3 }));
    const reason = weighed.rung.objection(await told.answer)?.reason;
    expect(reason).toContain('What their votes weigh: a 0.90, b 0.20, c 0.30; 64 % are for this answer.');
    expect(told.extras.map(({ why }) => /Its vote weighs 0\.\d\d/.exec(why)?.[0])).toEqual([
      'Its vote weighs 0.20',
      'Its vote weighs 0.30',
    ]);
    rates['a'] = 0.4;
    const share = weighed.start(testTask({ agreement: 3, agreementShare: 0.55 }));
    await expect(share.answer).resolves.toMatchObject({ text: 'yes yes' });
    expect(weighed.rung.objection(await share.answer)).toBeUndefined();
    const most = weighed.start(testTask({ agreement: 3, agreementShare: 0.6 }));
    expect(weighed.rung.objection(await most.answer)).toBeDefined();
  });

  it(verifies('dispatch.models-differ'), async () => {
    peer('w1', 'a', 'the first thing');
    peer('w2', 'b', 'something else altogether');
    const told = mesh.start(testTask({ agreement: 2 }));
    const answer = await told.answer;
    expect(mesh.rung.objection(answer)).toEqual({
      passed: false,
      gate: 'agreement',
      reason: '2 of 2 different models answered, and most do not agree: a on w1, b on w2.',
    });
    expect(told.extras).toMatchObject([
      {
        who: { model: 'b', node: 'w2' },
        error: { message: 'Its answer differs from what others said: "something else altogether".' },
      },
    ]);
  });

  it(verifies('dispatch.models-too-few'), () => {
    const w1 = peer('w1', 'a', 'yes');
    expect(mesh.rung.unfit(testTask({ agreement: 2 }))).toBe(
      '2 different models must agree on the answer, and there are only a',
    );
    peer('w2', 'b', 'yes');
    expect(mesh.rung.unfit(testTask({ agreement: 2 }))).toBeUndefined();
    expect(mesh.rung.unfit(testTask({ agreement: 2 }), notAgain('a'))).toBe(
      '2 more different models must agree on the answer, and there are only b',
    );
    expect(w1.sent.filter(({ kind }) => kind === 'offer')).toEqual([]);
  });

  it('gives a lost copy to another worker with a model that nobody else has', async () => {
    const first = peer('w1', 'a');
    peer('w2', 'b', 'yes yes');
    const told = mesh.start(testTask({ agreement: 2 }));
    await mesh.settle();
    first.accepts();
    peer('w3', 'a', 'yes yes', '1'.repeat(64));
    first.leaves();
    await mesh.clock.advance(1_000);
    await expect(told.answer).resolves.toMatchObject({ text: 'yes yes' });
    expect(mesh.rung.objection(await told.answer)).toBeUndefined();
  });
});
