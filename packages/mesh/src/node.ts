import { HanzoError, toHanzoError } from '@hanzo/contracts';
import type { Membership, NodeCard } from '@hanzo/membership';
import type { ReachResult } from '@hanzo/wire';
import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import { hostOf, isRelayed, peerIdOf } from './address-facts.ts';
import { AdmittedPeers } from './admitted-peers.ts';
import { CardKeeper } from './card-keeper.ts';
import {
  CONNECTIONS_PER_MEMBER,
  CONNECTIONS_PER_PEER,
  HELLO_TIMEOUT_MS,
  SESSION_PROTOCOL,
  TICK_MS,
} from './constants.ts';
import { Dialer } from './dialer.ts';
import { DirectWays } from './direct-ways.ts';
import type { MemberGate } from './gate.ts';
import type { MeshServices } from './libp2p-node.ts';
import { carriesSession, connectionsOf, hangUpIdle } from './connections.ts';
import { wantedPeers } from './links.ts';
import { listenFault } from './listen-fault.ts';
import { useLocalCards } from './local-cards.ts';
import { LoopLag } from './loop-lag.ts';
import { MeshControl } from './mesh-control.ts';
import { dialable } from './own-addresses.ts';
import { OwnNode } from './own-node.ts';
import type { MeshNode, MeshNodeOptions, MeshNodeParts } from './mesh-node.ts';
import { PeerFinder, type Unreached } from './peer-finder.ts';
import type { PeerScores } from './peer-scores.ts';
import { RelaySlots } from './relay-slots.ts';
import { SessionBook } from './session-book.ts';
import { Session, type SessionEvents } from './session.ts';
import { shutOutOf } from './shut-out.ts';
import { SideStreams } from './side-streams.ts';
import { findTwin } from './twins.ts';

const HALF_MINUTE_MS = 30_000;
/** How often other processes of this home are looked for. */
const LOCAL_SCAN_MS = 200;
/** How often other processes of this home are asked whether the membership has changed. */
const REFRESH_MS = 250;
const RENEW_MS = 10_000;
/** How often memberships are seen to run out, and cards of peers that are gone are dropped. */
const ENFORCE_MS = 1_000;
const SWEEP_MS = 15_000;
/** How often our own addresses are looked at, besides when libp2p says that they changed. */
const CARD_MS = 2_000;
/** A stall of our own this long was a sleep of the machine. */
const SLEPT_MS = 10_000;

/** A node on a libp2p that is not started yet. Use `startMeshNode`. */
export class Libp2pMeshNode implements MeshNode {
  readonly membership: Membership;
  readonly peerId: string;
  readonly streams: SideStreams;
  readonly #libp2p: Libp2p<MeshServices>;
  readonly #parts: MeshNodeParts;
  readonly #options: MeshNodeOptions;
  readonly #scores: PeerScores;
  readonly #control: MeshControl;
  readonly #own: OwnNode;
  readonly #lag: LoopLag;
  readonly #card: CardKeeper;
  readonly #book: SessionBook;
  readonly #admitted: AdmittedPeers;
  readonly #dialer: Dialer;
  readonly #finder: PeerFinder;
  readonly #relays: RelaySlots;
  readonly #directWays: DirectWays;
  readonly #stack = new DisposableStack();
  /** Of all nodes that are known, as of the last change. */
  #cards: ReadonlyMap<string, NodeCard> = new Map();
  /** Whom to dial; made anew when something has changed. */
  #wanted: ((peerId: string) => boolean) | undefined;
  #stopping = false;
  #shutOut = false;

  constructor(
    libp2p: Libp2p<MeshServices>,
    gate: MemberGate,
    scores: PeerScores,
    parts: MeshNodeParts,
    options: MeshNodeOptions,
  ) {
    const { membership, clock, log } = parts;
    this.#libp2p = libp2p;
    this.#parts = parts;
    this.#options = options;
    this.#scores = scores;
    this.membership = membership;
    this.peerId = libp2p.peerId.toString();
    this.#own = new OwnNode(libp2p, options, membership.meshId, clock);
    this.#lag = new LoopLag(clock, TICK_MS);
    this.#book = new SessionBook(this.peerId);
    this.#dialer = new Dialer(libp2p, gate, clock);
    this.#relays = new RelaySlots(libp2p.services.internals, log);
    const openSession = (connection: Connection): Promise<void> => this.#openSession(connection);
    this.#directWays = new DirectWays({ libp2p, membership, clock, openSession });
    this.#card = new CardKeeper(membership, clock, () => this.#own.facts());
    this.#control = new MeshControl({ membership, clock, log, sessions: () => this.sessions() });
    this.#admitted = new AdmittedPeers({
      membership,
      clock,
      libp2p,
      book: this.#book,
      onOut: (session) => {
        this.#finder.forget(session.peerId);
        this.#control.farewell(session);
      },
    });
    this.streams = new SideStreams({ libp2p, admitted: this.#admitted });
    this.#finder = new PeerFinder({
      clock,
      log,
      dial: (addresses) => this.#dial(addresses),
      isSettled: (peerId) => this.#stopping || (peerId !== undefined && this.#isKnown(peerId)),
      isWanted: (peerId) => this.#isWanted(peerId),
      parallel: this.#seeks ? 16 : 2,
    });
  }

  /** Our own signed card, as it is now. */
  get card(): Uint8Array {
    return this.#card.signed;
  }

  get addresses(): readonly string[] {
    return this.#own.addresses;
  }

  get #seeks(): boolean {
    return this.#options.listen.length === 0;
  }

  sessions(): readonly Session[] {
    return this.#book.open();
  }

  unreached(): readonly Unreached[] {
    return this.#finder.unreached();
  }

  ping(session: Session, signal: AbortSignal): Promise<number> {
    return this.#control.ping(session, signal);
  }

  askReach(session: Session, signal: AbortSignal): Promise<readonly ReachResult[]> {
    return this.#control.askReach(session, signal);
  }

  isInStep(session: Session): boolean {
    return this.#control.isInStep(session);
  }

  find(address: string): void {
    this.#finder.found(peerIdOf(address), [address], 'bootstrap');
  }

  /** The LAN says that somebody is there. */
  heardOf(peerId: string, addresses: readonly string[]): void {
    if (peerId !== this.peerId) this.#finder.found(peerId, addresses, 'mdns');
  }

  async start(): Promise<void> {
    const { membership } = this.#parts;
    await this.#startLibp2p();
    this.#card.refresh();
    this.#safely(() => membership.renew());
    this.#stack.use(membership.onChange(() => this.#onRosterChange()));
    this.#onRosterChange();
    this.#keepUp(TICK_MS, () => this.#tick());
    this.#keepUp(REFRESH_MS, () => membership.refresh());
    this.#keepUp(CARD_MS, () => this.#card.refresh());
    this.#keepUp(RENEW_MS, () => membership.renew());
    this.#keepUp(SWEEP_MS, () => this.#admitted.sweep());
    this.#keepUp(ENFORCE_MS, () => this.#admitted.enforce());
    for (const address of this.#options.bootstrap) this.find(address);
    if (this.#options.discovery.includes('local')) this.#stack.use(this.#useLocalCards());
  }

  /** What needs the disk and may fail: a full disk must not end a node that serves. */
  #keepUp(everyMs: number, work: () => unknown): void {
    this.#stack.use(this.#parts.clock.every(everyMs, () => this.#safely(work)));
  }

  #safely(work: () => unknown): void {
    try {
      work();
    } catch (error) {
      this.#parts.log.warn('the state of the mesh cannot be kept up', { error: toHanzoError(error).message });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#stack.dispose();
    if (this.#options.temporary === true) this.#safely(() => this.#control.spread([this.#card.withdraw()]));
    const goodbye = new HanzoError('CANCELLED', 'This node is stopping.');
    for (const session of this.#book.all()) session.close(goodbye);
    await this.#libp2p.stop();
  }

  async #startLibp2p(): Promise<void> {
    const { listen } = this.#options;
    await this.#libp2p.handle(SESSION_PROTOCOL, (stream, connection) => void this.#begin(stream, connection), {
      maxInboundStreams: 2,
      maxOutboundStreams: 2,
      runOnLimitedConnection: true,
    });
    this.#libp2p.addEventListener('connection:open', ({ detail }) => this.#onConnection(detail));
    this.#libp2p.addEventListener('self:peer:update', () => this.#safely(() => this.#card.refresh()));
    try {
      await this.#libp2p.start();
    } catch (cause) {
      throw new HanzoError('CONFIG_INVALID', `Cannot listen on ${listen.join(', ')}: ${listenFault(cause)}`, {
        cause,
        mend: 'Choose another --listen address; port 0 takes any free port.',
      });
    }
  }

  #useLocalCards(): Disposable {
    return useLocalCards({
      runDir: this.#options.runDir,
      clock: this.#parts.clock,
      meshId: this.membership.meshId,
      own: this.#seeks ? undefined : () => this.#own.localCard(),
      scanEveryMs: this.#seeks ? LOCAL_SCAN_MS : HALF_MINUTE_MS,
      onFound: (found, where) => {
        if (found !== this.peerId) this.#finder.found(found, where, 'local');
      },
    });
  }

  #isKnown(peerId: string): boolean {
    return peerId === this.peerId || this.#book.has(peerId);
  }

  #isWanted(peerId: string): boolean {
    this.#wanted ??= wantedPeers({
      ownPeerId: this.peerId,
      seeks: this.#seeks,
      cards: this.#cards,
      promising: this.#finder.promising(),
      linked: this.#book.open().map((session) => session.peerId),
    });
    return this.#wanted(peerId);
  }

  /** Members' addresses are worth trying; whoever is out loses its sessions at once. */
  #onRosterChange(): void {
    const cards = this.membership.cards();
    this.#cards = new Map(cards.map((card) => [card.peerId, card]));
    this.#wanted = undefined;
    if (this.#options.discovery.includes('members')) {
      const listening = this.membership
        .claims()
        .filter((card) => card.peerId !== this.peerId && card.addresses.length > 0);
      const byPeer = Map.groupBy(listening, (card) => card.peerId);
      for (const [peerId, claims] of byPeer) {
        this.#finder.note(peerId, claims.flatMap(dialable), 'members', this.#cards.get(peerId)?.instance);
      }
      this.#finder.keepOnly('members', new Set(byPeer.keys()));
    }
    this.#finder.tick();
    this.#admitted.enforce();
    this.#control.changed();
  }

  /** True when a session is open with somebody at this host. */
  hasSessionWith(host: string): boolean {
    return this.#book.open().some((session) => hostOf(session.remoteAddress) === host);
  }

  /** A last look at a peer whose membership is good. @throws HanzoError PEER_BANNED or IDENTITY_IN_USE */
  inspect(card: NodeCard): void {
    const banned = this.#scores.banned(card.peerId);
    if (banned !== undefined) {
      const minutes = Math.ceil(banned.forMs / 60_000);
      throw new HanzoError('PEER_BANNED', `This peer is shut out for ${minutes} more minutes: ${banned.why}.`);
    }
    if (this.#admitted.countOf(card.memberId) >= CONNECTIONS_PER_MEMBER && !this.#isKnown(card.peerId)) {
      throw new HanzoError('PEER_BANNED', `The member has ${CONNECTIONS_PER_MEMBER} nodes connected already.`);
    }
    const present = this.#book.open().filter((session) => session.state === 'alive');
    const twin = findTwin(card, [...present.map((session) => session.card), this.#card.own]);
    if (twin !== undefined) throw twin;
    this.#admitted.add(card);
  }

  /** Resolves with the peer's id once it has said Hello. A peer that is known already gets no second stream. */
  async #dial(addresses: readonly string[]): Promise<string> {
    const connection = await this.#dialer.connect(addresses);
    const peerId = connection.remotePeer.toString();
    if (!this.#isKnown(peerId)) await this.#openSession(connection);
    return peerId;
  }

  async #openSession(connection: Connection): Promise<void> {
    try {
      const signal = AbortSignal.timeout(HELLO_TIMEOUT_MS);
      const stream = await connection.newStream(SESSION_PROTOCOL, { runOnLimitedConnection: true, signal });
      await this.#begin(stream, connection)?.opened;
    } catch (error) {
      // Kept, it would be what libp2p gives us at the next dial again: a connection may die without a word.
      if (!carriesSession(connection)) connection.abort(toHanzoError(error));
      throw error;
    }
  }

  #onConnection(connection: Connection): void {
    const peer = connection.remotePeer.toString();
    if (connectionsOf(this.#libp2p, peer).length > CONNECTIONS_PER_PEER) {
      this.#scores.penalise(peer, 10, 'it opens connection after connection');
      connection.abort(new Error('Too many connections of one peer.'));
      return;
    }
    // Hole punching needs to know what the peer speaks.
    if (isRelayed(connection.remoteAddr.toString())) {
      this.#libp2p.services.identify.identify(connection).catch(() => undefined);
    }
  }

  #begin(stream: Stream, connection: Connection): Session | undefined {
    const { clock, log } = this.#parts;
    const card = this.#admitted.member(connection.remotePeer.toString());
    if (this.#stopping || card === undefined) {
      stream.abort(new HanzoError('NOT_A_MEMBER', 'Not a member, or this node is stopping.'));
      return undefined;
    }
    const hello = this.#own.hello();
    const events = this.#eventsOfSession();
    const session: Session = new Session({ stream, connection, clock, log, hello, card, events });
    this.#book.greets(session);
    log.debug('session begins', { peer: session.peerId, address: session.remoteAddress });
    return session;
  }

  #eventsOfSession(): SessionEvents {
    const { events } = this.#parts;
    return {
      onOpen: (session) => {
        if (!this.#book.admit(session)) return;
        this.#wanted = undefined;
        this.#control.opened(session);
        if (!this.#seeks) this.#relays.opened(session);
        // A member or an owner may be there for a moment only.
        this.#safely(() => this.membership.renew());
        events.onOpen(session);
      },
      onMessage: (session, message) => {
        if (!this.#control.handle(session, message)) events.onMessage(session, message);
      },
      onHealth: (session, state) => events.onHealth(session, state),
      onClose: (session, reason) => {
        this.#wanted = undefined;
        this.#control.closed(session);
        this.#judge(session, reason);
        if (!this.#book.remove(session)) return;
        this.#relays.closed(session);
        if (reason.code === 'PEER_LOST') hangUpIdle(this.#libp2p, session.peerId, session.isRelayed);
        events.onClose(session, reason);
      },
      aliveAttemptIds: (session) => events.aliveAttemptIds(session),
    };
  }

  /** What a peer did wrong counts against it; members that keep doing it are shut out for a while. */
  #judge(session: Session, { code, message }: HanzoError): void {
    if (code !== 'WIRE_INVALID' && code !== 'WIRE_TOO_LARGE') return;
    const verdict = this.#scores.penalise(session.peerId, 20, message);
    this.#parts.log.warn('a peer broke the protocol', { peer: session.card.name, error: message, verdict });
  }

  #tick(): void {
    const late = this.#lag.measure();
    const ownDelay = late > TICK_MS / 2 ? late : 0;
    for (const session of this.#book.all()) this.#safely(() => session.tick(ownDelay));
    if (late > SLEPT_MS) this.#finder.wake();
    this.#tellWhenShutOut();
    this.#control.tick();
    this.#directWays.improve(this.#book.open(), (session) => this.#parts.events.isBusy?.(session) === true);
    // Who was given up, and who was heard of, changes meanwhile.
    this.#wanted = undefined;
    this.#finder.tick();
  }

  #tellWhenShutOut(): void {
    const reason = this.#shutOut ? undefined : shutOutOf(this.membership);
    if (reason === undefined) return;
    this.#shutOut = true;
    this.#parts.onShutOut?.(reason);
  }
}
