import { openSyntax, type Syntax } from '@hanzo/tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEMPLATE, TUNED_TEMPLATE } from '../bench/embedded-model/contender.ts';
import { figuresOf, wilson } from '../bench/embedded-model/figures.ts';
import { judgedAnswers } from '../bench/embedded-model/judged.ts';
import { committedFiles, heldOutNames } from '../bench/embedded-model/sets/committed.ts';
import { heldOutSets, isPython } from '../bench/embedded-model/sets/function-set.ts';
import { metNames, wordsToSay } from '../bench/embedded-model/sets/met-names.ts';
import { namesIn, namesOf } from '../bench/embedded-model/sets/names-in.ts';
import { wantedIn } from '../bench/embedded-model/sets/source-files.ts';
import { hasPlainGrammar, saysWholeName, saysWordOfBody } from '../bench/embedded-model/strict.ts';
import { madeExamples } from '../scripts/embedded-model/generate/examples.ts';
import { TRAINING_TEXT } from '../scripts/embedded-model/training-text.ts';
import { verifies } from './support/verifies.ts';

describe(verifies('embedded-model.held-out'), () => {
  const files = committedFiles();
  let syntax: Syntax;

  beforeAll(async () => {
    syntax = await openSyntax(files.map(({ path }) => path));
  });
  afterAll(() => syntax[Symbol.dispose]());

  it('parses, is large enough in both languages, and has no doc comment', () => {
    const wanted = wantedIn(files, syntax);
    expect(files.flatMap(({ path, text }) => syntax.faults(path, text))).toEqual([]);
    expect(wanted.filter(isPython).length).toBeGreaterThanOrEqual(250);
    expect(wanted.filter((one) => !isPython(one)).length).toBeGreaterThanOrEqual(300);
    expect(files.filter(({ text }) => /^\s*\/\*\*/m.test(text)).map(({ path }) => path)).toEqual([]);
    // A docstring would take its function out of the wanted ones.
    const defined = files.filter(({ path }) => path.endsWith('.py')).map(({ text }) => text);
    const defs = defined.reduce((sum, text) => sum + (text.match(/^(?: {4})?(?:async )?def /gm) ?? []).length, 0);
    const functions = wanted.filter(isPython).filter(({ facts }) => facts.indent.length <= 8).length;
    expect(functions).toBeGreaterThanOrEqual(defs - 3);
  });

  it('lists its names', () => {
    const names = heldOutNames();
    expect([...names]).toEqual(namesIn(files, syntax));
    for (const name of ['amortization_schedule', 'Battlefield', 'rayHitsSphere', '#bury', 'bury'])
      expect(names).toContain(name);
    for (const name of ['__init__', 'constructor', 'ValueError', 'Promise']) expect(names).not.toContain(name);
  });
});

describe(verifies('embedded-model.unmet'), () => {
  const names = heldOutNames();
  const met = (count: number, without?: ReadonlySet<string>): readonly string[] =>
    [...madeExamples({ seed: 7, count, ...(without && { without }) })].flatMap(({ written }) =>
      [...namesOf([written.facts])].filter((name) => names.has(name)),
    );

  it('holds for hundreds of examples, and not by itself', () => {
    expect(met(100).length).toBeGreaterThan(0);
    expect(met(400, names)).toEqual([]);
  });

  it('lists whose words were met in another spelling', async () => {
    const sets = await heldOutSets(1_000);
    const words = new Set(sets.flatMap(({ wanted }) => wanted.map(({ facts }) => wordsToSay(facts))));
    const listed = metNames();
    expect([...listed].filter((name) => !words.has(name))).toEqual([]);
    const text = madeExamples({ seed: TRAINING_TEXT.seed, count: 1_500, without: names });
    const metHere = new Set(
      [...text].map(({ written }) => wordsToSay(written.facts)).filter((name) => words.has(name)),
    );
    expect(metHere.size).toBeGreaterThan(5);
    expect([...metHere].filter((name) => !listed.has(name))).toEqual([]);
  });
});

describe(verifies('embedded-model.measured'), () => {
  const few = heldOutSets(20);

  it('asks a template, and refuses some of what it says', async () => {
    const judged = (await Promise.all((await few).map((set) => judgedAnswers(set, TEMPLATE, 1)))).flat();
    const figures = figuresOf(judged);
    expect(figures.asked).toBe(40);
    // No exact count: the gate may learn words. Far from all and far from none: neither gate nor set is empty.
    expect(figures.passed).toBeGreaterThan(12);
    expect(figures.passed).toBeLessThan(34);
    expect(figures.wordOfBody).toBeLessThan(0.1);
    expect(new Set(judged.flatMap(({ verdict }) => (verdict.passed ? [] : [verdict.gate])))).toEqual(
      new Set(['comment']),
    );
    expect(judged.flatMap(({ unjudged }) => unjudged)).toEqual([]);
  });

  it('asks a template with a fixed phrase, too: the gate holds form, and the figure beside it is not fooled', async () => {
    const judged = (await Promise.all((await few).map((set) => judgedAnswers(set, TUNED_TEMPLATE, 1)))).flat();
    const figures = figuresOf(judged);
    expect(figures.passed).toBeGreaterThan(36);
    expect(figures.wordOfBody).toBeLessThan(0.15);
  });

  it('gives the interval after Wilson', () => {
    expect(wilson(0, 60).map((end) => end.toFixed(3))).toEqual(['0.000', '0.060']);
    expect(wilson(45, 60).map((end) => end.toFixed(3))).toEqual(['0.628', '0.842']);
    expect(wilson(60, 60)[1]).toBe(1);
  });

  it('knows what is stricter than the gates', () => {
    const facts = { name: 'parseOrderLine', kind: 'function' } as Parameters<typeof saysWholeName>[1];
    const says = (summary: string): boolean => saysWholeName({ summary, params: [], returns: '', throws: [] }, facts);
    expect(says('Reads one line of an order.')).toBe(true);
    expect(says('Parses an order.')).toBe(false);
    const plain = (summary: string): boolean => hasPlainGrammar({ summary, params: [], returns: '', throws: [] });
    expect(plain('Finds the user with the given email address, or gives nothing when there is none.')).toBe(true);
    const bad = [
      'finds it.',
      'Finds it',
      'Finds the the user.',
      'Finds a order.',
      'Finds the.',
      'Finds it , then stops.',
    ];
    expect(bad.filter((text) => plain(text))).toEqual([]);
    const code = 'function load(path: string) { return withoutBlanks(readLines(path)); }';
    const load = {
      name: 'load',
      kind: 'function',
      parameters: [{ name: 'path' }],
      throws: [],
    } as unknown as typeof facts;
    const body = (summary: string): boolean =>
      saysWordOfBody({ summary, params: [], returns: '', throws: [] }, load, code);
    expect(body('Loads the lines of a file.')).toBe(true);
    expect(body('Loads the path in this module, and waits until that is done.')).toBe(false);
  });
});
