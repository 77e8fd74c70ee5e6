/**
 * A child that plays the faults a native layer can have. The model's file name says how it starts, the prompt how a job
 * goes. Run by supervision.test.ts.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { FromChild, GenerateCommand, LoadCommand, ToChild } from '../../src/llama/child-protocol.ts';

const waiting = new Map<number, NodeJS.Timeout>();

function send(message: FromChild): void {
  process.send?.(message);
}

function die(): void {
  process.stderr.write('ggml_abort: something is wrong\n', () => process.abort());
}

let threads = 1;
/** Kept, so that it stays in memory. */
const hoard: Buffer[] = [];

/** Starts on which memory is short: after the first, until the engine has given up. */
const SHORT_STARTS: readonly number[] = [2, 3, 4, 5];

function load({ modelPath, snapshots }: LoadCommand): void {
  appendFileSync(`${modelPath}.starts`, '.');
  const starts = readFileSync(`${modelPath}.starts`, 'utf8').length;
  // What follows a dot only tells files of one kind apart.
  switch (basename(modelPath, '.gguf').split('.')[0]) {
    case 'refused':
      return send({ kind: 'load-failed', problem: 'model', message: 'unknown architecture' });
    case 'too-large':
      return send({ kind: 'load-failed', problem: 'memory', message: 'needs 9 GB' });
    case 'no-binary':
      return send({ kind: 'load-failed', problem: 'binding', message: 'NoBinaryFound' });
    case 'aborts':
      return die();
    case 'silent':
      return;
    case 'hungry':
      hoard.push(Buffer.alloc(700_000_000, 1));
      return;
    case 'cached':
      writeFileSync(`${modelPath}.cache`, String(snapshots?.mostBytes));
      break;
    case 'short':
      if (SHORT_STARTS.includes(starts)) {
        return send({ kind: 'load-failed', problem: 'model', message: 'Failed to load model' });
      }
      break;
    case 'once':
      if (starts > 1) return die();
  }
  send({ kind: 'ready', gpu: 'cpu', threads, chatFormat: 'chatml', loadMs: 1 });
}

function generate({ id, prompt }: GenerateCommand): void {
  switch (prompt) {
    case 'die':
      return die();
    case 'hang':
      for (;;);
    case 'stall':
      return send({ kind: 'alive', jobs: [id], stalledMs: 3_600_000 });
    case 'wait':
      waiting.set(
        id,
        setInterval(() => send({ kind: 'alive', jobs: [id], stalledMs: 0 }), 10),
      );
      return;
    default:
      send({ kind: 'text', id, text: prompt });
      send({
        kind: 'done',
        id,
        result: {
          finish: 'stop',
          usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 },
          timings: { firstTokenMs: 0, totalMs: 0 },
          threads,
        },
      });
  }
}

process.on('message', (raw) => {
  const message = raw as ToChild;
  if (message.kind === 'load') {
    threads = message.threads;
    load(message);
  } else if (message.kind === 'generate') generate(message);
  else if (message.kind === 'threads') threads = message.threads;
  else {
    clearInterval(waiting.get(message.id));
    send({ kind: 'aborted', id: message.id });
  }
});
process.on('disconnect', () => process.exit(0));
// Deaf to polite requests, as a looping native call is.
process.on('SIGTERM', () => undefined);
