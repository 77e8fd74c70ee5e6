import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { leftWorktrees, openWorktree, sweepWorktrees, tryChanges } from '../src/index.ts';
import { tempFolder } from './temp-folder.ts';

const FOREVER = new AbortController().signal;

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'core.fsmonitor=false', '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    cwd,
    encoding: 'utf8',
  });
}

/** A repository with one commit of what is in the folder. */
function commit(folder: string): string {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', 'one');
  return realpathSync(folder);
}

const script = (text: string): readonly string[] => [process.execPath, '-e', text];

afterEach(() => vi.unstubAllEnvs());

describe('a worktree', () => {
  it(verifies('changes.worktree'), async () => {
    await using at = await tempFolder({
      'a.txt': 'committed',
      'gone.txt': 'x',
      'sub/b.txt': 'b',
      '.gitignore': 'node_modules\nignored.txt\n',
      '.eslintrc.json': '{}',
      'node_modules/lib/index.js': '',
    });
    const root = commit(at.path);
    // Its programs are never started: they would run with the rights of whoever opens it.
    writeFileSync(join(root, '.git/hooks/post-checkout'), `#!/bin/sh\ntouch ${root}/hook-ran\n`, { mode: 0o755 });
    git(root, 'config', 'core.fsmonitor', `touch ${root}/monitor-ran`);
    writeFileSync(join(root, 'a.txt'), 'edited');
    writeFileSync(join(root, 'new.txt'), 'new');
    writeFileSync(join(root, 'ignored.txt'), 'i');
    writeFileSync(join(root, '.env'), 'SECRET=1');
    rmSync(join(root, 'gone.txt'));
    symlinkSync('sub', join(root, 'inside'));
    symlinkSync('/etc', join(root, 'outside'));
    const tree = await openWorktree(root, FOREVER);
    expect([tree.kind, tree.because]).toEqual(['worktree', undefined]);
    expect(tree.root.startsWith(`${realpathSync(tmpdir())}/hanzo-worktree-`)).toBe(true);
    const names = readdirSync(tree.root).toSorted();
    expect(names).toEqual([
      '.eslintrc.json',
      '.git',
      '.gitignore',
      'a.txt',
      'inside',
      'new.txt',
      'node_modules',
      'sub',
    ]);
    expect(readFileSync(join(tree.root, 'a.txt'), 'utf8')).toBe('edited');
    expect(existsSync(join(tree.root, 'node_modules/lib/index.js'))).toBe(true);
    // Tools that ask git see the person's changes, and nothing else.
    const status = git(tree.root, 'status', '--short').split('\n');
    expect(new Set(status.map((line) => line.trim()).filter((line) => line !== ''))).toEqual(
      new Set(['?? inside', '?? new.txt', 'D gone.txt', 'M a.txt']),
    );
    expect(git(tree.root, 'rev-parse', '--abbrev-ref', 'HEAD').trim()).toBe('HEAD');
    expect(readdirSync(join(root, '.git/worktrees'))).toHaveLength(1);
    await tree[Symbol.asyncDispose]();
    expect(existsSync(tree.root)).toBe(false);
    expect(existsSync(join(root, '.git/worktrees'))).toBe(false);
    expect(readdirSync(root).filter((name) => name.endsWith('-ran'))).toEqual([]);
  });

  it(verifies('changes.worktree', 'of a part of a repository, and without one'), async () => {
    await using at = await tempFolder({ 'top.json': '{}', 'app/a.txt': 'a' });
    const root = join(commit(at.path), 'app');
    {
      await using tree = await openWorktree(root, FOREVER);
      expect(readdirSync(tree.root)).toEqual(['a.txt']);
      expect(existsSync(join(tree.root, '../top.json'))).toBe(true);
      expect([...tree.paths]).toEqual(['a.txt']);
    }
    await using bare = await tempFolder({ 'a.txt': 'a', 'node_modules/x/index.js': '' });
    await using copy = await openWorktree(realpathSync(bare.path), FOREVER);
    expect([copy.kind, readdirSync(copy.root).toSorted()]).toEqual(['copy', ['a.txt', 'node_modules']]);
  });

  it(verifies('changes.worktree', 'of a process that was killed goes when the next one starts'), async () => {
    await using at = await tempFolder({ 'a.txt': 'a' });
    const root = commit(at.path);
    const program = `import { openWorktree } from '@hanzo/tools';
      await openWorktree(${JSON.stringify(root)}, new AbortController().signal);
      process.kill(process.pid, 'SIGKILL');`;
    const args = ['--conditions=@hanzo/source', '--input-type=module', '-e', program];
    const { signal, stderr } = spawnSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' });
    expect(signal, stderr).toBe('SIGKILL');
    const left = await leftWorktrees();
    expect(left.length).toBeGreaterThan(0);
    expect(git(root, 'worktree', 'list').trim().split('\n')).toHaveLength(2);
    await sweepWorktrees();
    expect(left.filter((folder) => existsSync(folder))).toEqual([]);
    expect(git(root, 'worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  it(verifies('changes.worktree', 'a folder of one who still works stays'), async () => {
    await using at = await tempFolder({ 'a.txt': 'a' });
    await using tree = await openWorktree(realpathSync(at.path), FOREVER);
    const foreign = mkdtempSync(join(tmpdir(), 'hanzo-worktree-'));
    mkdirSync(join(foreign, 'x'));
    await sweepWorktrees();
    expect([existsSync(tree.root), existsSync(foreign)]).toEqual([true, true]);
    rmSync(foreign, { recursive: true });
  });
});

describe('a worktree that would not be the project', () => {
  it(verifies('changes.whole-project', 'the repository says that its files are elsewhere'), async () => {
    await using at = await tempFolder({ 'repo/a.txt': 'a', 'elsewhere/x': 'x' });
    const root = commit(join(at.path, 'repo'));
    git(root, 'config', 'core.worktree', join(at.path, 'elsewhere'));
    await using tree = await openWorktree(root, FOREVER);
    expect([tree.kind, tree.because]).toEqual(['copy', 'its repository says that its files are elsewhere']);
    expect(tree.root.startsWith(`${realpathSync(tmpdir())}/hanzo-worktree-`)).toBe(true);
    expect(readdirSync(tree.root)).toEqual(['a.txt']);
    expect(readdirSync(join(at.path, 'elsewhere'))).toEqual(['x']);
  });

  it(verifies('changes.whole-project', 'the environment names another repository'), async () => {
    await using at = await tempFolder({ 'repo/a.txt': 'a', 'other/b.txt': 'b' });
    const [root, other] = [commit(join(at.path, 'repo')), commit(join(at.path, 'other'))];
    vi.stubEnv('GIT_DIR', join(other, '.git'));
    vi.stubEnv('GIT_WORK_TREE', other);
    await using tree = await openWorktree(root, FOREVER);
    vi.unstubAllEnvs();
    expect([tree.kind, [...tree.paths]]).toEqual(['worktree', ['a.txt']]);
  });

  it(verifies('changes.whole-project', 'the repository around it ignores it, or it holds others'), async () => {
    await using at = await tempFolder({ '.gitignore': 'app\n', 'top.txt': 't', 'app/a.txt': 'a', 'lib/b.txt': 'b' });
    const root = commit(at.path);
    {
      await using tree = await openWorktree(join(root, 'app'), FOREVER, { needed: ['a.txt'] });
      expect([tree.kind, tree.because]).toEqual(['copy', 'git does not see a.txt']);
      expect(readFileSync(join(tree.root, 'a.txt'), 'utf8')).toBe('a');
    }
    mkdirSync(join(root, 'lib/inner'));
    writeFileSync(join(root, 'lib/inner/c.txt'), 'c');
    commit(join(root, 'lib/inner'));
    {
      await using tree = await openWorktree(join(root, 'lib'), FOREVER);
      expect([tree.kind, tree.because]).toEqual(['copy', 'inner is a repository of its own']);
      expect(readFileSync(join(tree.root, 'inner/c.txt'), 'utf8')).toBe('c');
    }
    expect(existsSync(join(root, '.git/worktrees'))).toBe(false);
    // Added as submodules are.
    git(root, 'add', 'lib/inner');
    await using tree = await openWorktree(root, FOREVER);
    expect([tree.kind, tree.because]).toEqual(['copy', 'lib/inner is a repository of its own']);
  });

  it(verifies('changes.own-entry'), async () => {
    await using at = await tempFolder({ 'repo/a.txt': 'a' });
    const root = commit(join(at.path, 'repo'));
    const disk = join(at.path, 'disk');
    git(root, 'worktree', 'add', '--quiet', '--detach', join(disk, 'mine'));
    // The disk is taken out.
    renameSync(disk, `${disk}-out`);
    {
      await using tree = await openWorktree(root, FOREVER);
      expect(tree.kind).toBe('worktree');
    }
    renameSync(`${disk}-out`, disk);
    expect(git(join(disk, 'mine'), 'status', '--short')).toBe('');
    expect(readdirSync(join(root, '.git/worktrees'))).toEqual(['mine']);
  });
});

describe('changes that are tried together', () => {
  const CHANGES = [
    { path: 'a.txt', before: 'a', after: 'good' },
    { path: 'deep/new.txt', before: undefined, after: 'n' },
  ];

  it(verifies('trial.no-follow', 'in a worktree'), async () => {
    await using at = await tempFolder({ 'a.txt': 'a', '.gitignore': 'venv\n', 'venv/lib/x.py': '' });
    const root = commit(at.path);
    const changes = [{ path: 'venv/lib/new/x.py', before: undefined, after: 'x' }];
    const commands = { tests: script('process.exit(0)') };
    expect(await tryChanges({ root, changes, commands, signal: FOREVER })).toMatchObject({
      kind: 'worktree',
      checks: [{ name: 'tests', verdict: 'failed', why: expect.stringContaining('symbolic link') }],
    });
    expect(readdirSync(join(root, 'venv/lib'))).toEqual(['x.py']);
  });

  it(verifies('changes.worktree', 'what commands say of them'), async () => {
    await using at = await tempFolder({ 'a.txt': 'a', 'b.txt': 'b\t' });
    const root = commit(at.path);
    const { mtimeMs } = statSync(join(root, 'a.txt'));
    const read = `const text = require('fs').readFileSync('a.txt', 'utf8');`;
    const { kind, checks } = await tryChanges({
      root,
      changes: CHANGES,
      commands: {
        lint: script('process.exit(1)'),
        types: script(`${read} if (text === 'good') { console.log('a.txt is too good'); process.exit(2); }`),
        tests: script(`${read} require('fs').statSync('deep/new.txt'); process.exit(text === 'good' ? 0 : 1)`),
        format: [...script(`for (const f of process.argv.slice(1)) require('fs').appendFileSync(f, '!')`), '{files}'],
      },
      signal: FOREVER,
    });
    expect(kind).toBe('worktree');
    expect(checks).toEqual([
      { name: 'lint', verdict: 'unjudged', why: 'it exited with 1 without the changes, too' },
      { name: 'types', verdict: 'failed', why: 'it exited with 2. It said: a.txt is too good' },
      { name: 'tests', verdict: 'passed', why: '' },
      // The formatter would have changed a.txt before, too; the new file is the fault of the changes.
      { name: 'format', verdict: 'failed', why: "deep/new.txt is not as the project's formatter writes it" },
    ]);
    expect([readFileSync(join(root, 'a.txt'), 'utf8'), statSync(join(root, 'a.txt')).mtimeMs]).toEqual(['a', mtimeMs]);
    expect(existsSync(join(root, 'deep'))).toBe(false);
  });
});
