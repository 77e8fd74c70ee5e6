/** Fails when a package imports what scripts/lib/layers/table.ts does not give it, or when files import each other in a circle. */
import { dirname, join } from 'node:path';
import { HanzoError } from '../packages/contracts/src/errors.ts';
import { checkLayers } from './lib/layers/check-layers.ts';
import { readPackages } from './lib/layers/package-source.ts';
import { runScript } from './lib/run-script.ts';

await runScript('check-layers', () => {
  const packages = readPackages(join(dirname(import.meta.dirname), 'packages'));
  const breaches = checkLayers(packages);
  if (breaches.length > 0) throw new HanzoError('INTERNAL', `The layers do not hold:\n  ${breaches.join('\n  ')}`);
  console.log(`layers: ${packages.length} packages hold`);
});
