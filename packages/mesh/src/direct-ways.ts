import type { Clock } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import type { Connection, Libp2p } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { isRelayed } from './address-facts.ts';
import { connectionsOf } from './connections.ts';
import { dialable } from './own-addresses.ts';
import type { Session } from './session.ts';

export interface DirectWaysParts {
  readonly libp2p: Libp2p;
  readonly membership: Membership;
  readonly clock: Clock;
  /** Opens a session on the connection, which replaces the relayed one. */
  readonly openSession: (connection: Connection) => Promise<void>;
}

/** How often a direct way is looked for while a session goes over a relay. Milliseconds. */
const LOOK_EVERY_MS = 10_000;

/**
 * Moves sessions from relays to direct connections: those that hole punching made, and those that can be dialled since
 * a machine has changed its network.
 */
export class DirectWays {
  readonly #parts: DirectWaysParts;
  readonly #nextLook = new WeakMap<Session, number>();
  readonly #underWay = new Set<string>();

  constructor(parts: DirectWaysParts) {
    this.#parts = parts;
  }

  /** To be called now and then: a session that we began over a relay moves once nothing hangs on it. Does not wait. */
  improve(sessions: readonly Session[], isBusy: (session: Session) => boolean): void {
    for (const session of sessions) {
      if (session.isRelayed && session.initiator && !isBusy(session)) this.#improve(session);
    }
  }

  #improve(session: Session): void {
    const { libp2p, openSession } = this.#parts;
    const { peerId } = session;
    if (this.#underWay.has(peerId)) return;
    const direct = connectionsOf(libp2p, peerId).find(({ remoteAddr }) => !isRelayed(remoteAddr.toString()));
    if (direct === undefined && !this.#isDue(session)) return;
    this.#underWay.add(peerId);
    // A connection that is found is used at the next call: by then something may hang on the session.
    const step = direct === undefined ? this.#dial(peerId) : openSession(direct);
    step.catch(() => undefined).finally(() => this.#underWay.delete(peerId));
  }

  /** Not at once: whoever opened the session has just tried. */
  #isDue(session: Session): boolean {
    const now = this.#parts.clock.elapsed();
    const due = this.#nextLook.get(session);
    if (due !== undefined && now < due) return false;
    this.#nextLook.set(session, now + LOOK_EVERY_MS);
    return due !== undefined;
  }

  async #dial(peerId: string): Promise<void> {
    const { libp2p, membership } = this.#parts;
    const card = membership.cardOf(peerId);
    const addresses = card === undefined ? [] : dialable(card).filter((address) => !isRelayed(address));
    if (addresses.length === 0) return;
    await libp2p.dial(
      addresses.map((address) => multiaddr(address)),
      { force: true },
    );
  }
}
