import { execFileSync, execSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unifiedDiff } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../src/commands/dev/report/apply-command.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

const changes = [
  { path: 'src/a.js', before: 'a\n', after: 'b\n' },
  { path: 'src/new.js', before: undefined, after: 'new\n' },
];

/** Writes `src/a.js` below each folder, and the patch beside it all; what is typed in `cwd` is run by a shell. */
async function apply(parts: readonly string[], workspace: string, cwd: string, isRepository = true): Promise<string> {
  using folder = temporaryFolder('hanzo apply ');
  const top = join(realpathSync(folder.path), 'the top');
  for (const part of ['', ...parts]) {
    mkdirSync(join(top, part, 'src'), { recursive: true });
    writeFileSync(join(top, part, 'src/a.js'), 'a\n');
  }
  const patch = join(dirname(top), '-my patch.diff');
  writeFileSync(patch, unifiedDiff(changes));
  if (isRepository) execFileSync('git', ['init', '-q'], { cwd: top });
  const command = await applyCommand(join(top, workspace), patch, join(top, cwd));
  execSync(command, { cwd: join(top, cwd), stdio: 'pipe' });
  const changed = ['', ...parts].filter((part) => readFileSync(join(top, part, 'src/a.js'), 'utf8') === 'b\n');
  expect(changed.map((part) => readFileSync(join(top, part, 'src/new.js'), 'utf8'))).toEqual(
    changed.map(() => 'new\n'),
  );
  return changed.join();
}

describe('the command that applies a patch', () => {
  const parts = ['packages/one', "packages/o'ther"];

  it(verifies('cli.patch-applied'), async () => {
    for (const cwd of ['', 'packages/one', 'src', "packages/o'ther/src"]) {
      expect(await apply(parts, 'packages/one', cwd), cwd).toBe('packages/one');
      expect(await apply(parts, "packages/o'ther", cwd), cwd).toBe("packages/o'ther");
      expect(await apply(parts, '', cwd), cwd).toBe('');
    }
    expect(await apply(parts, 'packages/one', 'packages/one/src', false)).toBe('packages/one');
  });

  it(verifies('cli.patch-applied', 'as short as it can be'), async () => {
    using folder = temporaryFolder();
    const top = realpathSync(folder.path);
    expect(await applyCommand(top, 'my.diff', top)).toBe('git apply my.diff');
    expect(await applyCommand(top, '-p.diff', top)).toBe(`git apply ${join(top, '-p.diff')}`);
    expect(await applyCommand(top, 'my.diff', join(top, 'x'))).toBe(`git -C ${top} apply ${join(top, 'x/my.diff')}`);
  });
});
