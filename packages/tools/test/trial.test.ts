import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace, Trial, type FileChange, type TrialCommands } from '../src/index.ts';
import { runCommand } from '../src/trial/run-command.ts';
import { ownFolder, sweepFolders } from '../src/trial/trial-owner.ts';
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
  readonly warned: readonly string[];
}

async function scene(
  files: Readonly<Record<string, string>>,
  commands: TrialCommands,
  env?: Readonly<Record<string, string>>,
): Promise<Scene> {
  const folder = await tempFolder(files);
  const { root } = await openWorkspace(folder.path);
  const warned: string[] = [];
  const onWarning = (sentence: string): number => warned.push(sentence);
  const trial = new Trial({ root, commands, signal: FOREVER, timeoutMs: 20_000, onWarning, ...(env && { env }) });
  return {
    trial,
    root,
    warned,
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

  it(verifies('guardrails.still-allowed'), async () => {
    await using at = await scene({ 'a.txt': 'good\n' }, {});
    const allowed: string[] = ['tests'];
    const forbids = (name: string): string | undefined => (allowed.includes(name) ? undefined : 'nobody allowed it');
    await using trial = new Trial({ root: at.root, commands: { tests: HOLDS_GOOD }, signal: FOREVER, forbids });
    const judge = async (): Promise<object> =>
      await trial.judge('tests', [change('a.txt', 'good\n', 'good and new\n')], FOREVER);
    expect(await judge()).toMatchObject({ kind: 'passed' });
    allowed.pop();
    expect(await judge()).toMatchObject({ kind: 'unjudged', reason: expect.stringContaining('nobody allowed it') });
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

  it(verifies('trial.real-kept'), async () => {
    await using outside = await tempFolder({ 'a/node_modules/dep/index.js': 'real', 'a/x.js': 'real' });
    const swap = script(
      `const fs = require('fs'); fs.rmSync('packages/a', { recursive: true }); fs.symlinkSync(${JSON.stringify(join(outside.path, 'a'))}, 'packages/a');`,
    );
    const files = {
      'packages/a/package.json': '{}',
      'packages/a/x.js': 'x',
      'packages/a/node_modules/dep/index.js': '',
    };
    const look = script(`console.log(require('fs').readFileSync('packages/a/x.js', 'utf8'))`);
    await using at = await scene(files, { lint: swap, tests: look });
    await at.trial.baseline('lint', []);
    expect((await at.trial.baseline('tests', [])).output).toBe('x\n');
    for (const path of ['a/node_modules/dep/index.js', 'a/x.js'])
      expect(readFileSync(join(outside.path, path), 'utf8')).toBe('real');
    expect(existsSync(join(at.root, 'packages/a/node_modules/dep/index.js'))).toBe(true);
  });

  it(verifies('trial.real-kept', 'a write through a link is said'), async () => {
    const write = script(`require('fs').writeFileSync('node_modules/dep/index.js', 'spoiled')`);
    const cache = script(`require('fs').mkdirSync('node_modules/.cache/x', { recursive: true })`);
    await using at = await scene(
      { 'a.js': '', 'node_modules/dep/index.js': '', 'node_modules/.cache/y': '' },
      { lint: write, tests: cache },
    );
    renameSync(join(at.root, 'node_modules/dep'), join(at.root, 'node_modules/.pnpm'));
    symlinkSync(join(at.root, 'node_modules/.pnpm'), join(at.root, 'node_modules/dep'));
    await at.trial.baseline('tests', []);
    expect(at.warned).toEqual([]);
    await at.trial.baseline('lint', []);
    expect(at.warned).toEqual([
      expect.stringMatching(/^while ".*" ran, node_modules\/dep\/index\.js changed in the workspace itself/s),
    ]);
  });

  it(verifies('trial.no-follow', 'in a copy'), async () => {
    const files = { 'a.txt': 'good', '.gitignore': 'venv\n', 'venv/lib/x.py': '' };
    await using at = await scene(files, { tests: script('process.exit(0)') });
    const edits = [change('venv/lib/new/x.py', undefined, 'x'), change('venv/lib/x.py', '', 'x')];
    for (const edit of edits)
      expect(await at.trial.judge('tests', [edit], FOREVER)).toMatchObject({
        kind: 'failed',
        reason: expect.stringContaining('These edits cannot be made: venv/lib/'),
      });
    expect([readdirSync(join(at.root, 'venv/lib')), readFileSync(join(at.root, 'venv/lib/x.py'), 'utf8')]).toEqual([
      ['x.py'],
      '',
    ]);
  });

  it(verifies('trial.tracked-packages'), async () => {
    const files = {
      'a.txt': 'a',
      '.gitignore': 'vendor/other\n',
      'vendor/shop/lib/x.txt': 'tracked',
      'vendor/other/y.txt': 'ignored',
    };
    const reads = `const { readFileSync, realpathSync } = require('fs');
      const here = realpathSync('vendor/shop/lib/x.txt').startsWith(process.cwd());
      process.exit(here && readFileSync('vendor/other/y.txt', 'utf8') === 'ignored' ? 0 : 1)`;
    await using at = await scene(files, { tests: script(reads) });
    expect(await at.trial.judge('tests', [change('a.txt', 'a', 'b')], FOREVER)).toMatchObject({ kind: 'passed' });
    expect(await at.trial.judge('tests', [change('a.txt', 'a', 'c')], FOREVER)).toMatchObject({ kind: 'passed' });
  });

  it(verifies('trial.as-now'), async () => {
    await using at = await scene({ 'a.txt': 'bad\n' }, { tests: HOLDS_GOOD });
    const edits = [change('new.txt', undefined, 'x')];
    expect(await at.trial.judge('tests', edits, FOREVER)).toMatchObject({ kind: 'unjudged' });
    writeFileSync(join(at.root, 'a.txt'), 'good\n');
    expect(await at.trial.judge('tests', edits, FOREVER)).toMatchObject({ kind: 'passed' });
    rmSync(join(at.root, 'a.txt'));
    expect(await at.trial.judge('tests', edits, FOREVER)).toMatchObject({ kind: 'unjudged' });
  });

  it('refuses edits that cannot be written, and judges nothing by what cannot be started', async () => {
    await using at = await scene({ 'a.txt': 'good\n' }, { tests: HOLDS_GOOD, lint: ['no-such-program', '{files}'] });
    const clash = [change('helpers', undefined, 'x'), change('helpers/one.js', undefined, 'x')];
    expect(await at.trial.judge('tests', clash, FOREVER)).toEqual({
      kind: 'failed',
      reason: expect.stringMatching(/^These edits cannot be made: helpers\/one\.js cannot be written/),
    });
    expect(await at.trial.judge('lint', [change('new.js', undefined, 'x')], FOREVER)).toMatchObject({
      kind: 'unjudged',
      reason: expect.stringContaining('could not be started'),
    });
  });

  it('leaves out a file that is too large to be copied, and says so where it is missed', async () => {
    const needs = script(`require('fs').readFileSync('data.csv')`);
    await using at = await scene({ 'a.txt': 'good\n', 'data.csv': '' }, { lint: HOLDS_GOOD, tests: needs });
    truncateSync(join(at.root, 'data.csv'), 2 * 1024 ** 3);
    const edits = [change('a.txt', 'good\n', 'good!\n')];
    expect(await at.trial.judge('lint', edits, FOREVER)).toMatchObject({ kind: 'passed' });
    expect(await at.trial.judge('tests', edits, FOREVER)).toEqual({
      kind: 'unjudged',
      reason: expect.stringContaining('Not in the copy, as too large: data.csv.'),
    });
  });

  it(verifies('trial.in-place'), async () => {
    const print = script(`console.log(process.env.PYTHONPATH)`);
    const packages = '.venv/lib/python3.12/site-packages';
    await using at = await scene(
      { 'src/shop/cart.py': '', 'tools/kit/x.py': '', [`${packages}/plain.pth`]: '', '.venv/pyvenv.cfg': '' },
      { tests: print },
      { PATH: process.env['PATH'] ?? '' },
    );
    writeFileSync(join(at.root, packages, 'plain.pth'), `# shop\n${at.root}/src\nimport sys\n/elsewhere\n`);
    writeFileSync(
      join(at.root, packages, '__editable___kit_1_0_finder.py'),
      `import sys\nMAPPING: dict[str, str] = {'kit': '${at.root}/tools/kit'}\n`,
    );
    const edits = [change('src/shop/cart.py', '', 'x = 1\n')];
    const passed = await at.trial.judge('tests', edits, FOREVER);
    if (passed.kind !== 'passed') throw new Error(passed.reason);
    const places = ['src', 'tools'].map((folder) => join(passed.run.root, folder));
    expect(passed.run.output.trim().split(':').toSorted()).toEqual(places);
    // Where it cannot be found out what is taken from where, nothing is judged.
    mkdirSync(join(at.root, packages, 'odd_name-1.0.dist-info'));
    writeFileSync(
      join(at.root, packages, 'odd_name-1.0.dist-info/direct_url.json'),
      JSON.stringify({ url: `file://${at.root}/odd`, dir_info: { editable: true } }),
    );
    writeFileSync(join(at.root, 'src/shop/more.py'), '');
    expect(await at.trial.judge('tests', edits, FOREVER)).toEqual({
      kind: 'unjudged',
      reason: expect.stringContaining('may use odd_name of the workspace itself'),
    });
  });

  it(verifies('trial.swept'), async () => {
    await using folder = await tempFolder({ 'x-mine/a': '', 'x-dead/a': '', 'x-young/a': '', 'y-dead/a': '' });
    const at = (name: string): string => join(folder.path, name);
    await ownFolder(at('x-mine'));
    await ownFolder(at('x-dead'));
    const owner = JSON.parse(readFileSync(at('x-dead/owner.json'), 'utf8')) as object;
    // The number is taken by another process now.
    writeFileSync(at('x-dead/owner.json'), JSON.stringify({ ...owner, start: '1' }));
    symlinkSync(at('y-dead'), at('x-link'));
    renameSync(at('y-dead'), at('y'));
    await sweepFolders(folder.path, 'x-');
    expect(readdirSync(folder.path).toSorted()).toEqual(['x-link', 'x-mine', 'x-young', 'y']);
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
