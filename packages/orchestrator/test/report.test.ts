import { type Attempt, NO_USAGE } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Charge,
  type Plan,
  receiptOf,
  renderMarkdown,
  type RunResult,
  type TaskRun,
  verdictLine,
} from '../src/index.ts';
import { collect } from '../src/run/collect.ts';
import {
  API,
  answer,
  findings,
  GOOD_FINDING,
  passed,
  rejected,
  source,
  SUMMARY,
  task,
  TOOL,
  WORKER,
} from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const emptyPlan: Plan = {
  origin: { kind: 'deterministic', because: 'No model.' },
  tasks: [],
  warnings: [],
  notCovered: [],
  calls: [],
};
const price = { inputMicros: 1_000_000, cachedInputMicros: 100_000, outputMicros: 10_000_000 };

function resultOf(outcomes: readonly TaskRun[], change: Partial<RunResult> = {}): RunResult {
  const { counts, ...found } = collect(outcomes);
  const complete = counts.tasks > 0 && counts.done === counts.tasks;
  const plan = change.plan ?? emptyPlan;
  const receipt = receiptOf({ calls: plan.calls, runs: outcomes, orchestratorPrice: price });
  return {
    runId: 'run',
    instructions: 'Review.',
    startedAt: 0,
    endedAt: 1500,
    plan,
    outcomes,
    ...found,
    receipt,
    complete,
    counts,
    ...change,
  };
}

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

  it(verifies('report.cut-off'), () => {
    const given = answer(findings(SUMMARY), { who: API, costMicros: 70 });
    const run: TaskRun = {
      task: task({ id: 'r-1' }),
      outcome: { state: 'done', answer: given, attempts: [cut, { ...passed(2, given), rung: 'api' }] },
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
      '- `src/cart.ts:5` The loop in cartSubtotal reads one element past the end.\n  - Evidence: `index <= cartLines.length`\n  - Fix: Use &lt; in place of &lt;=.\n  - By llama3.2 on studio (peer …AbCdEfGh), review',
    );
    expect(report).toContain(
      '### Document it\n\nBy gpt-5 → gpt-5-2025 at api.openai.com:\n\n```markdown\nCall cartSubtotal.\n```',
    );
    expect(report).toContain(
      '| llama3.2 on studio (peer …AbCdEfGh) | task | 1 | 1 | 0 | 0 | 100 (0) | 20 (0) | 2.0 | $0.00 |',
    );
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
    expect(report).toContain('INCOMPLETE: 1 of 1 task was not done.');
  });

  it('lists what was not looked at', () => {
    const plan = { ...emptyPlan, notCovered: [{ path: 'big.ts', reason: 'too large' }] };
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
        ...emptyPlan,
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
      const forged = { ...finding, path: words, kind: 'review' as const, taskId: 'r', who };
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
            bySeverity,
            droppedFindings: 0,
            undoneCodes: {},
          },
          plan: emptyPlan,
          prose: [],
        });
        expect(line.startsWith(complete ? 'DONE: ' : 'INCOMPLETE: ')).toBe(true);
        if (!complete) expect(line).not.toMatch(/DONE|Nothing was found\./);
      }),
    );
  });
});

describe('receiptOf', () => {
  it('adds up per engine, escalations included, and says what was saved', () => {
    const bad = answer('LGTM');
    const paid = answer(findings(SUMMARY), {
      who: API,
      costMicros: 900,
      usage: { inputTokens: 300, cachedInputTokens: 100, outputTokens: 50, reasoningTokens: 10 },
    });
    const escalated: TaskRun = {
      task: task(),
      outcome: { state: 'done', answer: paid, attempts: [rejected(1, bad, 'grounded', 'no'), passed(2, paid)] },
    };
    const call = {
      who: API,
      usage: { ...NO_USAGE, inputTokens: 10 },
      timings: { queueMs: 0, firstTokenMs: 0, totalMs: 500 },
      costMicros: 10,
      used: true,
    };
    const receipt = receiptOf({
      calls: [call],
      runs: [escalated, done(findings(SUMMARY)), done(findings('ok'), { kind: 'check' }, TOOL)],
      orchestratorPrice: price,
    });
    expect(
      receipt.rows.map(({ who, role, tasksDone, attempts, rejected: refused, costMicros }) => [
        who.kind,
        role,
        tasksDone,
        attempts,
        refused,
        costMicros,
      ]),
    ).toEqual([
      ['api', 'plan', 1, 1, 0, 10],
      ['worker', 'task', 1, 2, 1, 0],
      ['api', 'task', 1, 1, 0, 900],
      ['tool', 'task', 1, 1, 0, 0],
    ]);
    expect(receipt.totals).toMatchObject({
      tasksDone: 4,
      attempts: 5,
      rejected: 1,
      failed: 0,
      costMicros: 910,
      usage: { inputTokens: 610, cachedInputTokens: 100, outputTokens: 110, reasoningTokens: 10 },
    });
    // (10 for the plan + 300 + 500 for the paid answer + 100 + 200 for the free one) - 910
    expect(receipt.savedMicros).toBe(200);
  });

  it('says nothing of savings without a price, and names attempts that nobody took', () => {
    const attempt = {
      number: 1,
      rung: 'mesh',
      who: undefined,
      startedAt: 0,
      endedAt: 1,
      end: { kind: 'error', code: 'NO_WORKER', message: 'None.', costMicros: 5 },
    } as const;
    const receipt = receiptOf({
      calls: [],
      runs: [{ task: task(), outcome: { state: 'undone', reason: '', attempts: [attempt] } }],
      orchestratorPrice: undefined,
    });
    expect(receipt.savedMicros).toBeUndefined();
    expect(receipt.rows).toMatchObject([{ who: { kind: 'none', rung: 'mesh' }, failed: 1, costMicros: 5 }]);
  });

  it('counts tries that the model refused with the answers of the same model, and leaves those of others alone', () => {
    const paid = answer(findings(SUMMARY), { who: API, costMicros: 900 });
    const tryOf = (number: number, requestedModel: string): Attempt => ({
      number,
      rung: 'api',
      who: { kind: 'api', endpoint: 'api.openai.com', requestedModel, servedModel: '' },
      startedAt: 0,
      endedAt: 1,
      end: { kind: 'error', code: 'RATE_LIMITED', message: 'Wait.', costMicros: 0 },
    });
    const attempts = [tryOf(1, 'gpt-4o'), tryOf(2, 'gpt-5'), passed(3, paid), tryOf(4, 'gpt-5')];
    const runs: TaskRun[] = [{ task: task(), outcome: { state: 'done', answer: paid, attempts } }];
    const { rows } = receiptOf({ calls: [], runs, orchestratorPrice: undefined });
    expect(rows.map(({ who, attempts: tries, failed, costMicros }) => [who, tries, failed, costMicros])).toEqual([
      [tryOf(1, 'gpt-4o').who, 1, 1, 0],
      [API, 3, 2, 900],
    ]);
  });
});
