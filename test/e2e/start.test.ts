import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimNode } from '@hanzo/mesh';
import { describe, expect, it } from 'vitest';
import { onlyOne } from '../../scripts/lib/start/only-one.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sample = join(root, 'examples', 'corner-shop');
const home = join(root, '.hanzo', 'start');
const report = join(home, 'report.md');
const patch = join(home, 'comments.diff');

interface Start {
  readonly process: ChildProcess;
  /** All that was said so far. */
  text(): string;
  readonly code: Promise<number>;
}

/** In a process group of its own, as a shell starts a job: a signal to the group is what Ctrl-C is. */
function start(...args: string[]): Start {
  return startWith([], ...args);
}

function startWith(nodeFlags: readonly string[], ...args: string[]): Start {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...nodeFlags, 'scripts/start.ts', ...args], {
    cwd: root,
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { process: child, text: () => text, code: once(child, 'close').then(([code]) => code as number) };
}

/** Rejects when a process of that name still lives. */
async function expectFree(name: string): Promise<void> {
  (await claimNode({ nodesDir: join(home, 'nodes'), name, base: name }))[Symbol.dispose]();
}

const says = (one: Start, pattern: RegExp): Promise<void> =>
  expect.poll(() => one.text(), { timeout: 40_000, interval: 20 }).toMatch(pattern);

/** Doc comments as they are written, in both languages of the sample. */
const COMMENTS = /\/\*\*[\s\S]*?\*\/|r?"""[\s\S]*?"""/g;

function codeOf(text: string): string {
  return text.replaceAll(COMMENTS, '').replaceAll(/\s+/g, ' ');
}

function commentsIn(text: string): number {
  return text.match(COMMENTS)?.length ?? 0;
}

/** What the receipt says of answers, in numbers. */
function answersIn(text: string): Readonly<Record<'passed' | 'judged' | 'left', number>> & {
  readonly engines: readonly (readonly [passed: number, judged: number])[];
} {
  const line = /^(\d+) of (\d+) answers passed the gate(?:; (\d+) escalation candidates?, no API key: left undone)?\./m;
  const [, passed, judged, left = '0'] = line.exec(text) ?? expect.fail(text);
  const engines = /By engine: (.*)\.$/m.exec(text)?.[1]?.split(', ') ?? [];
  const pairs = engines.map((one) => / (\d+) of (\d+)$/.exec(one)?.slice(1).map(Number) as [number, number]);
  return { passed: Number(passed), judged: Number(judged), left: Number(left), engines: pairs };
}

/** How many comments the patch adds to the sample, after holding that it changes nothing else. */
function addedComments(): number {
  using folder = temporaryFolder();
  const copy = join(folder.path, 'shop');
  cpSync(sample, copy, { recursive: true });
  const applied = spawnSync('git', ['apply', patch], { cwd: copy, encoding: 'utf8' });
  expect(applied, applied.stderr).toMatchObject({ status: 0, stderr: '' });
  const paths = [...readFileSync(patch, 'utf8').matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, path = '']) => path);
  expect(new Set(paths.map((path) => path.split('.').at(-1)))).toEqual(new Set(['ts', 'py']));
  return paths.reduce((sum, path) => {
    const before = readFileSync(join(sample, path), 'utf8');
    const after = readFileSync(join(copy, path), 'utf8');
    expect(codeOf(after), path).toBe(codeOf(before));
    return sum + commentsIn(after) - commentsIn(before);
  }, 0);
}

describe('npm start', () => {
  it(
    verifies('start.no-key'),
    async () => {
      mkdirSync(home, { recursive: true });
      for (const file of [report, patch]) writeFileSync(file, 'of an earlier run');
      const one = start();
      const code = await one.code;
      const text = one.text();
      expect(code, text).toBe(0);
      for (const name of ['worker-1', 'worker-2']) expect(text).toMatch(new RegExp(`${name} .*worker ${name} is up`));
      const { passed, judged, left, engines } = answersIn(text);
      expect(judged).toBeGreaterThan(40);
      expect(passed / judged).toBeGreaterThan(0.5);
      expect(left).toBe(judged - passed);
      expect(engines).toHaveLength(2);
      for (const [good, all] of engines) {
        expect(all).toBeGreaterThan(0);
        expect(good).toBeLessThanOrEqual(all);
      }
      expect(engines.reduce((sum, [good]) => sum + good, 0)).toBe(passed);
      expect(engines.reduce((sum, [, all]) => sum + all, 0)).toBe(judged);
      expect(text).toMatch(new RegExp(`^${judged} tasks and \\d+ checks`, 'm'));
      expect(answersIn(readFileSync(report, 'utf8'))).toEqual({ passed, judged, left, engines });
      expect(addedComments()).toBe(passed);
      expect(text).toContain('git apply --directory=examples/corner-shop .hanzo/start/comments.diff');
      expect(text).toContain('Report: .hanzo/start/report.md');
      expect(text).toMatch(/hanzo-embedded is for first steps and tests/);
      expect(text.match(/npx hanzo models pull \S+/g)).toEqual(['npx hanzo models pull llama3.2']);
      expect(text.match(/drained: nothing was left undone/g)).toHaveLength(2);
    },
    120_000,
  );

  it(verifies('start.no-model'), async () => {
    const gone = `import { registerHooks } from 'node:module';
      registerHooks({ resolve(name, context, next) {
        if (name === '@hanzo/embedded-model') throw Object.assign(new Error(), { code: 'MODULE_NOT_FOUND' });
        return next(name, context);
      } });`;
    const one = startWith(['--import', `data:text/javascript,${encodeURIComponent(gone)}`]);
    expect(await one.code, one.text()).toBe(1);
    expect(one.text()).toMatch(/^hanzo-embedded is not here: .*\n {2}mend: npm install/);
    expect(one.text()).not.toMatch(/worker-1/);
  });

  it(verifies('start.only-one', 'while another one runs'), async () => {
    using _other = onlyOne(home);
    const one = start();
    expect(await one.code, one.text()).toBe(1);
    expect(one.text()).toMatch(/^Another npm start runs here\.\n {2}mend: wait for it/);
    expect(one.text()).not.toMatch(/worker-1/);
  });

  it(
    verifies('start.no-orphans', 'a worker that fails'),
    async () => {
      using _taken = await claimNode({ nodesDir: join(home, 'nodes'), name: 'worker-2', base: 'worker-2' });
      const one = start();
      expect(await one.code, one.text()).toBe(1);
      expect(one.text()).toMatch(/worker-2 ended with exit code 2/);
      expect(one.text()).not.toMatch(/\n {4}at /);
      await expectFree('worker-1');
    },
    60_000,
  );

  it(
    verifies('start.no-orphans', 'SIGTERM while workers start'),
    async () => {
      const one = start();
      await says(one, /worker-1 │ .*loading model/);
      one.process.kill('SIGTERM');
      expect(await one.code, one.text()).toBe(130);
      expect(one.text()).toMatch(/^stopped$/m);
      expect(one.text()).not.toMatch(/aborted|exit code/);
      for (const name of ['worker-1', 'worker-2']) await expectFree(name);
    },
    60_000,
  );

  it.each([
    ['while workers start', /worker-1 │ /],
    ['during the run', /\[ *\d+\/\d+\]/],
  ])(
    verifies('start.no-orphans', 'its reader goes away %s'),
    async (_, moment) => {
      const one = start();
      await says(one, moment);
      for (const stream of [one.process.stdout, one.process.stderr]) stream?.destroy();
      expect(await one.code).toBe(130);
      for (const name of ['worker-1', 'worker-2']) await expectFree(name);
    },
    60_000,
  );

  it('Ctrl-C is one signal for everyone: the run is cancelled and both workers drain', async () => {
    const one = start();
    await says(one, /\[ *\d+\/\d+\]/);
    process.kill(-(one.process.pid ?? 0), 'SIGINT');
    expect(await one.code, one.text()).toBe(130);
    expect(one.text().match(/SIGINT: finishing what runs/g)).toHaveLength(2);
    expect(one.text().match(/drained: nothing was left undone/g)).toHaveLength(2);
    expect(one.text().match(/stopping: what is done is kept/g)).toHaveLength(1);
    expect(one.text()).not.toMatch(/SIGTERM|stopped before everything/);
    expect(one.text()).toContain('npx hanzo net up --home .hanzo/start --model hanzo-embedded');
  }, 60_000);

  it('passes no Ctrl-C on: from a terminal it would be the second one for the run', async () => {
    const one = start('--files', 'src/stock/*.ts');
    await says(one, /\[ *\d+\/\d+\]/);
    one.process.kill('SIGINT');
    await one.code;
    expect(one.text()).not.toContain('stopping: what is done is kept');
    expect(one.text().match(/drained: nothing was left undone/g)).toHaveLength(2);
  }, 60_000);

  it('speaks of a report only when there is one, and of the embedded model only where it did the work', async () => {
    for (const file of [report, patch]) writeFileSync(file, 'of an earlier run');
    const one = start('--orchestrator', 'gpt-5');
    expect(await one.code, one.text()).toBe(3);
    expect(one.text()).toContain('no API key');
    expect(one.text()).not.toMatch(/Report: |for first steps/);
    for (const file of [report, patch]) expect(existsSync(file)).toBe(false);
  }, 60_000);
});
