import { closeSync, mkdirSync, openSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathFilter } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, until } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { watchFiles } from '../../src/commands/dev/watch/file-watcher.ts';
import { ownFiles } from '../../src/commands/dev/watch/own-files.ts';
import { openSources, standardFiles } from '../../src/commands/dev/run/standard-files.ts';
import { refuseTogether } from '../../src/commands/dev/refuse-together.ts';

function project(files: Readonly<Record<string, string>>): ReturnType<typeof temporaryFolder> {
  const folder = temporaryFolder('hanzo-watch-');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder.path, name, '..'), { recursive: true });
    writeFileSync(join(folder.path, name), text);
  }
  return folder;
}

const never = (): boolean => false;

describe(verifies('watch.files'), () => {
  it('what ignore files and names leave out is left out, also when they change', () => {
    using folder = project({ '.gitignore': 'out/\n*.log\n', 'sub/.hanzoignore': '!keep.log\n' });
    const filter = pathFilter(folder.path);
    const out = (path: string, isFolder = false): boolean => filter.isLeftOut(path, isFolder);
    expect([out('src/a.ts'), out('src', true), out('a.log'), out('sub/keep.log')]).toEqual([false, false, true, false]);
    expect([out('out', true), out('out/a.ts'), out('out/deep/a.ts')]).toEqual([true, true, true]);
    expect([out('.git', true), out('node_modules/x/index.js'), out('.hanzo/config.json')]).toEqual([true, true, true]);
    writeFileSync(join(folder.path, '.gitignore'), 'src/\n');
    filter.changed('src/a.ts');
    expect(out('src/a.ts')).toBe(false);
    filter.changed('.gitignore');
    expect([out('src/a.ts'), out('out/a.ts')]).toEqual([true, false]);
  });

  it('reports, their drafts and the home are nobody else’s changes', () => {
    const isOwn = ownFiles({ outputs: ['/projects/shop/report.md'], home: '/projects/shop/home', isStandard: never });
    expect(
      ['report.md', 'report.md.1a2b3c4d.tmp', 'home', 'home/journal.db-wal', 'report.md.txt', 'homework.ts'].map(
        (name) => isOwn(`/projects/shop/${name}`),
      ),
    ).toEqual([true, true, true, true, false, false]);
  });

  it('also where they are named through links', () => {
    using folder = project({ 'real/a.ts': '1' });
    const root = realpathSync(join(folder.path, 'real'));
    symlinkSync(root, join(folder.path, 'link'));
    const at = (name: string): string => join(folder.path, 'link', name);
    const isOwn = ownFiles({ outputs: [at('report.md')], home: at('new/home'), isStandard: never });
    expect(
      ['report.md', 'report.md.1a2b3c4d.tmp', 'new/home/x', 'a.ts'].map((name) => isOwn(join(root, name))),
    ).toEqual([true, true, true, false]);
  });

  it('what editors write for themselves is no change', () => {
    const isOwn = ownFiles({ outputs: [], home: '/projects/home', isStandard: never });
    const names = ['#a.ts#', '.#a.ts', 'a.ts~', '.a.ts.swp', '4913', 'a.ts___jb_tmp___', 'a.ts', '4913.ts', '.env'];
    expect(names.filter((name) => !isOwn(`/projects/shop/src/${name}`))).toEqual(['a.ts', '4913.ts', '.env']);
  });

  it('what this process writes to is no source, by whatever name', async () => {
    using folder = project({ 'a.ts': '1', 'out.jsonl': '{}' });
    const out = join(folder.path, 'out.jsonl');
    const descriptor = openSync(out, 'a');
    try {
      const isStandard = standardFiles([descriptor, 999_999]);
      expect([isStandard(statSync(out)), isStandard(statSync(join(folder.path, 'a.ts')))]).toEqual([true, false]);
      const workspace = await openSources(folder.path, (_, identity) => isStandard(identity));
      const { files, skipped } = await workspace.files();
      expect([files.map(({ path }) => path), skipped]).toEqual([['a.ts'], []]);
      const isOwn = ownFiles({ outputs: [], home: '/projects/home', isStandard });
      expect(isOwn(out, statSync(out))).toBe(true);
    } finally {
      closeSync(descriptor);
    }
  });

  it('what stops being ignored is watched from then on', async () => {
    using folder = project({ '.gitignore': 'out/\n', 'out/a.ts': '1' });
    const seen: string[] = [];
    await using _watcher = await watchFiles(folder.path, {
      onChange: (path) => void seen.push(path),
      onFault: (error) => {
        throw error;
      },
      isOwn: () => false,
    });
    writeFileSync(join(folder.path, '.gitignore'), '\n');
    const written = (text: string): boolean => {
      writeFileSync(join(folder.path, 'out/a.ts'), text);
      return seen.includes('out/a.ts');
    };
    // When the new watcher begins nobody tells: what is written before it is only found.
    await until(() => written(String(seen.length)), 'the change in the folder');
    expect(seen.filter((path) => path === '.gitignore').length).toBeGreaterThan(1);
  });

  it('new, changed and deleted files are told, and nothing of what is left out or written here', async () => {
    using folder = project({ '.gitignore': 'out/\n', 'src/a.ts': '1', 'src/b.ts': '1', 'out/a.ts': '1' });
    const root = realpathSync(folder.path);
    const seen = new Set<string>();
    await using _watcher = await watchFiles(root, {
      onChange: (path) => void seen.add(path),
      onFault: (error) => {
        throw error;
      },
      isOwn: ownFiles({ outputs: [join(root, 'report.md')], home: join(root, 'home'), isStandard: never }),
    });
    for (const name of ['out/a.ts', 'report.md', 'src/a.ts']) writeFileSync(join(root, name), '2');
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, '.git/index'), '2');
    mkdirSync(join(root, 'src/deep'));
    writeFileSync(join(root, 'src/deep/c.ts'), '2');
    rmSync(join(root, 'src/b.ts'));
    await until(() => ['src/a.ts', 'src/deep/c.ts', 'src/b.ts'].every((path) => seen.has(path)), 'all changes');
    writeFileSync(join(root, 'last.ts'), '2');
    await until(() => seen.has('last.ts'), 'the last change');
    expect([...seen].toSorted()).toEqual(['last.ts', 'src/a.ts', 'src/b.ts', 'src/deep/c.ts']);
  });
});

it.each([
  [{ watch: true, resume: 'last' }, '--watch and --resume'],
  [{ watch: true, dryRun: true }, '--watch and --dry-run'],
  [{ watch: true, planOnly: true }, '--watch and --plan-only'],
  [{ watch: true, autoFix: true }, '--watch and --auto-fix'],
  [{ watch: true, patch: 'a.diff' }, '--watch and --patch'],
  [{ watch: true, session: 'last' }, '--watch and --session'],
  [{ session: 'last', resume: 'last' }, '--session and --resume'],
  [{ session: 'last', dryRun: true }, '--session and --dry-run'],
])(verifies('watch.refused', '%j'), (flags, sentence) => {
  expect(() => refuseTogether(flags)).toThrow(`${sentence} do not go together`);
  expect(() => refuseTogether({ watch: true, failOn: 'high' })).not.toThrow();
});
