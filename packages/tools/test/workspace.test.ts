import { execFileSync } from 'node:child_process';
import { mkdir, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import { tempFolder } from './temp-folder.ts';
import { verifies } from '../../../test/support/verifies.ts';

async function pathsIn(
  files: Record<string, string | Uint8Array>,
  include?: readonly string[],
): Promise<readonly string[]> {
  await using folder = await tempFolder(files);
  const workspace = await openWorkspace(folder.path);
  return (await workspace.files({ include })).files.map((file) => file.path);
}

describe('openWorkspace', () => {
  it('says how to mend a missing folder', async () => {
    await expect(openWorkspace('/nowhere/at/all')).rejects.toMatchObject({
      code: 'WORKSPACE_MISSING',
      mend: expect.stringContaining('--workspace'),
    });
  });

  it('refuses a file as a workspace', async () => {
    await using folder = await tempFolder({ 'a.ts': '' });
    await expect(openWorkspace(join(folder.path, 'a.ts'))).rejects.toMatchObject({ code: 'WORKSPACE_MISSING' });
  });
});

describe('workspace.files', () => {
  it('lists text files sorted, with sizes', async () => {
    await using folder = await tempFolder({ 'src/b.ts': 'bb', 'src/a.ts': 'a', 'README.md': '# x' });
    const { files } = await (await openWorkspace(folder.path)).files();
    const changedAtMs: unknown = expect.any(Number);
    expect(files).toEqual([
      { path: 'README.md', sizeBytes: 3, changedAtMs },
      { path: 'src/a.ts', sizeBytes: 1, changedAtMs },
      { path: 'src/b.ts', sizeBytes: 2, changedAtMs },
    ]);
  });

  it('names the same files unopened, and none that is left out', async () => {
    await using folder = await tempFolder({
      '.gitignore': 'made/',
      'made/x.ts': 'x',
      '.env': 'KEY=1',
      'b.ts': 'b',
      'a.ts': 'a',
    });
    await symlink(join(folder.path, 'a.ts'), join(folder.path, 'link.ts'));
    const { ino: own } = await stat(join(folder.path, 'b.ts'));
    const workspace = await openWorkspace(folder.path);
    expect(await workspace.names()).toEqual(['.gitignore', 'a.ts', 'b.ts']);
    expect(await workspace.names()).toEqual((await workspace.files()).files.map(({ path }) => path));
    const other = await openWorkspace(folder.path, { isLeftOut: (_, { ino }) => ino === own });
    expect(await other.names()).toEqual(['.gitignore', 'a.ts']);
  });

  it(verifies('tools.unmatched'), async () => {
    await using folder = await tempFolder({
      '.gitignore': 'secret.ts\ngenerated/\n',
      'a.ts': 'a',
      'b.png': 'b',
      'secret.ts': 'x',
      'generated/c.ts': 'c',
    });
    const workspace = await openWorkspace(folder.path);
    const named = ['a.ts', 'b.png', 'secret.ts', 'generated', 'none/**', '*.ts', '!a.ts'];
    const listing = await workspace.files({ include: named });
    expect(listing.unmatched).toEqual([
      { path: 'secret.ts', reason: 'ignore files leave out what it names' },
      { path: 'generated', reason: 'ignore files leave out what it names' },
      { path: 'none/**', reason: 'no file of the workspace matches it' },
      { path: '*.ts', reason: 'ignore files leave out what it names' },
    ]);
    expect((await workspace.files({ include: ['*.ts', 'b.png'] })).unmatched).toEqual([]);
    expect((await workspace.files()).unmatched).toEqual([]);
  });

  it('respects nested .gitignore files, negations and .hanzoignore', async () => {
    const paths = await pathsIn({
      '.gitignore': '*.log\n/build/\n!keep.log\n',
      'a.log': '',
      'keep.log': '',
      'build/x.ts': '',
      'src/build/y.ts': '',
      'src/.gitignore': 'local.ts\n!b.log\n',
      'src/local.ts': '',
      'src/deep/local.ts': '',
      'src/b.log': '',
      'local.ts': '',
      '.hanzoignore': 'private/\n',
      'private/z.ts': '',
    });
    expect(paths).toEqual([
      '.gitignore',
      '.hanzoignore',
      'keep.log',
      'local.ts',
      'src/.gitignore',
      'src/b.log',
      'src/build/y.ts',
    ]);
  });

  it('leaves out dependencies, builds and git without a word', async () => {
    expect(
      await pathsIn({
        'node_modules/x/i.js': '',
        'dist/a.js': '',
        '.git/config': '',
        'p/node_modules/y.js': '',
        'a.js': '',
      }),
    ).toEqual(['a.js']);
  });

  it(verifies('tools.tracked-said'), async () => {
    await using folder = await tempFolder({
      '.gitignore': 'evil.ts\ngone.ts\ndist/\n',
      'evil.ts': 'e',
      'gone.ts': 'g',
      'a.ts': 'a',
      'dist/b.ts': 'b',
      'untracked/.gitignore': '*.ts',
      'untracked/c.ts': 'c',
    });
    const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: folder.path });
    git('init', '-q');
    git('add', '-f', 'a.ts', 'evil.ts', 'gone.ts', 'dist/b.ts');
    await rm(join(folder.path, 'gone.ts'));
    const workspace = await openWorkspace(folder.path);
    const { files, skipped } = await workspace.files();
    expect(files.map(({ path }) => path)).not.toContain('evil.ts');
    expect(skipped).toEqual([{ path: 'evil.ts', reason: 'git tracks it, but an ignore file names it' }]);
    expect((await workspace.files({ include: ['a.ts'] })).skipped).toEqual([]);
    expect((await workspace.files({ include: ['*.ts'] })).skipped).toHaveLength(1);
  });

  it.each(
    [
      'credentials',
      'credentials.json',
      'Service-Account-prod.json',
      'client_secret_1.json',
      '.pgpass',
      'kubeconfig',
    ].concat([
      'prod.kubeconfig',
      'terraform.tfstate',
      'terraform.tfstate.backup',
      '.dockerconfigjson',
      '.dockercfg',
      '.my.cnf',
    ]),
  )(verifies('tools.skips-said', '%s'), async (name) => {
    await using folder = await tempFolder({ [name]: 'x', '.aws/config': 'x', 'credentials.ts': 'x' });
    const { files, skipped } = await (await openWorkspace(folder.path)).files();
    expect(files.map(({ path }) => path)).toEqual(['credentials.ts']);
    expect(skipped).toEqual([{ path: name, reason: 'may hold secrets' }]);
  });

  it(verifies('tools.skips-said'), async () => {
    await using folder = await tempFolder({
      'big.ts': 'x'.repeat(300 * 1024),
      'yarn.lock': '',
      'logo.png': '',
      'data.txt': new Uint8Array([65, 0, 66]),
      '.env': 'KEY=1',
      '.env.example': '',
      'a.min.js': '',
    });
    await using outside = await tempFolder({ 'secret.txt': 'secret' });
    await symlink(join(outside.path, 'secret.txt'), join(folder.path, 'link.txt'));
    await symlink(outside.path, join(folder.path, 'linked-folder'));
    const { files, skipped } = await (await openWorkspace(folder.path)).files();
    expect(files.map((file) => file.path)).toEqual(['.env.example']);
    expect(skipped.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      '.env: may hold secrets',
      'a.min.js: generated',
      'big.ts: too large: 300 KiB, at most 256 KiB',
      'data.txt: binary',
      'link.txt: symbolic link: not followed',
      'linked-folder: symbolic link: not followed',
      'logo.png: binary',
      'yarn.lock: lockfile',
    ]);
  });

  it('takes globs, folder names and exclusions', async () => {
    const files = { 'src/a.ts': '', 'src/deep/b.ts': '', 'src/c.py': '', 'test/d.ts': '', 'e.ts': '' };
    expect(await pathsIn(files, ['src/**/*.{ts,py}'])).toEqual(['src/a.ts', 'src/c.py', 'src/deep/b.ts']);
    expect(await pathsIn(files, ['src', '!src/deep'])).toEqual(['src/a.ts', 'src/c.py']);
    expect(await pathsIn(files, ['e.ts', 'nothing.ts'])).toEqual(['e.ts']);
  });

  it('refuses patterns that lead outside', async () => {
    for (const pattern of ['../**', '/etc/*', 'src/../../x', '!../y', 'C:\\x']) {
      await expect(pathsIn({ 'a.ts': '' }, [pattern])).rejects.toMatchObject({ code: 'USAGE' });
    }
  });

  it('stops when it is cancelled', async () => {
    await using folder = await tempFolder({ 'a.ts': '' });
    const workspace = await openWorkspace(folder.path);
    await expect(workspace.files({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('workspace.read', () => {
  it('reads text without its byte order mark', async () => {
    await using folder = await tempFolder({ 'src/a.ts': '\ufeffconst é = 1;\r\n' });
    const workspace = await openWorkspace(folder.path);
    expect(await workspace.read('src/a.ts')).toEqual({
      kind: 'text',
      path: 'src/a.ts',
      text: 'const é = 1;\r\n',
      sizeBytes: 18,
    });
  });

  it('gives the reason when there is no text to read', async () => {
    await using folder = await tempFolder({
      'latin1.txt': new Uint8Array([0x63, 0x61, 0x66, 0xe9]),
      'nul.txt': new Uint8Array([65, 0]),
    });
    await mkdir(join(folder.path, 'sub'));
    const workspace = await openWorkspace(folder.path);
    expect(await workspace.read('latin1.txt')).toMatchObject({ kind: 'unreadable', reason: 'not UTF-8' });
    expect(await workspace.read('nul.txt')).toMatchObject({ kind: 'unreadable', reason: 'binary' });
    expect(await workspace.read('gone.txt')).toMatchObject({ kind: 'unreadable', reason: 'missing' });
    expect(await workspace.read('sub')).toMatchObject({ kind: 'unreadable', reason: 'not a regular file' });
  });

  it(verifies('tools.confined'), async () => {
    await using folder = await tempFolder({ 'a.ts': 'inside', '..dots.ts': 'dots' });
    await using outside = await tempFolder({ 'secret.txt': 'secret' });
    await symlink(join(outside.path, 'secret.txt'), join(folder.path, 'link.txt'));
    await symlink(outside.path, join(folder.path, 'linked'));
    await symlink(join(folder.path, 'a.ts'), join(folder.path, 'within.ts'));
    const workspace = await openWorkspace(folder.path);
    for (const path of ['../x', 'a/../../x', '/etc/passwd', 'link.txt', 'linked/secret.txt', 'a\0.ts', '..']) {
      await expect(workspace.read(path)).rejects.toMatchObject({ code: 'USAGE' });
    }
    expect(await workspace.read('within.ts')).toMatchObject({ kind: 'text', text: 'inside' });
    expect(await workspace.read('..dots.ts')).toMatchObject({ kind: 'text', text: 'dots' });
  });
});
