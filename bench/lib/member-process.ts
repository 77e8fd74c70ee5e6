/**
 * One node of a mesh in a process of its own, as it ships: built packages, and no TypeScript in the process. So it
 * imports nothing from bench. Argument: MemberInit as JSON. Says on the IPC channel what happens, with times of a clock
 * that all processes of a machine share.
 */
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { Membership } from '@hanzo/membership';
import type { Discovery, MeshNode, SessionEvents } from '@hanzo/mesh';

export interface MemberInit {
  readonly home: string;
  readonly name: string;
  readonly role: 'worker' | 'coordinator' | 'observer';
  readonly discovery: readonly Discovery[];
  readonly bootstrap: readonly string[];
  readonly listen: readonly string[];
  /** Join by this invite first. */
  readonly invite?: string;
  /** Start only when told `go`. */
  readonly waits?: boolean;
}

/** MiB of memory, and milliseconds of CPU since the start. */
export interface Facts {
  readonly rss: number;
  /** What no other process shares: the rest is mostly Node's own binary. */
  readonly own: number;
  readonly heapUsed: number;
  readonly heapTotal: number;
  readonly cpuMs: number;
  /** The longest time between two messages of one peer, of a node that is not a worker. Milliseconds. */
  readonly longestGapMs: number;
}

export type Report =
  | { readonly kind: 'bare'; readonly at: number; readonly facts: Facts }
  | { readonly kind: 'loaded'; readonly at: number; readonly facts: Facts }
  | { readonly kind: 'facts'; readonly at: number; readonly facts: Facts }
  | { readonly kind: 'redeemed'; readonly at: number }
  | { readonly kind: 'up'; readonly at: number; readonly peerId: string; readonly addresses: readonly string[] }
  | { readonly kind: 'digest'; readonly at: number; readonly digest: string }
  | { readonly kind: 'session'; readonly at: number; readonly peerId: string; readonly state: SessionNews };

/** What became of a session, as a coordinator sees it. */
export type SessionNews = 'open' | 'suspect' | 'alive' | 'closed';

const MIB = 1024 * 1024;
let longestGapMs = 0;

function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function say(report: Report): void {
  // A parent that is gone needs no reports.
  if (process.connected) process.send?.(report);
}

function facts(): Facts {
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    rss: rss / MIB,
    own: ownMemory(),
    heapUsed: heapUsed / MIB,
    heapTotal: heapTotal / MIB,
    cpuMs: (user + system) / 1000,
    longestGapMs,
  };
}

function ownMemory(): number {
  try {
    const text = readFileSync('/proc/self/smaps_rollup', 'utf8');
    return [...text.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kib]) => sum + Number(kib) / 1024, 0);
  } catch {
    return Number.NaN;
  }
}

say({ kind: 'bare', at: now(), facts: facts() });
// As the command does.
enableCompileCache();
const { NO_USAGE, silentLogger, systemClock } = await import('@hanzo/contracts');
const { Joining, openMembership, parseInvite } = await import('@hanzo/membership');
const { claimNode, redeemInvite, startMeshNode } = await import('@hanzo/mesh');
const { EngineShelf, Worker } = await import('@hanzo/worker');
const init = JSON.parse(process.argv[1] ?? '') as MemberInit;
const told = Promise.withResolvers<void>();
process.on('message', (message) => {
  if (message === 'go') told.resolve();
  else say({ kind: 'facts', at: now(), facts: facts() });
});
process.on('disconnect', () => process.exit());
say({ kind: 'loaded', at: now(), facts: facts() });
if (init.waits === true) await told.promise;
const claim = await claimNode({ nodesDir: `${init.home}/nodes`, name: init.name, base: init.name });
const membership = await membershipOf(init);
const node = await start(membership);
say({ kind: 'up', at: now(), peerId: node.peerId, addresses: node.addresses });
const tell = (): void => say({ kind: 'digest', at: now(), digest: membership.digest() });
membership.onChange(tell);
tell();

async function membershipOf({ home, name, invite: text }: MemberInit): Promise<Membership> {
  const parts = { paths: { file: `${home}/mesh.db`, memberKey: `${home}/member.key` }, clock: systemClock };
  if (text === undefined) {
    const membership = openMembership(parts);
    return membership ?? process.exit(1);
  }
  const { privateKey, peerId } = claim;
  const invite = parseInvite(text);
  const joining = Joining.start(parts, invite, name);
  const names = { nodeName: name, software: 'hanzo/bench', useMdns: false, clock: systemClock };
  const joined = await redeemInvite({ invite, joining, privateKey, peerId, ...names }, AbortSignal.timeout(20_000));
  say({ kind: 'redeemed', at: now() });
  return joined;
}

async function start(own: Membership): Promise<MeshNode> {
  const { role, home, listen, discovery, bootstrap } = init;
  return await startMeshNode(
    {
      privateKey: claim.privateKey,
      membership: own,
      clock: systemClock,
      log: silentLogger,
      events: role === 'worker' ? zeroWorker() : watcher(),
    },
    { role, nodeName: claim.name, software: 'hanzo/bench', listen, discovery, bootstrap, runDir: `${home}/run` },
  );
}

function zeroWorker(): SessionEvents {
  const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
  const answer = { text: 'x', finish: 'stop', servedModel: 'zero', usage: NO_USAGE, timings } as const;
  const provider = { name: 'zero-work', generate: () => Promise.resolve(answer) };
  const engine = { provider, modelName: 'zero', modelSha256: '', contextTokens: 8192, slots: 4 };
  const parts = { clock: systemClock, log: silentLogger };
  return new Worker({ shelf: EngineShelf.of(engine, parts), ...parts }).events;
}

function watcher(): SessionEvents {
  const heardAt = new Map<string, number>();
  return {
    onOpen: ({ peerId }) => {
      heardAt.set(peerId, now());
      say({ kind: 'session', at: now(), peerId, state: 'open' });
    },
    onMessage: ({ peerId }) => {
      longestGapMs = Math.max(longestGapMs, now() - (heardAt.get(peerId) ?? now()));
      heardAt.set(peerId, now());
    },
    onHealth: ({ peerId }, state) => say({ kind: 'session', at: now(), peerId, state }),
    onClose: ({ peerId }) => say({ kind: 'session', at: now(), peerId, state: 'closed' }),
    aliveAttemptIds: () => [],
  };
}
