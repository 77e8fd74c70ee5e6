import { openDelegations } from '../../src/folder/open-delegations.ts';
import { keyOf } from '../folder/folder-bench.ts';
import { AT, newDelegation } from '../folder/new-delegation.ts';

/** Begins so many delegations in one second. */
const [folder = '', name = '', count = ''] = process.argv.slice(2);
const delegations = await openDelegations(folder, { clock: { now: () => AT }, key: keyOf() });
for (let n = 0; n < Number(count); n += 1) await delegations.begin(newDelegation({ prompt: `${name} ${n}` }));
