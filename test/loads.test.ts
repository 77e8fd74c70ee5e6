import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { verifies } from './support/verifies.ts';

const root = dirname(import.meta.dirname);
/** Imports that are left when types are gone, and are followed before the first line runs. */
const STATIC = /^(?:import|export) (?!type )(?:[^'";]*? from )?'([^']+)';/gm;

it.each([
  ['hanzo dev', 'dev/run/start-run.ts'],
  ['hanzo dev --resume', 'dev/run/resume-run.ts'],
  ['hanzo tasks retry', 'tasks/retry.ts'],
  ['hanzo route explain', 'route/explain.ts'],
  ['hanzo metrics', 'metrics/handler.ts'],
])(verifies('start.light', '%s'), (_, handler) => {
  const loaded = loadedBy(join(root, 'packages/cli/src/commands', handler));
  expect([...loaded]).toContain('zod');
  expect([...loaded].filter((name) => /libp2p|multiformats|node-llama|llama\/index/.test(name))).toEqual([]);
});

/** Every file and library that is loaded with a file. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const path = relative(root, file);
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(STATIC)) {
    const next = sourceOf(specifier, file);
    if (next === undefined) seen.add(specifier);
    else loadedBy(next, seen);
  }
  return seen;
}

/** Undefined for what is not ours. */
function sourceOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  const [, name = '', entry = ''] = /^@hanzo\/([^/]+)\/?(.*)$/.exec(specifier) ?? [];
  if (name === '') return undefined;
  const folder = join(root, 'packages', name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly '@hanzo/source': string }>>;
  };
  const source = exports[entry === '' ? '.' : `./${entry}`]?.['@hanzo/source'];
  if (source === undefined) throw new Error(`${specifier} of ${from} is no entry`);
  return join(folder, source);
}
