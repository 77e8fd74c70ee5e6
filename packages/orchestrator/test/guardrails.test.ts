import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, GateVerdict, Task, TaskRun } from '@hanzo/contracts';
import { type Edit, openWorkspace, Trial, type TrialCommands } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import {
  EDITS_OUTPUT,
  gateFor,
  type GateTools,
  Guardrails,
  guardrailsInWords,
  Orchestrator,
  renderReport,
  type RunResult,
} from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { answer, CART, SUMMARY, task, TOOL } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const FIX: Edit = { path: 'cart.ts', find: 'index <= cartLines.length', replace: 'index < cartLines.length' };
const CLEAN = JSON.stringify({ summary: 'clean', findings: [] });
const { signal } = new AbortController();

function edits(...all: Edit[]): Answer {
  return answer(JSON.stringify({ summary: SUMMARY, edits: all }));
}

interface Scene extends AsyncDisposable {
  readonly tools: GateTools;
  judge(given: Answer, change?: Partial<Task>): Promise<GateVerdict>;
  run(kind: 'refactor' | 'review', engine: (given: Task) => Answer): Promise<RunResult & { runs: readonly TaskRun[] }>;
}

async function scene(hasGuardrails: boolean, commands: TrialCommands = {}, more: object = {}): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'hanzo-guardrails-'));
  const files: object = { 'cart.ts': CART, 'package.json': '{"name": "shop", "license": "MIT"}', ...more };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), String(text));
  const workspace = await openWorkspace(folder);
  const trial = new Trial({ root: workspace.root, commands, signal, compares: hasGuardrails });
  const guardrails = hasGuardrails ? new Guardrails({ workspace, trial, signal }) : undefined;
  const tools: GateTools = { root: workspace.root, trial, guardrails };
  const sources = [{ path: 'cart.ts', firstLine: 1, text: CART.trimEnd() }];
  return {
    tools,
    judge: async (given, change = {}) => {
      const judged = task({ kind: 'refactor', output: EDITS_OUTPUT, gates: [], sources, ...change });
      return await gateFor(judged, tools)(judged, given);
    },
    run: async (kind, engine) => {
      const executor = fakeExecutor((given) => (given.kind === 'check' ? answer(CLEAN, { who: TOOL }) : engine(given)));
      const limits = { patch: kind === 'refactor' };
      const dev = new Orchestrator({ orchestratorModel: 'l', executor, workspace, limits, gateTools: tools });
      const result = await dev.run({ instructions: 'Look.', kind, include: ['cart.ts'] });
      return { ...result, runs: result.outcomes };
    },
    async [Symbol.asyncDispose]() {
      await trial[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function script(code: string): readonly string[] {
  return [process.execPath, '-e', `const text = require('fs').readFileSync('cart.ts', 'utf8'); ${code}`];
}

/** Fails as long as the loop is wrong, and for each `var`. */
const LINT = script(`
  const bad = [/<= cartLines/, /\\bvar particular/].filter((one) => one.test(text));
  for (const one of bad) console.log('cart.ts:5:1: matches ' + one.source);
  process.exit(bad.length > 0 ? 1 : 0);`);
const TESTS = script(`if (/subtotal = 1/.test(text)) { console.log('FAIL starts at nothing'); process.exit(1); }`);
const SECRET = `AKIA${'Z7QK2M9TPW4RXN5B'}`;

describe('guardrails', () => {
  it(verifies('guardrails.always'), async () => {
    await using plain = await scene(false);
    await using guarded = await scene(true);
    const secret = edits({ ...FIX, replace: `index < cartLines.length && id !== "${SECRET}"` });
    for (const at of [plain, guarded]) {
      expect(await at.judge(edits(FIX))).toEqual({ passed: true });
      const verdict = await at.judge(secret);
      expect(verdict).toEqual({
        passed: false,
        gate: 'guards',
        reason: 'secrets: cart.ts:5: The added line holds an access key of AWS.',
      });
      expect(await at.judge(edits({ path: 'package-lock.json', find: '', replace: '{}' }))).toMatchObject({
        passed: false,
      });
    }
    const notice = edits({ ...FIX, find: 'let subtotal', replace: '// Copyright 2019 Foreign Corp\n  let subtotal' });
    const invented = edits({
      ...FIX,
      find: 'export function cartSubtotal',
      replace: "import x from 'raect';\nexport function cartSubtotal",
    });
    expect(await plain.judge(notice)).toEqual({ passed: true });
    expect(await plain.judge(invented)).toEqual({ passed: true });
    expect(await guarded.judge(notice)).toMatchObject({ reason: expect.stringMatching(/^licences: cart\.ts:4: /) });
    expect(await guarded.judge(invented)).toMatchObject({
      reason: expect.stringMatching(/^dependencies: cart\.ts:3: It imports "raect", which package\.json does not name/),
    });
    expect(guarded.tools.guardrails?.report().refused).toEqual({ secrets: 1, licences: 1, dependencies: 1 });
  });

  it(verifies('guardrails.whole'), async () => {
    const spoil = { path: 'cart.ts', find: 'let subtotal = 0', replace: 'let subtotal = 1' };
    // A policy that names no command.
    await using at = await scene(true, { lint: LINT, tests: TESTS });
    const spoilt = await at.run('refactor', () => edits(spoil));
    expect(spoilt.runs.every(({ outcome }) => outcome.state === 'done')).toBe(true);
    expect(spoilt.patch).toMatchObject({
      files: 0,
      parts: [{ leftOut: expect.stringMatching(/^tests: .*FAIL starts/s) }],
    });
    expect(spoilt.guardrails?.commands).toMatchObject([
      { name: 'format', before: 'missing' },
      { name: 'lint', before: 'failed', failures: 1, after: 'no-worse' },
      { name: 'types', before: 'missing' },
      { name: 'tests', before: 'passed', after: 'refused' },
    ]);
    await using plain = await scene(false, { lint: LINT, tests: TESTS });
    expect(await plain.run('refactor', () => edits(spoil))).toMatchObject({ patch: { files: 1 } });
  });

  it(verifies('guardrails.whole', 'and what is good goes into the patch'), async () => {
    await using at = await scene(true, { lint: LINT, tests: TESTS });
    const result = await at.run('refactor', () => edits(FIX));
    expect(result).toMatchObject({
      patch: { files: 1 },
      guardrails: { commands: [{}, { before: 'failed', after: 'passed' }, {}, { before: 'passed', after: 'passed' }] },
    });
    expect(guardrailsInWords(result.guardrails ?? { commands: [], refused: {} })).toBe(
      'format: no trusted command · lint: failed before any change; passed with all changes · types: no trusted command · tests: passed before any change; passed with all changes',
    );
  });

  it(verifies('guardrails.told'), async () => {
    await using at = await scene(true, { lint: LINT, tests: TESTS });
    const result = await at.run('review', () => answer(CLEAN));
    expect(result.patch).toBeUndefined();
    const why = 'It exited with 1 before any change, with 1 failure.';
    expect(result.guardrails?.commands[1]).toEqual({
      name: 'lint',
      command: LINT.join(' '),
      before: 'failed',
      failures: 1,
      why,
    });
    const json = JSON.parse(renderReport(result, 'json')) as { readonly guardrails: unknown };
    expect(json.guardrails).toEqual(result.guardrails);
    const sarif = renderReport(result, 'sarif');
    expect(sarif).toContain(why);
    for (const form of ['md', 'html'] as const) {
      expect(renderReport(result, form)).toContain('lint: failed before any change');
      expect(renderReport(result, form)).toContain(why);
    }
    await using plain = await scene(false, { lint: LINT, tests: TESTS });
    const without = await plain.run('review', () => answer(CLEAN));
    expect(without.guardrails).toBeUndefined();
    expect(renderReport(without, 'md')).not.toContain('Guardrails');
  });
});
