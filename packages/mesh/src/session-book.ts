import { HanzoError } from '@hanzo/contracts';
import type { Session } from './session.ts';

/** The sessions of one node: those that still greet, and one open session per peer. */
export class SessionBook {
  readonly #own: string;
  readonly #greeting = new Set<Session>();
  readonly #open = new Map<string, Session>();

  /** @param ownPeerId decides which of two sessions that were opened at the same time is kept */
  constructor(ownPeerId: string) {
    this.#own = ownPeerId;
  }

  open(): readonly Session[] {
    return [...this.#open.values()];
  }

  all(): readonly Session[] {
    return [...this.#open.values(), ...this.#greeting];
  }

  of(peerId: string): Session | undefined {
    return this.#open.get(peerId);
  }

  /** True when a session with the peer is open or under way. */
  has(peerId: string): boolean {
    return this.#open.has(peerId) || [...this.#greeting].some((session) => session.peerId === peerId);
  }

  greets(session: Session): void {
    this.#greeting.add(session);
  }

  /**
   * One session per peer. When both sides opened one at the same time, both keep the one that the smaller
   * peer id opened; a second one from the same side replaces the first, which is then a leftover.
   *
   * @returns false when the session was closed because another one stays
   */
  admit(session: Session): boolean {
    this.#greeting.delete(session);
    const other = this.#open.get(session.peerId);
    if (other !== undefined) {
      const smallerIsUs = this.#own < session.peerId;
      if (other.initiator !== session.initiator && session.initiator !== smallerIsUs) {
        session.close(new HanzoError('CANCELLED', 'Another session with this peer is open.'));
        return false;
      }
      other.close(new HanzoError('CANCELLED', 'A newer session with this peer has opened.'));
    }
    this.#open.set(session.peerId, session);
    return true;
  }

  /** @returns true when it was the open one of its peer */
  remove(session: Session): boolean {
    this.#greeting.delete(session);
    return this.#open.get(session.peerId) === session && this.#open.delete(session.peerId);
  }
}
