import type { Logger } from '@hanzo/contracts';
import { multiaddr } from '@multiformats/multiaddr';
import type { Internals } from './libp2p-node.ts';
import type { Session } from './session.ts';

const SLOTS = 2;

export class RelaySlots {
  readonly #internals: Internals;
  readonly #log: Logger;
  readonly #held = new Map<string, 'asking' | 'held'>();

  constructor(internals: Internals, log: Logger) {
    this.#internals = internals;
    this.#log = log;
  }

  opened(session: Session): void {
    if (!session.card.relay || session.isRelayed || this.#held.size >= SLOTS || this.#held.has(session.peerId)) return;
    this.#held.set(session.peerId, 'asking');
    void this.#ask(session);
  }

  closed(session: Session): void {
    this.#held.delete(session.peerId);
  }

  async #ask(session: Session): Promise<void> {
    const { peerId, remoteAddress } = session;
    const relay = remoteAddress.includes('/p2p/') ? remoteAddress : `${remoteAddress}/p2p/${peerId}`;
    try {
      await this.#internals.transportManager.listen([multiaddr(`${relay}/p2p-circuit`)]);
      this.#held.set(peerId, 'held');
      this.#log.info('reachable through a relay', { relay: session.card.name });
    } catch (error) {
      this.#held.delete(peerId);
      this.#log.debug('no place at the relay', { relay: session.card.name, error: String(error) });
    }
  }
}
