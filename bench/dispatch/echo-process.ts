/** The other end of the two baselines: plain TCP with our frames, and a libp2p stream per task. Argument: tcp | stream. */
import { createServer } from 'node:net';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { tcp } from '@libp2p/tcp';
import { createLibp2p } from 'libp2p';
import { encodeFrame, FrameReader, MAX_FRAME_BYTES } from '@hanzo/wire';
import { ACCEPT, ECHO_PROTOCOL, RESULT } from './frames.ts';

process.on('message', () => process.send?.(process.cpuUsage()));

async function serveTcp(): Promise<void> {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const reader = new FrameReader(MAX_FRAME_BYTES);
    socket.on('data', (chunk) => {
      reader.push(chunk, () => {
        socket.write(encodeFrame(ACCEPT));
        socket.write(encodeFrame(RESULT));
      });
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
  await Promise.resolve();
}

async function serveStreams(): Promise<void> {
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
  });
  await node.handle(
    ECHO_PROTOCOL,
    (stream) => {
      const reader = new FrameReader(MAX_FRAME_BYTES);
      stream.addEventListener('message', (event) => {
        reader.push(event.data.subarray(), () => {
          stream.send(encodeFrame(ACCEPT));
          stream.send(encodeFrame(RESULT));
          void stream.close();
        });
      });
    },
    { maxInboundStreams: 1_000 },
  );
  process.send?.(node.getMultiaddrs().map(String));
}

await (process.argv[2] === 'tcp' ? serveTcp() : serveStreams());
