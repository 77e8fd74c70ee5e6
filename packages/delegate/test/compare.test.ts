import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareResults, type DelegationResult, renderComparison } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { analysisOf, fixOf, resultOf, withoutAnalysis } from './results.ts';

const GPT = resultOf();

/** The same cause and the same change, in other words and with another line quoted. */
const CLAUDE = resultOf({
  model: 'claude-sonnet-4-5',
  analysis: analysisOf({
    rootCause: 'A race: two threads run `self.value += 1` in Counter.increment at once, since there is no lock.',
    technicalExplanation: 'See counter.py.',
    fixes: [
      fixOf({
        title: 'Guard the increment with a lock',
        explanation: 'Then no update is lost.',
        edits: [
          {
            path: 'src/counter.py',
            find: 'def increment(self):\n        self.value += 1',
            replace: 'def increment(self):\n        with self.lock:\n            self.value += 1',
          },
        ],
      }),
      fixOf({ title: 'Close the pool on exit', explanation: 'Workers end cleanly.', edits: [] }),
    ],
    confidence: 'medium',
  }),
});

/** Another cause, in another file. */
const GEMINI = resultOf({
  model: 'gemini-2.5-pro',
  analysis: analysisOf({
    rootCause:
      'Workers flush their buffers every 60 seconds and exit before the last flush, so that numbers are dropped.',
    technicalExplanation: '`src/worker.py` has no handler for SIGTERM.',
    fixes: [
      fixOf({
        title: 'Flush on SIGTERM',
        explanation: 'The buffer is written before the process exits.',
        edits: [{ path: 'src/worker.py', find: 'signal.pause()', replace: 'signal.signal(SIGTERM, flush)' }],
      }),
    ],
    additionalInvestigation: [],
    confidence: 'low',
  }),
});

describe('a comparison', () => {
  it(verifies('delegate-result.compare-agree'), () => {
    const { agreement, causes, places, fixes, models } = compareResults([GPT, CLAUDE]);
    expect(causes).toEqual([{ models: ['gpt-4o', 'claude-sonnet-4-5'], rootCause: GPT.analysis?.rootCause }]);
    expect(places[0]).toEqual({
      path: 'src/counter.py',
      editing: ['gpt-4o', 'claude-sonnet-4-5'],
      naming: [],
      sameText: ['gpt-4o', 'claude-sonnet-4-5'],
    });
    expect(fixes.map(({ match }) => match)).toEqual(['same', 'alone']);
    expect(fixes[0]?.fixes.map(({ model, fix }) => [model, fix])).toEqual([
      ['gpt-4o', 1],
      ['claude-sonnet-4-5', 1],
    ]);
    expect(models.map(({ confidence }) => confidence)).toEqual(['high', 'medium']);
    // Causes 1 x 0.5, files 1 x 0.25, fixes 2 x 1 / 3 x 0.25.
    expect(agreement).toBe(0.92);
  });

  it(verifies('delegate-result.compare-agree', 'the same edits'), () => {
    const twin = resultOf({
      model: 'o3',
      analysis: analysisOf({ fixes: [fixOf({ title: 'Mutex', explanation: '' })] }),
    });
    const { agreement, fixes } = compareResults([GPT, twin]);
    expect(fixes).toHaveLength(1);
    expect(fixes[0]?.match).toBe('same');
    expect(agreement).toBe(1);
  });

  it(verifies('delegate-result.compare-agree', 'the same text, changed otherwise'), () => {
    const other = fixOf({
      title: 'Use an atomic',
      explanation: '',
      edits: [{ path: 'src/counter.py', find: '        self.value += 1', replace: '        next(self.values)' }],
    });
    const results = [GPT, resultOf({ model: 'o3', analysis: analysisOf({ fixes: [other] }) })];
    const comparison = compareResults(results);
    expect(comparison.fixes.map(({ match }) => match)).toEqual(['differs']);
    expect(comparison.agreement).toBe(0.88);
    expect(renderComparison(comparison)).toContain('the same place is changed, but not in the same way');
  });

  it(verifies('delegate-result.compare-agree', 'edits that only move lines are not alike'), () => {
    const moving = (model: string, find: string): DelegationResult => {
      const edits = [{ path: 'a.py', find, replace: `    ${find}` }];
      return resultOf({ model, analysis: analysisOf({ fixes: [fixOf({ title: model, explanation: '', edits })] }) });
    };
    const { fixes } = compareResults([moving('one', 'first_line()'), moving('two', 'other_line()')]);
    expect(fixes.map(({ match }) => match)).toEqual(['alone', 'alone']);
  });

  it(verifies('delegate-result.compare-half'), () => {
    const elsewhere = fixOf({
      title: 'Use itertools.count',
      explanation: 'It is atomic.',
      edits: [{ path: 'src/worker.py', find: 'import counter', replace: 'import itertools' }],
    });
    const half = resultOf({ model: 'o3', analysis: analysisOf({ fixes: [elsewhere], technicalExplanation: '' }) });
    const { agreement, causes, fixes } = compareResults([GPT, half]);
    expect(causes).toHaveLength(1);
    expect(fixes.map(({ match }) => match)).toEqual(['alone', 'alone']);
    expect(agreement).toBe(0.5);
  });

  it(verifies('delegate-result.compare-contradict'), () => {
    const { agreement, causes, places } = compareResults([GPT, GEMINI]);
    expect(causes).toHaveLength(2);
    expect(places.map(({ path, sameText }) => [path, sameText])).toEqual([
      ['src/counter.py', []],
      ['src/worker.py', []],
    ]);
    expect(agreement).toBeLessThan(0.1);
  });

  it(verifies('delegate-result.compare-contradict', 'although both repeat the issue'), () => {
    const issue = 'Counts of the billing export are too low under load on the second replica';
    const about = (model: string, cause: string): DelegationResult => {
      const rootCause = `Counts of the billing export are too low under load on the second replica because ${cause}.`;
      return resultOf({ issue, model, analysis: analysisOf({ rootCause, fixes: [] }) });
    };
    const one = about('one', 'a cursor is paged without a stable order');
    expect(
      compareResults([one, about('two', 'the transaction commits before the queue is drained')]).causes,
    ).toHaveLength(2);
  });

  const about = (model: string, rootCause: string): DelegationResult =>
    resultOf({
      issue: 'Orders vanish',
      model,
      analysis: analysisOf({ rootCause, fixes: [], technicalExplanation: '' }),
    });

  it.each([
    [
      'The session is never committed before the response is sent.',
      'The session is committed before the response is sent, twice, once too often.',
    ],
    ['The cache is not invalidated because the lock is held', 'The cache is invalidated because the lock is not held'],
    ["The worker doesn't flush its buffer", 'The worker flushes its buffer while it is read'],
    ['The commit of the session is missing', 'The commit of the session is made before the session is read'],
    ['The session fails to commit', 'The session does commit'],
    ['The pool is uninitialized by then', 'The pool is initialized by then'],
    ['缓存没有失效，因为锁被占用', '缓存失效，因为锁被占用'],
  ])(verifies('delegate-result.compare-contradict', 'one denies what the other says: %s'), (one, other) => {
    const comparison = compareResults([about('one', one), about('two', other)]);
    expect(comparison.causes).toHaveLength(2);
    expect(comparison.agreement).toBe(0);
    const markdown = renderComparison(comparison);
    expect(markdown).toContain('They differ');
    expect(markdown).toContain(other.slice(0, 8));
  });

  it.each([
    ['The function fails.', 'the function  fails'],
    ['The session is never committed.', 'Nothing commits the session, never.'],
    ['数据库连接没有关闭', '没有关闭数据库的连接'],
    [
      'Counter.increment writes self.value without holding a lock',
      'No lock is held when Counter.increment writes self.value',
    ],
  ])(verifies('delegate-result.compare-agree', 'the same cause: %s'), (one, other) => {
    const comparison = compareResults([about('one', one), about('two', other)]);
    expect(comparison.agreement).toBe(1);
    const markdown = renderComparison(comparison);
    expect(markdown).toContain('Alike, by the words that they use');
    // Each is there to be read.
    expect(markdown).toMatch(/^- `one`: [^]*^- `two`: /m);
  });

  const GUARD = '    if stock < 0:\n        raise Empty()\n';
  const editing = (model: string, [find, replace]: readonly [string, string]): DelegationResult => {
    const edits = [{ path: 'shop.py', find, replace }];
    return resultOf({ model, analysis: analysisOf({ fixes: [fixOf({ title: model, explanation: '', edits })] }) });
  };

  it.each([
    [
      'alone',
      ['def reserve():\n    stock = read()', `def reserve():\n    stock = read()\n${GUARD}`],
      ['def refund():\n    stock = read()', `def refund():\n    stock = read()\n${GUARD}`],
    ],
    ['differs', ['    start()', '    release()\n    start()'], ['    start()', '    start()\n    release()']],
    [
      'differs',
      ['        total += one', '        total += one\n        db.commit()'],
      ['        total += one', '        total += one\n    db.commit()'],
    ],
    ['alone', ['} else {\n  open()', '} else {\n  close()'], ['} else {\n  read()', '} else {\n  write()']],
    ['alone', ['  first()\n} else {', '  {'], ['} else {\n  second()', '{']],
    [
      'same',
      ['    start()', '    release()\n    start()'],
      ['def run():\n    start()\n', 'def run():\n    release()\n    start()\n'],
    ],
    ['same', ['items.length', 'items.size'], ['  return items.length;\r\n', '  return items.size;\r\n']],
  ] as const)(verifies('delegate-result.compare-edits', 'edits: %s'), (match, one, other) => {
    const { fixes } = compareResults([editing('one', one), editing('two', other)]);
    expect(fixes.map((group) => group.match)).toEqual(match === 'alone' ? ['alone', 'alone'] : [match]);
  });

  it(verifies('delegate-result.compare-many', 'a fix matches one other of an answer at most'), () => {
    const twice = resultOf({ model: 'o3', analysis: analysisOf({ fixes: [fixOf(), fixOf()] }) });
    expect(compareResults([GPT, twice]).pairs[0]?.fixes).toBe(0.67);
  });

  it(verifies('delegate-result.compare-many'), () => {
    const { agreement, causes, pairs } = compareResults([
      GEMINI,
      GPT,
      CLAUDE,
      withoutAnalysis('refused', { model: 'o3' }),
    ]);
    expect(causes.map(({ models }) => models)).toEqual([['gpt-4o', 'claude-sonnet-4-5'], ['gemini-2.5-pro']]);
    expect(pairs).toHaveLength(3);
    const mean = pairs.reduce((sum, pair) => sum + pair.agreement, 0) / 3;
    expect(agreement).toBeCloseTo(mean, 2);
    expect(compareResults([GPT, withoutAnalysis('failed')]).agreement).toBeUndefined();
    expect(() => compareResults([])).toThrow(/no result/);
  });

  it(
    verifies('delegate-result.compare-many', 'fixes of two files that only share a brace are not the same place'),
    () => {
      const brace = (model: string, line: string): DelegationResult =>
        resultOf({
          model,
          analysis: analysisOf({
            fixes: [
              fixOf({ title: line, explanation: '', edits: [{ path: 'a.ts', find: `${line}\n}`, replace: line }] }),
            ],
          }),
        });
      expect(compareResults([brace('a', 'const one = 1;'), brace('b', 'let other = 2;')]).places[0]?.sameText).toEqual(
        [],
      );
    },
  );

  it(verifies('delegate-result.compare-words'), () => {
    const markdown = renderComparison(compareResults([GPT, CLAUDE, GEMINI]));
    expect(markdown).toContain('# Comparison of 3 models: Counts are too low under load');
    expect(markdown).toMatch(/\*\*Agreement 0\.\d\d\*\* of 1/);
    expect(markdown).toContain('| `claude-sonnet-4-5` | answered | medium | $0.012345 |');
    expect(markdown).toContain('They differ, by the words that they use.');
    expect(markdown).toContain('- `src/counter.py`: changed by `gpt-4o`, `claude-sonnet-4-5`; in the same place by');
    expect(markdown).toContain(
      '- `gpt-4o`, `claude-sonnet-4-5`: the same edits\n  - `gpt-4o`, fix 1: Lock the counter',
    );
    expect(markdown).toContain('- `gemini-2.5-pro`, fix 1: Flush on SIGTERM');
    expect(markdown).toContain('- `claude-sonnet-4-5`, fix 2: Close the pool on exit');
  });
});

describe('a comparison of any answers', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('# head', '```', '<b>', 'src/counter.py', 'self.value += 1', '\n\n---\n', '| a |', '__proto__'),
  );
  const analysis = fc.record({
    rootCause: text,
    technicalExplanation: text,
    fixes: fc.array(
      fc.record({
        title: text,
        explanation: text,
        codeExample: text,
        edits: fc.array(fc.record({ path: text, find: text, replace: text }), { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
    additionalInvestigation: fc.array(text, { maxLength: 2 }),
    wantedFiles: fc.array(text, { maxLength: 2 }),
    confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
    confidenceReason: text,
  });
  const answers = fc.array(analysis, { minLength: 1, maxLength: 4 });

  it(verifies('delegate-result.compare-fair'), () => {
    fc.assert(
      fc.property(answers, (all) => {
        const results = all.map((one, at) => resultOf({ model: `m${at}`, analysis: one }));
        const comparison = compareResults(results);
        expect(comparison).toEqual(compareResults(results));
        const { agreement = 0, fixes, causes, pairs } = comparison;
        expect(agreement).toBeGreaterThanOrEqual(0);
        expect(agreement).toBeLessThanOrEqual(1);
        const figures = ({ cause, places, fixes: shared }: (typeof pairs)[number]): string =>
          JSON.stringify([cause, places, shared]);
        const reversed = compareResults(results.toReversed());
        expect(reversed.pairs.map(figures).toSorted()).toEqual(pairs.map(figures).toSorted());
        const listed = fixes.flatMap((group) => group.fixes.map(({ model, fix }) => `${model} ${fix}`)).toSorted();
        const given = results.flatMap(
          ({ model, analysis: one }) => one?.fixes.map((_, at) => `${model} ${at + 1}`) ?? [],
        );
        expect(listed).toEqual(given.toSorted());
        for (const group of fixes) expect(new Set(group.fixes.map(({ model }) => model)).size).toBe(group.fixes.length);
        expect(causes.flatMap(({ models }) => models)).toHaveLength(results.length);
        const outside = renderComparison(comparison).replaceAll(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
        expect(outside.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(5);
        expect(outside).not.toContain('<b>');
      }),
      { numRuns: 150 },
    );
  });

  it(verifies('delegate-result.compare-fair', 'an answer agrees with itself'), () => {
    const own = (model: string): DelegationResult => resultOf({ model, analysis: analysisOf({ fixes: [fixOf()] }) });
    expect(compareResults([own('a'), own('b')]).agreement).toBe(1);
  });
});
