import { randomBytes } from 'node:crypto';
import { HanzoError, toHanzoError, type Clock } from '@hanzo/contracts';
import type { Joining, Membership, ParsedInvite } from '@hanzo/membership';
import type { PrivateKey } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { JoinerGate } from './gate.ts';
import { createNode } from './libp2p-node.ts';
import { machineFingerprint } from './machine-id.ts';
import { serviceTagOf } from './service-tag.ts';

export interface RedeemParts {
  readonly invite: ParsedInvite;
  readonly joining: Joining;
  /** Identity of the node that joins. */
  readonly privateKey: PrivateKey;
  readonly peerId: string;
  readonly nodeName: string;
  readonly software: string;
  /** Also ask the LAN: the addresses in the invite may be out of date. */
  readonly useMdns: boolean;
  readonly clock: Clock;
  /** Called when an owner has to approve first, once. */
  readonly onPending?: () => void;
}

const RETRY_MS = 250;
const PENDING_RETRY_MS = 1_000;
const MOST_ADDRESSES = 64;

/**
 * Redeems an invite: finds whoever made it, proves to be its holder, and becomes a member. Waits for approval where
 * the invite asks for it, as long as the signal allows.
 *
 * @throws HanzoError INVITE_REFUSED, WRONG_MESH, APPROVAL_PENDING or PEER_UNREACHABLE when the signal ends the wait
 */
export async function redeemInvite(parts: RedeemParts, signal: AbortSignal): Promise<Membership> {
  const { invite, joining, clock, onPending } = parts;
  const card = joining.signCard({
    peerId: parts.peerId,
    role: 'observer',
    name: parts.nodeName,
    software: parts.software,
    addresses: [],
    instance: randomBytes(8).toString('hex'),
    machine: machineFingerprint(invite.meshId),
    relay: false,
  });
  const gate = new JoinerGate({ invite, joining, card });
  await using inviters = await lookForInviters(parts, gate);
  let last: HanzoError | undefined;
  for (let told = false; ;) {
    last = (await inviters.dialAll(signal)) ?? last;
    if (gate.joined !== undefined) return gate.joined;
    const { refusal } = gate;
    if (refusal !== undefined && refusal.code !== 'APPROVAL_PENDING') throw refusal;
    if (refusal !== undefined && !told) onPending?.();
    told ||= refusal !== undefined;
    if (signal.aborted) throw refusal ?? gate.misdirected ?? unreachable(last, invite, inviters.addresses);
    await clock.sleep(refusal === undefined ? RETRY_MS : PENDING_RETRY_MS, signal).catch(() => undefined);
  }
}

interface Inviters extends AsyncDisposable {
  /** Where they may be: from the invite, and from the LAN. */
  readonly addresses: ReadonlySet<string>;
  /** Tries all of them at once. Returns why one failed. */
  dialAll(signal: AbortSignal): Promise<HanzoError | undefined>;
}

async function lookForInviters({ invite, privateKey, useMdns }: RedeemParts, gate: JoinerGate): Promise<Inviters> {
  const addresses = new Set(invite.addresses);
  const onFound = (_peerId: string, found: readonly string[]): void => {
    // Bounded: anybody on the LAN can make them up.
    for (const address of found) if (addresses.size < MOST_ADDRESSES) addresses.add(address);
  };
  const libp2p = await createNode({
    privateKey,
    gate,
    listen: [],
    announce: [],
    relay: false,
    mdns: useMdns ? { serviceTag: serviceTagOf(invite.meshId), askEveryMs: 1_000, answer: false, onFound } : undefined,
    isBanned: () => false,
    onFault: () => undefined,
  });
  await libp2p.start();
  return {
    addresses,
    async dialAll(signal) {
      const tries = byPeer(addresses).map(async (group) => {
        const connection = await libp2p.dial(
          group.map((address) => multiaddr(address)),
          { signal },
        );
        await connection.close();
      });
      const failed = (await Promise.allSettled(tries)).find((end) => end.status === 'rejected');
      return failed === undefined ? undefined : toHanzoError(failed.reason);
    },
    [Symbol.asyncDispose]: async () => await libp2p.stop(),
  };
}

/** All addresses of one peer are one dial: libp2p takes the first that works. */
function byPeer(addresses: ReadonlySet<string>): string[][] {
  const groups = Map.groupBy(addresses, (address) => /\/p2p\/([A-Za-z0-9]+)$/.exec(address)?.[1] ?? address);
  return [...groups.values()];
}

function unreachable(last: HanzoError | undefined, invite: ParsedInvite, addresses: ReadonlySet<string>): HanzoError {
  return new HanzoError(
    'PEER_UNREACHABLE',
    `Nobody who can let this home in was reached: ${last?.message ?? 'no address'}.`,
    {
      details: { meshId: invite.meshId, tried: [...addresses] },
      mend: 'See that `hanzo net invite` or `hanzo net up` runs on the machine that made the invite, and that the two can reach each other.',
    },
  );
}
