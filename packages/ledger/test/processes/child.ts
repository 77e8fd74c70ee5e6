// Run by processes.test.ts as its own process: node --conditions=@hanzo/source child.ts MODE PATH [CAP or BILL]
import { appendFileSync } from 'node:fs';
import { HanzoError, NO_USAGE, systemClock } from '@hanzo/contracts';
import { openLedger } from '../../src/index.ts';

const [mode = '', path = '', cap = '0'] = process.argv.slice(2);
const ledger = await openLedger({
  path,
  clock: systemClock,
  limits: mode === 'race' ? { dayMicros: Number(cap) } : {},
  version: 'v',
});
const request = { runId: `run-${process.pid}`, taskId: 't', model: 'm', endpoint: 'e' };

/** One caller of several. Returns what it has spent. */
async function caller(): Promise<number> {
  let settled = 0;
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      const hold = await ledger.reserve({ ...request, worstCaseMicros: 9_000 + (tries % 5) * 1000 });
      await ledger.markSent(hold);
      // The cost is the worst case each time: the hardest test of the cap.
      await ledger.settle(hold, { usage: NO_USAGE, costMicros: hold.worstCaseMicros, servedModel: 'm' });
      settled += hold.worstCaseMicros;
    } catch (error) {
      if (!(error instanceof HanzoError) || !error.code.startsWith('BUDGET_')) throw error;
    }
  }
  return settled;
}

async function race(): Promise<void> {
  const settled = await Promise.all(Array.from({ length: 8 }, caller));
  process.stdout.write(`${settled.reduce((a, b) => a + b)}\n`);
  await ledger.close();
}

async function leave(): Promise<void> {
  await ledger.reserve({ ...request, taskId: 'held', worstCaseMicros: 1000 });
  await ledger.send({ ...request, taskId: 'sent', worstCaseMicros: 20_000 });
  const done = await ledger.send({ ...request, taskId: 'done', worstCaseMicros: 5000 });
  await ledger.settle(done, { usage: NO_USAGE, costMicros: 300, servedModel: 'm' });
  process.stdout.write('ready\n');
  setInterval(() => undefined, 1000);
}

/** Spends without end; each request is written to the bill at the moment it would reach the provider. */
async function spend(bill: string): Promise<never> {
  for (let round = 0; ; round += 1) {
    const hold = round % 3 === 0 ? await ledger.reserve({ ...request, worstCaseMicros: 100 }) : undefined;
    if (hold !== undefined && round % 2 === 0) {
      await ledger.release(hold);
      continue;
    }
    if (hold !== undefined) await ledger.markSent(hold);
    const sent = hold ?? (await ledger.send({ ...request, worstCaseMicros: 100 }));
    appendFileSync(bill, `${sent.id} 70\n`);
    if (round % 5 === 0) await ledger.markUncertain(sent, 'cut');
    if (round % 7 !== 0) await ledger.settle(sent, { usage: NO_USAGE, costMicros: 70, servedModel: 'm' });
  }
}

async function spendAll(bill: string): Promise<void> {
  process.stdout.write('ready\n');
  await Promise.all(Array.from({ length: 4 }, () => spend(bill)));
}

if (mode === 'race') await race();
else if (mode === 'spend') await spendAll(cap);
else await leave();
