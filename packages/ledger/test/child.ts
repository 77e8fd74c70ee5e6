// Run by processes.test.ts as its own process: node --conditions=@hanzo/source child.ts MODE PATH [CAP or BILL]
import { appendFileSync } from 'node:fs';
import { HanzoError, NO_USAGE, systemClock } from '@hanzo/contracts';
import { openLedger } from '../src/index.ts';

const [mode = '', path = '', cap = '0'] = process.argv.slice(2);
const ledger = openLedger({
  path,
  clock: systemClock,
  limits: mode === 'race' ? { dayMicros: Number(cap) } : {},
  version: 'v',
});
const request = { runId: `run-${process.pid}`, taskId: 't', model: 'm', endpoint: 'e' };

function race(): void {
  let settled = 0;
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      const hold = ledger.reserve({ ...request, worstCaseMicros: 9_000 + (tries % 5) * 1000 });
      ledger.markSent(hold);
      // The cost is the worst case each time: the hardest test of the cap.
      ledger.settle(hold, { usage: NO_USAGE, costMicros: hold.worstCaseMicros, servedModel: 'm' });
      settled += hold.worstCaseMicros;
    } catch (error) {
      if (!(error instanceof HanzoError) || !error.code.startsWith('BUDGET_')) throw error;
    }
  }
  process.stdout.write(`${settled}\n`);
  ledger.close();
}

function leave(): void {
  ledger.reserve({ ...request, taskId: 'held', worstCaseMicros: 1000 });
  ledger.markSent(ledger.reserve({ ...request, taskId: 'sent', worstCaseMicros: 20_000 }));
  const done = ledger.reserve({ ...request, taskId: 'done', worstCaseMicros: 5000 });
  ledger.markSent(done);
  ledger.settle(done, { usage: NO_USAGE, costMicros: 300, servedModel: 'm' });
  process.stdout.write('ready\n');
  setInterval(() => undefined, 1000);
}

/** Spends without end; each request is written to the bill at the moment it would reach the provider. */
function spend(bill: string): void {
  process.stdout.write('ready\n');
  for (;;) {
    const hold = ledger.reserve({ ...request, worstCaseMicros: 100 });
    ledger.markSent(hold);
    appendFileSync(bill, `${hold.id} 70\n`);
    ledger.settle(hold, { usage: NO_USAGE, costMicros: 70, servedModel: 'm' });
  }
}

if (mode === 'race') race();
else if (mode === 'spend') spend(cap);
else leave();
