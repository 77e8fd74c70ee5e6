import type { Clock } from '@hanzo/contracts';
import { publishCard, readCards, type LocalCard } from './rendezvous.ts';

export interface LocalCardsParts {
  readonly runDir: string;
  readonly clock: Clock;
  readonly meshId: string;
  /** Our own card; undefined for a node that does not listen. */
  readonly own: LocalCard | undefined;
  readonly scanEveryMs: number;
  readonly onFound: (peerId: string, addresses: readonly string[]) => void;
}

/** Nodes of one home find each other through its run folder, with no network at all. */
export function useLocalCards({ runDir, clock, meshId, own, scanEveryMs, onFound }: LocalCardsParts): Disposable {
  const stack = new DisposableStack();
  if (own !== undefined) stack.use(publishCard(runDir, own));
  const scan = (): void => {
    for (const card of readCards(runDir)) if (card.meshId === meshId) onFound(card.peerId, card.addresses);
  };
  scan();
  stack.use(clock.every(scanEveryMs, scan));
  return stack;
}
