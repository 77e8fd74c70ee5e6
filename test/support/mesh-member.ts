import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger, systemClock, type HanzoError } from '@hanzo/contracts';
import { Joining, openMembership, parseInvite, type Membership, type ParsedInvite } from '@hanzo/membership';
import {
  claimNode,
  redeemInvite,
  startMeshNode,
  type Discovery,
  type MeshNode,
  type Session,
  type SessionEvents,
} from '@hanzo/mesh';
import { say } from './json-program.ts';
import type { MeshLine } from './mesh-programs.ts';
import { membershipOf } from './small-mesh.ts';

export interface MemberConfig {
  /** Its home folder: a new one founds a mesh, or joins one by the invite. */
  readonly home: string;
  readonly name: string;
  readonly invite?: string;
  /** @default only `members` */
  readonly discovery?: readonly Discovery[];
  readonly bootstrap?: readonly string[];
}

export interface JoinSetup {
  readonly home: string;
  /** Its text, or what somebody made of it. */
  readonly invite: string | ParsedInvite;
  readonly name: string;
  /** Ask the LAN too. @default false */
  readonly useMdns?: boolean;
  readonly timeoutMs?: number;
}

/** Makes a home a member by an invite. @throws HanzoError as `redeemInvite` does */
export async function joinHome(setup: JoinSetup): Promise<Membership> {
  const { home, name, useMdns = false, timeoutMs = 20_000 } = setup;
  mkdirSync(home, { recursive: true });
  const invite = typeof setup.invite === 'string' ? parseInvite(setup.invite) : setup.invite;
  const paths = { file: join(home, 'mesh.db'), memberKey: join(home, 'member.key') };
  using claim = await claimNode({ nodesDir: join(home, 'nodes'), base: 'joiner' });
  return await redeemInvite(
    {
      invite,
      joining: Joining.start({ paths, clock: systemClock }, invite, name),
      privateKey: claim.privateKey,
      peerId: claim.peerId,
      nodeName: claim.name,
      software: 'hanzo/test',
      useMdns,
      clock: systemClock,
    },
    AbortSignal.timeout(timeoutMs),
  );
}

export interface NodeShape {
  readonly role: 'worker' | 'coordinator' | 'observer';
  /** Empty: only dials. */
  readonly listen: readonly string[];
  readonly relay?: boolean;
}

/** Starts the node of a program: joins first where it has to, and says so and whatever happens to it. */
export async function startMember(config: MemberConfig, shape: NodeShape, events: SessionEvents): Promise<MeshNode> {
  const membership = await memberOf(config);
  const claim = await claimNode({ nodesDir: join(config.home, 'nodes'), name: config.name, base: config.name });
  const node = await startMeshNode(
    {
      privateKey: claim.privateKey,
      membership,
      clock: systemClock,
      log: silentLogger,
      events: telling(events),
      onRefused: (reason) => sayReason('refused', reason),
      onShutOut: (reason) => sayReason('shut-out', reason),
    },
    {
      ...shape,
      nodeName: claim.name,
      software: 'hanzo/test',
      discovery: config.discovery ?? ['members'],
      bootstrap: config.bootstrap ?? [],
      runDir: join(config.home, 'run'),
    },
  );
  say<MeshLine>({ kind: 'ready', at: Date.now(), peerId: node.peerId, addresses: node.addresses });
  return node;
}

async function memberOf({ home, name, invite, discovery }: MemberConfig): Promise<Membership> {
  const paths = { file: join(home, 'mesh.db'), memberKey: join(home, 'member.key') };
  const existing = openMembership({ paths, clock: systemClock });
  if (existing !== undefined || invite === undefined) return existing ?? membershipOf(home);
  const start = performance.now();
  const joined = await joinHome({ home, name, invite, useMdns: discovery?.includes('mdns') ?? false });
  say<MeshLine>({ kind: 'joined', at: Date.now(), ms: Math.round(performance.now() - start) });
  return joined;
}

/** The same events, each told to whoever started this program. */
function telling(events: SessionEvents): SessionEvents {
  const sayOf = (kind: 'opened' | 'closed' | 'suspect' | 'alive', session: Session, reason = ''): void => {
    const { peerId, isRelayed: relayed, remoteAddress: address } = session;
    say<MeshLine>({ kind, at: Date.now(), name: session.card.name, peerId, relayed, address, reason });
  };
  return {
    ...events,
    onOpen: (session) => {
      events.onOpen(session);
      sayOf('opened', session);
    },
    onHealth: (session, state) => {
      events.onHealth(session, state);
      sayOf(state, session);
    },
    onClose: (session, reason) => {
      events.onClose(session, reason);
      sayOf('closed', session, reason.message);
    },
  };
}

function sayReason(kind: 'refused' | 'shut-out', { code, message }: HanzoError): void {
  say<MeshLine>({ kind, at: Date.now(), code, message });
}
