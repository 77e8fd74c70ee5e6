import type { GenerateOptions, Generation } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { applyTemplate, LLAMA, llamaServer, lmStudio, ollama, plainServer, sglang, vllm } from './servers.ts';
import type { Said, StandIn, StandInOptions } from './stand-in.ts';
import { engineAt, failureOf, JSON_OUTPUT, keptLog, REQUEST, signal } from './use-engine.ts';

const pieces = [' goes', ' on.'];
const goesOn: Said = { kind: 'answer', pieces };
const resume = 'The answer';

type Start = (extra?: Partial<StandInOptions>) => Promise<StandIn>;

const ABLE: readonly (readonly [string, Start, string])[] = [
  ['vllm', vllm, 'meta/llama'],
  ['sglang', sglang, 'qwen/qwen2.5'],
  ['llama-server', llamaServer, 'qwen.gguf'],
];

const UNABLE: readonly (readonly [string, Start, string])[] = [
  ['ollama', ollama, LLAMA],
  ['lm-studio', lmStudio, 'gemma-3-4b'],
  ['another', plainServer, 'house-model'],
  [
    'a llama-server without the flag',
    (extra) => llamaServer(extra, { '/apply-template': applyTemplate(false) }),
    'qwen.gguf',
  ],
  [
    'an old vLLM',
    (extra) => vllm({ ...extra, about: { ...VLLM, '/version': { status: 200, body: { version: '0.6.2' } } } }),
    'old',
  ],
];

const VLLM: StandInOptions['about'] = {
  '/v1/models': { status: 200, body: { data: [{ id: 'old', owned_by: 'vllm', max_model_len: 4096 }] } },
};

/** An answer of a vLLM, and what was told of it. */
async function askVllm(
  said: Said,
  changes: Partial<typeof REQUEST>,
): Promise<{ generation: Generation; heard: string; server: StandIn }> {
  await using server = await vllm({ chat: () => said });
  await using engine = await engineAt(server.url, 'meta/llama');
  let heard = '';
  const options: GenerateOptions = { signal, onText: (piece) => (heard += piece) };
  return { generation: await engine.generate({ ...REQUEST, ...changes }, options), heard, server };
}

describe('a server that can', () => {
  it.each(ABLE)(verifies('compatible.resumes', '%s'), async (_, start, model) => {
    await using server = await start({ chat: () => goesOn });
    await using engine = await engineAt(server.url, model);
    expect(engine.info).toMatchObject({ resumes: true, resumesJson: false });
    let heard = '';
    const { text, finish, usage } = await engine.generate(
      { ...REQUEST, resume },
      { signal, onText: (piece) => (heard += piece) },
    );
    expect([text, heard, finish, usage.outputTokens]).toEqual(['The answer goes on.', ' goes on.', 'stop', 2]);
    expect(server.chats[0]?.body).toMatchObject({
      messages: [
        { role: 'system', content: 'You are brief.' },
        { role: 'user', content: 'Say hello.' },
        { role: 'assistant', content: resume },
      ],
      continue_final_message: true,
      add_generation_prompt: false,
      max_tokens: 198,
    });
    await engine.generate(REQUEST, { signal });
    expect(server.chats[1]?.body).not.toHaveProperty('continue_final_message');
  });

  it.each([
    ['Why?\n\n', ['\n', '\nBecause'], 'Why?\n\nBecause', 'Because'],
    ['Why?\n\n', ['\n- one'], 'Why?\n\n- one', '- one'],
    ['Why? ', ['Because'], 'Why? Because', 'Because'],
    ['\n', ['\n', 'Yes'], '\nYes', 'Yes'],
  ])('does not write white space at the seam twice: %j then %j', async (beginning, said, whole, fresh) => {
    const { generation, heard, server } = await askVllm({ kind: 'answer', pieces: said }, { resume: beginning });
    expect([generation.text, heard]).toEqual([whole, fresh]);
    const { messages } = (server.chats[0]?.body ?? {}) as { messages: readonly { content: string }[] };
    expect(messages.every(({ content }) => content.trimEnd() === content)).toBe(true);
  });

  it(verifies('compatible.resumes', 'a stop text begun before the seam'), async () => {
    const changes = { resume: 'one E', stop: ['END'] };
    const { generation, heard } = await askVllm(
      { kind: 'answer', pieces: ['N', 'D', ' two'], finish: 'length' },
      changes,
    );
    expect(generation).toMatchObject({ text: 'one E', finish: 'stop' });
    expect(heard).toBe('');
    const other = await askVllm({ kind: 'answer', pieces: ['N', 'T', 'RY'] }, changes);
    expect([other.generation.text, other.heard]).toEqual(['one ENTRY', 'NTRY']);
  });

  it('asks nothing where the beginning has used up the cap, or holds a stop text', async () => {
    const capped = await askVllm(goesOn, { resume: 'many words '.repeat(40), maxOutputTokens: 20 });
    expect(capped.generation).toMatchObject({ text: 'many words '.repeat(40), finish: 'length' });
    const stopped = await askVllm(goesOn, { resume: 'one END', stop: ['END'] });
    expect(stopped.generation).toMatchObject({ text: 'one END', finish: 'stop' });
    expect([capped.server.chats, stopped.server.chats]).toEqual([[], []]);
  });

  it(verifies('compatible.resumes-doubt', 'it thinks anew'), async () => {
    const thinks: Said = { kind: 'answer', pieces: ['Well.'], thoughts: ['Hm.'] };
    await using server = await vllm({ chat: () => thinks });
    const log = keptLog();
    await using engine = await engineAt(server.url, 'meta/llama', { log });
    const error = await failureOf(engine.generate({ ...REQUEST, resume }, { signal }));
    expect(error).toMatchObject({ code: 'ENGINE_FAILED' });
    expect(engine.info.resumes).toBe(false);
    expect(log.text).toContain('does not go on from beginnings');
    expect((await engine.generate(REQUEST, { signal })).text).toBe('Well.');
  });

  it(verifies('compatible.resumes-doubt', 'it refuses'), async () => {
    const body = JSON.stringify({ error: { message: 'extra fields not permitted', code: 400 } });
    await using server = await sglang({ chat: () => ({ kind: 'raw', status: 400, body }) });
    await using engine = await engineAt(server.url, 'qwen/qwen2.5');
    await failureOf(engine.generate({ ...REQUEST, resume }, { signal }));
    expect(engine.info.resumes).toBe(false);
  });
});

describe('a server that cannot', () => {
  it.each(UNABLE)(verifies('compatible.resumes-not', '%s'), async (_, start, model) => {
    await using server = await start({ chat: () => goesOn });
    await using engine = await engineAt(server.url, model);
    expect(engine.info.resumes).toBe(false);
    const error = await failureOf(engine.generate({ ...REQUEST, resume }, { signal }));
    expect(error).toMatchObject({ code: 'USAGE', mend: 'Ask for the answer from its start.' });
    expect(server.chats).toHaveLength(0);
  });

  it(verifies('compatible.resumes-not', 'JSON'), async () => {
    await using server = await vllm({ chat: () => goesOn });
    await using engine = await engineAt(server.url, 'meta/llama');
    const request = { ...REQUEST, output: JSON_OUTPUT, resume: '{"title"' };
    expect(await failureOf(engine.generate(request, { signal }))).toMatchObject({ code: 'USAGE' });
    expect(server.chats).toHaveLength(0);
  });
});
