import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedFindings, gateFor } from '../src/index.ts';
import { answer, CART, findings, GOOD_FINDING, source, SUMMARY, task, TOOL } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const prose = task({ kind: 'docs', output: { kind: 'text' } });

async function judge(judged: Task, given: Answer): Promise<GateVerdict> {
  return await gateFor(judged)(judged, given);
}

async function gateOf(judged: Task, given: Answer): Promise<string> {
  const verdict = await judge(judged, given);
  return verdict.passed ? 'passed' : verdict.gate;
}

describe('the gate of findings', () => {
  it('passes a grounded answer with evidence, fenced or not', async () => {
    const text = findings(SUMMARY, GOOD_FINDING);
    expect(await gateOf(task(), answer(text))).toBe('passed');
    expect(await gateOf(task(), answer(`\`\`\`json\n${text}\n\`\`\`\n`))).toBe('passed');
    expect(await gateOf(task(), answer(findings(SUMMARY)))).toBe('passed');
  });

  it('refuses what was cut or is empty', async () => {
    expect(await judge(task(), answer(findings(SUMMARY), { finish: 'length' }))).toEqual({
      passed: false,
      gate: 'finished',
      reason: 'The answer was cut at its limit of 700 tokens.',
    });
    expect(await gateOf(task(), answer(' \n'))).toBe('finished');
  });

  it(verifies('gates.flood'), async () => {
    const floods = ['\n', '`', ' ', '/*', '{"summary":"', '```json\n', '1| ', '...'].map((piece) =>
      piece.repeat(200_000),
    );
    const started = performance.now();
    for (const flood of floods) {
      expect(await gateOf(task({ sources: [source(flood)] }), answer(flood))).not.toBe('passed');
      expect(
        await gateOf(
          task({ sources: [source(flood)] }),
          answer(findings(flood.slice(0, 3000), { ...GOOD_FINDING, quote: flood.slice(0, 3000) })),
        ),
      ).toBeTypeOf('string');
      expect(await gateOf(prose, answer(`${flood}x`))).not.toBe('passed');
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('refuses what does not fit the schema and says where', async () => {
    expect(await gateOf(task(), answer('LGTM'))).toBe('schema');
    expect(await gateOf(task(), answer(`Sure! ${findings(SUMMARY)}`))).toBe('schema');
    const text = findings(SUMMARY, { ...GOOD_FINDING, severity: 'awful' as 'high' });
    expect(await judge(task(), answer(text))).toMatchObject({
      gate: 'schema',
      reason: expect.stringContaining('findings.0.severity'),
    });
    expect(await gateOf(task(), answer(findings(SUMMARY, { ...GOOD_FINDING, line: 0 })))).toBe('schema');
  });

  it(verifies('gates.evidence'), async () => {
    const invented = { ...GOOD_FINDING, quote: 'eval(userInput)' };
    expect(await judge(task(), answer(findings(SUMMARY, GOOD_FINDING, invented, invented)))).toEqual({
      passed: false,
      gate: 'evidence',
      reason:
        '2 of 3 findings quote code that is not within 3 lines of where they say, e.g. "eval(userInput)" at line 5.',
    });
  });

  it('drops and counts single findings without evidence', async () => {
    const given = answer(findings(SUMMARY, GOOD_FINDING, { ...GOOD_FINDING, quote: 'eval(userInput)' }));
    expect(await gateOf(task(), given)).toBe('passed');
    expect(acceptedFindings(task(), given)).toEqual({ findings: [GOOD_FINDING], dropped: 1 });
  });

  it('refuses "looks good" in the right shape', async () => {
    for (const summary of [
      'LGTM',
      'The code looks good, is clean and follows best practices. No issues were found in this file.',
      'The function returns a number and handles errors properly.',
    ]) {
      expect(await gateOf(task(), answer(findings(summary)))).toBe('grounded');
    }
  });

  it('asks for one identifier only where there are few, and none where there is none', async () => {
    const few = task({ sources: [source('const portNumber = 3;\n')] });
    expect(await gateOf(few, answer(findings('It sets portNumber.')))).toBe('passed');
    expect(await gateOf(few, answer(findings('It sets a value.')))).toBe('grounded');
    expect(await gateOf(task({ sources: [source('let x = 3;\n')] }), answer(findings('It sets x.')))).toBe('passed');
  });

  it(verifies('gates.grounded', 'a quoted finding that names one thing, if only in its rationale'), async () => {
    const terse = { ...GOOD_FINDING, message: 'Off by one.', fix: 'Use < in place of <=.' };
    const one = { ...terse, rationale: 'The last index is `cartLines.length`, which is one too far.' };
    expect(await gateOf(task(), answer(findings('One defect.', one)))).toBe('passed');
    // Nothing of the code is named, or what names it quotes something else.
    const none = { ...terse, rationale: 'It reads too far.' };
    expect(await gateOf(task(), answer(findings('One defect.', none)))).toBe('grounded');
    const elsewhere = { ...one, rationale: 'It reads past the end of the cartLines.', line: 60 };
    expect(await gateOf(task({ gates: ['grounded'] }), answer(findings('One defect.', elsewhere)))).toBe('grounded');
  });

  it('does not take words of comments for identifiers', async () => {
    const commented = task({ sources: [source(`// discounted merchandise\n/* seasonal voucher */\n${CART}`)] });
    expect(await gateOf(commented, answer(findings('Seasonal voucher for discounted merchandise.')))).toBe('grounded');
  });

  it('refuses loops and broken characters', async () => {
    const loop = `${SUMMARY} ${'and then it goes on '.repeat(40)}`;
    expect(await judge(task(), answer(findings(loop)))).toMatchObject({
      gate: 'degenerate',
      reason: expect.stringMatching(/^\d+ % of its 4-word sequences/),
    });
    expect(await gateOf(task(), answer(findings(`${SUMMARY} ${'a'.repeat(60)}`)))).toBe('degenerate');
    expect(await gateOf(task(), answer(findings(`${SUMMARY} ${'\ufffd'.repeat(20)}`)))).toBe('degenerate');
  });

  it(verifies('gates.noise'), async () => {
    const noise = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.lorem({ maxCount: 80 }),
      fc.json(),
    );
    await fc.assert(
      fc.asyncProperty(noise, async (text) => {
        expect(await gateOf(task(), answer(text))).not.toBe('passed');
        expect(await gateOf(task(), answer(findings(text)))).not.toBe('passed');
        expect(await gateOf(prose, answer(text))).not.toBe('passed');
      }),
      { numRuns: 500 },
    );
  });

  it('believes tools that finished and speak the right language', async () => {
    const check = task({ kind: 'check' });
    expect(await gateOf(check, answer(findings('Nothing found.'), { who: TOOL }))).toBe('passed');
    expect(await gateOf(check, answer('oops', { who: TOOL }))).toBe('schema');
  });
});

describe('evidence', () => {
  const lineOf = (line: number, quote: string, judged: Task = task()): number | undefined =>
    acceptedFindings(judged, answer(findings(SUMMARY, { ...GOOD_FINDING, line, quote }))).findings[0]?.line;

  it('puts lines right within three lines, not further', () => {
    expect([2, 4, 5, 6, 8].map((line) => lineOf(line, 'index <= cartLines.length'))).toEqual([5, 5, 5, 5, 5]);
    expect([1, 9, 500].map((line) => lineOf(line, 'index <= cartLines.length'))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('forgives white space, copied line numbers, backticks and dots', () => {
    expect(lineOf(5, '5|   for (let index = 0;   index <= cartLines.length; index++) {')).toBe(5);
    expect(lineOf(4, '`let subtotal = 0;`')).toBe(4);
    expect(lineOf(6, 'subtotal += cartLines[index].unitPrice...')).toBe(6);
    expect(lineOf(4, 'let subtotal = 0;\n  for (let index = 0;')).toBe(4);
    expect(lineOf(6, '4| let subtotal = 0;\n5| for (let index = 0;')).toBe(4);
  });

  it('takes no quote that stands in any file', () => {
    expect([lineOf(7, '}'), lineOf(7, '  }\n'), lineOf(8, ''), lineOf(9, '} } }')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('counts lines from the start of the file in later chunks', () => {
    const later = task({ sources: [source('const voucherCode = 1;\nconst voucherName = 2;', 'a.ts', 101)] });
    expect([lineOf(102, 'voucherName = 2', later), lineOf(2, 'voucherName = 2', later)]).toEqual([102, undefined]);
  });
});

describe('the gate of texts', () => {
  const docs =
    'Call `cartSubtotal` with the lines of a cart to get the sum, then `applyVoucher` with a percentage between 0 and 100.';

  it('passes text about this source', async () => {
    expect(await gateOf(prose, answer(docs))).toBe('passed');
  });

  it('refuses generic, short and cut text', async () => {
    expect(
      await gateOf(
        prose,
        answer(
          'This module is well written and easy to read. It follows the best practices of the language and needs no changes.',
        ),
      ),
    ).toBe('grounded');
    expect(await judge(prose, answer('cartSubtotal applyVoucher'))).toMatchObject({
      gate: 'degenerate',
      reason: 'The answer has 2 words; a text needs at least 12.',
    });
    expect(await gateOf(prose, answer(docs, { finish: 'length' }))).toBe('finished');
  });
});
