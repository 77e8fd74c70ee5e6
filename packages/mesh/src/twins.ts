import { HanzoError } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';

const MEND =
  'A home folder was copied to a second machine. There: delete the copy, then `hanzo net join` with an invite of its own.';

/**
 * Refuses whoever runs with a copy of somebody else's home while that one is there: the same peer id in another process,
 * or the same member on another machine.
 *
 * @param present cards of the peers that are connected now, and our own
 */
export function findTwin(card: NodeCard, present: readonly NodeCard[]): HanzoError | undefined {
  for (const other of present) {
    if (other.memberId !== card.memberId) continue;
    if (other.peerId === card.peerId && other.instance !== card.instance) return twin(card, other);
    if (other.machine !== card.machine) return twin(card, other);
  }
  return undefined;
}

function twin(card: NodeCard, other: NodeCard): HanzoError {
  const where = other.addresses[0] ?? 'an address that is not known';
  return new HanzoError('IDENTITY_IN_USE', `The identity of ${card.name} is in use by ${other.name} at ${where}.`, {
    details: { memberId: card.memberId, peerId: card.peerId },
    mend: MEND,
  });
}
