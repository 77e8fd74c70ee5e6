import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startApiStandIn } from '@hanzo/testkit';
import { expect, it } from 'vitest';
import { runStep, type StepEnd } from '../support/ci-step.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const HANZO = fileURLToPath(new URL('../../packages/cli/bin/hanzo.js', import.meta.url));
const KEY = 'sk-test-1234567890';
const LOG = 'FAIL test/sum.test.ts\nAssertionError: expected "12" to be 3\n    at sum (src/sum.ts:2:10)\n';
const ANALYSIS = {
  root_cause: 'The numbers are joined as text.',
  technical_explanation: 'Both are strings.',
  fixes: [],
  additional_investigation: [],
  wanted_files: [],
  confidence_reason: 'The log shows it.',
  confidence: 'high',
};

/** The step in a small project, with the built command and this key. */
async function delegated(folder: string, baseUrl: string, key: string): Promise<StepEnd> {
  const work = join(folder, 'work');
  mkdirSync(join(work, 'src'), { recursive: true });
  writeFileSync(join(work, 'src/sum.ts'), 'export function sum(a: string, b: string): string {\n  return a + b;\n}\n');
  execFileSync('git', ['init', '-q', work]);
  return await runStep('Delegate the failure', {
    folder,
    programs: { hanzo: `exec "${process.execPath}" "${HANZO}" "$@"\n` },
    log: LOG,
    env: { HANZO_HOME: join(folder, 'home'), OPENAI_API_KEY: key, OPENAI_BASE_URL: baseUrl },
  });
}

const kept = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'work/.autonomous_runs/openai_delegations')).filter((name) => name.startsWith('OPENAI'));

it(verifies('delegate-ci.summary', 'with the built command'), async () => {
  using folder = temporaryFolder();
  await using api = await startApiStandIn({
    apiKey: KEY,
    script: () => ({ kind: 'text', text: JSON.stringify(ANALYSIS) }),
  });
  const end = await delegated(folder.path, api.baseUrl, KEY);
  expect(end.code, end.output).toBe(0);
  expect(end.summary).toContain(ANALYSIS.root_cause);
  const events = end.events
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(events.at(-1)).toMatchObject({ v: 1, exitCode: 0 });
  const [request, ...results] = kept(folder.path).toSorted();
  expect(results.map((name) => name.split('.').at(-1))).toEqual(['json', 'md']);
  // The log led to the file.
  const sent = readFileSync(join(folder.path, 'work/.autonomous_runs/openai_delegations', request ?? ''), 'utf8');
  expect(sent).toContain('expected "12" to be 3');
  expect(sent).toContain('export function sum');
});

it(verifies('delegate-ci.job-once', 'with the built command, and a key that is refused'), async () => {
  using folder = temporaryFolder();
  await using api = await startApiStandIn({ apiKey: KEY, script: () => ({ kind: 'text', text: '' }) });
  const end = await delegated(folder.path, api.baseUrl, 'sk-wrong-1234567890');
  expect(end.code, end.output).toBe(0);
  expect(end.output).toContain('::warning::hanzo delegate ended with exit code 3 ');
  expect(end.output).not.toContain('sk-wrong');
  expect(end.summary).toBe('');
  // What would have been sent can be looked at.
  expect(kept(folder.path).some((name) => name.includes('REQUEST'))).toBe(true);
});
