/**
 * Writes examples for the embedded model, one JSON object per line.
 *
 *   node --conditions=@hanzo/source scripts/embedded-model/generate/main.ts --seed 1 --count 200000 --out FILE.jsonl [--without names.json]
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { HanzoError } from '@hanzo/contracts';
import { examples } from './examples.ts';

const AT_ONCE = 500;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000' },
    out: { type: 'string' },
    without: { type: 'string' },
  },
});

async function excluded(file: string | undefined): Promise<ReadonlySet<string>> {
  if (file === undefined) return new Set();
  const names: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return new Set(names);
  throw new HanzoError('USAGE', `${file} is no list of names`, {
    mend: 'Give a JSON file that holds a list of texts.',
  });
}

async function write(file: string, seed: number, count: number): Promise<void> {
  const out = createWriteStream(file);
  const without = await excluded(values.without);
  let lines: string[] = [];
  for (const example of examples({ seed, count, without })) {
    lines.push(`${JSON.stringify(example)}\n`);
    if (lines.length < AT_ONCE) continue;
    if (!out.write(lines.join(''))) await once(out, 'drain');
    lines = [];
  }
  out.end(lines.join(''));
  await once(out, 'finish');
}

if (values.out === undefined) {
  process.stderr.write('Usage: main.ts --out FILE.jsonl [--seed N] [--count N] [--without names.json]\n');
  process.exitCode = 2;
} else await write(values.out, Number(values.seed), Number(values.count));
