import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { devArguments } from '../scripts/lib/start/dev-arguments.ts';
import { halfPassed } from '../scripts/lib/start/half-passed.ts';
import { exampleOf, howToGoOn } from '../scripts/lib/start/last-words.ts';
import { onlyOne } from '../scripts/lib/start/only-one.ts';
import { verifies } from './support/verifies.ts';

const START = {
  home: 'home',
  workspace: 'shop',
  reports: ['report.md', 'report.json'],
  patch: 'comments.diff',
  model: 'hanzo-embedded',
  instructions: 'Write comments.',
};
const argumentsFor = (...extra: readonly string[]): string => devArguments(START, extra).join(' ');

describe('npm start', () => {
  it(verifies('start.arguments'), () => {
    expect(argumentsFor()).toBe(
      'dev Write comments. --home home --use-hanzo-net --no-cache --workspace shop --output report.md --output report.json --patch comments.diff --orchestrator local:hanzo-embedded',
    );
    expect(argumentsFor('--files', 'src/index.ts')).toContain('Write comments.');
    for (const other of [
      '-i file',
      '-ifile',
      '--instructions-file=file',
      '--instructions-file file',
      '--session last',
    ]) {
      const args = argumentsFor(...other.split(' '));
      expect(args).not.toContain('Write comments.');
      expect(args).toContain('--workspace shop');
    }
    for (const resumed of ['--resume last', '--resume=1a2b3c4d'])
      expect(argumentsFor(...resumed.split(' '))).toBe(
        `dev --home home --use-hanzo-net --no-cache --output report.md --output report.json --patch comments.diff ${resumed}`,
      );
    expect(argumentsFor('--orchestrator', 'gpt-5').match(/--orchestrator/g)).toHaveLength(1);
    expect(howToGoOn('my shop/.hanzo/start')).toContain("--home 'my shop/.hanzo/start' ");
    expect(howToGoOn('../.hanzo/start')).toContain('npx hanzo net up --home ../.hanzo/start --model hanzo-embedded');
  });

  it(verifies('start.exit-code'), () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'hanzo-'));
    const report = join(folder.path, 'report.json');
    const passes = (passed: number, judged: number): boolean => {
      writeFileSync(report, JSON.stringify({ receipt: { answers: { passed, judged } } }));
      return halfPassed(report);
    };
    expect([passes(24, 48), passes(1, 1)]).toEqual([true, true]);
    expect([passes(23, 48), passes(0, 48), passes(0, 0)]).toEqual([false, false, false]);
    expect(halfPassed(join(folder.path, 'none.json'))).toBe(false);
  });

  it(verifies('start.safe-words'), () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'hanzo-'));
    const patch = join(folder.path, 'comments.diff');
    expect(exampleOf(patch)).toEqual([]);
    const hostile = '\u001b]0;owned\u0007\u001b[2J\u202e';
    writeFileSync(
      patch,
      `--- a/src/a.ts\n+++ b/src/${hostile}a.ts\n@@ -1 +1,3 @@\n before\n+\t/** Adds. */\n+\t// ${hostile}\r\n \tadd() {\n }\n`,
    );
    const shown = exampleOf(patch);
    expect(shown.join('\n')).not.toMatch(/[^\P{C}\t\n]/u);
    expect(shown).toEqual([
      '',
      'From the patch, as src/?]0;owned??[2J?a.ts would have it:',
      '  \t/** Adds. */',
      '  \t// ?]0;owned??[2J?',
      '  \tadd() {',
    ]);
  });

  it(verifies('start.only-one'), () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'hanzo-'));
    const code = `import { onlyOne } from ${JSON.stringify(fileURLToPath(new URL('../scripts/lib/start/only-one.ts', import.meta.url)))};
      onlyOne(process.argv[1]);`;
    const other = (): string =>
      spawnSync(process.execPath, ['--input-type=module', '-e', code, folder.path]).stderr.toString();
    const lock = onlyOne(folder.path);
    expect(() => onlyOne(folder.path)).toThrow('Another npm start runs here.\n  mend: wait');
    expect(other()).toContain('Another npm start runs here.');
    lock[Symbol.dispose]();
    expect(other()).toBe('');
  });
});
