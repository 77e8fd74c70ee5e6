import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { findModel, HanzoError, toHanzoError, type ApiModelCard, type Effort, type Task } from '@hanzo/contracts';
import { askedAnswer, MOST_EVIDENCE_BYTES, tariffOf, worstTokens } from '@hanzo/coordinator';
import { MAX_FINDINGS, type PreparedRun } from '@hanzo/orchestrator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { task } from '../../orchestrator/test/samples.ts';
import type { DevFlags } from '../src/commands/dev/flags.ts';
import { run } from '../src/commands/dev/handler.ts';
import { chooseOrchestrator } from '../src/commands/dev/models/orchestrator-choice.ts';
import { approve, type ApprovalParts } from '../src/commands/dev/plan/approval.ts';
import { asIfWithKeys } from '../src/commands/dev/plan/as-if-with-keys.ts';
import { dryRun } from '../src/commands/dev/plan/dry-run.ts';
import { roughDollars } from '../src/commands/dev/money/money.ts';
import { planLines } from '../src/commands/dev/plan/plan-lines.ts';
import type { CostParts } from '../src/commands/dev/plan/plan-costs.ts';
import { planView, type PlanView } from '../src/commands/dev/plan/plan-view.ts';
import { RunApproval } from '../src/commands/dev/plan/run-approval.ts';
import { refuseFlags } from '../src/commands/dev/refuse-flags.ts';
import { withOwnWords } from '../src/commands/dev/plan/refuse-plan-flags.ts';
import { loadSetting, type Setting } from '../src/setting.ts';
import { glyphsFor } from '../src/terminal/glyphs.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

interface Screen {
  readonly terminal: Terminal;
  out(): string;
  err(): string;
}

function screen(): Screen {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const text = (stream: PassThrough): string => String(stream.read() ?? '');
  return { terminal: createTerminal(stdout, stderr, {}), out: () => text(stdout), err: () => text(stderr) };
}

let folder: ReturnType<typeof temporaryFolder>;
let home: string;
let workspace: string;
beforeEach(() => {
  folder = temporaryFolder();
  home = join(folder.path, 'home');
  workspace = join(folder.path, 'project');
  mkdirSync(join(workspace, 'src'), { recursive: true });
  for (const name of ['a', 'b']) writeFileSync(join(workspace, 'src', `${name}.ts`), `export const ${name} = 1;\n`);
  writeFileSync(join(workspace, 'image.png'), 'x');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
});

const base = (): DevFlags => ({ home, workspace, instructions: 'Review the code.', orchestrator: 'gpt-5' });

async function dry(change: Partial<DevFlags> = {}): Promise<{ readonly out: string; readonly err: string }> {
  const { terminal, out, err } = screen();
  expect(await dryRun({ ...base(), ...change }, terminal)).toBe(0);
  return { out: out(), err: err() };
}

/** As `--json` prints it. */
interface Printed extends PlanView {
  readonly planner: { readonly worstMicros: number; readonly repairedMicros: number };
  readonly missing: readonly { readonly code: string; readonly mend: string }[];
}

async function dryJson(change: Partial<DevFlags> = {}): Promise<Printed> {
  const { out } = await dry({ ...change, json: true });
  expect(out.trimEnd()).not.toContain('\n');
  return JSON.parse(out) as Printed;
}

describe('a dry run', () => {
  it(verifies('dev-plan.dry-run'), async () => {
    const fetched = vi.fn<typeof fetch>(() => Promise.reject(new Error('nobody may be asked')));
    vi.stubGlobal('fetch', fetched);
    const { out, err } = await dry();
    expect(out).toMatch(/^review +simple +src\/a\.ts:1-1 +\d+ +\S+ +\$0\.\d+$/m);
    expect(out).toMatch(/^goes to +api\.openai\.com: 2 tasks/m);
    expect(out).toMatch(/^left out +image\.png: binary$/m);
    expect(out).toMatch(/^planner +gpt-5 would plan it.*at most \$0\.\d+/m);
    expect(err).toContain('such a run would end at once. There is no API key for api.openai.com.');
    expect(err).toContain('hanzo keys set openai');
    expect(existsSync(home)).toBe(false);
    expect(fetched).not.toHaveBeenCalled();
  });

  it(verifies('dev-plan.dry-run', 'a new machine, with neither key nor model'), async () => {
    const { terminal, out, err } = screen();
    expect(await dryRun({ home, workspace, instructions: 'review' }, terminal)).toBe(0);
    expect(out()).toMatch(/^review +simple +src\/a\.ts:1-1 +\d+ +llama3\.2 +free$/m);
    expect(err()).toContain('hanzo models pull llama3.2');
    expect(existsSync(home)).toBe(false);
  });

  it(verifies('dev-plan.dry-run-json'), async () => {
    const printed = await dryJson();
    expect(printed).toMatchObject({
      v: 1,
      event: 'plan',
      dryRun: true,
      missing: [{ code: 'CREDENTIALS_MISSING' }],
      origin: { kind: 'deterministic' },
      checks: 2,
      tasks: [{ paths: ['src/a.ts'], rungs: ['api', 'strong'], place: 'api.openai.com' }, { paths: ['src/b.ts'] }],
      notCovered: [{ path: 'image.png', reason: 'binary' }],
    });
    expect(printed.tasks[0]?.expectedMicros).toBeGreaterThan(0);
    expect(printed.worstMicros).toBe((printed.tasks[0]?.worstMicros ?? 0) + (printed.tasks[1]?.worstMicros ?? 0));
    expect(printed.planner.repairedMicros).toBeGreaterThan(2 * printed.planner.worstMicros);
  });

  it(verifies('dev-plan.dry-run-budget'), async () => {
    const { worstMicros, planner } = await dryJson();
    const needed = worstMicros + planner.worstMicros;
    const usd = (micros: number): string => (micros / 1e6).toFixed(6);
    expect((await dryJson({ budget: usd(needed) })).budget).toEqual({ limitMicros: needed, fits: true });
    expect((await dryJson({ budget: usd(needed - 1) })).budget).toMatchObject({ fits: false });
    expect((await dry({ budget: '0.01' })).out).toMatch(/^budget +\$0\.01 \(--budget\): the worst case would not fit/m);
  });

  it(verifies('dev-plan.dry-run-budget', 'nor the limits over all runs'), async () => {
    vi.stubEnv('HANZO_DAILY_LIMIT', '0.01');
    vi.stubEnv('HANZO_HOURLY_LIMIT', '5');
    const { out } = await dry();
    expect(out).toMatch(/^limit +\$5\.00 of \$5\.00 is left of the hourly limit: the worst case fits$/m);
    expect(out).toMatch(
      /^limit +\$0\.01 of \$0\.01 is left of the daily limit:\s+the\s+worst\s+case\s+would\s+not\s+fit/m,
    );
    expect(existsSync(home)).toBe(false);
  });

  it('shows what further looks, critics, fixes and other flags make of it', async () => {
    const plain = await dryJson();
    expect((await dryJson({ instances: 3 })).tasks).toHaveLength(6);
    const { later } = await dryJson({ criticInstances: 2, autoFix: true });
    expect(later).toMatchObject([
      { what: 'critics', calls: 2 * 2 * MAX_FINDINGS },
      { what: 'fixes', calls: 2 },
    ]);
    for (const { worstMicros } of later) expect(worstMicros).toBeGreaterThan(0);
    expect((await dryJson({ tier: 'critical' })).tasks[0]).toMatchObject({ tier: 'critical', engine: 'gpt-5' });
    expect((await dryJson({ files: ['src/a.ts'] })).tasks).toHaveLength(1);
    expect((await dryJson({ maxTasks: 1 })).tasks).toHaveLength(1);
    const batch = await dryJson({ batchMode: true, files: ['src/*.ts'] });
    expect(batch).toMatchObject({ tasks: { length: 2 }, origin: { because: expect.stringContaining('--batch-mode') } });
    expect(batch.planner).toBeUndefined();
    expect((await dryJson({ batchApi: true })).worstMicros).toBeLessThan(plain.worstMicros);
  });
});

describe('the worst case', () => {
  let setting: Setting;
  beforeEach(() => {
    const { terminal } = screen();
    vi.stubEnv('OPENAI_API_KEY', '');
    setting = asIfWithKeys(loadSetting({ home, orchestrator: 'gpt-5' }, terminal, { makeHome: false }), (its) => {
      chooseOrchestrator(its, { localOnly: false, isNamed: true });
      return its;
    }).value;
  });

  const partsOf = (change: Partial<CostParts> = {}): CostParts => {
    const choice = chooseOrchestrator(setting, { localOnly: false, isNamed: true });
    const available = new Set(['tool', 'local', 'api', 'strong'] as const);
    const policy = { routing: setting.routing, localOnly: false, preferLocal: false, available };
    return { setting, flags: { fallback: false }, choice, policy, freeModels: { local: 'llama3.2' }, ...change };
  };
  const preparedOf = (...tasks: readonly Task[]): PreparedRun => ({
    tasks,
    plan: { origin: { kind: 'deterministic', because: 'x' }, tasks: [], warnings: [], notCovered: [], calls: [] },
  });
  const cardOf = (name: string): ApiModelCard => {
    const card = findModel(setting.catalogue, name);
    if (card?.kind !== 'api') throw new Error(name);
    return card;
  };
  const worstOf = (its: Task, name: string, effort?: Effort): number => {
    const { maxOutputTokens } = askedAnswer(cardOf(name), its.maxOutputTokens, effort);
    return tariffOf(cardOf(name), 'standard', false).worst(worstTokens({ ...its, maxOutputTokens }));
  };
  const shownRefusals = (its: Task): Task => ({ ...its, prompt: its.prompt + ' '.repeat(MOST_EVIDENCE_BYTES) });

  it(verifies('dev-plan.worst-case'), () => {
    const its = task({ prompt: 'ü'.repeat(1_000) });
    const { tasks, worstMicros } = planView(preparedOf(its), {}, partsOf());
    expect(tasks).toMatchObject([{ rungs: ['local', 'api', 'strong'], engine: 'llama3.2', expectedMicros: 0 }]);
    const later = shownRefusals(its);
    expect(worstMicros).toBe(worstOf(later, 'gpt-6-luna') + worstOf(later, 'gpt-5', 'medium'));
    const critical = task({ tier: 'critical' });
    const own = planView(preparedOf(critical), {}, partsOf());
    expect(own.tasks[0]).toMatchObject({ engine: 'gpt-5', worstMicros: worstOf(critical, 'gpt-5', 'high') });
    const check = task({ kind: 'check' });
    expect(planView(preparedOf(check), {}, partsOf())).toMatchObject({ checks: 1, tasks: [], worstMicros: 0 });
  });

  it(verifies('dev-plan.worst-case', 'with models that stand in'), () => {
    const flags = { fallback: ['gpt-4o'] };
    const { worstMicros } = planView(preparedOf(task()), {}, partsOf({ flags }));
    const its = shownRefusals(task());
    const dearer = (name: string): number => Math.max(worstOf(its, name), worstOf(its, 'gpt-4o'));
    expect(worstMicros).toBe(dearer('gpt-6-luna') + dearer('gpt-5'));
    expect(dearer('gpt-6-luna')).toBe(worstOf(its, 'gpt-4o'));
  });

  it(verifies('dev-plan.width'), () => {
    const many = Array.from({ length: 30 }, (_, at) =>
      task({ id: `r-${at}`, title: `review ${'deep/'.repeat(30)}${at}.ts:1-20`, kind: at < 10 ? 'docs' : 'review' }),
    );
    const view = planView(preparedOf(...many), {}, partsOf());
    const lines = (all: boolean): readonly string[] => planLines(view, { width: 80, glyphs: glyphsFor({}), all });
    for (const line of [...lines(true), ...lines(false)]) expect(line.length).toBeLessThanOrEqual(80);
    const rows = (all: boolean): number => lines(all).filter((line) => /^(docs|review) /.test(line)).length;
    expect([rows(false), rows(true)]).toEqual([2, 30]);
    expect(lines(false)).toContain('30 tasks in groups; --verbose shows each');
    const few = planView(preparedOf(task({ title: 'review a\u001b[2Jb\nsecond' })), {}, partsOf());
    expect(planLines(few, { width: 80, glyphs: glyphsFor({}) })[1]).toMatch(/a\?\[2Jb\?second/);
  });

  describe('before money is spent', () => {
    interface Asking {
      readonly questions: string[];
      readonly shown: Screen;
      yes(change?: Partial<ApprovalParts>, ...tasks: readonly Task[]): Promise<boolean>;
    }

    function asking(...answers: readonly string[]): Asking {
      const shown = screen();
      const questions: string[] = [];
      const question = (words: string): Promise<string> => {
        questions.push(words);
        const answer = answers[questions.length - 1];
        if (answer === undefined) return Promise.reject(new HanzoError('CANCELLED', 'left'));
        return Promise.resolve(answer);
      };
      const yes: Asking['yes'] = (change = {}, ...tasks) =>
        approve(preparedOf(...(tasks.length === 0 ? [task()] : tasks)), {
          ...partsOf(),
          terminal: shown.terminal,
          signal: new AbortController().signal,
          question,
          isAttended: true,
          ...change,
        });
      return { questions, shown, yes };
    }

    it(verifies('dev-plan.asked'), async () => {
      const { yes, questions, shown } = asking('y', 'no', 'maybe', 'YES');
      expect(await yes()).toBe(true);
      expect(shown.err()).toMatch(/^review +simple +src\/cart\.ts:1-13 /m);
      expect(questions).toEqual([expect.stringMatching(/^Do this, for at most (<?\$0\.\d+)\? \[y\]es\/\[n\]o:$/)]);
      expect(await yes()).toBe(false);
      expect(await yes()).toBe(true);
      expect(questions).toHaveLength(4);
      await expect(yes()).rejects.toMatchObject({ code: 'CANCELLED' });
    });

    it(verifies('dev-plan.asked', 'for no more than the budget'), async () => {
      const { yes, questions } = asking('n', 'n');
      await yes({ flags: { budget: '0.000001' } });
      await yes({ flags: { budget: '5' } });
      expect(questions[0]).toContain('at most $0.000001 (your budget)');
      expect(questions[1]).toMatch(/at most <?\$0\.\d+\?/);
      expect([0, 1, 9_999, 10_000, 31_231, 1_234_567, 123_456_789].map(roughDollars)).toEqual([
        '$0.00',
        '<$0.01',
        '<$0.01',
        '$0.01',
        '$0.0313',
        '$1.24',
        '$123.46',
      ]);
    });

    it(verifies('dev-plan.asked', 'and may see all of it first'), async () => {
      const many = Array.from({ length: 25 }, (_, at) => task({ id: `r-${at}`, title: `review ${at}.ts` }));
      const { yes, questions, shown } = asking('s', 'n');
      expect(await yes({}, ...many)).toBe(false);
      expect(questions.map((words) => words.includes('[s]how all'))).toEqual([true, false]);
      expect(shown.err()).toMatch(/^review +simple +24\.ts /m);
    });

    it(verifies('dev-plan.unasked'), async () => {
      const { yes, questions, shown } = asking();
      const free = { ...partsOf().policy, localOnly: true };
      const unasked: readonly Partial<ApprovalParts>[] = [
        { flags: { yes: true } },
        { flags: { json: true } },
        { isAttended: false },
        { policy: free },
      ];
      for (const change of unasked) expect(await yes(change)).toBe(true);
      expect([questions, shown.err()]).toEqual([[], '']);
    });

    it(verifies('dev-plan.asked', 'and can go on with what was refused'), async () => {
      const { shown } = asking();
      let kept = 0;
      const approval = (answer: string): RunApproval =>
        new RunApproval({
          ...partsOf(),
          terminal: shown.terminal,
          signal: new AbortController().signal,
          isAttended: true,
          question: () =>
            answer === '' ? Promise.reject(new HanzoError('CANCELLED', 'left')) : Promise.resolve(answer),
          runId: '12345678-aaaa',
          kept: () => {
            kept += 1;
            return Promise.resolve();
          },
        });
      const work = (its: RunApproval) => async (): Promise<string> => {
        if (await its.approve(preparedOf(task()))) return 'done';
        throw new HanzoError('CANCELLED', 'not approved');
      };
      const [yes, no, left] = [approval('y'), approval('n'), approval('')];
      expect(await yes.unlessRefused(work(yes))).toBe('done');
      expect(shown.err()).not.toContain('nothing was done');
      expect(await no.unlessRefused(work(no))).toBeUndefined();
      expect(shown.err()).toContain('nothing was done; the plan is kept: hanzo dev --resume 12345678');
      await expect(left.unlessRefused(work(left))).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(shown.err()).toContain('the plan is kept');
      expect(kept).toBe(3);
    });
  });
});

describe('flags of planning', () => {
  it(verifies('dev-plan.refused', 'or named where they are without effect'), async () => {
    const { err } = await dry({ dryRun: true, output: ['a.md'], failOn: 'high' });
    expect(err).toContain('warning: --output, --fail-on: without effect in a dry run');
    expect((await dry({ dryRun: true })).err).not.toContain('without effect');
  });

  it.each<readonly [string, Partial<DevFlags>, RegExp]>([
    ['--dry-run --plan-only', { dryRun: true, planOnly: true }, /--dry-run/],
    ['--dry-run --resume', { dryRun: true, resume: 'last' }, /plan already/],
    ['--plan-only --resume', { planOnly: true, resume: 'last' }, /plan already/],
    ['--batch-mode --resume', { batchMode: true, resume: 'last' }, /tasks already/],
    ['--batch-mode without --files', { batchMode: true }, /which files/],
  ])(verifies('dev-plan.refused', '%s'), async (_, change, message) => {
    const error = await run({ home, workspace, ...change }, screen().terminal).catch(toHanzoError);
    expect(error).toMatchObject({ code: 'USAGE', message: expect.stringMatching(message), mend: expect.any(String) });
  });

  it('a batch reviews where nobody says what to do', () => {
    const files = ['src/**'];
    expect(withOwnWords({ batchMode: true, files }, false).instructions).toMatch(/review/i);
    expect(withOwnWords({ batchMode: true, files, instructions: 'Document it.' }, false).instructions).toBe(
      'Document it.',
    );
    expect(withOwnWords({ batchMode: true, files, focus: 'security' }, false).instructions).toBeUndefined();
    expect(withOwnWords({ files }, false).instructions).toBeUndefined();
  });

  it(verifies('cli.brief-start'), async () => {
    const { err } = await dry();
    expect(err).toMatch(/^orchestrator: gpt-5, asked at: api\.openai\.com$/m);
    expect(err).toMatch(/^tasks: .* by tier, at api\.openai\.com; who does what, and stand-ins: --verbose$/m);
    expect(err).not.toContain('where it is not available');
    expect((await dry({ verbose: true })).err).toMatch(
      /^what gates refuse of .* tasks: .*where it is not available: gpt-/m,
    );
  });

  it(verifies('cli.review-words'), () => {
    const flags: readonly DevFlags[] = [
      { instances: 3 },
      { criticInstances: 2 },
      { enableGuardrails: true },
      { autoFix: true },
    ];
    for (const one of flags) {
      expect(withOwnWords(one, false).instructions).toBe('Review this project.');
      expect(withOwnWords(one, true).instructions).toBeUndefined();
      expect(withOwnWords({ ...one, focus: 'security' }, false).instructions).toBeUndefined();
      expect(withOwnWords({ ...one, resume: 'abc' }, false).instructions).toBeUndefined();
    }
    expect(() => refuseFlags({ output: ['a.html'], instructions: 'b.md' })).toThrow(
      expect.objectContaining({ code: 'USAGE', mend: expect.stringContaining('--output a.html --output b.md') }),
    );
    expect(() => refuseFlags({ output: ['a.html'], instructions: 'mend b.md' })).not.toThrow();
  });
});
