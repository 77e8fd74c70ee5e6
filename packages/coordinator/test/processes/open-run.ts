/** A coordinator with a run under way, to be killed. */
import { openJournal } from '@hanzo/coordinator';

const journal = openJournal(process.argv[2] ?? '');
await journal.startRun({ id: 'dead', node: 'c', orchestrator: 'o', workspace: '/w', startedAt: 1 });
process.send?.('ready');
setInterval(() => undefined, 1_000);
