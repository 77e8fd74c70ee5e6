import { describe, expect, it } from 'vitest';
import { HanzoError, silentLogger } from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import { routingPolicy } from '@hanzo/testkit';
import { renderMarkdown, type Plan } from '../src/index.ts';
import { bugsOf, findsBugs, project } from './remembered-project.ts';
import { answer, findings, SUMMARY } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const addLines = 'export function addLines(cartLines) {\n  let subtotal = 0;\n  return subtotal; // BUG\n}\n';
const voucher = 'export function applyVoucher(subtotal, voucherPercent) {\n  return subtotal - voucherPercent;\n}\n';
const shipping = 'export function shippingCost(parcelWeight) {\n  return parcelWeight * 3;\n}\n';

const places = (found: readonly { path: string; line: number }[]): readonly string[] =>
  found.map(({ path, line }) => `${path}:${line}`);

describe('what was reviewed before', () => {
  it(verifies('remembered.no-calls'), async () => {
    await using here = await project({ 'a.ts': `${addLines}\n${voucher}`, 'b.ts': shipping });
    const first = await here.review();
    expect(first.remembered).toBeUndefined();
    const kept = [...here.cache.entries.values()].filter(({ engine }) => engine.startsWith('llama3.2'));
    expect(kept.every(({ peer = '' }) => peer !== '')).toBe(true);
    await here.clock.advance(86_400_000);
    const second = await here.review();
    expect(here.reviewed).toEqual([]);
    expect(here.checked).toEqual([]);
    expect(here.cache.lookUps).toBe(2);
    expect(second).toMatchObject({
      complete: true,
      counts: { tasks: 0, done: 0, bySeverity: { high: 1 } },
      remembered: { pieces: 3, known: 3, checks: 2, findings: 1 },
    });
    expect(second.findings.map(({ path, line, message, quote }) => ({ path, line, message, quote }))).toEqual(
      first.findings.map(({ path, line, message, quote }) => ({ path, line, message, quote })),
    );
    expect(second.findings[0]?.who).toEqual({
      kind: 'cache',
      engine: expect.stringContaining('llama3.2 on studio'),
      answeredAt: Date.UTC(2026, 0, 1),
    });
    const report = renderMarkdown(second);
    expect(report).toContain('**DONE: nothing was left to do. ');
    const known = '3 of 3 pieces of code (functions, or parts of files) were reviewed before: not paid again.';
    expect(report.split(known)).toHaveLength(2);
    expect(report).toContain('- 3 by llama3.2 on studio (peer …');
    expect(report).toContain('on 2026-01-01');
    expect(report).toContain('| `a.ts` | a.ts: checked merge markers and TypeScript syntax, nothing found. |');
    expect(here.events.map(({ kind }) => kind)).toEqual(['plan-start', 'remembered', 'plan-ready', 'run-end']);
  });

  it(verifies('remembered.judged-only'), async () => {
    await using here = await project({ 'a.ts': addLines });
    const routing = routingPolicy({ kinds: { review: { gates: ['evidence', 'critic'] } } });
    for (let round = 0; round < 2; round += 1) {
      const result = await here.review({ routing });
      expect(here.reviewed).toHaveLength(1);
      expect(result.unjudged).toEqual([expect.stringContaining('name a model with --critic')]);
    }
    const critic = { critic: () => Promise.resolve({ passed: true } as const) };
    await here.review({ routing, gateTools: critic });
    await here.review({ routing, gateTools: critic });
    expect(here.reviewed).toEqual([]);
  });

  it(verifies('remembered.never-twice'), async () => {
    await using here = await project({ 'a.ts': `${addLines}\n${voucher}\n${shipping}` });
    await here.review();
    await here.write({ 'a.ts': `// new\n\n${addLines}\n${voucher.replace('-', '+')}\n${shipping}\nconst LAST = 1;\n` });
    const result = await here.review();
    expect(here.shown().map((text) => text.trim())).toEqual([
      'a.ts: // new',
      `a.ts: ${voucher.replace('-', '+')}`.trim(),
      'a.ts: const LAST = 1;',
    ]);
    expect(here.reviewed.map(({ title }) => title)).toEqual(['review a.ts:1-2,8-11,16-16']);
    expect(result).toMatchObject({ complete: true, remembered: { pieces: 5, known: 2 } });
    expect(places(result.findings)).toEqual(['a.ts:5']);
    await here.review();
    expect(here.reviewed).toEqual([]);
  });

  it(verifies('remembered.anchored'), async () => {
    await using here = await project({ 'a.ts': `${shipping}\n${addLines}` });
    expect(places((await here.review()).findings)).toEqual(['a.ts:7']);
    await here.write({ 'a.ts': `\n\n\n${shipping}\n\n${addLines}`.replaceAll('\n', '\r\n') });
    const moved = await here.review();
    expect(here.reviewed).toEqual([]);
    expect(places(moved.findings)).toEqual(['a.ts:11']);
  });

  it(verifies('remembered.same-code'), async () => {
    await using here = await project({ 'a.ts': `${addLines}\n${voucher}` });
    await here.review();
    const inClass = `export class Cart {\n  rate = 1;\n\n${shipping.replace(/^/gm, '  ')}}\n`;
    await here.write({ 'shop/b.ts': `${voucher}\n${addLines}`, 'c.py': 'def voucher(percent_off):\n    return 1\n' });
    const result = await here.review();
    expect(here.shown().map((text) => text.slice(0, 5))).toEqual(['c.py:']);
    expect(places(result.findings)).toEqual(['a.ts:3', 'shop/b.ts:7']);
    await here.write({ 'd.ts': shipping, 'e.ts': inClass });
    await here.review();
    await here.write({ 'f.js': voucher });
    await here.review();
    // Another language: what is right in one may be wrong in the other.
    expect(here.shown()).toEqual([`f.js: ${voucher.trimEnd()}`]);
  });

  it(verifies('remembered.any-change'), async () => {
    await using here = await project({ 'a.ts': voucher });
    await here.review();
    const changes = ['subtotal -  voucherPercent', 'subtotal - voucherPercenT', 'subtotal− voucherPercent', 'subtotal'];
    for (const change of changes) {
      await here.write({ 'a.ts': voucher.replace('subtotal - voucherPercent', change) });
      await here.review();
      expect(here.reviewed).toHaveLength(1);
    }
  });

  it(verifies('remembered.wishes-count'), async () => {
    await using here = await project({ 'a.ts': voucher });
    await here.review();
    const changes = [
      { instructions: 'Review the code for bugs!' },
      { instructions: 'Find vulnerabilities.' },
      { cacheFingerprint: 'another model' },
      { tier: 'complex' as const },
      { limits: { kinds: { review: { gates: ['evidence' as const], tries: 1, agreement: 1 } } } },
    ];
    for (const change of changes) {
      await here.review(change);
      expect(here.reviewed).toHaveLength(1);
      await here.review(change);
      expect(here.reviewed).toHaveLength(0);
    }
  });

  it(verifies('remembered.no-cache'), async () => {
    await using here = await project({ 'a.ts': voucher });
    await here.review();
    await here.review({ cache: undefined });
    expect([here.reviewed.length, here.checked.length]).toEqual([1, 1]);
  });
});

describe('what is remembered', () => {
  it(verifies('remembered.accepted-only'), async () => {
    await using here = await project({ 'a.ts': voucher, 'b.ts': addLines });
    here.engine = (task) => (task.sources[0]?.path === 'a.ts' ? answer(findings('Looks good.')) : findsBugs(task));
    expect((await here.review()).complete).toBe(false);
    here.engine = findsBugs;
    await here.review();
    expect(here.reviewed.map(({ sources }) => sources[0]?.path)).toEqual(['a.ts']);
  });

  it('leaves out findings that quote what is not there, and those that reach beyond their piece', async () => {
    await using here = await project({ 'a.ts': `${addLines}\n${voucher}` });
    here.engine = (task) => {
      const real = task.sources.flatMap(bugsOf);
      const said = { category: 'logic', confidence: 'low', rationale: '', fix: '' } as const;
      const made = { ...said, line: 7, quote: 'nowhere()', severity: 'low', message: 'Made up.' } as const;
      const over = { ...made, line: 4, quote: '}\n\nexport function applyVoucher(' };
      return answer(findings(SUMMARY.replace('cartSubtotal', 'addLines subtotal'), ...real, over, made));
    };
    const first = await here.review();
    expect(first.findings).toHaveLength(2);
    here.engine = findsBugs;
    const second = await here.review();
    // An answer of which something had to be left out is no reason to call the rest clean.
    expect(here.shown()).toEqual([`a.ts: ${addLines}\n${voucher}`.trimEnd()]);
    expect(places(second.findings)).toEqual(['a.ts:3']);
  });

  it.each([
    ['line', 'See line 3 of it.', { 'a.ts': `\n\n${addLines}` }],
    ['line after a colon', 'Wrong (line: 3).', { 'a.ts': `\n\n${addLines}` }],
    ['ordinal', 'The 3rd line is wrong.', { 'a.ts': `\n\n${addLines}` }],
    ['other language', 'Zeile 3 ist falsch.', { 'a.ts': `\n\n${addLines}` }],
    ['word of a line whose number stands in the code', 'The sum of line 0 is wrong.', { 'a.ts': `\n\n${addLines}` }],
    ['file', 'In a.ts nobody calls it.', { 'b.ts': `${addLines}`, 'a.ts': 'const OTHER = 1;\n' }],
    ['code beside', 'shippingCost needs it.', { 'b.ts': `${addLines}`, 'a.ts': 'const OTHER = 1;\n' }],
  ])(verifies('remembered.place-bound', '%s'), async (_, words, change) => {
    await using here = await project({ 'a.ts': `${addLines}\n${shipping}` });
    here.engine = (task) => {
      const found = task.sources.flatMap(bugsOf).map((finding) => ({ ...finding, message: words }));
      return answer(findings('addLines subtotal, shippingCost, parcelWeight', ...found));
    };
    const first = await here.review();
    expect(places(first.findings)).toEqual(['a.ts:3']);
    expect(places((await here.review()).findings)).toEqual(['a.ts:3']);
    expect(here.reviewed).toEqual([]);
    await here.write(change as Record<string, string>);
    await here.review();
    expect(here.shown().some((text) => text.includes('addLines'))).toBe(true);
  });

  it('keeps what was found in either of two files with the same function', async () => {
    await using here = await project({ 'a.ts': addLines, 'b.ts': addLines });
    here.engine = (task) =>
      task.sources[0]?.path === 'b.ts' ? answer(findings('addLines, subtotal')) : findsBugs(task);
    await here.review({ concurrency: 1 });
    const second = await here.review();
    expect(here.reviewed).toEqual([]);
    expect(places(second.findings)).toEqual(['a.ts:3', 'b.ts:3']);
  });

  it(verifies('remembered.full'), async () => {
    const full = `export function addLines(cartLines) {\n${'  let subtotal = 0; // BUG\n'.repeat(5)}}\n`;
    await using here = await project({ 'a.ts': `${full}\n${voucher}`, 'b.ts': full.replaceAll('BUG', 'fine') });
    const first = await here.review();
    expect(first.counts).toMatchObject({ fullAnswers: 1 });
    expect(renderMarkdown(first)).toContain('1 answer has as many findings as one may have (5): there may be more.');
    await here.review();
    expect(here.reviewed.map(({ sources }) => sources[0]?.path)).toEqual(['a.ts']);
  });

  it(verifies('orchestrator.plan-coverage', 'in the verdict'), async () => {
    await using here = await project({ 'a.ts': voucher, 'b.ts': shipping });
    const result = await here.review({ maxTasks: 1 });
    expect(renderMarkdown(result)).toContain(
      '**DONE: all 3 planned tasks are done; 1 file of code was not reviewed. Nothing was found.**',
    );
  });

  it(verifies('remembered.twins'), async () => {
    await using here = await project({ 'a.ts': `${addLines}\n${shipping}`, 'b.ts': addLines });
    here.engine = (task) => {
      const found = task.sources[0]?.path === 'a.ts' ? task.sources.flatMap(bugsOf) : [];
      return answer(
        findings('addLines subtotal shippingCost', ...found.map((one) => ({ ...one, message: 'In a.ts.' }))),
      );
    };
    for (const order of ['a.ts first', 'known twin first']) {
      await here.review({ concurrency: 1, instructions: order });
      await here.review({ instructions: order });
      expect(here.reviewed).toEqual([]);
    }
    await here.write({ 'c.ts': addLines, 'd.ts': `import a from 'a';\n\n${addLines}` });
    await here.review({ instructions: 'a.ts first' });
    expect(here.reviewed.map(({ sources }) => sources[0]?.path)).toEqual(['c.ts', 'd.ts']);
  });

  it(verifies('remembered.twins', 'also when the twin was looked at before'), async () => {
    await using here = await project({ 'a.ts': addLines, 'z.ts': `${addLines}\n${shipping}` });
    here.engine = (task) => {
      const found = task.sources[0]?.path === 'z.ts' ? task.sources.flatMap(bugsOf) : [];
      return answer(findings('addLines subtotal', ...found.map((one) => ({ ...one, message: 'See line 1.' }))));
    };
    await here.review({ concurrency: 1 });
    await here.write({ 'z.ts': `import z from 'z';\n\n${addLines}\n${shipping}` });
    const moved = await here.review({ concurrency: 1 });
    expect(places(moved.findings)).toEqual(['z.ts:5']);
    expect(here.reviewed.map(({ sources }) => sources[0]?.path)).toEqual(['a.ts', 'z.ts']);
    await here.review();
    expect(here.reviewed).toEqual([]);
  });

  it(verifies('remembered.imports'), async () => {
    const launch = 'export function start(name) {\n  return launch(name);\n}\n';
    await using here = await project({ 'a.ts': `import { safeLaunch as launch } from './safe.ts';\n\n${launch}` });
    const options = { instructions: 'Find vulnerabilities.', kind: 'security' as const };
    here.engine = () => answer(findings('start, launch, safeLaunch'));
    await here.review(options);
    await here.review(options);
    expect(here.reviewed).toEqual([]);
    await here.write({ 'a.ts': `import { exec as launch } from './safe.ts';\n\n${launch}` });
    await here.review(options);
    expect(here.shown().some((text) => text.includes('return launch'))).toBe(true);
  });

  it(verifies('remembered.repeatable'), async () => {
    await using here = await project({ 'a.ts': voucher });
    const limits = { sampling: { temperature: 0.7 } };
    await here.review({ limits });
    await here.review({ limits });
    expect(here.reviewed).toHaveLength(1);
    expect([...here.cache.entries.values()].filter(({ value }) => value.includes('findings'))).toHaveLength(1);
  });

  it(verifies('remembered.never-fails'), async () => {
    await using here = await project({ 'a.json': '{}\n', 'b.ts': shipping });
    const warnings: string[] = [];
    const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const put = (): never => {
      throw new Error('The disk is gone.');
    };
    const result = await here.review({ cache: { ...here.cache, put }, log });
    expect(result.complete).toBe(true);
    expect(warnings).toEqual(['not all reviews could be kept: what is missing is asked again next time']);
    const gone = { ...here.workspace, root: here.workspace.root, files: here.workspace.files.bind(here.workspace) };
    let reads = 0;
    const read: Workspace['read'] = async (path) => {
      reads += 1;
      if (reads > 2) throw new HanzoError('USAGE', 'It lies outside of the workspace.');
      return await here.workspace.read(path);
    };
    expect((await here.review({ instructions: 'Look.', workspace: { ...gone, read } as Workspace })).complete).toBe(
      true,
    );
  });

  it(verifies('remembered.checked-again'), async () => {
    await using here = await project({ 'a.ts': addLines });
    await here.review();
    const [key, entry] = [...here.cache.entries].find(([, { value }]) => value.includes('BUG')) ?? ['', undefined];
    if (entry === undefined) throw new Error('Nothing was kept.');
    const others = ['{', '{"v":1}', '{"v":2,"taskId":"r","answer":"{}"}', entry.value.replace('return subtotal', 'x')];
    for (const value of others) {
      here.cache.entries.set(key, { ...entry, value });
      await here.review();
      expect(here.reviewed).toHaveLength(1);
    }
    here.cache.entries.set(key, { ...entry, kind: 'query' });
    await here.review();
    expect(here.reviewed).toHaveLength(1);
  });

  it(verifies('remembered.checks-exact'), async () => {
    await using here = await project({ 'a.json': '{"taxRate": }\n', 'b.json': '{}\n' });
    const first = await here.review({ instructions: 'Check the syntax.', kind: 'check' });
    expect(first.findings).toHaveLength(1);
    const again = await here.review({ instructions: 'Check the syntax.', kind: 'check' });
    expect(here.checked).toEqual([]);
    expect(places(again.findings)).toEqual(['a.json:1']);
    await here.write({ 'a.json': '{"taxRate": } \n' });
    await here.review({ instructions: 'Check the syntax.', kind: 'check' });
    expect(here.checked.map(({ title }) => title)).toEqual(['check a.json']);
  });

  it('does not keep a check of a file that changed while it was checked', async () => {
    await using here = await project({ 'a.json': '{}\n', 'b.ts': shipping });
    here.engine = async (task) => {
      await here.write({ 'a.json': '{\n' });
      return findsBugs(task);
    };
    await here.review();
    await here.write({ 'a.json': '{}\n' });
    here.engine = findsBugs;
    await here.review();
    expect(here.checked.map(({ title }) => title)).toEqual(['check a.json']);
  });
});

describe('a run that stops', () => {
  it(verifies('remembered.interrupted'), async () => {
    await using here = await project({ 'a.ts': voucher, 'b.ts': shipping });
    const abort = new AbortController();
    here.engine = (task) => {
      if (task.sources[0]?.path === 'b.ts') abort.abort();
      return findsBugs(task);
    };
    const first = await here.review({ signal: abort.signal, concurrency: 1 });
    expect(first.counts.cancelled).toBeGreaterThan(0);
    here.engine = findsBugs;
    const second = await here.review();
    expect(here.reviewed.map(({ sources }) => sources[0]?.path)).toEqual(['b.ts']);
    expect(second).toMatchObject({ complete: true, remembered: { known: 1 } });
  });

  it(verifies('remembered.resumed'), async () => {
    await using here = await project({ 'a.ts': `${addLines}\n${voucher}`, 'b.ts': shipping });
    await here.review();
    await here.write({ 'a.ts': `${addLines}\n${voucher.replace('-', '+')}` });
    here.engine = () => {
      throw new HanzoError('NO_WORKER', 'No worker answered.');
    };
    const stopped = await here.review();
    expect(stopped).toMatchObject({ complete: false, remembered: { known: 2, pieces: 3 } });
    const plan = JSON.parse(JSON.stringify(stopped.plan)) as Plan;
    here.engine = findsBugs;
    const { runId, instructions, outcomes } = stopped;
    const tasks = outcomes.map(({ task }) => task);
    // Stopped while its tasks were being written down: the rest is made again.
    const resumed = await here.resume({ runId, instructions, plan, tasks: tasks.slice(0, 1) });
    expect(resumed.outcomes.map(({ task }) => task)).toEqual(tasks);
    expect(resumed).toMatchObject({ complete: true, remembered: { known: 2, pieces: 3 } });
    expect(places(resumed.findings)).toEqual(['a.ts:3']);
    await here.review();
    expect(here.reviewed).toEqual([]);
  });

  it('keeps nothing of a run that others than those of its plan go on with', async () => {
    await using here = await project({ 'a.ts': voucher });
    here.engine = () => {
      throw new HanzoError('NO_WORKER', 'No worker answered.');
    };
    const { runId, instructions, plan, outcomes } = await here.review();
    here.engine = findsBugs;
    const tasks = outcomes.map(({ task }) => task);
    await here.resume({ runId, instructions, plan, tasks }, { cacheFingerprint: 'another model' });
    for (const cacheFingerprint of ['', 'another model']) {
      here.cache.lookUps = 0;
      const { remembered } = await here.review({ cacheFingerprint, cache: { ...here.cache, put: () => undefined } });
      expect(remembered?.known ?? 0).toBe(0);
    }
  });
});
