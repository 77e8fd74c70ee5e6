import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import type { Membership, NodeCard } from '@hanzo/membership';
import type { MeshNode, Session } from '@hanzo/mesh';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import type { NetPeersFlags } from './flags.ts';
import { memberNameOf, meshLabel, reasonsOf, pathOf, shortPeerId, withPeerId, type Path } from './labels.ts';
import { startObserver, warningsOnce } from './observer.ts';

/** One node of the mesh, as this home sees it now. */
interface PeerRow {
  readonly peerId: string;
  readonly name: string;
  readonly member: string;
  readonly role: NodeCard['role'];
  readonly address: string;
  /** `dials only`: it listens nowhere, so nobody can look it up. */
  readonly path: Path | 'not reached' | 'dials only';
  readonly why?: string;
  readonly rttMs?: number;
  /** Milliseconds since the epoch. */
  readonly heardAt: number;
}

const PING_WITHIN_MS = 2_000;

/** The nodes of the mesh: who is reached, how, and how far away; who is not, and why. Exit code 5 when nobody is. */
export async function run(flags: NetPeersFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using interrupts = listenForInterrupts(() => undefined);
  const { discovery, bootstrap } = flags;
  const log = warningsOnce(terminal, setting.config.logLevel);
  await using observer = await startObserver(setting, { discovery, bootstrap }, log);
  const { node, membership } = observer;
  await systemClock.sleep(Math.round(flags.wait * 1000), interrupts.drain);
  const rows = await look(node, membership, interrupts.drain);
  const { meshId, meshName } = membership;
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, meshId, meshName, peers: rows }));
  else print(rows, membership, terminal);
  return rows.some(isReached) ? EXIT.done : EXIT.unreachable;
}

function isReached({ path }: PeerRow): boolean {
  return path === 'direct' || path === 'relayed';
}

async function look(node: MeshNode, membership: Membership, signal: AbortSignal): Promise<PeerRow[]> {
  const sessions = node.sessions();
  const reached = await Promise.all(sessions.map(async (session) => await reachedRow(node, session, signal)));
  const seen = new Set([node.peerId, ...sessions.map(({ peerId }) => peerId)]);
  const reasons = reasonsOf(node);
  const others = membership
    .cards()
    .filter(({ peerId, role, addresses }) => !seen.has(peerId) && (role !== 'observer' || addresses.length > 0))
    .map((card) => otherRow(card, membership, reasons.get(card.peerId)));
  for (const card of membership.cards()) seen.add(card.peerId);
  const strangers = node
    .unreached()
    .filter(({ peerId }) => peerId === undefined || !seen.has(peerId))
    .map((unreached): PeerRow => {
      const { peerId = '?', addresses, error } = unreached;
      const known = { name: '?', member: '?', role: 'worker', heardAt: 0 } as const;
      return {
        ...known,
        peerId,
        address: addresses[0] ?? '?',
        path: 'not reached',
        why: reasons.get(unreached.peerId) ?? error,
      };
    });
  return [...reached, ...others, ...strangers];
}

async function reachedRow(node: MeshNode, session: Session, stop: AbortSignal): Promise<PeerRow> {
  const { card, peerId, remoteAddress } = session;
  const { name, role, issuedAt } = card;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(PING_WITHIN_MS)]);
  const rttMs = await node.ping(session, signal).catch(() => undefined);
  return {
    peerId,
    name,
    member: memberNameOf(card, node.membership),
    role,
    address: withPeerId(remoteAddress, peerId),
    path: pathOf(session),
    ...(rttMs !== undefined && { rttMs }),
    heardAt: issuedAt,
  };
}

function otherRow(card: NodeCard, membership: Membership, reason: string | undefined): PeerRow {
  const { peerId, name, role, addresses, issuedAt } = card;
  const listens = addresses.length > 0;
  return {
    peerId,
    name,
    member: memberNameOf(card, membership),
    role,
    address: addresses[0] === undefined ? '-' : withPeerId(addresses[0], peerId),
    path: listens ? 'not reached' : 'dials only',
    ...(listens && { why: reason ?? 'no answer yet' }),
    heardAt: issuedAt,
  };
}

function print(rows: readonly PeerRow[], membership: Membership, terminal: Terminal): void {
  const reached = rows.filter(isReached).length;
  terminal.out(`mesh ${meshLabel(membership)}: ${reached} of ${rows.length} nodes reached`);
  if (rows.length > 0) {
    printTable(['node', 'member', 'role', 'peer', 'path', 'rtt', 'last heard', 'address'], rows.map(cells), terminal);
  }
  for (const { name, why } of rows) if (why !== undefined) terminal.err(`not reached: ${name}: ${why}`);
  if (reached === 0) terminal.err('Start one: `hanzo net up`. Nobody seen who should be: `hanzo net doctor`.');
}

function cells({ name, member, role, peerId, path, rttMs, heardAt, address }: PeerRow): string[] {
  const rtt = rttMs === undefined ? '-' : `${rttMs.toFixed(1)} ms`;
  const heard = heardAt === 0 ? '-' : formatTime(heardAt);
  return [name, member, role, shortPeerId(peerId), path, rtt, heard, address];
}
