import { randomUUID } from 'node:crypto';
import { HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import type { DelegationResult } from '@hanzo/delegate';
import { openTaskBook } from '@hanzo/coordinator';
import { openLedger } from '@hanzo/ledger';
import { renderMarkdown, renderReport, type RunEvent, type RunResult } from '@hanzo/orchestrator';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { resultOf } from '../../../orchestrator/test/result-of.ts';
import type { delegateText, DelegateInput, DelegateParts } from '../../src/commands/delegate/delegate-text.ts';
import { withDelegated, type AfterRun } from '../../src/commands/dev/delegation/delegate-failed.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import type { Setting } from '../../src/setting.ts';
import { RESULT } from '../conversation/delegating-talk.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';
import { journalOf, type FailedRun, type Try } from './failed-journal.ts';

const RUN = '1a2b3c4d-0000-4000-8000-000000000000';
const REFUSED: Try = { answer: 'return 0;', because: 'expected 3 to be 4' };

interface Ended {
  readonly result: RunResult;
  readonly asked: readonly { readonly input: DelegateInput; readonly parts: DelegateParts }[];
  readonly lines: readonly string[];
  readonly events: readonly RunEvent[];
}

interface Case {
  readonly flags?: DevFlags;
  /** How often each task has failed. */
  readonly failures?: readonly number[];
  /** Of each delegation: micro-dollars, or why there is none. */
  readonly ends?: readonly (number | HanzoError)[];
  readonly change?: Partial<AfterRun>;
  /** The journal of an earlier process of the run. @default a new one */
  readonly journal?: { readonly home: string; readonly file: string };
  /** Told each question and its micro-dollars. @default nobody pays */
  readonly charge?: (runId: string, costMicros: number) => Promise<void>;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** As asking models does. */
async function openCharges(home: string): Promise<AsyncDisposable & { readonly charge: NonNullable<Case['charge']> }> {
  const ledger = await openLedger({ path: `${home}/ledger.db`, clock: systemClock, limits: {}, version: 'test' });
  return {
    charge: async (runId, costMicros) => {
      const call = { runId, taskId: `${runId}-1`, model: 'gpt-4o', endpoint: 'api.openai.com' };
      const hold = await ledger.send({ ...call, worstCaseMicros: costMicros });
      const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 };
      await ledger.settle(hold, { usage, costMicros, servedModel: 'gpt-4o' });
    },
    [Symbol.asyncDispose]: () => ledger.close(),
  };
}

function failedTasksOf(failures: readonly number[]): FailedRun['tasks'] {
  return failures.map((count, at) => ({
    paths: [`src/${at}.ts`],
    tries: Array.from({ length: count }, () => REFUSED),
  }));
}

/** A run of these tasks has ended: what of them is delegated. */
async function after({
  flags = { delegateAfter: 3 },
  failures = [3],
  ends = [],
  change,
  journal: earlier,
  charge,
  config,
}: Case): Promise<Ended> {
  using fresh = earlier === undefined ? await journalOf([{ id: RUN, tasks: failedTasksOf(failures) }]) : undefined;
  const journal = earlier ?? fresh ?? { home: '', file: '' };
  const { terminal, lines } = listeningTerminal();
  const asked: Ended['asked'][number][] = [];
  const events: RunEvent[] = [];
  const delegate: typeof delegateText = async (input, parts) => {
    asked.push({ input, parts });
    parts.terminal.out('# A report that is nobody’s data');
    parts.terminal.err('asking gpt-4o');
    const end = ends[asked.length - 1] ?? 100_000;
    const isLeft = end instanceof HanzoError && end.details['isLeft'] === true;
    if (end instanceof HanzoError && end.code !== 'CANCELLED' && !isLeft) throw end;
    parts.onEvent?.({ kind: 'saved', delegation: { id: RESULT.id }, file: RESULT.request } as never);
    const runId = `asked-${randomUUID()}`;
    parts.progress?.begun(runId);
    parts.onEvent?.({ kind: 'asking', model: RESULT.model, round: RESULT.round, tokens: 9 });
    await charge?.(runId, typeof end === 'number' ? end : 70_000);
    if (end instanceof HanzoError) throw end;
    const result: DelegationResult = { ...RESULT, costMicros: end };
    const kept = { markdown: 'R.md', json: 'R.json' };
    const delegation = { id: RESULT.id };
    parts.onEvent?.({ kind: 'result', result, kept } as never);
    const whole = {
      end: { delegation, best: [result], results: [{ result, kept }] },
      exitCode: 0 as ExitCode,
      costMicros: end,
    };
    return await Promise.resolve({ ...whole, folder: '/projects/shop/.x' } as never);
  };
  const setting = {
    paths: { journal: journal.file, ledger: `${journal.home}/ledger.db` },
    config: { delegate: { budgetMicros: 1_000_000, folder: '.x', ...config } },
  } as unknown as Setting;
  const result = await withDelegated(resultOf([], { runId: RUN, complete: false }), {
    flags,
    setting,
    workspace: '/projects/shop',
    isLocal: false,
    signal: new AbortController().signal,
    terminal,
    hooks: { onEvent: (event) => events.push(event) },
    delegate,
    ...change,
  });
  return { result, asked, lines, events };
}

describe('--delegate-after', () => {
  it(verifies('delegate-dev.after', 'those that failed so often'), async () => {
    const { result, asked, lines, events } = await after({
      failures: [2, 3],
      flags: { delegateAfter: 3, json: true, budget: '5' },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.input).toMatchObject({
      issue: expect.stringContaining('after 3 failed tries'),
      wishes: [{ pattern: 'src/1.ts', isExcluded: false }],
      logs: expect.stringContaining('expected 3 to be 4'),
    });
    expect(asked[0]?.input.attemptedFixes).toHaveLength(3);
    expect(result.complete).toBe(false);
    expect(result.delegated).toMatchObject([
      {
        taskId: `${RUN}-2`,
        failures: 3,
        state: 'answered',
        delegation: RESULT.id,
        model: 'gpt-4o',
        confidence: 'high',
        rootCause: RESULT.analysis?.rootCause,
        fixes: ['Use Math.round', 'Count in cents'],
        files: [`.x/${RESULT.request}`, '.x/R.md', '.x/R.json'],
        costMicros: 100_000,
      },
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(['task-delegating', 'task-delegated']);
    // The run's data is its own.
    const data = lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { readonly event: string });
    expect(data.map(({ event }) => event)).toEqual(['task-delegating', 'task-delegated']);
    expect(lines.join('\n')).not.toContain('A report that is');
    expect(lines.join('\n')).toContain('asking gpt-4o');
  });

  it(verifies('delegate-dev.after', 'also where the configuration says so, and not unasked'), async () => {
    expect((await after({ flags: {}, config: { afterFailures: 3 } })).asked).toHaveLength(1);
    const { result, asked } = await after({ flags: {} });
    expect([asked.length, result.delegated]).toEqual([0, undefined]);
    expect((await after({ change: { hooks: { delegates: false } } })).asked).toEqual([]);
  });

  it(verifies('delegate-dev.after', 'within the budget of the run'), async () => {
    const { asked, result } = await after({
      failures: [5, 4, 3],
      flags: { delegateAfter: 3, budget: '0.25' },
      ends: [200_000, 50_000],
    });
    expect(asked.map(({ parts }) => parts.flags.budget)).toEqual(['0.25', '0.05']);
    expect(result.delegated?.map(({ state }) => state)).toEqual(['answered', 'answered', 'left-out']);
    // What a delegation may cost is never more than the configuration says.
    expect((await after({ flags: { delegateAfter: 3, budget: '20' } })).asked[0]?.parts.flags.budget).toBe('1.00');
  });

  it(verifies('delegate-dev.after-once'), async () => {
    using journal = await journalOf([{ id: RUN, tasks: failedTasksOf([5, 4, 3]) }]);
    await using ledger = await openCharges(journal.home);
    const { charge } = ledger;
    const stopped = new HanzoError('CANCELLED', 'Interrupted by SIGINT.');
    const first = await after({
      journal,
      charge,
      flags: { delegateAfter: 4, budget: '0.32' },
      ends: [200_000, stopped],
    });
    expect(first.result.delegated?.map(({ state }) => state)).toEqual(['answered', 'failed']);
    // The third may be now, with what is left.
    const resumed = { journal, charge, flags: { delegateAfter: 3, budget: '0.32' } };
    const second = await after({ ...resumed, ends: [40_000] });
    expect(second.asked.map(({ parts }) => parts.flags.budget)).toEqual(['0.05']);
    expect(second.result.delegated).toMatchObject([
      {
        taskId: `${RUN}-1`,
        state: 'answered',
        rootCause: RESULT.analysis?.rootCause,
        isEarlier: true,
        costMicros: 200_000,
      },
      {
        taskId: `${RUN}-2`,
        state: 'failed',
        why: expect.stringContaining(`delegate resume ${RESULT.id}`),
        isEarlier: true,
        costMicros: 70_000,
      },
      { taskId: `${RUN}-3`, state: 'answered', costMicros: 40_000 },
    ]);
    const third = await after(resumed);
    expect([third.asked, third.result.delegated?.length]).toEqual([[], 3]);
    expect(renderMarkdown(third.result)).toContain(
      '3 tasks that had failed were delegated, 2 of them with an analysis, for $0.31',
    );
  });

  it(verifies('delegate-dev.after-once', 'what its model is still to answer'), async () => {
    using journal = await journalOf([{ id: RUN, tasks: failedTasksOf([3]) }]);
    const left = new HanzoError('PROVIDER_DOWN', 'It keeps the answer.', { details: { isLeft: true } });
    const flags = { delegateAfter: 3, home: '/projects/home' };
    await after({ journal, flags, ends: [left] });
    const { asked, result } = await after({ journal, flags });
    const why = expect.stringContaining(`go on with: hanzo delegate resume ${RESULT.id} --home /projects/home`);
    expect([asked, result.delegated]).toMatchObject([[], [{ state: 'failed', why, isEarlier: true }]]);
  });

  it(verifies('delegate-dev.after-once', 'what cost nothing and gave nothing is delegated anew'), async () => {
    using journal = await journalOf([{ id: RUN, tasks: failedTasksOf([3]) }]);
    const missing = new HanzoError('CREDENTIALS_MISSING', 'gpt-4o needs a key.');
    await after({ journal, ends: [missing] });
    const { asked, result } = await after({ journal });
    using book = openTaskBook(journal.file);
    expect(book.delegated(RUN)).toHaveLength(1);
    // It goes with its run.
    book.forget(RUN, 20);
    expect(book.delegated(RUN)).toEqual([]);
    expect([asked.length, result.delegated?.map(({ state }) => state)]).toEqual([1, ['answered']]);
  });

  it(verifies('delegate-dev.after-few'), async () => {
    const { asked, result, lines } = await after({ failures: [3, 3, 3, 6, 3] });
    expect(asked).toHaveLength(3);
    expect(result.delegated?.map(({ taskId, state }) => [taskId.slice(-1), state])).toEqual([
      ['4', 'answered'],
      ['1', 'answered'],
      ['2', 'answered'],
      ['3', 'left-out'],
      ['5', 'left-out'],
    ]);
    expect(lines.join('\n')).toMatch(
      /not delegated: review src\/4\.ts: a run delegates 3 .* hanzo delegate --task 1a2b3c4d\.5/,
    );
  });

  it(verifies('delegate-dev.after-few', 'one reason is that of all'), async () => {
    const missing = new HanzoError('CREDENTIALS_MISSING', 'gpt-4o needs a key.');
    const { asked, result } = await after({ failures: [3, 3], ends: [missing] });
    expect(asked).toHaveLength(1);
    expect(result.delegated).toMatchObject([
      { state: 'failed', why: 'gpt-4o needs a key.', costMicros: 0 },
      { state: 'left-out', why: 'gpt-4o needs a key.' },
    ]);
    // What fails for its own reason says nothing of others.
    const odd = await after({ failures: [3, 3], ends: [new HanzoError('INTERNAL', 'odd')] });
    expect(odd.result.delegated?.map(({ state }) => state)).toEqual(['failed', 'answered']);
  });

  it.each([
    ['--local-only', { flags: { delegateAfter: 3, localOnly: true } }],
    ['confidential work', { flags: { delegateAfter: 3, dataClass: 'confidential' } }],
    ['no budget for a local orchestrator', { change: { isLocal: true } }],
  ] as const)(verifies('delegate-dev.after-stays', '%s'), async (_, options) => {
    const { asked, result } = await after(options);
    expect(asked).toEqual([]);
    expect(result.delegated).toMatchObject([{ state: 'left-out', why: expect.any(String), costMicros: 0 }]);
    const local = await after({ ...options, config: { model: 'local:llama3.2' } });
    expect(local.asked).toHaveLength(1);
  });

  it(verifies('delegate-dev.after-stays', 'a run that was stopped'), async () => {
    const { asked, result } = await after({ change: { signal: AbortSignal.abort() } });
    expect([asked.length, result.delegated]).toEqual([0, undefined]);
  });

  it(verifies('delegate-dev.report'), async () => {
    const { result } = await after({ failures: [3, 3, 3, 3] });
    const markdown = renderMarkdown(result);
    expect(markdown).toContain(
      '## Delegated\n\n3 tasks that had failed were delegated, 3 of them with an analysis, for $0.30',
    );
    expect(markdown).toContain('1 task that had failed was not delegated.');
    expect(markdown).toContain('Root cause: Math.floor is used');
    expect(markdown).toContain(`hanzo delegate show ${RESULT.id}`);
    const html = renderReport(result, 'html');
    expect(html).toContain('<h2>Delegated</h2>');
    expect(html).toContain('Use Math.round');
    const json = JSON.parse(renderReport(result, 'json')) as {
      readonly delegated: unknown;
      readonly complete: boolean;
    };
    expect(json).toMatchObject({ complete: false, delegated: [{ state: 'answered' }, {}, {}, { state: 'left-out' }] });
  });
});
