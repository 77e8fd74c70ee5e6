import { CONFIDENCES, type Finding, SEVERITIES, type TaskRun } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { parseFindings } from '../src/findings/findings-schema.ts';
import { placeFindings } from '../src/findings/place-findings.ts';
import { collect } from '../src/run/collect.ts';
import type { FoundFinding, RunFinding } from '../src/run/run-finding.ts';
import { answer, API, CART, findings, GOOD_FINDING, passed, source, SUMMARY, task, TOOL, WORKER } from './samples.ts';

let ids = 0;

/** A done look at the code. */
function look(found: readonly Partial<FoundFinding>[], change: Parameters<typeof task>[0] = {}, who = WORKER): TaskRun {
  ids += 1;
  const all = found.map((one) => ({ ...GOOD_FINDING, ...one }));
  const given = answer(findings(SUMMARY, ...all), { who });
  const outcome = { state: 'done', answer: given, attempts: [passed(1, given)] } as const;
  return { task: task({ id: `r-${ids}`, ...change }), outcome };
}

function placed(...runs: readonly TaskRun[]): readonly RunFinding[] {
  return placeFindings(collect(runs).found, runs);
}

describe('findings of several looks', () => {
  it(verifies('findings.one-defect'), () => {
    const reworded = { message: 'cartSubtotal runs one index too far.', quote: 'cartLines.length; index++' };
    const [one, ...more] = placed(
      look([{}, reworded]),
      look([reworded], { kind: 'security' }),
      look([{ ...reworded, line: 6, quote: 'for (let index = 0; index <= cartLines' }]),
      look([{ ...reworded, category: 'other' }]),
    );
    expect(more).toEqual([]);
    expect(one).toMatchObject({ line: 5, category: 'off-by-one', looks: { found: 4, of: 4 } });
    const two = placed(look([{}, { category: 'null-dereference' }, { line: 6, quote: 'cartLines[index].unitPrice' }]));
    expect(two.map(({ line, category }) => [line, category])).toEqual([
      [5, 'off-by-one'],
      [5, 'null-dereference'],
      [6, 'off-by-one'],
    ]);
  });

  it(verifies('findings.two-in-a-line'), () => {
    const line = 'export const both = (q, c) => [db.query(`select ${q}`), exec(`ls ${c}`)];';
    const sources = { sources: [source(line)] };
    const query = { line: 1, category: 'injection', quote: 'db.query(`select ${q}`)', severity: 'critical' } as const;
    const shell = { ...query, quote: 'exec(`ls ${c}`)', severity: 'high', message: 'both runs a shell.' } as const;
    const one = placed(look([query, shell], sources));
    expect(one.map(({ severity, quote }) => [severity, quote])).toEqual([
      ['critical', line],
      ['high', line],
    ]);
    expect(new Set(one.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    const three = placed(look([shell], sources), look([query], sources), look([{ ...query, quote: line }], sources));
    expect(new Set(three.map(({ looks }) => looks.found))).toEqual(new Set([1, 2]));
    // The first of a line is called as if it were alone, wherever its quote begins.
    expect(placed(look([query], sources))[0]?.fingerprint).toBe(one[0]?.fingerprint);
    expect(placed(look([{ ...query, quote: line }], sources))[0]?.fingerprint).toBe(one[0]?.fingerprint);
    expect(placed(look([shell, query], sources)).map(({ fingerprint }) => fingerprint)).toEqual(
      one.map(({ fingerprint }) => fingerprint).toReversed(),
    );
  });

  it(verifies('findings.two-in-a-line', 'of a line that is too long to be quoted whole'), () => {
    const line = `run(${'0, '.repeat(100)}query(userId), ${'1, '.repeat(100)}exec(folder));`;
    const [a, b] = [
      { line: 1, quote: 'query(userId)' },
      { line: 1, quote: 'exec(folder)' },
    ];
    expect(placed(look([a, b], { sources: [source(line)] }))).toHaveLength(2);
    const longer = { line: 1, quote: '0, query(userId), 1' };
    expect(placed(look([a], { sources: [source(line)] }), look([longer], { sources: [source(line)] }))).toHaveLength(1);
  });

  it('loses nothing of one answer that tells two defects of a line, one without a category', () => {
    expect(placed(look([{}, { category: 'other', severity: 'critical' }]))).toHaveLength(2);
    expect(placed(look([{ severity: 'high' }, { severity: 'critical', confidence: 'low' }]))[0]?.severity).toBe(
      'critical',
    );
  });

  it(verifies('findings.finders'), () => {
    const [one] = placed(look([{ confidence: 'high' }], {}, API), look([{ confidence: 'low' }]));
    expect(one?.who).toEqual(API);
    expect(one?.finders).toEqual(['gpt-5', 'gpt-5-2025', 'llama3.2']);
    const standIn = { ...API, requestedModel: 'claude-haiku', askedModel: 'gpt-5' } as const;
    expect(placed(look([{}], {}, standIn))[0]?.finders).toEqual(['gpt-5', 'gpt-5-2025']);
  });

  it(verifies('findings.category-names'), () => {
    const read = (said: object): Finding | undefined => {
      const { category: _, confidence: __, ...rest } = GOOD_FINDING;
      const parsed = parseFindings(JSON.stringify({ summary: '', findings: [{ ...rest, ...said }] }));
      return parsed.ok ? parsed.value.findings[0] : undefined;
    };
    const names = ['SQL Injection', 'sql-injection', 'Hardcoded_Secret', 'RaceCondition', 'N+1', 'INJECTION', 'other'];
    const categories = ['injection', 'injection', 'secret', 'concurrency', 'query-in-loop', 'injection', 'other'];
    expect(names.map((category) => read({ category })?.category)).toEqual(categories);
    expect(names.map((category) => read({ category })?.isUnsorted)).toEqual(names.map(() => undefined));
    for (const said of [{}, { category: 'weirdness' }, { category: 7 }, { category: 'other', isUnsorted: true }])
      expect(read(said)).toMatchObject({ category: 'other', isUnsorted: true });
    expect([read({ confidence: 'High' }), read({ confidence: 'sure' })]).toMatchObject([
      { confidence: 'high' },
      { confidence: 'medium' },
    ]);
  });

  it(verifies('findings.surest-words'), () => {
    const severities = ['critical', 'low', 'medium', 'medium'] as const;
    const confidences = ['low', 'medium', 'high', 'low'] as const;
    const runs = severities.map((severity, at) =>
      look([{ severity, confidence: confidences[at] ?? 'low', message: `cartSubtotal, said by ${at}` }]),
    );
    const [one] = placed(...runs);
    expect(one).toMatchObject({ severity: 'medium', confidence: 'high', message: 'cartSubtotal, said by 2' });
    expect(placed(...runs.toReversed())[0]).toMatchObject({ message: 'cartSubtotal, said by 2' });
    expect(placed(look([{ severity: 'low' }]), look([{ severity: 'medium' }]))[0]?.severity).toBe('medium');
    expect(placed(look([{ severity: 'info' }]), look([{ severity: 'critical' }]))[0]?.severity).toBe('medium');
    const tool = look(
      [{ severity: 'info', confidence: 'low', message: 'The linter says so.' }],
      { kind: 'lint' },
      TOOL,
    );
    expect(placed(...runs, tool)[0]).toMatchObject({
      severity: 'info',
      confidence: 'low',
      message: 'The linter says so.',
      standing: 'confirmed',
      looks: { found: 5, of: 5 },
    });
    expect(placed(tool, look([]))[0]?.looks).toEqual({ found: 1, of: 1 });
  });

  it(verifies('findings.looks-counted'), () => {
    const medium = { confidence: 'medium' } as const;
    const elsewhere = look([], { sources: [source('const voucherCode = 1;', 'src/cart.ts', 100)] });
    const check = look([], { kind: 'check' }, TOOL);
    const undone: TaskRun = { task: task({ id: 'r-undone' }), outcome: { state: 'cancelled', attempts: [] } };
    const none = [elsewhere, check, undone];
    expect(placed(look([medium]), ...none)[0]).toMatchObject({ looks: { found: 1, of: 1 }, confidence: 'medium' });
    expect(placed(look([medium]), look([]))[0]).toMatchObject({ looks: { found: 1, of: 2 }, confidence: 'medium' });
    expect(placed(look([medium]), look([]), look([]))[0]).toMatchObject({
      looks: { found: 1, of: 3 },
      confidence: 'low',
    });
    expect(placed(look([medium]), look([medium]), look([]))[0]).toMatchObject({
      looks: { found: 2, of: 3 },
      confidence: 'high',
    });
    // Those who look for other things may well pass it by.
    const [apart] = placed(look([medium]), look([], { kind: 'security' }), look([], { kind: 'performance' }));
    expect(apart).toMatchObject({ looks: { found: 1, of: 3 }, confidence: 'medium' });
  });

  it('keeps what is known of earlier runs as it was counted', () => {
    const known: FoundFinding = {
      ...GOOD_FINDING,
      path: 'src/cart.ts',
      kind: 'review',
      taskId: 'before-1',
      who: { kind: 'cache', engine: 'llama3.2 on studio', answeredAt: 0 },
    };
    expect(placeFindings([known], [])[0]).toMatchObject({ looks: { found: 1, of: 1 }, confidence: 'high' });
    const counted = { ...known, confidence: 'medium', looks: { found: 2, of: 3 } } as const;
    expect(placeFindings([counted], [])[0]).toMatchObject({ looks: { found: 2, of: 3 }, confidence: 'medium' });
  });
});

const code = fc.constantFrom(
  'let total = 0;',
  'return total;',
  'if (cartLines.length > 0) {',
  '}',
  '',
  'total += one;',
);
const MARK = 'const voucher = lookUp(voucherCode);';

/** The fingerprints of findings at all lines that hold the text. */
function namesOf(lines: readonly string[], held: string, change: Partial<FoundFinding> = {}): readonly string[] {
  const at = lines.flatMap((text, index) => (text.includes(held) ? [index + 1] : []));
  const run = look(
    at.map((line) => ({ line, quote: held, ...change })),
    { sources: [source(lines.join('\n'))] },
  );
  return placed(run).map(({ fingerprint }) => fingerprint);
}

describe('fingerprints', () => {
  it(verifies('findings.fingerprint-stays'), () => {
    const words = fc.record({
      message: fc.string({ minLength: 1 }),
      rationale: fc.string(),
      fix: fc.string(),
      severity: fc.constantFrom(...SEVERITIES),
      confidence: fc.constantFrom(...CONFIDENCES),
    });
    const quote = fc.constantFrom(MARK, 'voucherCode', `  ${MARK}`, 'lookUp(voucherCode)');
    fc.assert(
      fc.property(
        fc.array(code),
        fc.array(code),
        fc.stringMatching(/^[ \t]{0,8}$/),
        fc.boolean(),
        words,
        quote,
        (above, below, indent, isWindows, other, shorter) => {
          const [before] = namesOf([MARK], MARK);
          const after = [...above, indent + MARK.replace(' = ', '  = '), ...below].map((line) =>
            isWindows ? `${line}\r` : line,
          );
          const line = above.length + 1;
          const run = look([{ line, ...other, quote: shorter }], { sources: [source(after.join('\n'))] });
          expect(placed(run).map(({ fingerprint }) => fingerprint)).toEqual([before]);
          expect(before).toMatch(/^[0-9a-f]{32}$/);
        },
      ),
    );
  });

  it(verifies('findings.fingerprint-stays', 'of a line that is too long to be quoted whole'), () => {
    const long = `const table = [${'0, '.repeat(200)}voucherCode, ${'1, '.repeat(200)}cartLines];`;
    const lines = ['let total = 0;', long];
    const [one] = namesOf([long], 'voucherCode');
    expect(namesOf(lines, 'cartLines];')).toEqual([one]);
    expect(namesOf(lines, '0, voucherCode, 1')).toEqual([one]);
    expect(namesOf([long.replace('cartLines', 'others')], 'voucherCode')).not.toEqual([one]);
  });

  it(verifies('findings.fingerprint-apart'), () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(MARK, 'let total = 0;', 'voucherCode += 1;'), { maxLength: 12 }),
        (lines) => {
          const found = lines.flatMap((text, index) => [
            { line: index + 1, quote: text, category: 'logic' as const },
            { line: index + 1, quote: text, category: 'injection' as const },
          ]);
          const run = look(found, { sources: [source(lines.join('\n'))] });
          const other = look(found, { sources: [source(lines.join('\n'), 'src/other.ts')] });
          const names = placed(run, other).map(({ fingerprint }) => fingerprint);
          expect(names).toHaveLength(lines.length * 4);
          expect(new Set(names).size).toBe(names.length);
        },
      ),
    );
    // A second one of the same kind is new, and the first one stays known.
    const [one] = namesOf([MARK, 'return total;'], MARK);
    expect(namesOf([MARK, 'return total;', MARK], MARK)[0]).toBe(one);
  });
});

describe('lines of findings', () => {
  const piece = fc.constantFrom(
    'voucherCode',
    'return;',
    'return total;',
    '}',
    ' ',
    '\t',
    '\r',
    '...',
    '`',
    '5| ',
    '\u2028',
    '😀',
    'x'.repeat(90),
  );
  const line = fc.array(piece, { maxLength: 6 }).map((some) => some.join(''));
  const file = fc.array(line, { minLength: 1, maxLength: 12 });
  const quote = fc.oneof(
    fc.array(fc.oneof(line, fc.constant('\n')), { maxLength: 4 }).map((some) => some.join('')),
    fc.string(),
  );
  const said = fc.record({ line: fc.integer({ min: 1, max: 30 }), quote, category: fc.constantFrom('logic', 'other') });
  const sources = fc.array(fc.tuple(file, fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 3 });

  it.each([
    ['of models', WORKER, 'review'],
    ['of tools', TOOL, 'check'],
  ] as const)(verifies('findings.lines-exist', '%s'), (_, who, kind) => {
    fc.assert(
      fc.property(sources, fc.array(said, { maxLength: 6 }), (shown, found) => {
        const parts = shown.map(([lines, firstLine]) => source(lines.join('\n'), 'src/a.ts', firstLine));
        const run = look(found as readonly Partial<FoundFinding>[], { kind, sources: parts }, who);
        const result = placed(run);
        if (kind === 'check' && found.length > 0) expect(result).not.toEqual([]);
        for (const one of result) {
          const held = parts.map((part) => part.text.split('\n')[one.line - part.firstLine]);
          expect(held.some((text) => text?.includes(one.quote))).toBe(true);
          expect(one.quote.length).toBeLessThanOrEqual(160);
          expect(one.quote).toBe(one.quote.trim());
          if (kind === 'review') expect(one.quote).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });

  it(verifies('findings.lines-exist', 'of pieces of a line'), () => {
    const [start, end] = [`const rows = [${'0, '.repeat(100)}`, `voucherCode, ${'1, '.repeat(100)}];`];
    const cut = { sources: [source(start, 'a.ts', 7), source(end, 'a.ts', 7)] };
    const [one] = placed(look([{ line: 8, quote: 'voucherCode, 1' }], cut));
    expect(one).toMatchObject({ line: 7, path: 'a.ts', quote: expect.stringMatching(/^voucherCode, 1, 1/) });
  });

  it(verifies('findings.common-quote'), () => {
    const text = ['start(voucher);', 'return;', 'stop(voucher);', 'return;', 'return;', 'end(voucher);'];
    const lineOf = (at: number, quoted = 'return;'): number | undefined =>
      placed(look([{ line: at, quote: quoted }], { sources: [source(text.join('\n'))] }))[0]?.line;
    expect([1, 2, 3, 4, 5, 6].map((at) => lineOf(at))).toEqual([undefined, 2, undefined, 4, 5, undefined]);
    expect(lineOf(3, 'start(voucher)')).toBe(1);
    expect(lineOf(3, ';')).toBeUndefined();
    const once = look([{ line: 3, quote: 'return;' }], {
      sources: [source('start(voucher);\nreturn;\nend(voucher);')],
    });
    expect(placed(once)[0]?.line).toBe(2);
  });

  it(verifies('findings.quote-trimmed'), () => {
    const text = ['open(voucher);', 'close(voucher);', 'close(voucher);', 'end(voucher);'].join('\n');
    const lineOf = (line: number, quote: string): number | undefined =>
      placed(look([{ line, quote }], { sources: [source(text)] }))[0]?.line;
    for (const quote of ['end(voucher);', 'end(voucher);\n', '\nend(voucher);\n\n', '`end(voucher);`\n'])
      expect([lineOf(4, quote), lineOf(3, quote)]).toEqual([4, 4]);
    expect(lineOf(2, 'close(voucher);\n')).toBe(2);
  });

  it('quotes the whole line, as it stands in the file, and a long one from where the evidence begins', () => {
    const long = `const table = [${'0, '.repeat(200)}voucherCode, ${'1, '.repeat(200)}];`;
    const [one] = placed(look([{ line: 1, quote: 'voucherCode, 1' }], { sources: [source(long)] }));
    expect(one?.quote).toMatch(/^voucherCode, 1, /);
    expect(placed(look([{ quote: 'index <= cartLines.length' }]))[0]?.quote).toBe(CART.split('\n')[4]?.trim());
  });
});
