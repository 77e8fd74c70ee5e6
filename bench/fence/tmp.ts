/**
 * Question: what does it cost to keep strangers out, per connection and per byte? The same libp2p with noise alone, with
 * our fence, with the gate as well (that is the mesh), and with libp2p's pnet. Two processes; rounds in turn, so that a
 * slow moment hits all alike.
 */
import { foundMesh, temporaryFolder } from '../lib/homes.ts';
import { median, printTable, type Cells } from '../table.ts';
import { Link } from './link.ts';
import { NAME_OF, WAYS, type Way, type Windows } from './node-of.ts';

const ROUNDS = 0;
const CONNECTIONS = 3;
const BULK_BYTES = 1024*1024;
const WRITE_BYTES = 64 * 1024;
const KIB = 1024;
/** Written at once, then small messages: do they still get through? */
const AT_ONCE = [256, 512, 1024, 4096, 16_384].map((kib) => kib * KIB);
const SMALL_MESSAGES = 2_000;

interface Round {
  readonly connectMs: number;
  readonly connectCpuMs: number;
  readonly mibPerSecond: number;
  readonly cpuMsPerMib: number;
}

async function roundOf(link: Link): Promise<Round> {
  const connect = await link.measure(async () => {
    for (let count = 0; count < CONNECTIONS; count++) await link.reconnect();
  });
  const bulk = await link.measure(async () => {
    await link.openStream();
    await link.send(BULK_BYTES, WRITE_BYTES);
  });
  const mib = BULK_BYTES / KIB / KIB;
  return {
    connectMs: connect.wallMs / CONNECTIONS,
    connectCpuMs: connect.cpuMs / CONNECTIONS,
    mibPerSecond: mib / (bulk.wallMs / 1000),
    cpuMsPerMib: bulk.cpuMs / mib,
  };
}

function costRow(way: Way, rounds: readonly Round[], base: readonly Round[]): Cells {
  const of = (all: readonly Round[], key: keyof Round): number => median(all.map((round) => round[key]));
  const times = (key: keyof Round): string => `${(of(rounds, key) / of(base, key)).toFixed(2)}x`;
  return [
    NAME_OF[way],
    (1000 / of(rounds, 'connectMs')).toFixed(0),
    of(rounds, 'connectCpuMs').toFixed(2),
    times('connectCpuMs'),
    of(rounds, 'mibPerSecond').toFixed(0),
    of(rounds, 'cpuMsPerMib').toFixed(2),
    times('cpuMsPerMib'),
  ];
}

/** The largest write after which a connection still works, and what becomes of it after the next larger one. */
async function writeRow(way: Way, windows: Windows, home: string): Promise<Cells> {
  using link = await Link.open(way, home, windows);
  const name = `${NAME_OF[way]}, ${windows === 'ours' ? 'windows of the mesh' : "libp2p's windows"}`;
  let good = 0;
  for (const bytes of AT_ONCE) {
    await link.reconnect();
    await link.openStream();
    let messages = 0;
    try {
      await link.send(bytes, bytes);
      for (; messages < SMALL_MESSAGES; messages++) await link.send(KIB, KIB);
    } catch (error) {
      const what = `after one of ${bytes / KIB} KiB and ${messages} messages of 1 KiB: ${String(error)}`;
      return [name, `${good / KIB} KiB`, what];
    }
    good = bytes;
  }
  return [name, `${good / KIB} KiB`, '-'];
}

using folder = temporaryFolder();
foundMesh(folder.path)[Symbol.dispose]();
const links = new Map<Way, Link>();
for (const way of WAYS) links.set(way, await Link.open(way, folder.path));
const results = new Map<Way, Round[]>(WAYS.map((way) => [way, []]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [way, link] of links) {
    const result = await roundOf(link);
    // The first round warms up.
    if (round > 0) results.get(way)?.push(result);
  }
}
const base = results.get('noise') ?? [];
printTable(
  ['', 'connections/s', 'CPU-ms each', 'to noise alone', 'MiB/s', 'CPU-ms per MiB', 'to noise alone'],
  WAYS.map((way) => costRow(way, results.get(way) ?? [], base)),
);
console.log();
for (const link of links.values()) link[Symbol.dispose]();
const writes = [await writeRow('pnet', 'ours', folder.path)];
for (const way of WAYS) writes.push(await writeRow(way, 'default', folder.path));
printTable(['', 'largest write that a connection survived', 'its end'], writes);
process.exit();
