/** Fails when a behaviour of test/behaviours.ts is cited by no test, or a test cites one that does not exist. */
import { dirname } from 'node:path';
import { HanzoError } from '../packages/contracts/src/errors.ts';
import { BEHAVIOURS } from '../test/behaviours.ts';
import { checkBehaviours } from './lib/behaviours/check-behaviours.ts';
import { readTests } from './lib/behaviours/read-tests.ts';
import { runScript } from './lib/run-script.ts';

await runScript('check-behaviours', () => {
  const { total, uncited, unknown } = checkBehaviours(BEHAVIOURS, readTests(dirname(import.meta.dirname)));
  const faults = [
    ...uncited.map((each) => `no test proves ${each}`),
    ...unknown.map((each) => `there is no behaviour ${each}`),
  ];
  if (faults.length > 0)
    throw new HanzoError(
      'INTERNAL',
      `${total - uncited.length} of ${total} behaviours are proved:\n  ${faults.join('\n  ')}`,
    );
  console.log(`behaviours: all ${total} are proved`);
});
