/**
 * Question: what does it cost to keep strangers out, per connection and per byte? The same libp2p with noise alone, with
 * our fence, with the gate as well (that is the mesh), and with libp2p's pnet. Two processes; rounds in turn, so that a
 * slow moment hits all alike.
 */
import { systemClock } from '@hanzo/contracts';
import { foundMesh, temporaryFolder } from '../lib/homes.ts';
import { median, printTable, type Cells } from '../table.ts';
import { Link } from './link.ts';
import { NAME_OF, WAYS, type Way, type Windows } from './node-of.ts';

const ROUNDS = 15;
const CONNECTIONS = 100;
const BULK_BYTES = 64 * 1024 * 1024;
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
  const of = (key: keyof Round): number => median(rounds.map((round) => round[key]));
  // Of rounds that ran next to each other: the machine's speed is another a minute later.
  const times = (key: keyof Round): string => {
    const ratios = rounds.map((round, index) => round[key] / (base[index]?.[key] ?? Number.NaN));
    return `${median(ratios).toFixed(2)}x`;
  };
  return [
    NAME_OF[way],
    (1000 / of('connectMs')).toFixed(0),
    of('connectCpuMs').toFixed(2),
    times('connectCpuMs'),
    of('mibPerSecond').toFixed(0),
    of('cpuMsPerMib').toFixed(2),
    times('cpuMsPerMib'),
  ];
}

/** The largest write after which a connection still works, and what becomes of it after the next larger one. */
async function writeRow(way: Way, windows: Windows, home: string): Promise<Cells> {
  using link = await Link.open(way, home, windows);
  const name = `${NAME_OF[way]}, ${windows === 'ours' ? 'windows of the mesh' : "libp2p's windows"}`;
  const crashes: string[] = [];
  const noteCrash = (error: unknown): void => void crashes.push(`here uncaught: ${String(error)}`);
  process.on('uncaughtException', noteCrash);
  link.onSinkCrash = (error) => crashes.push(`in the receiver uncaught: ${error}`);
  let good = 0;
  for (const bytes of AT_ONCE) {
    const fault = await stillWorks(link, bytes);
    // An exception in the other process takes a moment to be told.
    if (fault !== undefined) await systemClock.sleep(500);
    if (fault !== undefined || crashes.length > 0) {
      const end = [fault, ...crashes].filter((text) => text !== undefined).join('; ');
      return [name, `${good / KIB} KiB`, `${bytes / KIB} KiB, then ${end}`];
    }
    good = bytes;
  }
  process.off('uncaughtException', noteCrash);
  return [name, `${good / KIB} KiB`, '-'];
}

/** What went wrong, if something did. */
async function stillWorks(link: Link, bytes: number): Promise<string | undefined> {
  let messages = 0;
  try {
    await link.reconnect();
    await link.openStream();
    await link.send(bytes, bytes);
    for (; messages < SMALL_MESSAGES; messages++) await link.send(KIB, KIB);
    return undefined;
  } catch (error) {
    return `${messages} messages of 1 KiB: ${String(error)}`;
  }
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
printTable(['', 'largest write that a connection survived', 'its end: after one write of'], writes);
process.exit();
