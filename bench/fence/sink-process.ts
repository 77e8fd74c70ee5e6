/** Listens, takes messages on streams and answers each with one byte. Arguments: way, home, windows. Says its addresses; answers `cpu`. */
import { nodeOf, type Way, type Windows } from './node-of.ts';
import { SINK_PROTOCOL } from './protocol.ts';

const [way, home = '', windows] = process.argv.slice(2);
const node = await nodeOf(way as Way, home, windows as Windows, ['/ip4/127.0.0.1/tcp/0']);
await node.handle(SINK_PROTOCOL, (stream) => {
  let left = 0;
  stream.addEventListener('message', ({ data }) => {
    const bytes = data.subarray();
    if (left === 0) left = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    left -= bytes.length;
    if (left === 0) stream.send(Uint8Array.of(1));
  });
});
process.on('uncaughtException', (error) => {
  process.send?.(String(error), () => process.exit(1));
});
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());
process.send?.(node.getMultiaddrs().map(String));
