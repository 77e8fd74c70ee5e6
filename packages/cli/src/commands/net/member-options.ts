import type { MemberOptions } from '../../mesh/mesh-member.ts';
import type { NetUpFlags } from './flags.ts';

/** What the flags of `hanzo net up` say about being a node, with or without an engine. */
export function memberOptions({
  name,
  discovery,
  listen,
  announce,
  relay,
  bootstrap,
}: NetUpFlags): Omit<MemberOptions, 'role'> {
  return { name, discovery, listen, announce, relay, bootstrap };
}
