import type { ImageReference, PromptImage, RungContext } from '@hanzo/contracts';
import { scriptedModel } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { METERED_CARD } from '../../../test/support/metered-card.ts';
import { scriptedApi } from '../../../test/support/scripted-api.ts';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { answerKey, ApiRung, LocalRung, worstTokens } from '../src/index.ts';
import { NO_WORKER_VISION } from '../src/rungs/images.ts';
import { MeshRung } from '../src/index.ts';
import { fakeMesh } from './fake-mesh.ts';
import { OK, PaidDesk, REQUEST } from './paid-desk.ts';

function reference(letter: string): ImageReference {
  return { name: 'shot.png', type: 'image/png', width: 640, height: 480, bytes: 9, sha256: letter.repeat(64) };
}

const images = [reference('a')];
const loaded = (some: readonly ImageReference[]): Promise<readonly PromptImage[]> =>
  Promise.resolve(some.map((one) => ({ ...one, base64: 'AAAA' })));
const context: RungContext = {
  signal: new AbortController().signal,
  onStart: () => undefined,
  onText: () => undefined,
  onLost: () => undefined,
};
const seeing = { takes: { ...METERED_CARD.takes, images: true } };

describe('tasks with pictures', () => {
  it(verifies('images.cache'), () => {
    const key = (some?: readonly ImageReference[]): string => answerKey(testTask(some && { images: some }), 'f');
    const [a, b] = [reference('a'), reference('b')];
    expect(new Set([key(), key([a]), key([b]), key([a, b]), key([b, a])]).size).toBe(5);
    // What the file is called changes nothing.
    expect(key([{ ...a, name: 'other.png' }])).toBe(key([a]));
  });

  it(verifies('images.who', 'at no free rung'), () => {
    const local = new LocalRung(scriptedModel(['text']), 'llama3.2');
    expect([local.unfit(testTask()), local.unfit(testTask({ images }))]).toEqual([
      undefined,
      expect.stringContaining('local models of hanzo see none'),
    ]);
    const mesh = fakeMesh();
    const rung = new MeshRung(mesh.dispatcher, mesh.clock, { countTokens: (text) => text.length, workerWaitMs: 1 });
    expect([rung.unfit(testTask()), rung.unfit(testTask({ images }))]).toEqual([undefined, NO_WORKER_VISION]);
  });

  it(verifies('images.sent', 'to models that see them alone'), async () => {
    const desk = new PaidDesk();
    const [blind, able] = [scriptedApi(() => OK), scriptedApi(() => OK)];
    const both = desk.paid([desk.link(blind), desk.link(able, { ...seeing, name: 'gpt-seeing' })]);
    const rung = new ApiRung({ modelFor: () => both, loadImages: loaded });
    const task = testTask({ images });
    expect(rung.unfit(task)).toBeUndefined();
    expect(await rung.attempt(task, context)).toMatchObject({
      who: { requestedModel: expect.any(String) },
      text: 'ok',
    });
    expect([blind.requests.length, able.requests]).toMatchObject([0, [{ images: [{ base64: 'AAAA' }] }]]);

    const none = desk.paid([desk.link(blind)]);
    expect(new ApiRung({ modelFor: () => none }).unfit(task)).toBe('pictures belong to it, and gpt-test takes none');
    await expect(
      none.ask({ ...REQUEST, images: await loaded(images) }, { taskId: 't', signal: context.signal }),
    ).rejects.toThrow('Pictures go with the prompt, and gpt-test takes none.');
    expect(blind.requests).toHaveLength(0);
  });

  it(verifies('images.tokens', 'in what is set aside'), async () => {
    const plain = worstTokens(REQUEST, 'gpt-4o').input;
    expect(worstTokens({ ...REQUEST, images }, 'gpt-4o').input).toBeGreaterThanOrEqual(plain + 85 + 170 * 4);
    const desk = new PaidDesk();
    const model = desk.paid([
      desk.link(
        scriptedApi(() => OK),
        seeing,
      ),
    ]);
    await model.ask({ ...REQUEST, images: await loaded(images) }, { taskId: 't', signal: context.signal });
    const [call] = desk.ledger.calls({ runId: 'r' });
    const { input, output } = worstTokens({ ...REQUEST, images }, 'gpt-test');
    expect(call?.worstCaseMicros).toBe(input + output * 10);
  });
});
