import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { builtInTools, type WriteBook } from '../../src/index.ts';
import { CANARY, git, toolBench, type ToolBench } from './tool-bench.ts';

const NO_WRITES: WriteBook = { write: () => Promise.reject(new Error('nothing is written')) };

/** Two commits, with a file that no tool may see in both. */
function repository(): ToolBench {
  const at = toolBench({ 'a.txt': 'one\ntwo\n', 'sub/b.txt': 'b\n', '.env': `KEY=${CANARY}-1\n` });
  at.git('init', '--quiet', '--initial-branch=main');
  at.git('add', '--force', '.');
  at.git('commit', '--quiet', '-m', 'first words');
  writeFileSync(join(at.root, 'a.txt'), 'one\nzwei\n');
  writeFileSync(join(at.root, '.env'), `KEY=${CANARY}-2\n`);
  at.git('mv', 'sub/b.txt', 'sub/c.txt');
  at.git('commit', '--quiet', '-a', '-m', 'second words');
  return at;
}

describe('git', () => {
  it(verifies('built-in.looks', 'state, differences and history'), async () => {
    using at = repository();
    writeFileSync(join(at.root, 'a.txt'), 'one\nzwei\ndrei\n');
    writeFileSync(join(at.root, 'new.txt'), 'new\n');
    writeFileSync(join(at.root, '.env'), `KEY=${CANARY}-3\n`);
    rmSync(join(at.root, 'sub/c.txt'));
    expect(await at.told('git_status', {})).toBe(
      'branch main\n(staged, then not staged; ?? is untracked)\n M a.txt\n D sub/c.txt\n?? new.txt\nand 1 file that tools may not see',
    );
    const now = await at.told('git_diff', {});
    expect(now).toContain('M a.txt\nD sub/c.txt\nand 1 file that tools may not see\n');
    expect(now).toContain('@@ -1,2 +1,3 @@\n one\n zwei\n+drei\n');
    expect(now).toContain('deleted: sub/c.txt');
    const both = await at.told('git_diff', { from: 'HEAD~1', to: 'HEAD' });
    expect(both).toContain('M a.txt\nR sub/b.txt -> sub/c.txt\nand 1 file that tools may not see\n');
    expect(both).toContain('-two\n+zwei\n');
    expect(await at.told('git_log', {})).toMatch(/^\w+ 2026-01-02 Ann: second words\n\w+ 2026-01-02 Ann: first words$/);
    expect(await at.told('git_log', { message: 'FIRST', limit: 5 })).toMatch(/^\w+ 2026-01-02 Ann: first words$/);
    expect(await at.told('git_log', { path: 'sub' })).toContain('second words');
    for (const text of [now, both]) expect(text).not.toContain(CANARY);
  });

  it(verifies('built-in.looks', 'commits, files of them, lines'), async () => {
    using at = repository();
    const second = await at.told('git_show', { commit: 'HEAD' });
    expect(second).toContain('Ann\n\nsecond words\nM a.txt\n');
    const first = await at.told('git_show', { commit: 'main~1' });
    expect(first).toContain('A a.txt\nA sub/b.txt\nand 1 file');
    expect(first).toContain('+two');
    expect(await at.told('git_show', { commit: 'HEAD~1', path: 'a.txt', first_line: 2 })).toMatch(
      /^a\.txt in \w{12}, lines 2 to 2 of 2:\n2\ttwo$/,
    );
    expect(await at.call('git_show', { commit: 'HEAD', path: 'sub/b.txt' })).toMatchObject({ failed: true });
    expect(await at.told('git_blame', { path: 'a.txt' })).toMatch(
      /^\^\w+ \(Ann 2026-01-02 1\) one\n\w+ \(Ann 2026-01-02 2\) zwei$/,
    );
    expect(await at.call('git_blame', { path: 'a.txt', first_line: 9 })).toMatchObject({ failed: true });
    for (const text of [first, second]) expect(text).not.toContain(CANARY);
    for (const tool of ['git_show', 'git_blame', 'git_log', 'git_diff'])
      expect(await at.call(tool, { commit: 'HEAD', path: '.env' })).toMatchObject({ failed: true });
  });

  it(verifies('built-in.looks', 'of a folder of a repository only that folder'), async () => {
    using at = toolBench({ 'a.txt': 'a\n' });
    const above = join(at.root, '..');
    git(above, 'init', '--quiet');
    git(above, 'add', '.');
    git(above, 'commit', '--quiet', '-m', 'both');
    writeFileSync(join(at.root, 'a.txt'), 'b\n');
    writeFileSync(join(at.outside, 'secret.txt'), `${CANARY} changed\n`);
    const texts = await Promise.all([
      at.told('git_status', {}),
      at.told('git_diff', {}),
      at.told('git_show', { commit: 'HEAD' }),
      at.told('git_show', { commit: 'HEAD', path: 'a.txt' }),
      at.told('git_log', {}),
    ]);
    expect(texts[0]).toContain(' M a.txt');
    expect(texts[1]).toContain('-a\n+b\n');
    expect(texts[2]).toContain('b/a.txt');
    for (const text of texts) expect(text).not.toMatch(/canary|outside/);
  });

  it(verifies('built-in.looks', 'without a repository, a commit or a change'), async () => {
    using at = toolBench({ 'a.txt': 'a\n' });
    expect(await at.call('git_status', {})).toMatchObject({ failed: true, text: expect.stringContaining('not a git') });
    at.git('init', '--quiet');
    expect(await at.told('git_status', {})).toContain('?? a.txt');
    for (const name of ['git_diff', 'git_log'])
      expect(await at.call(name, {})).toMatchObject({ failed: true, text: 'There are no commits yet.' });
    at.git('add', '.');
    at.git('commit', '--quiet', '-m', 'x');
    expect(await at.told('git_diff', {})).toContain('Nothing changed.');
    expect(await at.told('git_status', {})).toMatch(/nothing has changed$/);
    expect((await at.call('git_log', { commit: 'other' })).text).toContain('no commit "other". git_log tells');
    at.git('checkout', '--quiet', '--orphan', 'side');
    expect((await at.call('git_log', {})).text).toContain('The branch has no commits yet');
  });

  it(verifies('built-in.looks', 'where nobody looked inside submodules, that is said'), async () => {
    using other = repository();
    using at = repository();
    at.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'below');
    at.git('commit', '--quiet', '-a', '-m', 'below');
    const below = join(at.root, 'below');
    const before = git(below, 'rev-parse', 'HEAD').trim();
    at.git('checkout', '--quiet', '.env');
    writeFileSync(join(below, 'a.txt'), CANARY);
    const words = 'inside the submodules (below) nobody looked';
    expect(await at.told('git_status', {})).toMatch(
      /nothing has changed; inside the submodules \(below\) nobody looked$/,
    );
    expect(await at.told('git_diff', {})).toContain(`Nothing changed; ${words}.`);
    git(below, 'commit', '--quiet', '-a', '-m', 'new');
    const now = git(below, 'rev-parse', 'HEAD').trim();
    const diff = await at.told('git_diff', {});
    expect(diff).toContain(`below: submodule, commit ${before} -> ${now}\n`);
    expect(diff).toContain(words);
    expect(await at.told('git_status', {})).toContain(` M below\n${words}`);
    at.git('add', 'below');
    expect(await at.told('git_diff', {})).toContain(`${before} -> ${now}`);
    rmSync(below, { recursive: true });
    const gone = await at.told('git_diff', {});
    expect(gone).toContain('below');
    for (const text of [diff, gone]) expect(text).not.toContain(CANARY);
    expect(await at.told('git_diff', { path: 'a.txt' })).toMatch(/Nothing changed\.$/);
  });

  it(verifies('built-in.looks', 'in a worktree of another folder, and in a submodule'), async () => {
    using at = repository();
    using other = toolBench({});
    rmSync(other.root, { recursive: true });
    at.git('worktree', 'add', '--quiet', '-b', 'side', other.root);
    expect(await other.told('git_status', {})).toContain('branch side');
    other.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', at.root, 'below');
    using below = toolBench({});
    rmSync(below.root, { recursive: true });
    renameSync(other.root, below.root);
    // It was moved: what lies elsewhere does not say any more that it belongs here.
    expect(await below.call('git_status', {})).toMatchObject({
      failed: true,
      text: expect.stringContaining('git config core.worktree <folder'),
    });
  });

  it(verifies('built-in.looks', 'of which the folder stands in settings of a worktree, or elsewhere'), async () => {
    using other = repository();
    using at = repository();
    at.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'below');
    const below = join(at.root, 'below');
    const tree = git(below, 'config', 'core.worktree').trim();
    git(below, 'config', 'extensions.worktreeConfig', 'true');
    git(below, 'config', '--worktree', 'core.worktree', tree);
    git(below, 'config', '--local', '--unset', 'core.worktree');
    const look = async (root: string): Promise<unknown> =>
      await builtInTools({ root, writes: NO_WRITES })
        .find(({ spec }) => spec.name === 'git_status')
        ?.call({}, { signal: new AbortController().signal, taskId: 'test' });
    expect(await look(below)).toMatchObject({ text: expect.stringContaining('branch main') });
    using apart = toolBench({ 'a.txt': 'a\n' });
    git(apart.root, 'init', '--quiet', '--separate-git-dir', join(apart.outside, 'git'));
    expect(await apart.call('git_status', {})).toMatchObject({ failed: true });
    apart.git('config', 'core.worktree', apart.root);
    expect(await apart.told('git_status', {})).toContain('?? a.txt');
  });
});

describe('much of git', () => {
  it(verifies('built-in.cut'), async () => {
    const names = Array.from({ length: 70 }, (_, index) => `f${String(index).padStart(2, '0')}.txt`);
    using at = toolBench(Object.fromEntries(names.map((name) => [name, 'a\n'])));
    at.git('init', '--quiet');
    at.git('add', '.');
    at.git('commit', '--quiet', '-m', `long\n\n${'words\n'.repeat(2_000)}`);
    for (let count = 0; count < 3; count += 1) at.git('commit', '--quiet', '--allow-empty', '-m', 'x'.repeat(900));
    expect(await at.told('git_log', { limit: 2 })).toMatch(/\nThere are older ones: these are 2\.$/);
    expect(await at.told('git_log', { limit: 4 })).not.toContain('older');
    expect(await at.told('git_show', { commit: 'HEAD~3' })).toContain('… (cut)\n');
    for (const name of names) writeFileSync(join(at.root, name), 'b\n');
    expect(await at.told('git_diff', {})).toContain('What changed in 10 more files is not shown: ask for one path.');
    for (const name of names) writeFileSync(join(at.root, name), 'a\n');
    chmodSync(join(at.root, 'f01.txt'), 0o755);
    expect(await at.told('git_diff', {})).toMatch(/M f01\.txt \(mode 100644 -> 100755\)\n/);
    at.git('commit', '--quiet', '-a', '-m', 'mode');
    expect(await at.told('git_show', { commit: 'HEAD' })).toContain('M f01.txt (mode 100644 -> 100755)');
  });
});

describe('a hostile repository', () => {
  it(verifies('built-in.looks-only'), async () => {
    using at = repository();
    const touch = (name: string): string => `touch ${join(at.root, `ran-${name}`)};cat`;
    for (const [key, name] of [
      ['core.fsmonitor', 'monitor'],
      ['core.pager', 'pager'],
      ['core.editor', 'editor'],
      ['core.sshCommand', 'ssh'],
      ['core.gitProxy', 'proxy'],
      ['core.askPass', 'ask'],
      ['credential.helper', 'helper'],
      ['diff.external', 'external'],
      ['diff.evil.command', 'driver'],
      ['diff.evil.textconv', 'textconv'],
      ['filter.evil.clean', 'clean'],
      ['filter.evil.smudge', 'smudge'],
      ['filter.e=v.il.process', 'process'],
      ['gpg.program', 'gpg'],
      ['alias.status', 'alias'],
      ['alias.log', 'alias'],
      ['pager.log', 'pager'],
      ['pager.diff', 'pager'],
      ['interactive.diffFilter', 'interactive'],
    ])
      at.git('config', key ?? '', touch(name ?? ''));
    at.git('config', 'filter.evil.required', 'true');
    at.git('config', 'log.showSignature', 'true');
    at.git('config', 'status.submoduleSummary', 'true');
    // A part of it is missing, and would be fetched by a program.
    const fetch = join(at.outside, 'fetch');
    writeFileSync(fetch, `#!/bin/sh\ntouch ${join(at.root, 'ran-fetch')}\n`, { mode: 0o755 });
    at.git('config', 'core.repositoryFormatVersion', '1');
    at.git('config', 'remote.origin.url', `ext::${fetch}`);
    at.git('config', 'remote.origin.promisor', 'true');
    at.git('config', 'extensions.partialClone', 'origin');
    at.git('config', 'protocol.ext.allow', 'always');
    at.git('config', 'blame.ignoreRevsFile', join(at.outside, 'secret.txt'));
    at.git('config', 'mailmap.file', join(at.outside, 'secret.txt'));
    writeFileSync(join(at.root, '.gitattributes'), '*.txt diff=evil filter=evil\nsub/* filter=e=v.il\n');
    mkdirSync(join(at.root, '.git/hooks'), { recursive: true });
    for (const hook of [
      'post-checkout',
      'pre-commit',
      'fsmonitor-watchman',
      'post-index-change',
      'reference-transaction',
    ])
      writeFileSync(join(at.root, '.git/hooks', hook), `#!/bin/sh\n${touch('hook')}\n`, { mode: 0o755 });
    writeFileSync(join(at.root, 'a.txt'), 'one\nzwei\ndrei\n');
    const blob = /^\w+/.exec(at.git('hash-object', '--no-filters', 'sub/c.txt'))?.[0] ?? '';
    const object = join(at.root, '.git/objects', blob.slice(0, 2), blob.slice(2));
    const before = at.all();
    rmSync(object, { force: true });
    const calls = [
      ['git_status', {}],
      ['git_diff', {}],
      ['git_diff', { from: 'HEAD~1', to: 'HEAD' }],
      ['git_log', { path: 'a.txt' }],
      ['git_show', { commit: 'HEAD' }],
      ['git_show', { commit: 'HEAD', path: 'a.txt' }],
      ['git_show', { commit: 'HEAD', path: 'sub/c.txt' }],
      ['git_blame', { path: 'a.txt' }],
    ] as const;
    const texts = [];
    for (const [name, input] of calls) texts.push((await at.call(name, input)).text);
    expect(texts[0]).toContain(' M a.txt');
    expect(texts[1]).toContain('+drei');
    expect(texts[7]).toContain('zwei');
    expect(texts.join('\n')).not.toContain(CANARY);
    const after = at.all();
    expect(Object.keys(after).filter((name) => name.includes('ran-'))).toEqual([]);
    expect(Object.keys(before).filter((name) => !(name in after))).toHaveLength(1);
  });

  it(verifies('built-in.looks-only', 'whose files or objects lie elsewhere'), async () => {
    using victim = repository();
    writeFileSync(join(victim.root, 'private.txt'), CANARY);
    victim.git('add', '.');
    victim.git('commit', '--quiet', '-m', CANARY);
    const looks = async (at: ToolBench): Promise<void> => {
      for (const [name, input] of [
        ['git_log', {}],
        ['git_show', { commit: 'HEAD', path: 'private.txt' }],
      ] as const) {
        const { text, failed } = await at.call(name, input);
        expect([name, failed, text.includes(CANARY)]).toEqual([name, true, false]);
      }
    };
    using byFile = toolBench({ '.git': `gitdir: ${join(victim.root, '.git')}\n` });
    await looks(byFile);
    using byLink = toolBench({});
    symlinkSync(join(victim.root, '.git'), join(byLink.root, '.git'));
    await looks(byLink);
    for (const part of ['objects', 'refs']) {
      using at = toolBench({});
      at.git('init', '--quiet');
      rmSync(join(at.root, '.git', part), { recursive: true });
      symlinkSync(join(victim.root, '.git', part), join(at.root, '.git', part));
      await looks(at);
    }
    using byCommon = toolBench({ 'x.txt': '' });
    byCommon.git('init', '--quiet');
    writeFileSync(join(byCommon.root, '.git/commondir'), join(victim.root, '.git'));
    await looks(byCommon);
    using byTree = toolBench({ 'x.txt': '' });
    byTree.git('init', '--quiet');
    byTree.git('config', 'core.worktree', victim.root);
    await looks(byTree);
  });
});
