/** Claims a run when it is told to, says how that ended, and lives on. Arguments: the journal's file, the run. */
import { once } from 'node:events';
import { systemClock, toHanzoError } from '@hanzo/contracts';
import { openJournal } from '../../src/journal/open-journal.ts';

const [file = '', runId = ''] = process.argv.slice(2);
const journal = openJournal(file);
process.send?.('ready');
await once(process, 'message');
try {
  const { epoch } = await journal.claimRun(runId, systemClock.now());
  process.send?.({ epoch });
} catch (error) {
  process.send?.({ code: toHanzoError(error).code });
}
setInterval(() => undefined, 1_000);
