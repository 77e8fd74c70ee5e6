import type { Clock } from '@hanzo/contracts';
import { publishCard, readCards, type LocalCard } from './rendezvous.ts';

export interface LocalCardsParts {
  readonly runDir: string;
  readonly clock: Clock;
  readonly meshId: string;
  /** Our own card, as it is now; undefined for a node that does not listen. */
  readonly own: (() => LocalCard) | undefined;
  readonly scanEveryMs: number;
  readonly onFound: (peerId: string, addresses: readonly string[]) => void;
}

/** How often it is seen whether the network has changed. Milliseconds. */
const MOVED_MS = 2_000;

/** Nodes of one home find each other through its run folder, with no network at all. */
export function useLocalCards({ runDir, clock, meshId, own, scanEveryMs, onFound }: LocalCardsParts): Disposable {
  const stack = new DisposableStack();
  if (own !== undefined) {
    const card = stack.use(publishCard(runDir, own()));
    stack.use(clock.every(MOVED_MS, () => card.move(own().addresses)));
  }
  const scan = (): void => {
    for (const card of readCards(runDir)) if (card.meshId === meshId) onFound(card.peerId, card.addresses);
  };
  scan();
  stack.use(clock.every(scanEveryMs, scan));
  return stack;
}
