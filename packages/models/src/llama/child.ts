/**
 * The process that holds a model: no keys, no identity, no network. It may crash, be killed or hang; the parent notices
 * and starts another one. Started by `spawn-child.ts` only.
 */
import { loadEngine, type ChildEngine } from './child-engine.ts';
import { toFailure } from './child-failure.ts';
import { runJob } from './child-job.ts';
import type { EmbedCommand, FromChild, GenerateCommand, JobCommand, LoadCommand, ToChild } from './child-protocol.ts';
import { problemOf } from './load-problem.ts';
import { dropPermissions } from './permissions.ts';
import { TextCoalescer } from './text-coalescer.ts';

/** A message wakes three processes: while both cores decode, that costs more than the token. */
const COALESCE_MS = 40;
/** Below the 500 ms that callers are promised, so that a late timer still keeps the promise. */
const HEARTBEAT_MS = 400;

const jobs = new Map<number, AbortController>();
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

async function load(command: LoadCommand): Promise<void> {
  const startedAt = performance.now();
  try {
    engine = await loadEngine(command);
    // From here on only our own code's mistakes could need them, or somebody else's.
    dropPermissions();
    const { gpu, format } = engine;
    const { threads } = command;
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

/** Runs a job under its id, and tells its end. */
async function run(
  { id }: JobCommand,
  work: (signal: AbortSignal, onProgress: () => void) => Promise<FromChild>,
): Promise<void> {
  const controller = new AbortController();
  addJob(id, controller);
  let end: FromChild;
  try {
    end = await work(controller.signal, () => (progressAt = performance.now()));
  } catch (thrown) {
    end = controller.signal.aborted ? { kind: 'aborted', id } : { kind: 'failed', id, failure: toFailure(thrown) };
  }
  removeJob(id);
  send(end);
}

function generate(loaded: ChildEngine, command: GenerateCommand): Promise<void> {
  const { id } = command;
  return run(command, async (signal, onProgress) => {
    using text = new TextCoalescer(COALESCE_MS, (piece) => send({ kind: 'text', id, text: piece }));
    const onText = (piece: string): void => text.push(piece);
    const result = await runJob(command, { engine: loaded, signal, onText, onProgress });
    text.flush();
    return { kind: 'done', id, result };
  });
}

function embed({ embedder }: ChildEngine, command: EmbedCommand): Promise<void> {
  const { id, texts } = command;
  return run(command, async (signal, onProgress) => {
    return { kind: 'embedded', id, embeddings: await embedder.embed(texts, { signal, onProgress }) };
  });
}

async function receive(message: ToChild): Promise<void> {
  switch (message.kind) {
    case 'load':
      return load(message);
    case 'generate':
      if (engine !== undefined) await generate(engine, message);
      return;
    case 'embed':
      if (engine !== undefined) await embed(engine, message);
      return;
    case 'threads':
      if (engine !== undefined) engine.llama.maxThreads = message.threads;
      return;
    case 'abort':
      jobs.get(message.id)?.abort();
      return;
  }
}

// A fault outside a job leaves the engine in an unknown state: die, loudly, and let the parent start a clean one.
process.on('message', (message) => void receive(message as ToChild));
// Ctrl-C in a terminal reaches every process of the group: what becomes of running work is the parent's to decide.
process.on('SIGINT', () => undefined);
// The parent is gone. SIGKILL, because an ordinary exit waits for the native threads.
process.on('disconnect', () => {
  try {
    engine?.snapshots?.removeAll();
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
});
// What the snapshots hold is the text of prompts.
process.umask(0o077);
