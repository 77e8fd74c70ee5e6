/** What the mesh is held against: plain TCP with the same frames, and libp2p with a stream of its own per task. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { decodeFrame, encodeFrame, FrameReader, MAX_FRAME_BYTES } from '@hanzo/wire';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { ECHO_PROTOCOL, OFFER } from './frames.ts';
import { loadGenerator, type Row } from './load.ts';

async function start(kind: 'tcp' | 'stream'): Promise<{ child: ChildProcess; address: unknown }> {
  const child = fork(new URL('./echo-process.ts', import.meta.url), [kind], { execArgv: process.execArgv });
  const [address] = (await once(child, 'message')) as [unknown];
  return { child, address };
}

async function cpuOf(child: ChildProcess): Promise<NodeJS.CpuUsage> {
  child.send('cpu');
  const [usage] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return usage;
}

/** Answers come back in order on one socket: the oldest waiter gets each result. */
export async function benchTcp(inFlight: readonly number[], tasks: number): Promise<Row[]> {
  const { child, address } = await start('tcp');
  const socket = connect((address as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  const waiting: (() => void)[] = [];
  const reader = new FrameReader(MAX_FRAME_BYTES);
  socket.on('data', (chunk) => {
    reader.push(chunk, (frame) => {
      if (decodeFrame(frame)?.kind === 'result') waiting.shift()?.();
    });
  });
  const call = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      socket.write(encodeFrame(OFFER));
    });
  const rows = await loadGenerator('plain TCP, same frames', inFlight, tasks, call, () => cpuOf(child));
  socket.destroy();
  child.kill();
  return rows;
}

export async function benchStreamPerTask(inFlight: readonly number[], tasks: number): Promise<Row[]> {
  const { child, address } = await start('stream');
  const node = await createLibp2p({ transports: [tcp()], connectionEncrypters: [noise()], streamMuxers: [yamux()] });
  const connection = await node.dial((address as string[]).map((text) => multiaddr(text)));
  const call = async (): Promise<void> => {
    const stream = await connection.newStream(ECHO_PROTOCOL, { maxOutboundStreams: 1_000 });
    const { promise, resolve } = Promise.withResolvers<void>();
    const reader = new FrameReader(MAX_FRAME_BYTES);
    stream.addEventListener('message', (event) => {
      reader.push(event.data.subarray(), (frame) => {
        if (decodeFrame(frame)?.kind === 'result') resolve();
      });
    });
    stream.send(encodeFrame(OFFER));
    await promise;
    await stream.close();
  };
  const rows = await loadGenerator('libp2p, a stream per task', inFlight, tasks, call, () => cpuOf(child));
  await node.stop();
  child.kill();
  return rows;
}
