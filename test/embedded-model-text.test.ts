import { openSyntax, type Syntax } from '@hanzo/tools';
import type { CommentedFunction } from '@hanzo/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples, madeExamples, type MadeExample } from '../scripts/embedded-model/generate/examples.ts';
import { commentFault } from '../scripts/embedded-model/generate/production.ts';
import { verifies } from './support/verifies.ts';

/** What a prompt shows of it: the rest says where the comment goes. */
function shown({ commentLine: _c, indent: _i, firstLine: _f, lastLine: _l, ...facts }: CommentedFunction): object {
  return facts;
}

describe('the text that hanzo-embedded is trained on', () => {
  let syntax: Syntax;
  let made: readonly MadeExample[];

  beforeAll(async () => {
    syntax = await openSyntax(['a.ts', 'a.tsx', 'a.js', 'a.py']);
    made = [...madeExamples({ seed: 11, count: 700 })];
  }, 60_000);
  afterAll(() => syntax[Symbol.dispose]());

  it(verifies('embedded-model.text', 'by seed'), () => {
    const texts = (seed: number, count: number) => [...examples({ seed, count })].map((one) => JSON.stringify(one));
    const first = texts(3, 40);
    expect(texts(3, 40)).toEqual(first);
    expect(texts(3, 20)).toEqual(first.slice(0, 20));
    expect(texts(4, 40).filter((text) => first.includes(text))).toEqual([]);
    expect(new Set(first).size).toBe(40);
  });

  it(verifies('embedded-model.text-true', 'what the syntax says'), () => {
    const ofLanguage = (style: CommentedFunction['style']) =>
      made.filter(({ written }) => written.facts.style === style);
    expect(ofLanguage('jsdoc').length).toBeGreaterThan(250);
    expect(ofLanguage('docstring').length).toBeGreaterThan(250);
    for (const { path, written } of made) {
      const [found, ...others] = syntax.functions(path, written.file);
      expect(others, written.file).toEqual([]);
      expect(found && shown(found), written.file).toEqual(shown(written.facts));
    }
  });

  it(verifies('embedded-model.text-true', 'gates'), () => {
    for (const { comment, written, answer } of made.slice(0, 300)) {
      expect(commentFault(comment, written.facts, written.text)).toBeUndefined();
      expect(JSON.parse(answer)).toEqual(comment);
    }
  });

  it(verifies('embedded-model.text-without'), () => {
    const names = made
      .slice(0, 60)
      .flatMap(({ written: { facts } }) => [facts.name, ...(facts.owner === undefined ? [] : [facts.owner])]);
    const without = new Set(names.filter((name) => !name.startsWith('__') && name !== 'constructor'));
    const others = [...madeExamples({ seed: 11, count: 150, without })];
    const used = others.flatMap(({ written: { facts } }) => [facts.name, facts.owner ?? '']);
    expect(used.filter((name) => without.has(name))).toEqual([]);
    expect(others.length).toBe(150);
  });
});
