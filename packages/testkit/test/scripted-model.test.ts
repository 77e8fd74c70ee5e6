import { describe, expect, it } from 'vitest';
import { type GenerateRequest, HanzoError } from '@hanzo/contracts';
import { manualClock, scriptedModel } from '../src/index.ts';

const request: GenerateRequest = {
  model: 'm',
  system: 's',
  prompt: 'p',
  output: { kind: 'text' },
  maxOutputTokens: 10,
  sampling: {},
};
const signal = new AbortController().signal;

describe('scripted model', () => {
  it('replies from a list, records its calls, and says when the list ran out', async () => {
    const model = scriptedModel(['one', { kind: 'json', value: { two: 2 } }]);
    expect((await model.generate(request, { signal })).text).toBe('one');
    expect((await model.generate({ ...request, prompt: 'q' }, { signal })).text).toBe('{"two":2}');
    await expect(model.generate(request, { signal })).rejects.toThrow('2 replies and was asked 3 times');
    expect(model.calls.map((call) => call.prompt)).toEqual(['p', 'q', 'p']);
    expect(model.active).toBe(0);
  });

  it('goes on from a beginning, and tells only what is new', async () => {
    const model = scriptedModel(['The whole answer.', ' and more', { kind: 'hang', text: 'The whole' }]);
    let heard = '';
    const options = { signal, onText: (piece: string) => (heard += piece) };
    const whole = await model.generate({ ...request, resume: 'The who' }, options);
    expect([whole.text, heard]).toEqual(['The whole answer.', 'le answer.']);
    heard = '';
    expect((await model.generate({ ...request, resume: 'This' }, options)).text).toBe('This and more');
    expect(heard).toBe(' and more');
    heard = '';
    const controller = new AbortController();
    const hanging = model.generate({ ...request, resume: 'The ' }, { ...options, signal: controller.signal });
    await Promise.resolve();
    expect(heard).toBe('whole');
    controller.abort('enough');
    await expect(hanging).rejects.toBe('enough');
  });

  it('replies by a function of the request', async () => {
    const model = scriptedModel(({ prompt }, call) => `${prompt}${call}`);
    await model.generate(request, { signal });
    expect((await model.generate(request, { signal })).text).toBe('p1');
  });

  it('streams pieces by the clock', async () => {
    const clock = manualClock(0);
    const model = scriptedModel(
      [{ kind: 'text', text: 'abcd', pieces: 2, firstPieceMs: 30, pieceMs: 10, usage: { inputTokens: 7 } }],
      {
        clock,
      },
    );
    const heard: [number, string][] = [];
    const answer = model.generate(request, { signal, onText: (piece) => heard.push([clock.now(), piece]) });
    await clock.advance(100);
    expect(heard).toEqual([
      [30, 'ab'],
      [40, 'cd'],
    ]);
    expect(await answer).toMatchObject({
      text: 'abcd',
      usage: { inputTokens: 7 },
      timings: { firstTokenMs: 30, totalMs: 40 },
    });
  });

  it('fails after a part, and hangs until aborted', async () => {
    const error = new HanzoError('ENGINE_CRASHED', 'Boom.');
    const model = scriptedModel([{ kind: 'fail', error, text: 'par' }, { kind: 'hang' }]);
    let heard = '';
    await expect(model.generate(request, { signal, onText: (piece) => (heard += piece) })).rejects.toBe(error);
    expect(heard).toBe('par');
    const controller = new AbortController();
    const hanging = model.generate(request, { signal: controller.signal });
    await Promise.resolve();
    expect(model.active).toBe(1);
    controller.abort('enough');
    await expect(hanging).rejects.toBe('enough');
    expect(model.active).toBe(0);
  });

  it('an aborted call never answers, even when the script is slow to decide', async () => {
    const controller = new AbortController();
    const model = scriptedModel(async () => {
      await Promise.resolve();
      controller.abort('gone');
      return 'too late';
    });
    await expect(model.generate(request, { signal: controller.signal })).rejects.toBe('gone');
  });
});
