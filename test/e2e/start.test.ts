import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimNode } from '@hanzo/mesh';
import { describe, expect, it } from 'vitest';
import { verifies } from '../support/verifies.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, '.hanzo', 'start');
const report = join(home, 'report.md');

interface Start {
  readonly process: ChildProcess;
  /** All that was said so far. */
  text(): string;
  readonly code: Promise<number>;
}

/** In a process group of its own, as a shell starts a job: a signal to the group is what Ctrl-C is. */
function start(...args: string[]): Start {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['scripts/start.ts', ...args], {
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

describe('npm start', () => {
  it(
    verifies('start.no-key'),
    async () => {
      mkdirSync(home, { recursive: true });
      writeFileSync(report, 'of an earlier run');
      const one = start();
      const code = await one.code;
      const text = one.text();
      expect(code, text).toBe(0);
      expect(text).toMatch(/worker-1 .*worker worker-1 is up/);
      expect(text).toMatch(/worker-2 .*worker worker-2 is up/);
      expect(text).toMatch(/worker-1 \(random-tiny\) .*[1-9]/);
      expect(text).toMatch(/worker-2 \(random-tiny\) .*[1-9]/);
      expect(text).toMatch(/^syntax-check +11 +11 /m);
      expect(text).toMatch(/INCOMPLETE: \d+ of \d+ tasks were not done/);
      expect(text).toMatch(/random weights/);
      expect(text).toContain(`report: ${report}`);
      expect(text.match(/drained: nothing was left undone/g)).toHaveLength(2);
    },
    90_000,
  );

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
  }, 60_000);

  it('passes no Ctrl-C on: from a terminal it would be the second one for the run', async () => {
    const one = start();
    await says(one, /\[ *\d+\/\d+\]/);
    one.process.kill('SIGINT');
    await one.code;
    expect(one.text()).not.toContain('stopping: what is done is kept');
    expect(one.text().match(/drained: nothing was left undone/g)).toHaveLength(2);
  }, 60_000);

  it('speaks of a report only when there is one, and of random weights only where they did the work', async () => {
    writeFileSync(report, 'of an earlier run');
    const one = start('--orchestrator', 'gpt-5');
    expect(await one.code, one.text()).toBe(3);
    expect(one.text()).toContain('no API key');
    expect(one.text()).not.toMatch(/report: |[Ww]ith random weights that/);
    expect(existsSync(report)).toBe(false);
  }, 60_000);
});
