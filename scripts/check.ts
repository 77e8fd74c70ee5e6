/**
 * Everything that can be told about the code without running it. All parts run, even after one has failed.
 *
 *   npm run check                    all parts
 *   npm run check -- lint layers     some
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HanzoError } from '../packages/contracts/src/errors.ts';
import { runScript } from './lib/run-script.ts';

const ROOT = dirname(import.meta.dirname);

/** Name of a part to its commands; the first word is a tool of node_modules/.bin, or a script of ours. */
const PARTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  types: [
    ['tsc', '-b'],
    ['tsc', '-p', 'tsconfig.test.json'],
  ],
  lint: [['oxlint']],
  format: [['oxfmt', '--check']],
  layers: [['scripts/check-layers.ts']],
  generated: [
    ['scripts/generate-wire.ts', '--check'],
    ['scripts/generate-lint.ts', '--check'],
  ],
  unused: [['knip', '--no-config-hints']],
  packaging: readdirSync(join(ROOT, 'packages')).map((folder) => ['publint', join('packages', folder), '--strict']),
  lockfile: [['scripts/complete-lockfile.ts', '--check']],
  behaviours: [['scripts/check-behaviours.ts']],
};

function passes([tool = '', ...args]: readonly string[]): boolean {
  const script = tool.endsWith('.ts');
  const command = script ? process.execPath : join(ROOT, 'node_modules', '.bin', tool);
  const { status, error } = spawnSync(command, script ? [tool, ...args] : args, { cwd: ROOT, stdio: 'inherit' });
  if (error !== undefined)
    throw new HanzoError('INTERNAL', `${tool} could not be started: ${error.message}`, {
      cause: error,
      mend: 'Run `npm ci`.',
    });
  return status === 0;
}

await runScript('check', () => {
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
  const failed: string[] = [];
  for (const part of wanted) {
    const commands = PARTS[part];
    if (commands === undefined)
      throw new HanzoError('USAGE', `There is no part "${part}".`, {
        mend: `Parts: ${Object.keys(PARTS).join(', ')}.`,
      });
    const start = performance.now();
    const passed = commands.every(passes);
    if (!passed) failed.push(part);
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${part} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  }
  if (failed.length > 0) throw new HanzoError('INTERNAL', `failed: ${failed.join(', ')}`);
});
