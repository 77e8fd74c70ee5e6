import { systemClock, toHanzoError } from '@hanzo/contracts';
import { openDelegations } from '../../src/folder/open-delegations.ts';
import { keyOf } from '../folder/folder-bench.ts';
import { newDelegation } from '../folder/new-delegation.ts';

/** Begins a delegation that is too large, then small ones until there is no room in the log. Prints why each ended. */
const [folder = ''] = process.argv.slice(2);
const delegations = await openDelegations(folder, { clock: systemClock, key: keyOf() });
for (const prompt of ['x'.repeat(1_000_000), 'small']) {
  try {
    for (;;) await delegations.begin(newDelegation({ prompt }));
  } catch (error) {
    const number = (await delegations.list()).length;
    process.stdout.write(`${toHanzoError(error).code} ${number > 1 ? 'many' : number}\n`);
  }
}
