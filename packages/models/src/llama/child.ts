/**
 * The process that holds a model: no keys, no identity, no network. It may crash, be killed or hang; the parent notices
 * and starts another one. Started by `spawn-child.ts` only.
 */
import { InsufficientMemoryError, NoBinaryFoundError } from 'node-llama-cpp';
import { loadEngine, type ChildEngine } from './child-engine.ts';
import { toFailure } from './child-failure.ts';
import { runJob } from './child-job.ts';
import type { FromChild, GenerateCommand, LoadCommand, LoadProblem, ToChild } from './child-protocol.ts';
import { Prefill } from './prefill.ts';
import { TextCoalescer } from './text-coalescer.ts';

const COALESCE_MS = 25;
/** Below the 500 ms that callers are promised, so that a late timer still keeps the promise. */
const HEARTBEAT_MS = 400;

const jobs = new Map<number, AbortController>();
const prefill = new Prefill();
let engine: ChildEngine | undefined;
let progressAt = performance.now();
let heartbeat: NodeJS.Timeout | undefined;

function send(message: FromChild): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function beat(): void {
  send({ kind: 'alive', jobs: [...jobs.keys()], stalledMs: Math.round(performance.now() - progressAt) });
}

function addJob(id: number, controller: AbortController): void {
  if (jobs.size === 0) progressAt = performance.now();
  jobs.set(id, controller);
  heartbeat ??= setInterval(beat, HEARTBEAT_MS);
}

function removeJob(id: number): void {
  jobs.delete(id);
  if (jobs.size > 0) return;
  clearInterval(heartbeat);
  heartbeat = undefined;
}

function problemOf(thrown: unknown): LoadProblem {
  if (thrown instanceof NoBinaryFoundError) return 'binding';
  return thrown instanceof InsufficientMemoryError ? 'memory' : 'model';
}

async function load(command: LoadCommand): Promise<void> {
  const startedAt = performance.now();
  try {
    engine = await loadEngine(command);
    const { gpu, threads, format } = engine;
    const loadMs = Math.round(performance.now() - startedAt);
    send({ kind: 'ready', gpu, threads, chatFormat: format.name, loadMs });
  } catch (thrown) {
    send({
      kind: 'load-failed',
      problem: problemOf(thrown),
      message: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
}

async function generate(loaded: ChildEngine, command: GenerateCommand): Promise<void> {
  const { id } = command;
  const controller = new AbortController();
  addJob(id, controller);
  using text = new TextCoalescer(COALESCE_MS, (piece) => send({ kind: 'text', id, text: piece }));
  let end: FromChild;
  try {
    const result = await runJob(command, {
      engine: loaded,
      prefill,
      signal: controller.signal,
      onText: (piece) => text.push(piece),
      onProgress: () => (progressAt = performance.now()),
    });
    text.flush();
    end = { kind: 'done', id, result };
  } catch (thrown) {
    end = controller.signal.aborted ? { kind: 'aborted', id } : { kind: 'failed', id, failure: toFailure(thrown) };
  }
  removeJob(id);
  send(end);
}

async function receive(message: ToChild): Promise<void> {
  switch (message.kind) {
    case 'load':
      return load(message);
    case 'generate':
      if (engine !== undefined) await generate(engine, message);
      return;
    case 'abort':
      jobs.get(message.id)?.abort();
      return;
  }
}

// A fault outside a job leaves the engine in an unknown state: die, loudly, and let the parent start a clean one.
process.on('message', (message) => void receive(message as ToChild));
// The parent is gone. SIGKILL, because an ordinary exit waits for the native threads.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
