import { mkdirSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { vi } from 'vitest';
import { LineReader } from '../../src/control/line-reader.ts';
import { CONTROL_VERSION, MAX_REQUEST_BYTES, parseRequest } from '../../src/control/protocol.ts';
import { newSocketPlace, publishPlace, removePlace } from '../../src/control/socket-place.ts';

/** Says who it is and nothing after that, as a process that is stopped between the two. */
export interface SilentWorker extends AsyncDisposable {
  /** Resolves when it was asked for something else. */
  readonly asked: Promise<void>;
}

export async function silentWorker(runDir: string, name: string): Promise<SilentWorker> {
  const asked = Promise.withResolvers<void>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const reader = new LineReader(MAX_REQUEST_BYTES, (line) => {
      const { id, request } = parseRequest(line);
      if (id > 1 || request.kind !== 'status') asked.resolve();
      else socket.write(`${JSON.stringify({ v: CONTROL_VERSION, id, ok: true, result: statusOf(name) })}\n`);
    });
    socket.on('data', (bytes) => reader.push(bytes));
  });
  mkdirSync(runDir, { recursive: true });
  const place = newSocketPlace(runDir);
  await new Promise<void>((resolve) => void server.listen(place.path, () => resolve()));
  publishPlace(place);
  return {
    asked: asked.promise,
    async [Symbol.asyncDispose]() {
      removePlace(place);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

function statusOf(name: string): Readonly<Record<string, unknown>> {
  return { name, pid: process.pid, state: 'ready', reason: '', work: [] };
}

/** With faked timers: lets `ms` go by, and sockets speak in between. */
export async function passTime(ms: number): Promise<void> {
  const step = ms / 20;
  for (let passed = 0; passed < ms; passed += step) {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(step);
  }
}
