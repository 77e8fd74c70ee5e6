// Run by damage.test.ts as its own process, and killed when it says "ready": node … left-behind.ts PATH
import { NO_USAGE, systemClock } from '@hanzo/contracts';
import { openLedger, type Ledger } from '../../src/index.ts';

const [path = ''] = process.argv.slice(2);
const open = (): Promise<Ledger> => openLedger({ path, clock: systemClock, limits: {}, version: 'v' });
const request = { runId: 'run', taskId: 'task', model: 'm', endpoint: 'e', key: 'openai', member: 'me' };

/** Calls that end in every way, and some that do not end. */
async function work(ledger: Ledger, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const worstCaseMicros = 1_000 + round;
    const cost = { usage: { ...NO_USAGE, outputTokens: 7 }, costMicros: 400 + round, servedModel: 'm-1' };
    await ledger.settle(await ledger.send({ ...request, worstCaseMicros }), cost);
    await ledger.release(await ledger.reserve({ ...request, worstCaseMicros }));
    await ledger.markUncertain(await ledger.send({ ...request, worstCaseMicros }), 'cut');
    if (round % 5 === 0) await ledger.reserve({ ...request, worstCaseMicros });
    if (round % 5 === 1) await ledger.send({ ...request, worstCaseMicros });
  }
}

// The first half is in the file, the second in its journal.
const first = await open();
await work(first, 10);
await first.close();
await work(await open(), 10);
process.stdout.write('ready\n');
setInterval(() => undefined, 1_000);
