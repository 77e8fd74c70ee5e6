// The ledger's thread: it alone writes, so that waiting for the disk and for other processes holds up nobody else.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { HanzoError, toHanzoError } from '@hanzo/contracts';
import { Book } from './book.ts';
import type { Recovered } from './model.ts';
import { type Opening, type Order, type PlainError, type Result, toPlain } from './orders.ts';

/** Messages to the thread: everything that came in one turn of the event loop. */
export type ToThread =
  | { readonly kind: 'orders'; readonly orders: readonly { readonly number: number; readonly order: Order }[] }
  | { readonly kind: 'close'; readonly at: number };

/** Messages of the thread: everything that became of one commit. */
export type FromThread =
  | { readonly kind: 'opened'; readonly recovered: Recovered }
  | { readonly kind: 'results'; readonly results: readonly { readonly number: number; readonly result: Result }[] }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** What was committed without waiting for the disk is put there when nothing else has come for so long. Milliseconds. */
const FLUSH_MS = 100;

if (parentPort === null) throw new HanzoError('INTERNAL', 'This is the module of a thread.');
const port = parentPort;
const tell = (message: FromThread): void => port.postMessage(message);

function serve(book: Book): void {
  let flush: NodeJS.Timeout | undefined;
  port.on('message', (first: ToThread) => {
    clearTimeout(flush);
    const closing = commitAll(book, first);
    if (closing === undefined) {
      flush = setTimeout(() => book.flush(), FLUSH_MS);
      return;
    }
    try {
      book.close(closing);
      tell({ kind: 'closed' });
    } catch (error) {
      tell({ kind: 'failed', error: toPlain(toHanzoError(error)) });
    }
    port.close();
  });
}

/** Commits what has come while the last commit was under way. Returns when it is to be closed, if so. */
function commitAll(book: Book, first: ToThread): number | undefined {
  const numbers: number[] = [];
  const orders: Order[] = [];
  let closing: number | undefined;
  let message: ToThread | undefined = first;
  while (message !== undefined) {
    if (message.kind === 'close') closing = message.at;
    else {
      for (const { number, order } of message.orders) {
        numbers.push(number);
        orders.push(order);
      }
    }
    const next: unknown = receiveMessageOnPort(port);
    message = (next as { readonly message: ToThread } | undefined)?.message;
  }
  if (orders.length > 0) {
    const results = book.commit(orders);
    tell({
      kind: 'results',
      results: numbers.flatMap((number, index) => {
        const result = results[index];
        return result === undefined ? [] : [{ number, result }];
      }),
    });
  }
  return closing;
}

try {
  const book = new Book(workerData as Opening);
  tell({ kind: 'opened', recovered: book.recovered });
  serve(book);
} catch (error) {
  tell({ kind: 'failed', error: toPlain(toHanzoError(error)) });
  port.close();
}
