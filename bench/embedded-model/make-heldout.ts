/**
 * Makes what of the held-out set is made: `own/`, functions of this repository as they stood in one commit, without their doc
 * comments; and `names.json`. The other files are written by hand. `node --conditions=@hanzo/source bench/embedded-model/make-heldout.ts`
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSyntax, type Syntax } from '@hanzo/tools';
import { committedFiles, HELD_OUT } from './sets/committed.ts';
import { namesIn } from './sets/names-in.ts';
import type { SourceFile } from './sets/source-files.ts';

/** What was written before there was a text to train on. */
const COMMIT = 'a2b5b84';
const LEAST_OF_FILE = 3;
const LEAST_OF_PACKAGE = 7;
const LONGEST = 260;

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Comments above something, whole lines. */
function withoutDocComments(text: string): string {
  return text.replaceAll(/^[ \t]*\/\*\*(?:[^*]|\*(?!\/))*\*\/[ \t]*\n/gm, '');
}

/** Of each package the files whose paths have the least hashes, until there are functions enough: nobody has chosen them. */
function ownFiles(syntax: Syntax): readonly SourceFile[] {
  const paths = git('ls-tree', '-r', '--name-only', COMMIT, 'packages').split('\n');
  const sources = paths.filter(
    (path) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !/generated|\.d\.ts$/.test(path),
  );
  const packages = Map.groupBy(sources, (path) => path.split('/')[1] ?? '');
  return [...packages.values()].flatMap((ofPackage) => {
    const taken: SourceFile[] = [];
    let functions = 0;
    for (const path of ofPackage.toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1))) {
      const before = git('show', `${COMMIT}:${path}`);
      const text = withoutDocComments(before);
      const count = syntax.functions(path, text).length;
      if (count < LEAST_OF_FILE || text.split('\n').length > LONGEST) continue;
      if (syntax.sameCode(path, before, text) !== true) throw new Error(`${path} lost more than comments`);
      taken.push({ path: path.replace('packages/', 'own/').replace('/src/', '/'), text });
      functions += count;
      if (functions >= LEAST_OF_PACKAGE) break;
    }
    return taken;
  });
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex');
}

using syntax = await openSyntax(['a.ts', 'a.tsx', 'a.js', 'a.py']);
rmSync(join(HELD_OUT, 'own'), { recursive: true, force: true });
for (const { path, text } of ownFiles(syntax)) {
  mkdirSync(join(HELD_OUT, dirname(path)), { recursive: true });
  writeFileSync(join(HELD_OUT, path), text);
}
const names = namesIn(committedFiles(), syntax);
writeFileSync(join(HELD_OUT, 'names.json'), `${JSON.stringify(names, undefined, 1)}\n`);
console.log(`${names.length} names`);
