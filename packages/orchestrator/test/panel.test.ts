import { isSameModel, type Answer, type Finding, type Task, type Who } from '@hanzo/contracts';
import { openWorkspace } from '@hanzo/tools';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import {
  gateFor,
  gatesOf,
  Orchestrator,
  type OrchestratorOptions,
  type RunResult,
  type Stage,
  DEFAULT_TASK_LIMITS,
} from '../src/index.ts';
import { CRITIC_SYSTEM, CRITIC_TOOLS_SYSTEM } from '../src/critics/critic-prompt.ts';
import { judgeFindings } from '../src/critics/judge-findings.ts';
import { tallied } from '../src/critics/tally.ts';
import { verdictsOutput } from '../src/critics/verdicts-schema.ts';
import { fakeExecutor, type FakeExecutor } from './fake-executor.ts';
import { answer, API, CART, findings, GOOD_FINDING, OPEN_FINDING, SUMMARY, task, WORKER } from './samples.ts';

const SECOND: Finding = {
  ...GOOD_FINDING,
  line: 12,
  quote: 'voucherPercent / 100',
  severity: 'medium',
  category: 'input-validation',
  message: 'applyVoucher takes any percentage.',
};

interface Said {
  readonly verdict: 'confirm' | 'refute' | 'adjust';
  readonly severity?: string;
}

/** What a critic says of the finding in a line, or nothing at all. */
type Says = (critic: number, line: number, asked: Task) => Said | undefined;

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

interface Judged {
  readonly result: RunResult;
  readonly executor: FakeExecutor;
  readonly critics: readonly Task[];
}

async function judged(
  says: Says,
  options: Partial<OrchestratorOptions> = {},
  who: Who = WORKER,
  run: { readonly signal?: AbortSignal; readonly files?: readonly string[] } = {},
): Promise<Judged> {
  const root = mkdtempSync(join(tmpdir(), 'hanzo-panel-'));
  folders.push(root);
  mkdirSync(join(root, 'src'));
  for (const file of run.files ?? ['src/cart.ts']) writeFileSync(join(root, file), CART);
  const executor = fakeExecutor((asked): Answer => {
    if (asked.kind === 'check')
      return answer(findings('Its syntax is right.'), { who: { kind: 'tool', tool: 'syntax' } });
    if (asked.kind !== 'critic') return answer(findings(SUMMARY, GOOD_FINDING, SECOND), { who });
    return verdictsOf(asked, says);
  });
  const orchestrator = new Orchestrator({
    orchestratorModel: 'gpt-5',
    executor,
    workspace: await openWorkspace(root),
    criticInstances: 3,
    ...options,
  });
  const result = await orchestrator.run({ instructions: 'Review the code for bugs.', runId: 'r', ...run });
  return { result, executor, critics: executor.tasks.filter(({ kind }) => kind === 'critic') };
}

function listed({ prompt }: Task): readonly { readonly id: string; readonly line: number }[] {
  const [, lines = ''] = /<findings mark="[0-9a-f]+">\n([^]*?)\n<\/findings/.exec(prompt) ?? [];
  return lines.split('\n').map((line) => JSON.parse(line) as { id: string; line: number });
}

function numberOf({ id }: Task): number {
  return Number(id.split('-').at(-1));
}

function verdictsOf(asked: Task, says: Says): Answer {
  const verdicts = listed(asked).flatMap(({ id, line }) => {
    const said = says(numberOf(asked), line, asked);
    const reason = `The loop in line ${line} says so.`;
    return said === undefined ? [] : [{ finding: id, reason, severity: 'info', ...said }];
  });
  const [only] = asked.models ?? [];
  const who: Who =
    only === undefined ? API : { kind: 'api', endpoint: 'api.openai.com', requestedModel: only, servedModel: only };
  return answer(JSON.stringify({ verdicts }), { who });
}

const CONFIRM: Said = { verdict: 'confirm' };
const REFUTE: Said = { verdict: 'refute' };

describe('a panel of critics', () => {
  it(verifies('critics.most'), async () => {
    const { result, critics } = await judged((critic, line) => (line === 5 || critic === 1 ? CONFIRM : REFUTE));
    expect(critics).toHaveLength(3);
    expect(result.findings).toMatchObject([{ line: 5, standing: 'confirmed', confidence: 'high' }]);
    expect(result.below).toMatchObject([{ line: 12, standing: 'refuted' }]);
    expect(result.below[0]?.why).toBe('2 of 3 critics refute it: The loop in line 12 says so.');
    expect(result.counts).toMatchObject({ below: 1, bySeverity: { high: 1, medium: 0 } });
    expect(result.complete).toBe(true);
  });

  it(verifies('critics.adjust'), async () => {
    const votes: readonly Said[] = [
      { verdict: 'adjust', severity: 'low' },
      { verdict: 'adjust', severity: 'low' },
      CONFIRM,
    ];
    const { result } = await judged((critic) => votes[critic - 1]);
    expect(result.findings.map(({ severity, standing }) => [severity, standing])).toEqual([
      ['low', 'confirmed'],
      ['low', 'confirmed'],
    ]);
  });

  it(verifies('critics.tie'), async () => {
    const { result } = await judged((critic) => (critic === 1 ? CONFIRM : REFUTE), { criticInstances: 2 });
    expect(result.findings).toEqual([]);
    expect(result.below).toMatchObject([{ standing: 'unconfirmed' }, { standing: 'unconfirmed' }]);
    expect(result.below[0]?.why).toMatch(/^Only 1 of 2 critics confirm it: /);
  });

  it(verifies('critics.silence'), async () => {
    const { result } = await judged((critic, line) => (line === 5 && critic === 3 ? REFUTE : undefined));
    expect(result.findings.map(({ standing }) => standing)).toEqual(['unjudged', 'unjudged']);
    expect(result.below).toEqual([]);
    expect(result.complete).toBe(false);
    const undone = result.outcomes.filter(({ outcome }) => outcome.state === 'undone');
    expect(undone.map(({ task: { title } }) => title)).toEqual(
      [1, 2, 3].map((n) => `critic ${n} of 3: src/cart.ts:5,12`),
    );
  });

  it(verifies('critics.once-each'), async () => {
    const asked = task({ kind: 'critic', gates: [], output: verdictsOutput(['F1', 'F2']) });
    const verdict = (finding: string): object => ({ finding, reason: 'It does.', verdict: 'confirm', severity: 'low' });
    const judge = async (...ids: readonly string[]): Promise<unknown> =>
      await gateFor(asked)(asked, answer(JSON.stringify({ verdicts: ids.map(verdict) })));
    expect(await judge('F1', 'F2')).toEqual({ passed: true });
    expect(await judge('F1')).toMatchObject({ gate: 'schema', reason: 'It judges F2 not at all: once is asked for.' });
    expect(await judge('F1', 'F2', 'F1')).toMatchObject({ reason: 'It judges F1 2 times: once is asked for.' });
    expect(await judge('F1', 'F2', 'F3')).toMatchObject({ reason: 'It judges "F3", and no finding has that id.' });
  });

  it(verifies('critics.apart'), async () => {
    const { critics } = await judged(() => CONFIRM);
    const [first, second, third] = critics;
    expect(new Set(critics.map(({ prompt }) => prompt)).size).toBe(3);
    expect(new Set(critics.map(({ sampling }) => sampling.seed)).size).toBe(3);
    expect(critics.every(({ system }) => system === CRITIC_SYSTEM)).toBe(true);
    for (const { prompt } of [first, second, third].filter((one) => one !== undefined)) {
      expect(prompt).toContain('5|   for (let index = 0; index <= cartLines.length; index++) {');
      expect(prompt).not.toContain(WORKER.kind === 'worker' ? WORKER.node : '');
      expect(prompt).not.toContain('llama3.2');
    }
  });

  it(verifies('devTools.critics'), async () => {
    const plain = await judged(() => CONFIRM);
    const tooled = await judged(() => CONFIRM, { criticTools: true });
    expect(plain.critics.some((one) => 'usesTools' in one)).toBe(false);
    expect(tooled.critics.every(({ usesTools }) => usesTools === true)).toBe(true);
    // Its tools are chosen by what was wanted and claimed, and not by names of files.
    for (const { toolsAbout = '', sources } of tooled.critics) {
      expect(toolsAbout.split('\n').length).toBeGreaterThan(2);
      for (const { path } of sources) expect(toolsAbout).not.toContain(path);
    }
    expect(tooled.critics[0]?.system).toBe(`${CRITIC_SYSTEM}\n\n${CRITIC_TOOLS_SYSTEM}`);
    expect(tooled.critics[0]?.prompt).toBe(plain.critics[0]?.prompt);
    const ids = [...plain.critics, ...tooled.critics].map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
  });

  it(verifies('critics.in-turn'), async () => {
    const named = { criticModels: ['gpt-5-mini', 'claude-haiku-5-5'] };
    const { critics } = await judged(() => CONFIRM, named);
    expect(critics.map(({ models }) => models)).toEqual([['gpt-5-mini'], ['claude-haiku-5-5'], ['gpt-5-mini']]);
    const unnumbered = await judged(() => CONFIRM, { ...named, criticInstances: undefined });
    expect(unnumbered.critics).toHaveLength(2);
  });

  it(verifies('critics.not-own', 'named'), async () => {
    const named = { criticModels: ['gpt-5', 'gpt-5-mini'] };
    const { critics, result } = await judged(() => CONFIRM, named, API);
    expect(critics.map(({ models }) => models)).toEqual([['gpt-5-mini'], ['gpt-5-mini'], ['gpt-5-mini']]);
    expect(result.unjudged).toBeUndefined();
  });

  it(verifies('critics.not-own', 'policy'), async () => {
    const modelsAvailable = (): readonly string[] => ['gpt-5', 'gpt-6-luna', 'local:llama3.2'];
    const { critics } = await judged(() => CONFIRM, { modelsAvailable }, API);
    expect(critics[0]?.models).toEqual(['gpt-6-luna', 'local:llama3.2']);
    const others = await judged(() => CONFIRM, { modelsAvailable: () => ['gpt-6-luna'] }, API);
    expect(others.critics[0]?.models).toBeUndefined();
  });

  it(verifies('critics.not-own', 'had to'), async () => {
    const { result } = await judged(() => CONFIRM, { criticModels: ['gpt-5'] }, API);
    expect(result.unjudged).toEqual([
      'critics: gpt-5 judged 2 findings of its own, since no other model was there to do it. Name another one with --critic.',
    ]);
  });

  it(verifies('critics.same-ids'), async () => {
    const [once, again] = [await judged(() => CONFIRM), await judged(() => CONFIRM)];
    expect(again.critics.map(({ id }) => id)).toEqual(once.critics.map(({ id }) => id));
    expect(once.critics.map(({ id }) => /^r-critic-[0-9a-f]{16}-[123]$/.test(id))).toEqual([true, true, true]);
  });

  it(verifies('critics.receipt'), async () => {
    const price = { inputMicros: 1_000_000, cachedInputMicros: 100_000, outputMicros: 10_000_000 };
    const { result } = await judged(() => CONFIRM, { orchestratorPrice: price });
    expect(result.receipt.rows.map(({ role, tasksDone }) => [role, tasksDone])).toContainEqual(['critic', 3]);
    const alone = await judged(() => CONFIRM, { orchestratorPrice: price, criticInstances: 0 });
    // They resolve nothing by themselves, and save nothing.
    expect(result.receipt.savedMicros).toBe(alone.result.receipt.savedMicros);
    expect(result.receipt.perResolvedMicros).toBe(alone.result.receipt.perResolvedMicros);
  });

  it(verifies('critics.limits'), async () => {
    const { critics, executor } = await judged(() => CONFIRM, {
      tier: 'critical',
      limits: { dataClass: 'confidential', priority: 'low', deadlineMs: 9_000, contextTokens: 2_600 },
    });
    for (const one of critics)
      expect(one).toMatchObject({ tier: 'critical', dataClass: 'confidential', priority: 'low', deadlineMs: 9_000 });
    expect(critics.every(({ maxOutputTokens }) => maxOutputTokens <= 867)).toBe(true);
    expect(executor.tasks.length).toBeGreaterThan(critics.length);
  });

  it(verifies('critics.room'), async () => {
    const { critics } = await judged(() => CONFIRM, { limits: { contextTokens: 1_500 }, criticInstances: 1 });
    // Together they do not fit: each is asked about on its own.
    const lines = critics.map((one) => listed(one).map(({ line }) => line));
    expect(lines.toSorted(([a = 0], [b = 0]) => a - b)).toEqual([[5], [12]]);
  });

  it(verifies('critics.known-left'), async () => {
    const { critics, result } = await judged(() => REFUTE, {
      baseline: { has: (one) => 'line' in one && one.line === 5, severityOf: () => undefined, findings: [] },
    });
    expect(critics.map((one) => listed(one).map(({ line }) => line))).toEqual([[12], [12], [12]]);
    expect(result.findings).toMatchObject([{ line: 5, isKnown: true, votes: [] }]);
    expect(result.below).toMatchObject([{ line: 12 }]);
  });

  it(verifies('critics.one-gate'), () => {
    const asked = { output: task().output, gates: ['critic'] as const };
    const prose = { output: { kind: 'text' } as const, gates: ['critic'] as const };
    const verdicts = { output: verdictsOutput(['F1']), gates: ['critic'] as const };
    const wants = (one: Pick<Task, 'output' | 'gates'>, hasPanel: boolean): boolean =>
      gatesOf(one, { who: WORKER }, { criticForAll: true, hasPanel }).includes('critic');
    expect([wants(asked, false), wants(asked, true)]).toEqual([true, false]);
    expect([wants(prose, false), wants(prose, true)]).toEqual([true, true]);
    expect([wants(verdicts, false), wants(verdicts, true)]).toEqual([false, false]);
  });

  it('leaves what was found before, in code that cannot be read any more, where it stands, and says so', async () => {
    const { signal } = new AbortController();
    const stage = {
      signal,
      runId: 'r',
      instructions: '',
      planned: [],
      limits: DEFAULT_TASK_LIMITS,
    } as unknown as Stage;
    const gone = {
      ...stage,
      workspace: { read: () => Promise.reject(new Error('gone')) },
      runTasks: () => Promise.resolve([]),
    };
    const left = await judgeFindings([OPEN_FINDING], { instances: 3 }, gone as unknown as Stage);
    expect(left.findings).toEqual([OPEN_FINDING]);
    expect(left.notes).toEqual(['critics: a finding was not judged, because the code could not be read.']);
    const text = { kind: 'text', text: CART };
    const asked: Task[] = [];
    const runTasks: Stage['runTasks'] = (_, tasks) => {
      asked.push(...tasks);
      return Promise.resolve([]);
    };
    const there = {
      ...gone,
      workspace: { read: () => Promise.resolve(text) },
      runTasks,
    };
    await judgeFindings([OPEN_FINDING], { instances: 1 }, there as unknown as Stage);
    expect(asked.map(({ prompt }) => prompt.includes('5|   for (let index'))).toEqual([true]);
  });

  it(verifies('critics.stopped'), async () => {
    const stop = new AbortController();
    const { result, critics } = await judged(() => CONFIRM, {}, WORKER, { signal: stop.signal });
    expect([critics.length, result.complete]).toEqual([3, true]);
    const stopped = await judged(
      () => {
        stop.abort();
        return CONFIRM;
      },
      {},
      WORKER,
      { signal: stop.signal },
    );
    expect(stopped.result.complete).toBe(false);
    expect(stopped.result.findings.every(({ standing }) => standing === 'unjudged')).toBe(true);
  });
});

describe('votes', () => {
  const vote = (verdict: 'confirm' | 'refute'): Parameters<typeof tallied>[1][number] => ({
    critic: API,
    verdict,
    reason: '',
  });
  it('need half of the panel, and most of those that judged', () => {
    const standing = (instances: number, ...verdicts: readonly ('confirm' | 'refute')[]): string =>
      tallied(OPEN_FINDING, verdicts.map(vote), instances).standing;
    expect(standing(3, 'refute')).toBe('unjudged');
    expect(standing(3, 'refute', 'refute')).toBe('refuted');
    expect(standing(2, 'refute')).toBe('refuted');
    expect(standing(5, 'confirm', 'refute', 'confirm')).toBe('confirmed');
    expect(standing(4, 'confirm', 'refute')).toBe('unconfirmed');
  });

  it('make a finding sure only when all of the panel confirm it', () => {
    const sure = { ...OPEN_FINDING, confidence: 'low' } as const;
    expect(tallied(sure, [vote('confirm'), vote('confirm')], 3).confidence).toBe('low');
    expect(tallied(sure, [vote('confirm'), vote('confirm')], 2).confidence).toBe('high');
  });
});

it('knows a model under the names that it has', () => {
  expect(isSameModel('gpt-5', 'gpt-5-2025-08-07')).toBe(true);
  expect(isSameModel('gpt-5', 'gpt-5-mini')).toBe(false);
  expect(isSameModel('local:llama3.2', 'llama3.2')).toBe(true);
});
