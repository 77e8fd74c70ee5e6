import { toHanzoError } from '@hanzo/contracts';
import type { LocalCard } from '@hanzo/mesh';
import type { Member } from '../../mesh/mesh-member.ts';
import { fail, ok, warn, type Finding } from '../doctor/check.ts';

const ANSWER_WITHIN_MS = 5_000;

/** Lets a peer of another machine connect back: what we can reach may be unable to reach us. */
export async function examineReach({ node }: Member, local: readonly LocalCard[]): Promise<Finding[]> {
  const ours = new Set(local.map(({ peerId }) => peerId));
  const direct = node.sessions().filter((session) => !session.isRelayed && !ours.has(session.peerId));
  // Over loopback nothing is learnt of a firewall.
  const peer = direct.find(({ remoteAddress }) => !/^\/(ip4\/127\.|ip6\/::1)/.test(remoteAddress));
  if (peer === undefined) return [];
  try {
    const results = await node.askReach(peer, AbortSignal.timeout(ANSWER_WITHIN_MS));
    return [judge(peer.card.name, results, local.length > 0)];
  } catch (error) {
    const { message } = toHanzoError(error);
    return [warn('reach', `${peer.card.name} did not say whether it can reach us: ${message}`, 'Update hanzo there.')];
  }
}

function judge(
  name: string,
  results: readonly { readonly address: string; readonly fault: string }[],
  serves: boolean,
): Finding {
  const works = results.filter(({ fault }) => fault === '');
  const fails = results.filter(({ fault }) => fault !== '');
  if (works.length > 0) return ok('reach', `${name} can connect to us at ${works[0]?.address ?? ''}`);
  const faults = fails.map(({ address, fault }) => `${address}: ${fault}`).join('; ');
  const mend =
    "Allow incoming TCP on the port of `hanzo net up` in this machine's firewall (fix it with --listen /ip4/0.0.0.0/tcp/4001), " +
    'forward it and tell others with --announce, or let a member run `hanzo net up --relay`.';
  const detail = `one way only: we reach ${name}, but it cannot connect to us (${faults || 'no address'})`;
  return serves ? fail('reach', detail, mend) : warn('reach', detail, mend);
}
