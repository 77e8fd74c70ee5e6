/**
 * `npm run bench [-- <name> … [file …] [--flags]]`: runs the benchmarks, each in a process of its own, and prints their
 * tables. Without a name all of them. Files and flags are passed on. Numbers for docs/benchmarks.md come from here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';

const folder = import.meta.dirname;
const all = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'bench.ts')));
const words = process.argv.slice(2);
// What comes after the names is for the benchmark: flags, and files that it reads.
const isForIt = (word: string): boolean => word.startsWith('-') || (!all.includes(word) && existsSync(word));
const firstForIt = words.findIndex(isForIt);
const wanted = firstForIt === -1 ? words : words.slice(0, firstForIt);
const flags = words.slice(wanted.length);
const unknown = wanted.filter((name) => !all.includes(name));
// Node's warnings about its own experiments are no results.
const options = ['--conditions=@hanzo/source', '--disable-warning=ExperimentalWarning'];

if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exitCode = 2;
} else {
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, ${process.platform} ${release()}`,
  );
  for (const name of wanted.length > 0 ? wanted : all) {
    console.log(`\n## ${name}\n`);
    const { status } = spawnSync(process.execPath, [...options, join(folder, name, 'bench.ts'), ...flags], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
