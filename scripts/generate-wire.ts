/**
 * Makes packages/wire/generated from proto/hanzo/net/v1.
 *
 *   node scripts/generate-wire.ts           writes the files
 *   node scripts/generate-wire.ts --check   regenerates into a temporary folder and fails when the files differ
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HanzoError } from '../packages/contracts/src/errors.ts';
import { runScript } from './lib/run-script.ts';
import { tidyDeclarations, tidyModule } from './lib/tidy-wire.ts';

const ROOT = dirname(import.meta.dirname);
const PROTO = join(ROOT, 'proto/hanzo/net/v1');
const GENERATED = join(ROOT, 'packages/wire/generated');
const MODULE = 'hanzo-net-v1.js';
const DECLARATIONS = 'hanzo-net-v1.d.ts';

const TARGET = ['-t', 'static-module', '-w', 'esm', '--dts', '-r', 'hanzo_net_v1'];
const FLAGS = ['force-number', 'null-semantics', 'no-verify', 'no-convert', 'no-delimited', 'no-typeurl', 'no-service'];

/** Runs pbjs into `folder` and corrects what it writes. */
function generate(folder: string): void {
  const sources = readdirSync(PROTO)
    .filter((name) => name.endsWith('.proto'))
    .toSorted()
    .map((name) => join(PROTO, name));
  const out = join(folder, MODULE);
  const pbjs = join(ROOT, 'node_modules/protobufjs-cli/bin/pbjs');
  const flags = FLAGS.map((flag) => `--${flag}`);
  execFileSync(process.execPath, [pbjs, ...TARGET, ...flags, '-o', out, ...sources], { stdio: 'inherit' });
  rewrite(out, tidyModule);
  rewrite(join(folder, DECLARATIONS), tidyDeclarations);
}

function rewrite(file: string, tidy: (text: string) => string): void {
  writeFileSync(file, tidy(readFileSync(file, 'utf8')));
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function check(): void {
  const folder = mkdtempSync(join(tmpdir(), 'hanzo-wire-'));
  try {
    generate(folder);
    const stale = [MODULE, DECLARATIONS].filter(
      (name) => readOrEmpty(join(folder, name)) !== readOrEmpty(join(GENERATED, name)),
    );
    if (stale.length > 0) {
      throw new HanzoError(
        'CONFIG_INVALID',
        `packages/wire/generated does not match the proto files: ${stale.join(', ')}.`,
        {
          mend: 'Run `npm run generate` and commit the result.',
        },
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(args: readonly string[]): void {
  if (args.includes('--check')) {
    check();
    return;
  }
  mkdirSync(GENERATED, { recursive: true });
  generate(GENERATED);
}

await runScript('generate-wire', () => main(process.argv.slice(2)));
