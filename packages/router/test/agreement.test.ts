import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, similarity } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { seeded } from './seeded.ts';

interface Finding {
  readonly line: number;
  readonly quote: string;
  readonly severity: string;
  readonly message: string;
  readonly fix: string;
}

const SQL: Finding = {
  line: 12,
  quote: 'db.query("SELECT * FROM users WHERE id = " + id)',
  severity: 'high',
  message: 'The id is put into the SQL text, so a caller can run any query on the database.',
  fix: 'Use a placeholder and pass the id as a parameter.',
};
const LEAK: Finding = {
  line: 31,
  quote: 'const file = fs.openSync(path)',
  severity: 'medium',
  message: 'The file is never closed when parsing fails, so descriptors leak under load.',
  fix: 'Close it in a finally block.',
};
const CACHE: Finding = {
  line: 44,
  quote: 'cache[key] = value',
  severity: 'low',
  message: 'The cache has no limit and grows with every distinct key that is asked for.',
  fix: 'Bound it, and drop the least recently used entry.',
};
/** What another machine makes of the same finding. */
const SQL_REWORDED: Finding = {
  ...SQL,
  message: 'The id is put into the SQL text, which lets attackers inject statements of their own.',
  fix: 'Use a placeholder and bind the value.',
};
const SUMMARY = 'Reads users and their files from the database and keeps them in a cache.';

function answer(findings: readonly Finding[], summary = SUMMARY): string {
  return JSON.stringify({ summary, findings });
}

const PROSE =
  'The function loads the user record, checks that the session is still valid and then writes the new address to the ' +
  'database. It does not check whether the address belongs to a known country, so an unknown code ends in an exception ' +
  'that the caller does not expect, and the transaction stays open until the connection is dropped by the pool.';
const words = PROSE.split(' ');
const LATE = `${words.slice(0, Math.ceil((words.length * 2) / 3)).join(' ')} which nobody further up handles; a lock remains held meanwhile and later requests time out one after another under heavy traffic`;
function edits(replace: string): string {
  const same = { path: 'a.ts', find: 'while (i < n) { sum += values[i]; i += 1; }' };
  const all = [
    { ...same, replace },
    { ...same, replace: 'one' },
    { ...same, replace: 'two' },
  ];
  return JSON.stringify({ summary: 'The loop stops too early.', edits: all });
}

function fenced(line: string): string {
  return `\`\`\`ts\nfunction f(a: number, b: number): number {\n  const all = [a, b].filter((x) => x > 0);\n  ${line}\n}\n\`\`\``;
}

const OTHER =
  'Prices are added up as floating point numbers, which loses cents in long carts. Rounding happens only when the total ' +
  'is shown, so the amount that is charged may differ from what the customer saw. Use integer cents in the whole module.';
const REFUSAL = "I'm sorry, but I cannot help with reviewing this code.";

function noise(seed: number, length = 300): string {
  const random = seeded(seed);
  return Array.from({ length }, () =>
    String.fromCharCode(97 + Math.floor(random() * 26)).repeat(1 + Math.floor(random() * 2)),
  )
    .join('')
    .replaceAll(/e/g, ' ');
}

const AGREEING: readonly (readonly [string, string, string])[] = [
  ['equal', PROSE, PROSE],
  ['case, spaces and punctuation', PROSE, PROSE.toUpperCase().replaceAll(',', ' ').replaceAll(' ', '  \n')],
  ['the last third in other words', PROSE, LATE],
  ['findings in another order', answer([SQL, LEAK, CACHE]), answer([CACHE, SQL, LEAK])],
  ['findings in other words', answer([SQL, LEAK]), answer([LEAK, SQL_REWORDED])],
  ['two of three findings', answer([SQL, LEAK, CACHE]), answer([LEAK, SQL])],
  ['nothing found, said in other words', answer([]), answer([], 'Users are read from a database here, and cached.')],
  ['properties in another order', '{"a":1,"b":[1,2]}', '{"b":[1,2],"a":1}'],
  ['a fence around one', answer([SQL]), `\`\`\`json\n${answer([SQL])}\n\`\`\``],
  ['Japanese', 'この関数は入力を検査しません。', 'この関数は入力を検査しない。'],
];

const DIFFERING: readonly (readonly [string, string, string])[] = [
  ['two findings', answer([SQL]), answer([LEAK])],
  ['findings and none', answer([SQL, LEAK]), answer([])],
  ['one of three findings', answer([SQL, LEAK, CACHE]), answer([CACHE])],
  ['one of two findings', answer([SQL, LEAK]), answer([SQL, CACHE])],
  ['two topics', PROSE, OTHER],
  ['the same words, mixed', PROSE, words.toSorted().join(' ')],
  ['two noises', noise(1), noise(2)],
  ['noise', PROSE, noise(3)],
  ['empty', PROSE, ''],
  ['both empty', '', ' \n'],
  ['refusal', PROSE, REFUSAL],
  ['refusal to JSON', answer([SQL, LEAK]), REFUSAL],
  ['the prompt itself', answer([SQL]), `Review this code.\n${SQL.quote}\n${PROSE}\n${OTHER}\nAnswer in JSON.`],
  ['numbers', '{"total": 12}', '{"total": 13}'],
  ['signs', '=> {}', '<= []'],
];

describe('agreement', () => {
  it.each(AGREEING)(verifies('agreement.agree', '%s'), (_, a, b) => {
    expect(similarity(a, b)).toBeGreaterThanOrEqual(0.6);
    expect(
      agree([
        { id: 'a', text: a },
        { id: 'b', text: b },
      ]).majority,
    ).toEqual(['a', 'b']);
  });

  it.each(DIFFERING)(verifies('agreement.differ', '%s'), (_, a, b) => {
    expect(similarity(a, b)).toBeLessThan(0.55);
    expect(
      agree([
        { id: 'a', text: a },
        { id: 'b', text: b },
      ]).majority,
    ).toBeUndefined();
  });

  it.each([
    ['[1, 2, 3]', '[1,2,3]', true],
    ["{'a': [1, 2]}", "{'a':[1,2]}", true],
    ['["a", "b"]', "['a', 'b']", true],
    ['It is safe.', 'It is safe', true],
    ['[2, 3, 1]', '[1, 3, 2]', false],
    ['[1, 2, 3, 4, 5]', '[1, 2, 3, 4, 6]', false],
    ['Hello', 'hELLO', false],
    ['The function is safe.', 'The function is not safe.', false],
    ['a b c d e f g h', 'a b c d e f h g', false],
    ['-1', '1', false],
    ["['a b']", "['ab']", false],
    ['{1: 2, 3: 4 }', '{1:2,3:4}', true],
    ["'a, b'", "'a,b'", false],
    ["'it\\'s'", '"it\'s"', true],
    ['[1,\n 2]', '[1, 2]', true],
    ['[1,\n 2]', '[2,\n 1]', false],
    ['```json\n[1, 2]\n```', '```json\n[2, 1]\n```', false],
    ['```\n42\n```', '42', true],
    ['Yes', 'yes', true],
    ['Safe.', 'safe', true],
    ['O', 'o', false],
    ['Manolo', 'manolo', false],
    ['The answer is\n42', 'The answer is\n43', false],
    ['Verdict:\nThe function is safe.', 'Verdict:\nThe function is not safe.', false],
    ['{"safe":true}', '{"safe":false}', false],
    ['{"safe": true }', '{"safe":true}', true],
    [`{"safe":true,"summary":"${PROSE}"}`, `{"safe":false,"summary":"${PROSE}"}`, false],
    [edits('i <= n'), edits(' i <= n '), true],
    [edits('i <= n'), edits('i > n'), false],
    [fenced('return a - b;'), fenced('return a - b;\n'), true],
    [fenced('return a - b;'), fenced('return a + b;'), false],
    ['def f(a, b):\n    return a - b', 'def f(a, b):\n    return a + b', false],
    ['if a:\n    b()\nc()', 'if a:\n    b()\n    c()', false],
    [PROSE, PROSE.replace('is still valid', 'is not still valid'), false],
    [PROSE, PROSE.replace('does not check whether', 'checks whether'), false],
    [PROSE, PROSE.replace('valid', 'invalid'), false],
    [`${PROSE} It fails 12 times.`, `${PROSE} It fails 13 times.`, false],
    [`${PROSE} It stops at i <= n there.`, `${PROSE} It stops at i >= n there.`, false],
    [`Here it is:\n${fenced(PROSE)}`, fenced(PROSE), true],
    [`[${"'ab', ".repeat(90)}'c']`, `[${"'ab', ".repeat(89)}'c', 'ab']`, false],
  ])(verifies('agreement.values', '%# %.40s and %.40s'), (a, b, isSame) => {
    const { majority } = agree([
      { id: 'a', text: a },
      { id: 'b', text: b },
    ]);
    expect(majority !== undefined).toBe(isSame);
  });

  it('is the same both ways, between 0 and 1, for whatever texts', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.json(), fc.constantFrom(PROSE, answer([SQL])));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const like = similarity(a, b);
        expect(like).toBeGreaterThanOrEqual(0);
        expect(like).toBeLessThanOrEqual(1);
        expect(similarity(b, a)).toBeCloseTo(like, 9);
        if (a.trim() !== '') expect(similarity(a, a)).toBe(1);
      }),
    );
  });

  it(verifies('agreement.bounded'), () => {
    const deep = (open: string, close: string): string => `${open.repeat(8_000)}1${close.repeat(8_000)}`;
    const lists = (by: number): string =>
      JSON.stringify(
        Array.from({ length: 40 }, (_, i) => Array.from({ length: 40 }, (__, j) => [[i * by + j / 3, `x${i} y${j}`]])),
      );
    const wide = (seed: number): string => JSON.stringify(noise(seed, 35_000).split(' '));
    const pairs = [
      [noise(1, 60_000), noise(2, 60_000)],
      [deep('[', ']'), deep('[1,', ']')],
      [deep('{"a":', '}'), deep('{"a":', '} ')],
      [lists(1), lists(2)],
      [wide(1), wide(2)],
      ["'\\".repeat(30_000), "\\'".repeat(30_000)],
      ['```\n'.repeat(16_000), '`'.repeat(60_000)],
      [`${' '.repeat(60_000)}x`, '- '.repeat(30_000)],
      ['1,'.repeat(30_000), 'a = '.repeat(16_000)],
    ] as const;
    for (const [a, b] of pairs) {
      const start = performance.now();
      similarity(a, b);
      const compared = performance.now();
      expect(compared - start).toBeLessThan(500);
      agree([
        { id: 'a', text: a },
        { id: 'b', text: b },
      ]);
      expect(performance.now() - compared).toBeLessThan(1_500);
    }
  });
});

describe('a majority', () => {
  it(verifies('agreement.majority'), () => {
    const answers = [
      { id: 'liar', text: noise(1) },
      { id: 'one', text: answer([SQL, LEAK]) },
      { id: 'two', text: answer([LEAK, SQL_REWORDED]) },
    ];
    expect(agree(answers)).toEqual({ groups: [['one', 'two'], ['liar']], majority: ['one', 'two'] });
  });

  it('is more than half of those asked', () => {
    const answers = [
      { id: 'a', text: PROSE },
      { id: 'b', text: LATE },
      { id: 'c', text: OTHER },
      { id: 'd', text: REFUSAL },
    ];
    expect(agree(answers)).toEqual({ groups: [['a', 'b'], ['c'], ['d']], majority: undefined });
    expect(agree([{ id: 'a', text: PROSE }]).majority).toEqual(['a']);
    expect(agree([{ id: 'a', text: '' }]).majority).toBeUndefined();
    expect(agree([])).toEqual({ groups: [], majority: undefined });
  });

  it('is not made of silence', () => {
    const answers = ['a', 'b', 'c'].map((id) => ({ id, text: id === 'c' ? PROSE : '' }));
    expect(agree(answers).majority).toBeUndefined();
  });
});
