import type { ApiModelCard, ModelProvider } from '@hanzo/contracts';
import { LocalRung, ApiRung, type PaidModel } from '@hanzo/coordinator';
import { scriptedModel } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { fakeMesh } from './fake-mesh.ts';

const countTokens = (text: string): number => text.length;
/** 32 for the template, 1,000 and 100 for itself. */
const LONG = testTask({ system: '', prompt: 'x'.repeat(1_000), maxOutputTokens: 100 });

function engine(contextTokens: number): ModelProvider & { readonly info: { readonly contextTokens: number } } {
  return Object.assign(scriptedModel(['It is done.']), { info: { contextTokens } });
}

describe('a task that is too long', () => {
  it(verifies('packing.unfit', 'on this machine'), async () => {
    const small = new LocalRung(engine(1_131), 'small', new Map(), countTokens);
    expect(small.unfit(LONG)).toBe('it is too long for small: about 1132 tokens, and there is room for 1131');
    expect(new LocalRung(engine(1_132), 'small', new Map(), countTokens).unfit(LONG)).toBeUndefined();
    const both = new LocalRung(engine(1_131), 'small', new Map([['large', engine(4_096)]]), countTokens);
    const task = { ...LONG, models: ['local:small', 'local:large'] };
    expect(both.unfit(task)).toBeUndefined();
    const asked: string[] = [];
    const nothing = (): void => undefined;
    const { signal } = new AbortController();
    await both.attempt(task, {
      signal,
      onStart: (who) => void asked.push(who.kind === 'local' ? who.model : who.kind),
      onText: nothing,
      onLost: nothing,
    });
    expect(asked).toEqual(['large']);
  });

  it(verifies('packing.unfit', 'on the mesh'), async () => {
    await using mesh = fakeMesh({ countTokens });
    expect(mesh.rung.unfit(LONG)).toBeUndefined();
    mesh.peer({ name: 'w1', model: { name: 'llama3.2', contextTokens: 1_000 }, answer: () => 'It is done.' });
    await mesh.settle();
    expect(mesh.rung.unfit(LONG)).toBe(
      'it is too long for every worker: about 1132 tokens, and there is room for 1000',
    );
    expect(mesh.rung.unfit(testTask({ prompt: 'short', maxOutputTokens: 100 }))).toBeUndefined();
    // Nobody has that model yet: who will come is not known.
    expect(mesh.rung.unfit({ ...LONG, models: ['local:qwen'] })).toBeUndefined();
    mesh.peer({ name: 'w2', model: { name: 'llama3.2', contextTokens: 2_000 }, answer: () => 'It is done.' });
    await mesh.settle();
    expect(mesh.rung.unfit(LONG)).toBeUndefined();
    expect((await mesh.start(LONG).answer).who).toMatchObject({ node: 'w2' });
  });

  it(verifies('packing.unfit', 'for an API model'), () => {
    const rungWith = (contextTokens: number): ApiRung => {
      const nextCard = { name: 'codex', contextTokens } as ApiModelCard;
      const model = { next: 'codex', cardFor: () => nextCard } as unknown as PaidModel;
      return new ApiRung({ modelFor: () => model, countTokens });
    };
    expect(rungWith(1_031).unfit(LONG)).toBe('it is too long for codex: about 1032 tokens, and there is room for 1031');
    expect(rungWith(1_032).unfit(LONG)).toBeUndefined();
  });
});
