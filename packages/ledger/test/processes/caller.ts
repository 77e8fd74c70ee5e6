// Run by one-dollar.test.ts as its own process: node --conditions=@hanzo/source caller.ts PATH URL CAP CALLERS
import { HanzoError, NO_USAGE, systemClock } from '@hanzo/contracts';
import { openLedger } from '../../src/index.ts';

const [path = '', url = '', cap = '0', callers = '1'] = process.argv.slice(2);
const ledger = await openLedger({ path, clock: systemClock, limits: { dayMicros: Number(cap) }, version: 'v' });

/** Calls the API until the smallest call is refused because the money is spent. */
async function caller(): Promise<void> {
  for (;;) {
    const worstCaseMicros = 1_000 + Math.floor(Math.random() * 4_000);
    try {
      const request = { runId: `run-${process.pid}`, taskId: 't', model: 'm', endpoint: 'e', worstCaseMicros };
      const hold = await ledger.send(request);
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'x-call': hold.id, 'x-worst': String(worstCaseMicros) },
      });
      await ledger.settle(hold, { usage: NO_USAGE, costMicros: Number(await answer.text()), servedModel: 'm' });
    } catch (error) {
      if (!(error instanceof HanzoError)) throw error;
      if (error.code === 'BUDGET_EXCEEDED') return;
      if (error.code !== 'BUDGET_BUSY') throw error;
      await systemClock.sleep(2);
    }
  }
}

process.stdout.write('ready\n');
await Promise.all(Array.from({ length: Number(callers) }, caller));
await ledger.close();
