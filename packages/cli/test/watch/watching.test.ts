import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { resultOf } from '../../../orchestrator/test/result-of.ts';
import { answer, CART, findings, GOOD_FINDING, source, SUMMARY, task } from '../../../orchestrator/test/samples.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import { ChangeBatch, LONGEST_MS, QUIET_MS } from '../../src/commands/dev/watch/change-batch.ts';
import { showRound } from '../../src/commands/dev/watch/show-round.ts';
import { Watching, type ShownRound } from '../../src/commands/dev/watch/watching.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';

type State = 'found' | 'clean' | 'undone';

/** Each file's task ends so. */
function result(files: Readonly<Record<string, State>>): RunResult {
  return resultOf(
    Object.entries(files).map(([path, state]) => ({
      task: task({ id: `r-${path}`, sources: [source(CART, path)], title: `review ${path}` }),
      outcome:
        state === 'undone'
          ? { state, reason: 'Nobody could.', attempts: [] }
          : {
              state: 'done',
              answer: answer(findings(SUMMARY, ...(state === 'found' ? [GOOD_FINDING] : []))),
              attempts: [],
            },
    })),
  );
}

interface Watched {
  readonly watching: Watching;
  readonly clock: ManualClock;
  readonly files: Set<string>;
  readonly asked: DevFlags[];
  readonly shown: ShownRound[];
  readonly lines: string[];
  readonly end: AbortController;
  change(...paths: string[]): void;
}

/** Rounds end as told, in their order; after the last one the watch is ended. */
function watched(
  names: readonly string[],
  rounds: readonly (Readonly<Record<string, State>> | Error)[],
  flags: DevFlags = {},
  between: (round: number, at: Watched) => void = () => undefined,
  sizeOf: (path: string) => number = () => 1,
): Watched {
  const clock = manualClock();
  const { terminal, lines } = listeningTerminal();
  const asked: DevFlags[] = [];
  const shown: ShownRound[] = [];
  const end = new AbortController();
  const files = new Set(names);
  const batch = new ChangeBatch(clock);
  const run = async (
    given: DevFlags,
    _: unknown,
    hooks: Parameters<ConstructorParameters<typeof Watching>[0]['run']>[2],
  ): Promise<ExitCode> => {
    asked.push(given);
    await hooks.onStart?.(`run-${asked.length}`);
    const reply = rounds[asked.length - 1];
    if (reply === undefined || reply instanceof Error) throw reply ?? new Error('one round too many');
    await clock.sleep(0);
    return (await hooks.finish?.(result(reply), {} as never, terminal)) ?? EXIT.done;
  };
  const watching = new Watching({
    flags,
    terminal,
    clock,
    end: end.signal,
    stop: new AbortController().signal,
    workspace: {
      files: async () =>
        await Promise.resolve({ files: [...files].map((path) => ({ path, sizeBytes: sizeOf(path) })), skipped: [] }),
    },
    changes: {
      next: async (signal) => {
        if (asked.length >= rounds.length) end.abort();
        else between(asked.length, at);
        return await batch.next(signal);
      },
    },
    run,
    spent: () => 400_000,
    show: async (round) => {
      shown.push(round);
      await showRound(round, { json: true }, terminal);
    },
  });
  const change = (...paths: string[]): void => {
    for (const path of paths) batch.add(path);
  };
  const at: Watched = { watching, clock, files, asked, shown, lines, end, change };
  return at;
}

describe(verifies('watch.rounds', 'untold'), () => {
  it('what changed without being told is looked at with the next change', async () => {
    const sizes = new Map([['b.ts', 1]]);
    const at = watched(
      ['a.ts', 'b.ts'],
      [
        { 'a.ts': 'clean', 'b.ts': 'clean' },
        { 'a.ts': 'clean', 'b.ts': 'clean' },
      ],
      {},
      (_, { change }) => {
        sizes.set('b.ts', 2);
        change('a.ts');
      },
      (path) => sizes.get(path) ?? 1,
    );
    await ended(at);
    expect(at.asked.map(({ files }) => files)).toEqual([undefined, ['a.ts', 'b.ts']]);
  });

  it('an empty folder waits for its first file', async () => {
    const at = watched([], [{ 'a.ts': 'found' }], {}, (_, { files, change }) => {
      files.add('a.ts');
      change('a.ts');
    });
    await ended(at);
    expect(at.asked.map(({ files, yes }) => [files, yes])).toEqual([[undefined, undefined]]);
    expect(at.shown).toHaveLength(1);
    expect(at.lines.filter((line) => line.startsWith('watching'))[0]).toBe('watching 0 files; Ctrl-C ends');
  });
});

async function ended({ watching, clock }: Watched): Promise<ExitCode | Error> {
  const running = watching.run().catch((error: unknown) => error as Error);
  let over = false;
  void running.then(() => (over = true));
  while (!over) await clock.advance(100);
  return await running;
}

describe(verifies('watch.batch'), () => {
  it('a thousand changes within moments are one', async () => {
    const clock = manualClock();
    const batch = new ChangeBatch(clock);
    const next = batch.next(new AbortController().signal);
    for (let number = 0; number < 1_000; number++) {
      batch.add(`src/${number}.ts`);
      if (number % 100 === 0) await clock.advance(QUIET_MS - 100);
    }
    await clock.advance(QUIET_MS * 2);
    expect((await next)?.size).toBe(1_000);
    const after = batch.next(new AbortController().signal);
    batch.add('src/1.ts');
    await clock.advance(QUIET_MS * 2);
    expect(await after).toEqual(new Set(['src/1.ts']));
  });

  it('what never comes to rest is taken all the same, and what comes meanwhile is not lost', async () => {
    const clock = manualClock();
    const batch = new ChangeBatch(clock);
    const next = batch.next(new AbortController().signal);
    let taken = false;
    void next.then(() => (taken = true));
    for (let ms = 0; ms < LONGEST_MS + QUIET_MS && !taken; ms += 100) {
      batch.add(`log-${ms}`);
      await clock.advance(100);
    }
    expect(taken).toBe(true);
    batch.add('later');
    const after = batch.next(new AbortController().signal);
    await clock.advance(QUIET_MS * 2);
    expect(await after).toContain('later');
  });

  it('the signal ends the wait', async () => {
    const batch = new ChangeBatch(manualClock());
    const end = new AbortController();
    const next = batch.next(end.signal);
    end.abort();
    expect(await next).toBeUndefined();
    expect(await batch.next(end.signal)).toBeUndefined();
  });
});

describe(verifies('watch.rounds'), () => {
  it('only what changed, is new or is owed is looked at again', async () => {
    const at = watched(
      ['a.ts', 'b.ts', 'c.ts'],
      [{ 'a.ts': 'found', 'b.ts': 'found', 'c.ts': 'clean' }, { 'a.ts': 'clean' }, { 'd.ts': 'found' }],
      { files: ['*.ts'], instructions: 'review', image: ['shop.png'] },
      (round, { files, change }) => {
        if (round === 2) files.add('d.ts');
        change(round === 1 ? 'a.ts' : 'd.ts', 'not-listed.md');
      },
    );
    expect(await ended(at)).toBe(EXIT.done);
    expect(at.asked.map(({ files }) => files)).toEqual([['*.ts'], ['a.ts'], ['d.ts']]);
    expect(at.asked.map(({ image }) => image)).toEqual([['shop.png'], ['shop.png'], ['shop.png']]);
    expect(
      at.shown.map(({ added, gone, whole }) => [
        added.map(({ path }) => path),
        gone.map(({ path }) => path),
        whole.findings.map(({ path }) => path),
      ]),
    ).toEqual([
      [['a.ts', 'b.ts'], [], ['a.ts', 'b.ts']],
      [[], ['a.ts'], ['b.ts']],
      [['d.ts'], [], ['b.ts', 'd.ts']],
    ]);
    expect(at.lines).toContain('round 2: +0 -1, 1 left; 1 file looked at, $0.40');
    expect(at.asked.map(({ yes }) => yes)).toEqual([undefined, true, true]);
  });

  it('a change of what is not looked at makes no round', async () => {
    let told = false;
    const at = watched(['a.ts'], [{ 'a.ts': 'clean' }, { 'a.ts': 'clean' }], {}, (_, { change }) => {
      change(told ? 'a.ts' : 'README.lock');
      told = true;
    });
    await ended(at);
    expect([at.asked.length, at.shown.length]).toEqual([2, 2]);
  });
});

it(verifies('watch.deleted-files'), async () => {
  const at = watched(
    ['a.ts', 'b.ts'],
    [{ 'a.ts': 'found', 'b.ts': 'found' }, { 'b.ts': 'found' }],
    {},
    (_, { files, change }) => {
      if (files.has('a.ts')) {
        files.delete('a.ts');
        change('a.ts');
      } else change('b.ts');
    },
  );
  await ended(at);
  expect(
    at.shown.map(({ gone, files, whole }) => [
      gone.map(({ path }) => path),
      files,
      whole.findings.length,
      whole.outcomes.length,
    ]),
  ).toEqual([
    [[], 2, 2, 2],
    [['a.ts'], 0, 1, 1],
    [[], 1, 1, 1],
  ]);
});

it(verifies('watch.incomplete'), async () => {
  const at = watched(
    ['a.ts', 'b.ts'],
    [{ 'a.ts': 'found', 'b.ts': 'clean' }, { 'a.ts': 'undone' }, { 'a.ts': 'clean', 'b.ts': 'clean' }],
    {},
    (round, { change }) => change(round === 1 ? 'a.ts' : 'b.ts'),
  );
  expect(await ended(at)).toBe(EXIT.done);
  expect(at.asked[2]?.files).toEqual(['a.ts', 'b.ts']);
  expect(at.shown.map(({ whole, exitCode }) => [whole.complete, whole.findings.length, exitCode])).toEqual([
    [true, 1, EXIT.done],
    [false, 1, EXIT.incomplete],
    [true, 0, EXIT.done],
  ]);
});

describe(verifies('watch.survives'), () => {
  const unreachable = new HanzoError('ENDPOINT_UNREACHABLE', 'Nobody answers.');

  it('a round that fails is done with the next change', async () => {
    const at = watched(
      ['a.ts', 'b.ts'],
      [{ 'a.ts': 'found', 'b.ts': 'clean' }, unreachable, { 'a.ts': 'clean', 'b.ts': 'clean' }],
      {},
      (round, { change }) => change(round === 1 ? 'a.ts' : 'b.ts'),
    );
    expect(await ended(at)).toBe(EXIT.done);
    expect(at.asked[2]?.files).toEqual(['a.ts', 'b.ts']);
    expect(at.lines).toContain('this round failed: Nobody answers.');
  });

  it('also the first one, which is done whole then', async () => {
    const at = watched(['a.ts', 'b.ts'], [unreachable, { 'a.ts': 'found', 'b.ts': 'clean' }], {}, (_, { change }) =>
      change('a.ts'),
    );
    expect(await ended(at)).toBe(EXIT.done);
    expect(at.asked[1]?.files).toEqual(['a.ts', 'b.ts']);
    expect(at.shown).toHaveLength(1);
  });

  it('but not for what would fail each time', async () => {
    const at = watched(['a.ts'], [new HanzoError('MODEL_UNKNOWN', 'No such model.')]);
    expect(await ended(at)).toMatchObject({ code: 'MODEL_UNKNOWN' });
    const spent = watched(
      ['a.ts'],
      [{ 'a.ts': 'clean' }, new HanzoError('BUDGET_EXCEEDED', 'Too little is left.')],
      { budget: '1' },
      (_, { change }) => change('a.ts'),
    );
    expect(await ended(spent)).toMatchObject({ code: 'BUDGET_EXCEEDED' });
  });
});

describe(verifies('watch.budget'), () => {
  it('each round gets what is left of it', async () => {
    const round = { 'a.ts': 'clean' } as const;
    const at = watched(['a.ts'], [round, round, round, round], { budget: '1' }, (_, { change }) => change('a.ts'));
    await ended(at);
    expect(at.asked.map(({ budget }) => budget)).toEqual(['1.000000', '0.600000', '0.200000', '0.000000']);
  });

  it('and of the time; when that is over, the watch ends as things stand', async () => {
    const round = { 'a.ts': 'found' } as const;
    const at = watched(
      ['a.ts'],
      [round, round, round, round, round],
      { timeout: 2, failOn: 'high' },
      (number, { change }) => {
        if (number < 3) change('a.ts');
      },
    );
    expect(await ended(at)).toBe(EXIT.findings);
    expect(at.asked).toHaveLength(3);
    const [first = 0, second = 0, third = 0] = at.asked.map(({ timeout }) => timeout);
    expect(first).toBe(2);
    expect([second < 1.6, third < 1.1, third > 0]).toEqual([true, true, true]);
  });
});

it.each([
  ['nothing is found', { 'a.ts': 'clean' }, {}, EXIT.done],
  ['something is found', { 'a.ts': 'found' }, { failOn: 'high' }, EXIT.findings],
  ['something milder is found', { 'a.ts': 'found' }, { failOn: 'critical' }, EXIT.done],
  ['something could not be looked at', { 'a.ts': 'undone' }, { failOn: 'high' }, EXIT.incomplete],
] as const)(verifies('watch.exit-code', 'when %s'), async (_, round, flags, exitCode) => {
  expect(await ended(watched(['a.ts'], [round], flags))).toBe(exitCode);
});

it(verifies('watch.whole'), async () => {
  const at = watched(
    ['a.ts', 'b.ts'],
    [{ 'a.ts': 'found', 'b.ts': 'found' }, { 'a.ts': 'clean' }],
    {},
    (_, { change }) => change('a.ts'),
  );
  await ended(at);
  const [first, second] = at.shown;
  expect(second?.whole.counts).toMatchObject({ tasks: 2, done: 2, bySeverity: { high: 1 } });
  expect(second?.whole.outcomes.map(({ task: { title } }) => title)).toEqual(['review b.ts', 'review a.ts']);
  const attempts = [first, second].map((round) => round?.whole.receipt.totals.tasksDone);
  expect(attempts[1]).toBe(attempts[0]);
  expect(second?.whole.receipt.rows.length).toBe(first?.whole.receipt.rows.length);
  const events = at.lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.map(({ event }) => event)).toEqual(['watch-round', 'result', 'watch-round', 'result']);
  expect(events[2]).toMatchObject({ round: 2, files: 1, added: [], gone: [{ path: 'a.ts' }], left: 1 });
  expect(events[3]).toMatchObject({ findings: [{ path: 'b.ts' }] });
});
