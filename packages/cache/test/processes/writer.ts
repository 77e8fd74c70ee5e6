import { contentKey, silentLogger, systemClock } from '@hanzo/contracts';
import { openContentCache } from '../../src/index.ts';

/** Puts entries of its own, and one that all write. */
const [path = '', name = '', count = '0'] = process.argv.slice(2);
using cache = openContentCache({ path, scope: { workspace: '/w' }, clock: systemClock, log: silentLogger });
for (let at = 0; at < Number(count); at++) {
  const value = JSON.stringify(`${name} ${at}`);
  cache.put([{ key: contentKey([name, at]), kind: 'query', value, engine: name, runId: name }]);
  cache.put([{ key: contentKey('shared'), kind: 'query', value: JSON.stringify('shared'), engine: name, runId: name }]);
  if (at % 100 === 0) await systemClock.sleep(20);
}
