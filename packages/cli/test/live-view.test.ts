import type { PaidEvent } from '@hanzo/coordinator';
import type { FoundFinding, RunEvent } from '@hanzo/orchestrator';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { API, GOOD_FINDING, WORKER, answer, passed, rejected, task } from '../../orchestrator/test/samples.ts';
import { EMPTY_PLAN } from '../../orchestrator/test/result-of.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { LiveView, type LiveViewOptions } from '../src/commands/dev/live/live-view.ts';
import type { RunSources } from '../src/commands/dev/live/run-sources.ts';
import { progressPrinter } from '../src/commands/dev/report/progress.ts';
import type { Terminal } from '../src/terminal/terminal.ts';
import { liveScreen, type LiveScreen } from './live-screen.ts';

const TASKS = Array.from({ length: 9 }, (_, at) => task({ id: `r-${at}`, title: `review src/f${at}.ts:1-40` }));
const PROSE = task({ id: 'r-text', title: 'explain src/f.ts', output: { kind: 'text' } });
const PLAN_CALL = {
  who: API,
  usage: { inputTokens: 500, cachedInputTokens: 0, outputTokens: 90, reasoningTokens: 0 },
  timings: { queueMs: 0, firstTokenMs: 1, totalMs: 2 },
  costMicros: 20_000,
  used: true,
};
const READY: RunEvent = {
  kind: 'plan-ready',
  plan: { ...EMPTY_PLAN, origin: { kind: 'model', model: 'gpt-5', servedModel: 'gpt-5' }, calls: [PLAN_CALL] },
  tasks: [...TASKS, PROSE],
};
const END = { kind: 'run-end', complete: true, counts: {} } as unknown as RunEvent;

function start(id: string, who = WORKER): RunEvent {
  return { kind: 'attempt-start', taskId: id, attempt: 1, rung: 'mesh', who };
}

function end(id: string, costMicros = 0): RunEvent[] {
  const attempt = passed(1, answer('{}', { costMicros }));
  const outcome = { state: 'done', answer: answer('{}'), attempts: [attempt] } as const;
  return [
    { kind: 'attempt-end', taskId: id, attempt },
    { kind: 'task-end', taskId: id, outcome },
  ];
}

function found(line: number, severity: FoundFinding['severity'], message = 'It reads past the end.'): RunEvent {
  const finding = { ...GOOD_FINDING, line, severity, message, path: 'src/cart.ts', kind: 'review', taskId: 'r-0' };
  return { kind: 'finding-found', finding: { ...finding, who: WORKER } as FoundFinding };
}

interface Watched extends LiveScreen {
  readonly view: LiveView;
  hear(...events: readonly RunEvent[]): void;
  /** The lines of the panel. */
  panel(): readonly string[];
}

function watched(options: LiveViewOptions & { verbose?: boolean } = {}, columns = 80, rows = 24): Watched {
  const live = liveScreen(columns, rows);
  const print = progressPrinter(live.terminal, options.verbose === true);
  const view = new LiveView(live.terminal, { clock: live.clock, ...options });
  const hear = (...events: readonly RunEvent[]): void => {
    for (const event of events) {
      print(event);
      view.onEvent(event);
    }
  };
  const panel = (): readonly string[] => {
    const { visible } = live.screen;
    return visible.slice(
      visible.findLastIndex((line) => /^(\d+\/\d+ tasks|planning|.* plans),? /.test(line)),
      -1,
    );
  };
  return { ...live, view, hear, panel };
}

const SOURCES: RunSources = {
  workers: () => [
    {
      name: 'studio',
      models: ['llama3.2'],
      state: 'ready',
      slots: 2,
      busy: 2,
      queued: 1,
      ours: 2,
      tokensPerSecond: 41.6,
    },
    { name: 'desk', models: [], state: 'paused', slots: 1, busy: 0, queued: 0, ours: 0, tokensPerSecond: 0 },
  ],
  waiting: () => 3,
  money: () => ({ spentMicros: 20_000, heldMicros: 44_153, capMicros: 2_000_000 }),
  openCalls: () => [{ model: 'gpt-5-mini', calls: 2 }],
  standings: () => [
    { scope: 'hour', name: '', capMicros: 10_000_000, spentMicros: 1_020_000, heldMicros: 44_153 },
    { scope: 'key-day', name: 'team', capMicros: 5_000_000, spentMicros: 20_000, heldMicros: 0 },
  ],
};

describe('a run that somebody watches', () => {
  it(verifies('cli.live-run'), async () => {
    const run = watched();
    run.hear({ kind: 'plan-start', files: 3, model: 'gpt-5' });
    await run.clock.advance(12_100);
    expect(run.panel()).toEqual(['gpt-5 plans, 12 s']);
    using _watched = run.view.watch(SOURCES);
    run.hear(READY, ...TASKS.map(({ id }) => start(id)), found(5, 'high'), found(7, 'low'), found(5, 'high'));
    await run.clock.advance(4_000);
    expect(run.panel()).toEqual([
      '0/10 tasks, 1 high 1 low, $0.02 (+$0.0442 held) of $2.00, 16 s',
      ...TASKS.slice(0, 6).map(({ title }) => `  ${title}  studio (llama3.2)  4 s`),
      '  and 3 more',
    ]);
    run.hear(...TASKS.slice(0, 8).flatMap(({ id }) => end(id)));
    run.hear(
      { kind: 'text-delta', taskId: 'r-8', attempt: 1, text: '{"summary":"x"'.repeat(25) },
      start('r-text', API),
    );
    await run.clock.advance(2_000);
    const text = `${'words '.repeat(40)}and the last of them\n漢字`;
    run.hear({ kind: 'text-delta', taskId: 'r-text', attempt: 1, text });
    await run.clock.advance(100);
    const [head, json, prose] = run.panel();
    expect(head).toContain('8/10 tasks');
    // The end of an answer for people, and how fast JSON comes.
    expect(json).toBe('  review src/f8.ts:1-40  studio (llama3.2)  6 s  ~48 tok/s');
    expect(prose).toMatch(
      /^ {2}explain src\/f\.ts {2}gpt-5 → gpt-5-2025 {2}2 s {2}~\d+ tokens {2}.*last of them 漢字$/,
    );
    run.hear(...end('r-8'), ...end('r-text'), { kind: 'stage-start', stage: 'critics', tasks: [task({ id: 'c-1' })] });
    await run.clock.advance(1_000);
    expect(run.panel()[0]).toMatch(/^10\/11 tasks, judging 2 findings, 1 high 1 low, /);
    run.hear(END);
    expect(run.screen.text.split('\n').at(-1)).toBe('critics judge the findings: 1 task');
    expect([run.screen.cursorShown, run.clock.pending]).toEqual([true, 0]);
  });

  it(verifies('cli.no-flicker', 'a thousand events in a second'), async () => {
    const run = watched();
    run.hear(READY, ...TASKS.map(({ id }) => start(id)));
    const before = run.writes.length;
    for (let ms = 0; ms < 1_000; ms += 1) {
      run.hear({ kind: 'text-delta', taskId: `r-${ms % 9}`, attempt: 1, text: 'some words of it ' });
      await run.clock.advance(1);
    }
    const bytes = Buffer.byteLength(run.writes.slice(before).join(''));
    expect(run.writes.length - before).toBeLessThanOrEqual(11);
    expect(bytes).toBeLessThan(11 * 8 * 80);
    expect(bytes).toBeGreaterThan(500);
    run.view[Symbol.dispose]();
  });

  it.each([
    ['grave ones', false, 1],
    ['all, with --verbose', true, 3],
  ])(verifies('cli.live-findings', '%s'), (_, verbose, lines) => {
    const run = watched({ verbose });
    const long = `An attacker\u001b[2J who can\nsay ${'anything '.repeat(20)}`;
    run.hear(READY, found(5, 'critical', long), found(7, 'low'), found(9, 'medium'), found(5, 'critical', long));
    run.view[Symbol.dispose]();
    const shown = run.screen.text.split('\n').filter((line) => line.includes('src/cart.ts:'));
    expect(shown).toHaveLength(lines);
    expect(shown[0]).toMatch(/^critical src\/cart\.ts:5 {2}An attacker\[2J who can say (anything )+a?n?y?t?h?i?n?g?…$/);
    expect(shown[0]?.length).toBe(79);
  });

  it(verifies('cli.live-run', 'a paid call that waits'), async () => {
    const run = watched();
    const wait: PaidEvent = {
      kind: 'api-wait',
      taskId: 'r-1',
      endpoint: 'api.openai.com',
      model: 'gpt-5',
      why: 'too many requests',
      waitMs: 12_000,
    };
    expect(run.view.onPaid(wait)).toBe(false);
    run.hear(READY, start('r-1', API));
    expect(run.view.onPaid(wait)).toBe(true);
    await run.clock.advance(5_100);
    expect(run.panel()[1]).toBe('  review src/f1.ts:1-40  gpt-5 → gpt-5-2025  5 s  waits 7 s: too many requests');
    run.hear({ kind: 'text-delta', taskId: 'r-1', attempt: 1, text: '{' });
    await run.clock.advance(100);
    expect(run.panel()[1]).not.toContain('waits');
    // Of what is no task, such as a plan.
    run.view.onPaid({ ...wait, taskId: 'r-plan' });
    await run.clock.advance(1_000);
    expect(run.panel()[2]).toBe('  waits 11 s: too many requests');
    run.view[Symbol.dispose]();
  });

  it(verifies('cli.panel', 'nothing is drawn while the plan is approved'), async () => {
    const run = watched();
    run.hear(READY, start('r-1'));
    await run.clock.advance(1_000);
    expect(run.panel()).toHaveLength(2);
    const asked = run.view.asking(async () => {
      await run.clock.advance(5_000);
      return !run.screen.text.includes('0/10 tasks') && run.screen.cursorShown;
    });
    expect(await asked?.({ plan: EMPTY_PLAN, tasks: [] })).toBe(true);
    expect(run.panel()).toHaveLength(2);
    run.view[Symbol.dispose]();
  });

  it.each([false, true])('a ledger that cannot be read does not end the run, with --monitor: %s', async (monitor) => {
    const run = watched({ monitor });
    using _watched = run.view.watch({
      ...SOURCES,
      money: () => {
        throw new Error('damaged');
      },
    });
    run.hear(READY, start('r-0'));
    await run.clock.advance(2_100);
    expect(run.panel()[0]).toBe('0/10 tasks, $0.02, 2 s');
  });

  it(verifies('cli.monitor'), async () => {
    const run = watched({ monitor: true }, 100, 40);
    using _watched = run.view.watch(SOURCES);
    const refused = rejected(1, answer('{}', { who: WORKER }), 'evidence', 'quotes nothing');
    run.hear(READY, start('r-0'), { kind: 'attempt-end', taskId: 'r-0', attempt: refused });
    const escalated = { from: 'mesh', to: 'api', gate: 'evidence', reason: 'quotes nothing', attempt: 1 } as const;
    run.hear({ kind: 'task-escalated', taskId: 'r-0', ...escalated }, ...end('r-1'), start('r-2'));
    await run.clock.advance(2_100);
    expect(run.panel()).toEqual([
      '1/10 tasks, $0.02 (+$0.0442 held) of $2.00, 2 s',
      '  review src/f0.ts:1-40  nobody yet  2 s',
      '  review src/f2.ts:1-40  studio (llama3.2)  2 s',
      '2 workers, 2 of 3 slots busy, 4 wait',
      '  studio (llama3.2)  2/2 busy  1 wait  2 ours  42 tok/s',
      '  desk (no model)  paused  0/1 busy  0 ours',
      'paid calls under way: 2 to gpt-5-mini',
      'run: $0.02 spent, $0.0442 held, $1.9358 left of $2.00',
      'last hour: $1.02 spent, $0.0442 held, $8.9358 left of $10.00',
      'team, last 24 h: $0.02 spent, $0.00 held, $4.98 left of $5.00',
      'tokens of gpt-5-2025: 500 in, 90 out',
      'tokens of llama3.2: 200 in, 40 out',
      'done by: mesh 1',
      'escalated 1 time, last review src/f0.ts:1-40 (mesh to api): quotes nothing',
    ]);
    run.hear(END);
    expect(run.screen.text).toBe(
      '10 tasks and 0 checks, planned by gpt-5\n[ 1/10] done review src/f1.ts:1-40  studio (llama3.2), 2.0 s, 20 tokens',
    );
  });
});

describe('a run that nobody watches', () => {
  function log(options: LiveViewOptions & { aloud?: boolean; verbose?: boolean }): {
    run: (...events: readonly RunEvent[]) => void;
    lines: string[];
    clock: ReturnType<typeof manualClock>;
    view: LiveView;
  } {
    const lines: string[] = [];
    const { terminal } = liveScreen(80, 24, { TERM: 'dumb' });
    const fake: Terminal = {
      ...terminal,
      live: false,
      aloud: options.aloud === true,
      columns: 80,
      watched: false,
      err: (line) => void lines.push(line),
      out: (line) => void lines.push(`out ${line}`),
    };
    const clock = manualClock();
    const view = new LiveView(fake, { ...options, clock });
    const print = progressPrinter(fake, options.verbose === true);
    const run = (...events: readonly RunEvent[]): void => {
      for (const event of events) {
        print(event);
        view.onEvent(event);
      }
    };
    return { run, lines, clock, view };
  }

  it(verifies('cli.monitor-log'), async () => {
    const { run, lines, clock, view } = log({ monitor: true, json: true });
    using _watched = view.watch(SOURCES);
    run(READY, start('r-0'), ...end('r-1'), found(3, 'low'));
    lines.length = 0;
    await clock.advance(25_000);
    run(END);
    const line =
      'monitor: 1/10 tasks, 1 run; 1 low; 2 workers, 2 of 3 slots busy, 4 wait; 2 paid calls under way; $0.02 (+$0.0442 held) of $2.00 spent; last hour: $1.02 spent, $0.0442 held, $8.9358 left of $10.00; team, last 24 h: $0.02 spent, $0.00 held, $4.98 left of $5.00; 600 tokens in, 110 out; done by: mesh 1';
    const said = lines.filter((each) => each.startsWith('monitor'));
    expect(said).toEqual([`${line}; 10 s`, `${line}; 20 s`, `${line}; 25 s`]);
    const events = lines.filter((each) => each.startsWith('out ')).map((each): unknown => JSON.parse(each.slice(4)));
    expect(events).toHaveLength(3);
    expect(events[0]).toMatchObject({
      v: 1,
      event: 'monitor',
      tasks: { total: 10, ended: 1, done: 1, running: 1 },
      workers: SOURCES.workers(),
      money: SOURCES.money(),
      limits: SOURCES.standings(),
      openCalls: [{ model: 'gpt-5-mini', calls: 2 }],
      models: [
        { model: 'gpt-5-2025', inputTokens: 500 },
        { model: 'llama3.2', inputTokens: 100 },
      ],
      resolved: { mesh: 1 },
    });
    expect(clock.pending).toBe(0);
  });

  it('without --monitor nothing is said but lines that stay', async () => {
    const { run, lines, clock } = log({});
    run(READY, start('r-0'));
    await clock.advance(60_000);
    expect(lines).toEqual(['10 tasks and 0 checks, planned by gpt-5']);
    run(END);
  });

  it(verifies('cli.screen-reader'), async () => {
    const { run, lines, clock } = log({ aloud: true });
    run({ kind: 'plan-start', files: 3, model: undefined }, READY, start('r-0'), ...end('r-1'), found(3, 'high'));
    await clock.advance(30_000);
    run(...end('r-2'));
    run({ kind: 'task-end', taskId: 'r-3', outcome: { state: 'undone', reason: 'No worker answered.', attempts: [] } });
    await clock.advance(30_000);
    run(END);
    expect(lines).toEqual([
      '3 files; planning by rules',
      '10 tasks and 0 checks, planned by gpt-5',
      'Finding, high: src/cart.ts line 3: It reads past the end.',
      '1 of 10 tasks done, 1 finding, $0.02.',
      'review src/f3.ts:1-40: undone, No worker answered.',
      '3 of 10 tasks done, 1 finding, $0.02.',
    ]);
  });
});
