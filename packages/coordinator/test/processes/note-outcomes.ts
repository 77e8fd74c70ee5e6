/** Notes outcomes as soon as it is told to: one of several processes that share a book. Arguments: file, model, how many. */
import { once } from 'node:events';
import { systemClock } from '@hanzo/contracts';
import { openOutcomeBook } from '../../src/learning/outcome-book.ts';

const [file = '', model = '', count = '0'] = process.argv.slice(2);
using book = openOutcomeBook(file, systemClock);
process.send?.('ready');
await once(process, 'message');
const features = { indices: Uint32Array.of(1, 7), values: Float32Array.of(0.5, -0.25) };
for (let at = 0; at < Number(count); at += 1)
  book.add({ rung: 'local', model, kind: 'review', features, passed: at % 2 === 0, at });
book.close();
process.send?.(book.fault()?.message ?? 'whole');
process.disconnect?.();
