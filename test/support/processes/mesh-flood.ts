/**
 * A stranger who opens sockets to a node and keeps as many as it gets, each saying nothing or garbage. One that the node
 * closes is replaced at once, at the rate that is left. Its only argument is a `FloodConfig` as JSON.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { runProgram, say } from '../json-program.ts';

export interface FloodConfig {
  readonly host: string;
  readonly port: number;
  /** Sockets to keep. */
  readonly keep: number;
  readonly perSecond: number;
  /** Sent by each socket when it opens: nothing, or noise. */
  readonly says: 'nothing' | 'garbage';
}

export interface FloodLine {
  readonly kind: 'flood';
  /** Sockets that were connected since the start. */
  readonly connected: number;
  /** Connected sockets that the node has not closed. */
  readonly open: number;
  readonly failed: number;
  /** Connected sockets per second since the start. */
  readonly perSecond: number;
}

const EVERY_MS = 20;
const TELL_EVERY_MS = 200;

await runProgram<FloodConfig>(({ host, port, keep, perSecond, says }) => {
  const open = new Set<Socket>();
  const start = performance.now();
  let [connected, failed, started] = [0, 0, 0];
  const openOne = (): void => {
    started++;
    let isConnected = false;
    const socket = connect({ host, port }, () => {
      isConnected = true;
      connected++;
      if (says === 'garbage') socket.write(randomBytes(1 + Math.floor(Math.random() * 1_000)));
    });
    open.add(socket);
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open.delete(socket);
      if (!isConnected) failed++;
    });
  };
  setInterval(() => {
    const due = Math.floor(((performance.now() - start) / 1_000) * perSecond) - started;
    for (let socket = 0; socket < due && open.size < keep; socket++) openOne();
  }, EVERY_MS);
  setInterval(() => {
    const rate = Math.round(connected / ((performance.now() - start) / 1_000));
    say<FloodLine>({ kind: 'flood', connected, open: open.size, failed, perSecond: rate });
  }, TELL_EVERY_MS);
});
