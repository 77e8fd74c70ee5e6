import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_USAGE, hideSecret, type Answer, type Task, type TaskRun } from '@hanzo/contracts';
import { openWorkspace, type Edit } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { assemblePatch, EDITS_OUTPUT, Orchestrator, renderMarkdown } from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { answer, API, CART, passed, SUMMARY, task, TOOL, WORKER } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const FIX: Edit = { path: 'cart.ts', find: 'index <= cartLines.length', replace: 'index < cartLines.length' };

async function project(
  files: Readonly<Record<string, string>> = { 'cart.ts': CART },
): Promise<{ root: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'hanzo-patch-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { root } = await openWorkspace(folder);
  return { root, [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }) };
}

function done(id: string, change: Partial<Task>, given: Answer): TaskRun {
  const sources = [{ path: 'cart.ts', firstLine: 1, text: CART.trimEnd() }];
  const made = task({ id, kind: 'refactor', title: `task ${id}`, output: EDITS_OUTPUT, sources, ...change });
  return { task: made, outcome: { state: 'done', answer: given, attempts: [passed(1, given)] } };
}

function edits(...all: Edit[]): Answer {
  return answer(JSON.stringify({ summary: SUMMARY, edits: all }));
}

describe('the patch of a run', () => {
  it(verifies('edits.applicable', 'of several tasks'), async () => {
    await using at = await project();
    const test: Edit = { path: 'cart.test.ts', find: '', replace: "import './cart.ts';" };
    const voucher: Edit = { path: 'cart.ts', find: 'voucherPercent / 100;', replace: '(voucherPercent / 100);' };
    const patch = await assemblePatch(at.root, [
      done('1', {}, edits(FIX)),
      done('2', { kind: 'tests' }, { ...edits(test), who: API }),
      done('3', {}, edits(voucher, FIX)),
      done('4', {}, edits()),
    ]);
    expect(patch).toMatchObject({ files: 2 });
    expect(patch?.parts).toMatchObject([
      { taskId: '1', who: WORKER, paths: ['cart.ts'], edits: 1 },
      { taskId: '2', who: API, paths: ['cart.test.ts'] },
      { taskId: '3', edits: 2 },
      { taskId: '4', edits: 0, paths: [] },
    ]);
    expect(patch?.parts.every(({ leftOut }) => leftOut === undefined)).toBe(true);
    execFileSync('git', ['apply', '-'], { cwd: at.root, input: patch?.text });
    const wanted = CART.replace(FIX.find, FIX.replace).replace(voucher.find, voucher.replace);
    expect(await readFile(join(at.root, 'cart.ts'), 'utf8')).toBe(wanted);
    expect(await readFile(join(at.root, 'cart.test.ts'), 'utf8')).toBe(`${test.replace}\n`);
  });

  it(verifies('edits.conflict'), async () => {
    await using at = await project();
    const other = { ...FIX, replace: 'index !== cartLines.length' };
    const more: Edit = { path: 'cart.ts', find: 'return subtotal;', replace: 'return subtotal + 0;' };
    const fresh: Edit = { path: 'new.ts', find: '', replace: 'x\n' };
    const patch = await assemblePatch(at.root, [
      done('1', {}, edits(FIX, fresh)),
      done('2', {}, edits(more, other)),
      done('3', {}, edits({ ...fresh, replace: 'y\n' })),
    ]);
    expect(patch?.parts.map(({ leftOut }) => leftOut)).toEqual([
      undefined,
      '"task 1" changes the same text of cart.ts.',
      '"task 1" changes the same text of new.ts.',
    ]);
    expect(patch?.text).not.toContain('return subtotal + 0');
    expect(patch?.text).toContain('+x');
  });

  it(verifies('edits.makeable', 'of several tasks'), async () => {
    await using at = await project();
    const fresh = (path: string): Answer => edits({ path, find: '', replace: 'x' });
    const patch = await assemblePatch(at.root, [
      done('1', {}, fresh('helpers')),
      done('2', {}, fresh('helpers/one.js')),
      done('3', {}, fresh('Helpers')),
      done('4', {}, fresh('other.js')),
    ]);
    expect(patch?.parts.map(({ leftOut }) => leftOut)).toEqual([
      undefined,
      '"task 1" makes helpers, and this helpers/one.js: one is a folder of the other.',
      '"task 1" makes helpers, and this Helpers: both have that name.',
      undefined,
    ]);
    execFileSync('git', ['apply', '-'], { cwd: at.root, input: patch?.text });
    expect(await readFile(join(at.root, 'other.js'), 'utf8')).toBe('x\n');
  });

  it(verifies('edits.together'), async () => {
    const names = Array.from({ length: 9 }, (_, index) => `${index}.txt`);
    await using at = await project(Object.fromEntries(names.map((name) => [name, 'old\n'])));
    const runs = names.map((path) =>
      done(path, { sources: [{ path, firstLine: 1, text: 'old' }] }, edits({ path, find: 'old', replace: 'new' })),
    );
    const tries: string[] = [];
    // 3 does not go with 1, nor 8 with 5.
    const patch = await assemblePatch(at.root, runs, async (files, tasks) => {
      expect(files.map(({ path }) => path)).toEqual(tasks.map(({ id }) => id));
      const made = new Set(files.map(({ path }) => path));
      tries.push([...made].map((path) => path[0]).join(''));
      const isBad = (made.has('1.txt') && made.has('3.txt')) || (made.has('5.txt') && made.has('8.txt'));
      return isBad ? { passed: false, gate: 'tests', reason: 'They fail.' } : { passed: true };
    });
    const leftOut = patch?.parts.filter((part) => part.leftOut !== undefined);
    expect(leftOut?.map(({ taskId }) => taskId)).toEqual(['3.txt', '8.txt']);
    expect(leftOut?.[0]?.leftOut).toBe('With the tasks before it: tests: They fail.');
    expect(patch).toMatchObject({ files: 7, text: expect.not.stringContaining('3.txt') });
    expect(tries[0]).toBe('012345678');
    expect(tries.length).toBeLessThan(10);
    // One alone was judged when it was accepted.
    await assemblePatch(at.root, runs.slice(0, 1), () => expect.unreachable());
  });

  it(verifies('edits.as-judged'), async () => {
    await using at = await project({ 'cart.ts': CART, 'b.txt': 'old\n', 'c.txt': 'old\n' });
    const runs = ['b.txt', 'c.txt'].map((path) =>
      done(path, { sources: [{ path, firstLine: 1, text: 'old' }] }, edits({ path, find: 'old', replace: 'new' })),
    );
    const judged: string[][] = [];
    const patch = await assemblePatch(at.root, [done('1', {}, edits(FIX)), ...runs], async (files) => {
      judged.push(files.map(({ path }) => path));
      // Somebody saves a file while the project's tests run.
      await writeFile(join(at.root, 'cart.ts'), `// mine\n${CART}`);
      return { passed: true };
    });
    expect(patch?.parts.map(({ leftOut }) => leftOut)).toEqual([
      'cart.ts was changed by somebody else meanwhile.',
      undefined,
      undefined,
    ]);
    expect(patch?.changes.map(({ path }) => path)).toEqual(['b.txt', 'c.txt']);
    // What is left was judged without it.
    expect(judged.at(-1)).toEqual(['b.txt', 'c.txt']);
  });

  it(verifies('edits.together', 'what another task has made too stays when that one is left out'), async () => {
    await using at = await project();
    const bad: Edit = { path: 'bad.ts', find: '', replace: 'x' };
    const other: Edit = { path: 'other.ts', find: '', replace: 'x' };
    const runs = [done('1', {}, edits(other)), done('2', {}, edits(bad, FIX)), done('3', {}, edits(FIX))];
    const patch = await assemblePatch(at.root, runs, async (files) =>
      files.some(({ path }) => path === 'bad.ts') ? { passed: false, gate: 'parses', reason: 'No.' } : { passed: true },
    );
    expect(patch?.parts.map(({ leftOut }) => leftOut === undefined)).toEqual([true, false, true]);
    expect(patch?.text).toContain(`+  for (let index = 0; ${FIX.replace}`);
    expect(patch?.text).not.toContain('bad.ts');
  });

  it(verifies('edits.no-key'), async () => {
    const key = 'canary-key-0123456789abcdef';
    hideSecret(key);
    await using at = await project({ 'a.txt': `one\n${key}\nthree\n` });
    const run = done(
      '1',
      { sources: [{ path: 'a.txt', firstLine: 3, text: 'three' }] },
      edits({ path: 'a.txt', find: 'three', replace: 'drei' }),
    );
    const patch = await assemblePatch(at.root, [run]);
    expect(patch).toMatchObject({ text: '', parts: [{ leftOut: 'Its lines hold a key.' }] });
  });

  it('is none where no task changes files, and leaves out what was not done', async () => {
    await using at = await project();
    const review: TaskRun = { task: task(), outcome: { state: 'cancelled', attempts: [] } };
    expect(await assemblePatch(at.root, [review])).toBeUndefined();
    const open: TaskRun = { ...done('1', {}, edits(FIX)), outcome: { state: 'cancelled', attempts: [] } };
    expect(await assemblePatch(at.root, [open])).toEqual({ root: at.root, text: '', files: 0, changes: [], parts: [] });
  });

  it(verifies('edits.workspace-kept'), async () => {
    await using at = await project();
    const executor = fakeExecutor((given) => (given.kind === 'check' ? answer(CLEAN, { who: TOOL }) : edits(FIX)));
    const judged = { who: API, usage: NO_USAGE, timings: { queueMs: 0, firstTokenMs: 0, totalMs: 5 }, costMicros: 700 };
    const dev = new Orchestrator({
      orchestratorModel: 'local:any',
      executor,
      workspace: await openWorkspace(at.root),
      limits: { patch: true },
      gateTools: { criticCalls: () => [judged] },
    });
    const result = await dev.run({ instructions: 'Refactor the cart.' });
    expect(result).toMatchObject({ complete: true, prose: [], patch: { files: 1 } });
    expect(await readFile(join(at.root, 'cart.ts'), 'utf8')).toBe(CART);
    const given = executor.tasks.find(({ kind }) => kind === 'refactor');
    expect(given).toMatchObject({ output: EDITS_OUTPUT, system: expect.stringContaining('Answer as edits.') });
    // What the critic cost is in the receipt.
    expect(result.receipt.totals.costMicros).toBe(700);
    expect(result.receipt.rows).toContainEqual(expect.objectContaining({ role: 'critic', who: API, attempts: 1 }));
    const report = renderMarkdown(result);
    expect(report).toContain('## Edits');
    expect(report).toContain('+  for (let index = 0; index < cartLines.length; index++) {');
    expect(report).toContain('1 file changed in the patch.');
    // Without a parser nothing says that the syntax was judged.
    expect(report).toMatch(/## Not judged\n\n- parses: /);
  });

  it('still is edits when the run is taken up again without its flags', async () => {
    await using at = await project();
    const executor = fakeExecutor((given) => (given.kind === 'check' ? answer(CLEAN, { who: TOOL }) : edits(FIX)));
    const workspace = await openWorkspace(at.root);
    const first = new Orchestrator({ orchestratorModel: 'l', executor, workspace, limits: { patch: true } });
    const { plan } = await first.prepare({ instructions: 'Refactor the cart.', runId: 'r' });
    const later = new Orchestrator({ orchestratorModel: 'l', executor, workspace });
    const stored: unknown = JSON.parse(JSON.stringify(plan));
    const result = await later.resume({ runId: 'r', instructions: 'Refactor the cart.', plan: stored, tasks: [] });
    expect(result).toMatchObject({ complete: true, patch: { files: 1 } });
  });

  it('answers in words where the run wants no patch', async () => {
    await using at = await project();
    const executor = fakeExecutor((given) => (given.kind === 'check' ? answer(CLEAN, { who: TOOL }) : answer('x')));
    const dev = new Orchestrator({ orchestratorModel: 'l', executor, workspace: await openWorkspace(at.root) });
    expect((await dev.run({ instructions: 'Refactor the cart.' })).patch).toBeUndefined();
    expect(executor.tasks.find(({ kind }) => kind === 'refactor')?.output).toEqual({ kind: 'text' });
  });
});

const CLEAN = JSON.stringify({ summary: 'clean', findings: [] });
