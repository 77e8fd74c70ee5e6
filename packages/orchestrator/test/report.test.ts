import { NO_USAGE } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Charge, type Plan, receiptOf, renderMarkdown, type TaskRun, verdictLine } from '../src/index.ts';
import { EMPTY_PLAN, resultOf } from './result-of.ts';
import { API, answer, findings, GOOD_FINDING, passed, rejected, source, SUMMARY, task, WORKER } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

function done(text: string, change: Parameters<typeof task>[0] = {}, who = WORKER): TaskRun {
  const given = answer(text, { who });
  return { task: task(change), outcome: { state: 'done', answer: given, attempts: [passed(1, given)] } };
}

/** Lines that Markdown reads as structure: those outside of fences. */
function structure(report: string): readonly string[] {
  const lines: string[] = [];
  let fence = '';
  for (const line of report.split('\n')) {
    const ticks = /^ {0,3}(`{3,})/.exec(line)?.[1];
    if (fence === '' && ticks !== undefined) fence = ticks;
    else if (fence !== '' && ticks !== undefined && ticks.length >= fence.length && line.trim() === ticks) fence = '';
    else if (fence === '') lines.push(line);
  }
  return lines;
}

describe('a receipt', () => {
  const API_WHO = { ...API, servedModel: '' } as const;
  const cut = {
    number: 1,
    rung: 'api',
    who: API_WHO,
    startedAt: 1,
    endedAt: 1,
    end: { kind: 'error', code: 'CANCELLED', message: 'The coordinator stopped in the middle of it.', costMicros: 0 },
  } as const;
  const charge = (taskId: string, costMicros: number, change: object = {}): Charge => ({
    role: 'task',
    taskId,
    who: API_WHO,
    costMicros,
    inFull: false,
    ...change,
  });

  it.each(['api', 'strong'] as const)(verifies('report.cut-off', 'on the %s rung'), (rung) => {
    const given = answer(findings(SUMMARY), { who: API, costMicros: 70 });
    const run: TaskRun = {
      task: task({ id: 'r-1' }),
      outcome: {
        state: 'done',
        answer: given,
        attempts: [
          { ...cut, rung },
          { ...passed(2, given), rung },
        ],
      },
    };
    const plannerCall = { who: API, usage: NO_USAGE, timings: given.timings, costMicros: 11, used: true };
    const charges = [
      charge('r-plan', 500, { role: 'plan', inFull: true }),
      charge('r-plan', 11, { role: 'plan' }),
      charge('r-1', 1_000, { inFull: true }),
      charge('r-1', 70),
      charge('r-2', 30),
      charge('r-3', 0),
    ];
    const receipt = receiptOf({ calls: [plannerCall], runs: [run], orchestratorPrice: undefined, charges });
    expect(receipt.rows.map(({ role, lost, attempts, costMicros }) => [role, lost, attempts, costMicros])).toEqual([
      ['plan', undefined, 1, 11],
      ['task', undefined, 1, 70],
      ['plan', 'in-full', 1, 500],
      ['task', 'in-full', 1, 1_000],
      ['task', 'answer', 1, 30],
    ]);
    expect(receipt.totals).toMatchObject({ costMicros: 1_611, attempts: 5, failed: 3, tasksDone: 2 });
    const [own] = receipt.rungs.filter((tally) => tally.rung === rung);
    expect(own).toEqual({ rung, resolved: 1, attempts: 2, costMicros: rung === 'api' ? 1_100 : 1_070 });
    const report = renderMarkdown({ ...resultOf([run]), receipt });
    expect(report).toContain('| gpt-5 at api.openai.com (failed or cut off, charged in full) | plan | 0 | 1 |');
    expect(report).toContain('| gpt-5 at api.openai.com (paid, its answer is lost) | task | 0 | 1 |');
  });

  it('adds nothing where every charge is told of', () => {
    const given = answer(findings(SUMMARY), { who: API, costMicros: 70 });
    const run: TaskRun = { task: task(), outcome: { state: 'done', answer: given, attempts: [passed(1, given)] } };
    const input = { calls: [], runs: [run], orchestratorPrice: undefined };
    expect(receiptOf({ ...input, charges: [charge('r-1', 70)] })).toEqual(receiptOf(input));
  });
});

describe('renderMarkdown', () => {
  it('shows findings with place, evidence and finder, the texts and the receipt', () => {
    const report = renderMarkdown(
      resultOf([
        done(findings(SUMMARY, GOOD_FINDING)),
        done('Call cartSubtotal.', { id: 'r-2', kind: 'docs', title: 'Document it', output: { kind: 'text' } }, API),
      ]),
    );
    expect(report).toContain('**DONE: all 2 tasks done. Found: 1 high. 1 text written.**');
    expect(report).toContain(
      '- `src/cart.ts:5` The loop in cartSubtotal reads one element past the end.\n  - Evidence: `for (let index = 0; index <= cartLines.length; index++) {`\n  - Why: The last index is one below the length, so the last turn reads undefined.\n  - Fix: Use &lt; in place of &lt;=.\n  - off-by-one, high confidence\n  - By llama3.2 on studio (peer …AbCdEfGh), review',
    );
    expect(report).toContain(
      '### Document it\n\nBy gpt-5 → gpt-5-2025 at api.openai.com:\n\n```markdown\nCall cartSubtotal.\n```',
    );
    expect(report).toContain(
      '| llama3.2 on studio (peer …AbCdEfGh) | task | 1 | 1 | 0 | 0 | 100 (0) | 20 (0) | 2.0 | $0.00 |',
    );
  });

  it('shows commands as code where it says what was not judged, and nothing else unescaped', () => {
    const unjudged = ['lint: run `hanzo config trust` *first*.', 'a lone ` and <b>'];
    const report = renderMarkdown(resultOf([done(SUMMARY)], { unjudged }));
    expect(report).toContain('- lint: run `hanzo config trust` \\*first\\*.\n');
    expect(report).toContain('- a lone \\` and &lt;b&gt;\n');
  });

  it(verifies('report.undone-shown'), () => {
    const refused = answer('LGTM');
    const report = renderMarkdown(
      resultOf([
        {
          task: task(),
          outcome: {
            state: 'undone',
            reason: 'Every rung failed.',
            attempts: [rejected(1, refused, 'grounded', 'It names 0 of 9.')],
          },
        },
      ]),
    );
    expect(report).toContain(
      '| review src/cart.ts:1-13 | Every rung failed. | 1. llama3.2 on studio (peer …AbCdEfGh): refused by gate grounded: It names 0 of 9. |',
    );
    expect(report).toContain('INCOMPLETE: its one task was not done.');
  });

  it(verifies('report.passed-after'), () => {
    const paid = answer(findings(SUMMARY), { who: API, costMicros: 900 });
    const attempts = [
      rejected(1, answer('LGTM'), 'grounded', 'It names 0 of 9.'),
      { ...passed(2, paid), rung: 'strong' },
    ];
    const escalated = { task: task(), outcome: { state: 'done', answer: paid, attempts } } as TaskRun;
    const report = renderMarkdown(resultOf([escalated, done(findings(SUMMARY))]));
    expect(report).toMatch(
      /## Done after other tries\n\n.*\n.*\n\| review src\/cart.ts:1-13 \| .*gpt-5.* \| 1\. llama3\.2 on studio .*: refused by gate grounded: It names 0 of 9\. \|\n\n/,
    );
    expect(report).toContain(
      'Tasks done by the mesh: 1, by a stronger model at the API: 1 ($0.0009). $0.00045 for each task that was done',
    );
    expect(renderMarkdown(resultOf([done(findings(SUMMARY))]))).not.toContain('Done after other tries');
    // Interrupted and gone on with, or moved: nobody was passed over.
    const end = { kind: 'error', code: 'CANCELLED', message: 'The coordinator stopped.', costMicros: 0 } as const;
    const given = answer(findings(SUMMARY));
    const moved = [
      { ...passed(1, given), end },
      { ...passed(2, given), end: { ...end, code: 'PEER_LOST' } as const },
    ];
    const outcome = { state: 'done', answer: given, attempts: [...moved, passed(3, given)] } as const;
    expect(renderMarkdown(resultOf([{ task: task(), outcome }]))).not.toContain('Done after other tries');
  });

  it('lists what was not looked at', () => {
    const plan = { ...EMPTY_PLAN, notCovered: [{ path: 'big.ts', reason: 'too large' }] };
    const report = renderMarkdown(resultOf([done(findings(SUMMARY))], { plan }));
    expect(report).toContain('## Not looked at\n\n- `big.ts`: too large');
    expect(report).toContain('1 file not looked at.');
  });

  it(verifies('report.not-forged'), () => {
    const evil = fc
      .array(
        fc.constantFrom(
          '# H',
          '\n',
          '\r\n',
          '| a | b |',
          '| --- |',
          '<script>',
          '</table>',
          '```',
          '````',
          '~~~',
          '---',
          '===',
          '- x',
          '1. y',
          '> q',
          '[a](http://x)',
          '![i](x)',
          '`',
          '\\',
          '**b**',
          '&lt;',
          '\u001b[31m',
          '\u202e',
          'INCOMPLETE',
          '    ',
          '\t',
          'text',
          '<!--',
          '|',
          '\\|',
          '$x$',
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((pieces) => pieces.join(''));
    const shape = (report: string): readonly string[] =>
      structure(report).map((line) => /^(#+ \w+|\|| *- |\*\*|$)/.exec(line)?.[0] ?? 'text');
    const build = (words: string): string => {
      const who = { ...WORKER, node: words, model: words };
      const finding = { ...GOOD_FINDING, message: words, fix: `.${words}`, quote: words };
      const run = { ...done(findings(words, finding), { title: words, sources: [source(words, words)] }, who) };
      const text = done(words, { id: 't', kind: 'docs', output: { kind: 'text' }, title: 'x' }, who);
      const undone: TaskRun = {
        task: task({ id: 'u', title: words }),
        outcome: { state: 'undone', reason: words, attempts: [rejected(1, answer(words, { who }), words, words)] },
      };
      const plan: Plan = {
        ...EMPTY_PLAN,
        origin: { kind: 'model', model: words, servedModel: 'other' },
        warnings: [words],
        notCovered: [{ path: words, reason: words }],
      };
      const check = done(
        findings(words),
        { id: 'c', kind: 'check', sources: [source(words, words)] },
        { kind: 'tool', tool: words },
      );
      const result = resultOf([run, text, undone, check], { plan, instructions: words });
      const [real] = resultOf([done(findings(SUMMARY, GOOD_FINDING))]).findings;
      if (real === undefined) throw new Error('no finding');
      const forged = { ...real, ...finding, path: words, kind: 'review' as const, taskId: 'r', who };
      return renderMarkdown({ ...result, findings: [forged], counts: { ...result.counts, droppedFindings: 1 } });
    };
    const plain = shape(build('word'));
    fc.assert(
      fc.property(evil, (words) => {
        const report = build(words);
        expect(shape(report)).toEqual(plain);
        const outside = structure(report).join('\n');
        expect(report.includes('\u001b') || report.includes('\u202e')).toBe(false);
        expect(outside.replace(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '').replaceAll('<br>', '')).not.toMatch(/<[a-z/!]/i);
        // No cell was added: every row of a table has as many bars as its head.
        for (const table of outside.match(/(^\|.*\n)+/gm) ?? []) {
          const bars = table
            .trimEnd()
            .split('\n')
            .map((row) => row.replace(/\\[^]/g, '').split('|').length);
          expect(new Set(bars).size).toBe(1);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('verdictLine', () => {
  it(verifies('report.never-clean'), () => {
    const counts = fc.record({ done: fc.nat(5), undone: fc.nat(5), cancelled: fc.nat(5) });
    fc.assert(
      fc.property(counts, ({ done: finished, undone, cancelled }) => {
        const tasks = finished + undone + cancelled;
        const complete = tasks > 0 && finished === tasks;
        const bySeverity = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
        const line = verdictLine({
          complete,
          counts: {
            tasks,
            done: finished,
            undone,
            cancelled,
            unmade: 0,
            known: 0,
            below: 0,
            bySeverity,
            droppedFindings: 0,
            fullAnswers: 0,
            undoneCodes: {},
          },
          plan: EMPTY_PLAN,
          prose: [],
        });
        expect(line.startsWith(complete ? 'DONE: ' : 'INCOMPLETE: ')).toBe(true);
        if (!complete) expect(line).not.toMatch(/DONE|Nothing was found\./);
      }),
    );
  });
});
