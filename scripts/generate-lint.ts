/**
 * Writes the layer rules of scripts/lib/layers/table.ts into .oxlintrc.json; the rest of that file is written by hand.
 *
 *   node scripts/generate-lint.ts           writes
 *   node scripts/generate-lint.ts --check   fails when the file differs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HanzoError } from '../packages/contracts/src/errors.ts';
import { lintOverrides } from './lib/layers/lint-overrides.ts';
import { runScript } from './lib/run-script.ts';

const FILE = join(dirname(import.meta.dirname), '.oxlintrc.json');

interface LintConfig {
  readonly overrides: readonly { readonly rules?: Readonly<Record<string, unknown>> }[];
}

await runScript('generate-lint', () => {
  const text = readFileSync(FILE, 'utf8');
  const config = JSON.parse(text) as LintConfig;
  const written = config.overrides.filter(
    ({ rules }) => rules === undefined || !Object.hasOwn(rules, 'no-restricted-imports'),
  );
  const wanted = `${JSON.stringify({ ...config, overrides: [...written, ...lintOverrides()] }, undefined, 2)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, wanted);
  } else if (JSON.stringify(JSON.parse(wanted)) !== JSON.stringify(config)) {
    throw new HanzoError('CONFIG_INVALID', '.oxlintrc.json does not match scripts/lib/layers/table.ts.', {
      mend: 'Run `npm run generate`.',
    });
  }
});
