import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace, Trial, type FileChange, type TrialCommands } from '../src/index.ts';
import { runCommand } from '../src/trial/run-command.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { tempFolder } from './temp-folder.ts';

const NODE = process.execPath;
const FOREVER = new AbortController().signal;

/** A command that runs a script. */
function script(code: string, ...args: string[]): readonly string[] {
  return [NODE, '-e', code, '--', ...args];
}

interface Scene extends AsyncDisposable {
  readonly trial: Trial;
  readonly root: string;
}

async function scene(
  files: Readonly<Record<string, string>>,
  commands: TrialCommands,
  env?: Readonly<Record<string, string>>,
): Promise<Scene> {
  const folder = await tempFolder(files);
  const { root } = await openWorkspace(folder.path);
  const trial = new Trial({ root, commands, signal: FOREVER, timeoutMs: 20_000, ...(env && { env }) });
  return {
    trial,
    root,
    async [Symbol.asyncDispose]() {
      await trial[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const change = (path: string, before: string | undefined, after: string): FileChange => ({ path, before, after });

/** Fails when a.txt does not hold `good`. */
const HOLDS_GOOD = script(
  `const text = require('fs').readFileSync('a.txt', 'utf8');
   if (!text.includes('good')) { console.error('expected good, got ' + text.trim()); process.exit(3); }`,
);

describe('a trial', () => {
  it(verifies('gates.edits-judged', 'by a command'), async () => {
    await using at = await scene({ 'a.txt': 'good\n' }, { tests: HOLDS_GOOD });
    expect(await at.trial.judge('tests', [change('a.txt', 'good\n', 'good and new\n')], FOREVER)).toMatchObject({
      kind: 'passed',
    });
    expect(await at.trial.judge('tests', [change('a.txt', 'good\n', 'bad\n')], FOREVER)).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(/exited with 3, and not without these edits\. It said: expected good, got bad$/),
    });
    // The copy is as it was again.
    expect((await at.trial.baseline('tests', [])).isFine).toBe(true);
    expect(readFileSync(join(at.root, 'a.txt'), 'utf8')).toBe('good\n');
  });

  it(verifies('gates.baseline-first'), async () => {
    await using at = await scene({ 'a.txt': 'bad\n' }, { tests: HOLDS_GOOD });
    expect(await at.trial.judge('tests', [change('a.txt', 'bad\n', 'worse\n')], FOREVER)).toEqual({
      kind: 'unjudged',
      reason: expect.stringContaining('exited with 3 on the workspace as it is, and so judges nothing.'),
    });
  });

  it(verifies('trial.put-right'), async () => {
    const havoc = script(
      `const fs = require('fs');
       console.log(JSON.stringify(fs.readdirSync('.').toSorted()), fs.readFileSync('a.txt', 'utf8'));
       fs.writeFileSync('a.txt', 'spoiled'); fs.rmSync('sub', { recursive: true }); fs.writeFileSync('sub', 'now a file');
       fs.mkdirSync('extra/deep', { recursive: true }); fs.writeFileSync('extra/deep/x', 'x');
       fs.unlinkSync('b.txt'); fs.symlinkSync('/etc/passwd', 'b.txt'); fs.utimesSync('c.txt', 0, 0);
       fs.writeFileSync('node_modules/planted.js', 'x');`,
    );
    await using at = await scene(
      { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', 'sub/d.txt': 'd', 'node_modules/real/index.js': '' },
      { lint: havoc, tests: script(`console.log(require('fs').readFileSync('sub/d.txt', 'utf8'))`) },
    );
    const run = await at.trial.baseline('lint', []);
    expect(run.output).toContain('["a.txt","b.txt","c.txt","node_modules","sub"] a');
    expect([...run.written.keys()].toSorted()).toEqual(['a.txt', 'b.txt', 'extra/deep/x', 'sub', 'sub/d.txt']);
    expect(run.written.get('a.txt')).toEqual({ before: 'a', after: 'spoiled' });
    expect(run.written.get('b.txt')).toEqual({ before: 'b', after: undefined });
    expect((await at.trial.baseline('tests', [])).output).toBe('d\n');
    const again = await at.trial.judge('lint', [change('new.txt', undefined, 'n')], FOREVER);
    expect(again.kind === 'passed' && again.run.output).toContain(
      '["a.txt","b.txt","c.txt","new.txt","node_modules","sub"]',
    );
    expect(existsSync(join(at.root, 'node_modules/planted.js'))).toBe(false);
    expect(readdirSync(at.root).toSorted()).toEqual(['a.txt', 'b.txt', 'c.txt', 'node_modules', 'sub']);
  });

  it(verifies('trial.scrubbed'), async () => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      OPENAI_API_KEY: 'sk-canary-123456789',
      AWS_SECRET: 'x',
      NODE_OPTIONS: '--x',
    };
    const print = script(`console.log(JSON.stringify(process.env))`);
    await using at = await scene({ 'a.txt': '' }, { tests: print }, env);
    const seen = JSON.parse((await at.trial.baseline('tests', [])).output) as Record<string, string>;
    expect(Object.keys(seen).toSorted()).toEqual(['CI', 'NO_COLOR', 'PATH']);
    expect(seen['PATH']).toMatch(/hanzo-trial-.*node_modules/);
  });

  it(verifies('trial.no-shell'), async () => {
    const print = script(`console.log(JSON.stringify(process.argv.slice(1)))`, '{files}', '$(id) > x; {files}');
    await using at = await scene({ '-rf': 'a', 'b c.txt': 'b' }, { tests: print });
    const run = await at.trial.baseline('tests', ['-rf', 'b c.txt']);
    expect(JSON.parse(run.output)).toEqual(['./-rf', 'b c.txt', '$(id) > x; {files}']);
  });

  it(verifies('trial.own-modules'), async () => {
    const print = script(
      `const fs = require('fs'); console.log(fs.realpathSync('node_modules/own'), fs.realpathSync('node_modules/@s/own'), fs.realpathSync('node_modules/dep'));`,
    );
    await using at = await scene(
      {
        'packages/own/package.json': '{}',
        'packages/own/index.js': '',
        'node_modules/dep/index.js': '',
        '.env': 'KEY=1',
      },
      { tests: print },
    );
    mkdirSync(join(at.root, 'node_modules/@s'));
    for (const name of ['own', '@s/own'])
      symlinkSync(join(at.root, 'packages/own'), join(at.root, 'node_modules', name), 'dir');
    const run = await at.trial.baseline('tests', []);
    const own = join(run.root, 'packages/own');
    expect(run.output.trim().split(' ')).toEqual([own, own, join(at.root, 'node_modules/dep')]);
    expect(existsSync(join(run.root, '.env'))).toBe(false);
  });

  it('runs one command at a time, says when one cannot be started, and leaves nothing behind', async () => {
    const alone = script(
      `const fs = require('fs'); fs.writeFileSync('lock', '', { flag: 'wx' }); setTimeout(() => fs.unlinkSync('lock'), 20);`,
    );
    let copy = '';
    {
      await using at = await scene({ 'a.txt': 'a' }, { tests: alone, lint: ['no-such-program-at-all'] });
      const edits = ['1', '2', '3', '4'].map((text) => [change('a.txt', 'a', text)]);
      const verdicts = await Promise.all(edits.map(async (edit) => await at.trial.judge('tests', edit, FOREVER)));
      expect(verdicts.map(({ kind }) => kind)).toEqual(['passed', 'passed', 'passed', 'passed']);
      expect(await at.trial.judge('lint', edits[0] ?? [], FOREVER)).toMatchObject({
        kind: 'unjudged',
        reason: expect.stringContaining('could not be started'),
      });
      copy = (await at.trial.baseline('tests', [])).root;
      expect(existsSync(copy)).toBe(true);
    }
    expect(existsSync(dirname(copy))).toBe(false);
  });
});

describe('a command', () => {
  const options = { cwd: tmpdir(), env: { PATH: process.env['PATH'] ?? '' }, timeoutMs: 20_000, signal: FOREVER };

  it(verifies('trial.bounded', 'one that hangs, with its children'), async () => {
    await using folder = await tempFolder({});
    const pidFile = join(folder.path, 'pid');
    const hang = `const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid)); setInterval(() => {}, 1000);`;
    const ended = runCommand(script(hang), { ...options, timeoutMs: 1_500 });
    expect((await ended).end).toEqual({ kind: 'timed-out', afterMs: 1_500 });
    await expect.poll(() => isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
  });

  it(verifies('trial.bounded', 'one that ends and leaves a child that holds its output'), async () => {
    const leave = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).unref(); console.log('said'); process.exit(0)`;
    const started = performance.now();
    const run = await runCommand(script(leave), options);
    expect(run).toMatchObject({ end: { kind: 'exited', code: 0 }, output: 'said\n' });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it(verifies('trial.bounded', 'one that prints 100 MB'), async () => {
    const flood = `const line = Buffer.alloc(1 << 20, 'x'); let left = 100; (function go() { if (left-- > 0) process.stdout.write(line, go); else process.exit(0); })();`;
    const run = await runCommand(script(flood), options);
    expect(run.end).toEqual({ kind: 'flooded', bytes: 16 * 1024 * 1024 });
    expect([run.output.length, run.tail.length]).toEqual([1024 * 1024, 8 * 1024]);
  });

  it(verifies('trial.bounded', 'one that is killed, and one whose run is aborted'), async () => {
    const killed = await runCommand(
      script(`process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000)`),
      options,
    );
    expect(killed.end).toEqual({ kind: 'killed', signal: 'SIGKILL' });
    const controller = new AbortController();
    const waits = runCommand(script('setInterval(() => {}, 1000)'), { ...options, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(waits).rejects.toThrow('enough');
    await expect(runCommand(['x'], { ...options, signal: controller.signal })).rejects.toThrow('enough');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A child that has ended and that nobody has collected is dead as well.
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
