import { expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { clueTexts } from '../../src/gather/leads/clue-text.ts';
import { dottedNamesIn } from '../../src/gather/leads/modules.ts';
import { namesIn } from '../../src/gather/leads/names.ts';
import { phrasesIn } from '../../src/gather/leads/phrases.ts';
import { placesIn } from '../../src/gather/leads/places.ts';
import { wordsOf } from '../../src/gather/leads/words.ts';
import { changedIn } from '../../src/gather/near/changes.ts';
import { queryOf } from '../../src/gather/score/query.ts';
import { gathered, project } from './gathered.ts';

const SIZE = 200_000;
const PATTERNS: readonly (readonly [what: string, unit: string])[] = [
  ['one long word', 'a'],
  ['a word with points', 'a.'],
  ['points alone', '.'],
  ['slashes', '/a'],
  ['underscores', '_a'],
  ['quotes', '"'],
  ['quoted words', `"a b c' `],
  ['backticks', '`a'],
  ['blanks', ' '],
  ['tabs and versions', '\ta: 1.'],
  ['messages without an end', 'Error'],
  ['frames', 'a.py:1:1 '],
  ['open brackets', 'a.b('],
  ['routes', '/a{b}'],
  ['imports', 'from a import b, '],
  ['comments without an end', '<!--'],
  ['capitals', 'Ab'],
  ['hunks', '@@ -1,1 +1,1'],
  ['line ends', '\n'],
];

it.each(PATTERNS)(verifies('delegate-gather.hostile', '%s'), (_, unit) => {
  const text = unit.repeat(SIZE / unit.length);
  const read = (from: string): number => {
    const start = process.threadCpuUsage();
    placesIn(from);
    dottedNamesIn(from);
    namesIn(from, true);
    phrasesIn(from);
    wordsOf(from);
    changedIn(from);
    queryOf(clueTexts({ issue: from, logs: from, attemptedFixes: [from] }));
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1_000;
  };
  // What is quadratic takes minutes.
  expect(read(text)).toBeLessThan(2_500);
});

it(verifies('delegate-gather.hostile', 'names of the language itself'), async () => {
  const issue = 'constructor.prototype.__proto__ and `__proto__`, toString.js, hasOwnProperty()';
  using at = project({ '__proto__.js': 'function toString() {}\n', 'a.js': '// nothing\n' });
  expect((await gathered(at, { issue }))[0]?.path).toBe('__proto__.js');
});

it(verifies('delegate-gather.hostile', 'a file of odd bytes'), async () => {
  const odd = Buffer.from([0xff, 0xfe, 0x0a, 0x80, 0x20, ...Buffer.from('cart')]).toString('latin1');
  using at = project({ 'a.py': odd, 'b.py': `${'cart '.repeat(30_000)}`, 'c.py': '' });
  const found = await gathered(at, { issue: 'cart', logs: '\u0000\u001b[31mcart\u001b[0m' });
  expect(found.map(({ path }) => path).toSorted()).toEqual(['a.py', 'b.py']);
});
