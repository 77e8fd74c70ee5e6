// Run by ledger-thread.test.ts as its own process: it has nothing left to do, and its ledger stays open.
import { systemClock } from '@hanzo/contracts';
import { openLedger } from '../../src/index.ts';

const [path = ''] = process.argv.slice(2);
const ledger = await openLedger({ path, clock: systemClock, limits: {}, version: 'v' });
await ledger.send({ runId: 'r', taskId: 't', model: 'm', endpoint: 'e', worstCaseMicros: 50 });
// Nor does an order keep it alive that could not even be given.
await ledger
  .send({ runId: 'r', taskId: (() => 't') as unknown as string, model: 'm', endpoint: 'e', worstCaseMicros: 50 })
  .catch(() => undefined);
process.stdout.write('sent\n');
