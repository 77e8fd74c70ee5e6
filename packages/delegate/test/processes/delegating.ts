import { setTimeout } from 'node:timers/promises';
import { systemClock } from '@hanzo/contracts';
import { delegateIssue } from '../../src/flow/delegate-issue.ts';
import { openDelegations } from '../../src/folder/open-delegations.ts';
import { keyOf } from '../folder/folder-bench.ts';
import { issueOf } from '../flow/issue.ts';
import { JournalAsker, sure } from '../flow/journal-asker.ts';

/** Delegates without end, so many at a time, each at a speed of its own: until it is killed. */
const [folder = '', journal = '', width = ''] = process.argv.slice(2);
const delegations = await openDelegations(folder, { clock: systemClock, key: keyOf() });
const pause = (): Promise<void> => setTimeout(Math.random() * 30);

async function delegateOn(): Promise<never> {
  const asker = new JournalAsker(journal, sure, pause);
  const signal = new AbortController().signal;
  const flow = { delegations, asker, clock: systemClock, signal, onEvent: () => undefined };
  for (;;) {
    await delegateIssue(issueOf(), { ...flow, retries: 0, nextRound: async () => 'No.' });
    process.stdout.write('.');
    await pause();
  }
}

await Promise.all(Array.from({ length: Number(width) }, delegateOn));
