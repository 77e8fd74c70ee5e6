import { Worker } from 'node:worker_threads';
import { lineOfModuleFault } from './module-fault-line.ts';
import type { Goal, ThreadReply, ThreadRequest } from './syntax-thread.ts';

/** What the parser says of a text. `unable` is not a fault: it says nothing about the file. */
export type ParseResult =
  | { readonly kind: 'fine' }
  | { readonly kind: 'fault'; readonly message: string; readonly line: number | undefined }
  | { readonly kind: 'unable'; readonly reason: string };

/** Parses TypeScript and JavaScript without running it. */
export interface SyntaxParser {
  parse(goal: Goal, text: string, options: { readonly signal: AbortSignal }): Promise<ParseResult>;
}

const TIME_LIMIT_MS = 10_000;

/**
 * A parser in a thread of its own, started at the first use and replaced when a file breaks it. The idle thread does
 * not keep the process alive, so there is nothing to stop.
 */
export function createSyntaxParser(): SyntaxParser {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const drop = (): void => {
    void thread?.terminate();
    thread = undefined;
  };

  const parseNow = async (request: ThreadRequest, signal: AbortSignal): Promise<ParseResult> => {
    signal.throwIfAborted();
    thread ??= startThread();
    const reply = await ask(thread, request, signal).catch((error: unknown) => {
      drop();
      throw error;
    });
    if (reply.kind === 'unable' && reply.broken) drop();
    if (reply.kind === 'unable') return { kind: 'unable', reason: reply.reason };
    if (reply.kind === 'fine' || reply.line !== undefined || request.goal !== 'module') return reply;
    return { ...reply, line: await lineOfModuleFault(request.text, signal) };
  };

  return {
    parse(goal, text, { signal }) {
      const result = last.then(() => parseNow({ goal, text }, signal));
      last = result.catch(() => undefined);
      return result;
    },
  };
}

function startThread(): Worker {
  const file = import.meta.url.endsWith('.ts') ? './syntax-thread.ts' : './syntax-thread.js';
  const thread = new Worker(new URL(file, import.meta.url), {
    // The thread parses strangers' text: it gets no environment. Its two experimental APIs must not warn users.
    env: {},
    execArgv: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  // Whatever a dropped thread still has to say must not end the process.
  thread.on('error', () => undefined);
  thread.unref();
  return thread;
}

function ask(thread: Worker, request: ThreadRequest, signal: AbortSignal): Promise<ThreadReply> {
  const { promise, resolve, reject } = Promise.withResolvers<ThreadReply>();
  const failed = (): void => resolve({ kind: 'unable', reason: 'the parser crashed on it', broken: true });
  const aborted = (): void => reject(signal.reason);
  const timer = setTimeout(
    () => resolve({ kind: 'unable', reason: 'the parser took too long', broken: true }),
    TIME_LIMIT_MS,
  );
  thread.once('message', resolve).once('error', failed).once('exit', failed);
  signal.addEventListener('abort', aborted, { once: true });
  thread.ref();
  thread.postMessage(request);
  return promise.finally(() => {
    clearTimeout(timer);
    thread.off('message', resolve).off('error', failed).off('exit', failed);
    signal.removeEventListener('abort', aborted);
    thread.unref();
  });
}
