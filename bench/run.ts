/**
 * `npm run bench [-- <name> …]`: runs the benchmarks, each in a process of its own, and prints their tables.
 * Without a name all of them. Numbers for docs/benchmarks.md come from here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';

const folder = import.meta.dirname;
const all = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'bench.ts')));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));

if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exitCode = 2;
} else {
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, ${process.platform} ${release()}`,
  );
  for (const name of wanted.length > 0 ? wanted : all) {
    console.log(`\n## ${name}\n`);
    const { status } = spawnSync(process.execPath, ['--conditions=@hanzo/source', join(folder, name, 'bench.ts')], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
