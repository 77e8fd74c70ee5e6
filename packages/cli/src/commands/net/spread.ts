import { systemClock, type Logger } from '@hanzo/contracts';
import type { Membership, NodeCard } from '@hanzo/membership';
import type { Discovery, MeshNode, Session } from '@hanzo/mesh';
import { joinMesh } from '../../mesh/mesh-member.ts';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { memberNameOf, reasonsOf } from './labels.ts';
import { SILENT_EVENTS } from './observer.ts';

export interface SpreadOptions {
  /** Most time for all of it. Milliseconds. */
  readonly waitMs: number;
  readonly discovery: readonly Discovery[];
  readonly bootstrap?: readonly string[] | undefined;
  /** How long to look while nobody at all is there. @default 1500 ms */
  readonly settleMs?: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Called when the peers have been found, with the membership that they will be told of. */
  readonly write?: (membership: Membership) => void;
}

/** A node of another member. */
export interface SpreadPeer {
  readonly peerId: string;
  readonly name: string;
  readonly member: string;
}

export interface SpreadReport {
  /** Hold what this home holds. */
  readonly told: readonly SpreadPeer[];
  /** Listen, or did within the last day, but were not reached, and why. */
  readonly notReached: readonly (SpreadPeer & { readonly why: string })[];
  /** Members of whom no listening node has been seen within the last day. */
  readonly notSeen: readonly string[];
}

const SETTLE_MS = 1_500;
const POLL_MS = 25;
/** Of the time for all, when peers have to be found before something is written. */
const SEARCH_PART = 2 / 3;

/**
 * Starts an observer and waits until everybody who can be reached holds the same statements as this home. Running
 * nodes of this home do the same by themselves, so they are not counted.
 */
export async function spread(setting: Setting, options: SpreadOptions, log: Logger): Promise<SpreadReport> {
  const { discovery, bootstrap, waitMs, settleMs = SETTLE_MS, signal, write } = options;
  const closed = new Set<Session>();
  const events = { ...SILENT_EVENTS, onClose: (session: Session) => void closed.add(session) };
  await using observer = await joinMesh(setting, { role: 'observer', discovery, bootstrap }, events, log);
  const { node, membership } = observer;
  const round = new Round(node, closed);
  const isOver = (ms: number): boolean => round.isOver() && (round.told().size > 0 || ms >= settleMs);
  const searchMs = write === undefined ? 0 : waitMs * SEARCH_PART;
  await during(searchMs, signal, isOver);
  write?.(membership);
  await during(waitMs - searchMs, signal, isOver);
  return report(node, round.told());
}

/** Who of the connected peers holds what we hold. */
class Round {
  readonly #node: MeshNode;
  readonly #closed: ReadonlySet<Session>;
  readonly #seen = new Set<Session>();

  constructor(node: MeshNode, closed: ReadonlySet<Session>) {
    this.#node = node;
    this.#closed = closed;
  }

  /** True when everybody who is known has caught up or gone. */
  isOver(): boolean {
    const told = this.told();
    const isWaiting = [...this.#seen].some((session) => !this.#closed.has(session) && !told.has(session.peerId));
    return !isWaiting && listening(this.#node.membership).every(({ peerId }) => told.has(peerId));
  }

  told(): ReadonlyMap<string, NodeCard> {
    const open = othersOf(this.#node);
    for (const session of open) this.#seen.add(session);
    if (!this.#isOut) return cardsOf(open.filter((session) => this.#node.isInStep(session)));
    // Whoever learns that this home is out hangs up on it, and lets it in no more.
    const gone = cardsOf([...this.#seen].filter((session) => this.#closed.has(session)));
    const refusing = this.#node.unreached().filter(({ code }) => code === 'MEMBERSHIP_REVOKED');
    const refused = refusing.map(({ peerId = '' }) => this.#node.membership.cardOf(peerId));
    return new Map([...gone, ...refused.flatMap((card) => (card === undefined ? [] : [[card.peerId, card] as const]))]);
  }

  get #isOut(): boolean {
    return this.#node.membership.self.standing !== 'member';
  }
}

function cardsOf(sessions: readonly Session[]): Map<string, NodeCard> {
  return new Map(sessions.map(({ card }) => [card.peerId, card]));
}

/** Looks again and again until it is done or the time is up. */
async function during(ms: number, signal: AbortSignal, isDone: (elapsedMs: number) => boolean): Promise<void> {
  const start = systemClock.elapsed();
  for (;;) {
    const elapsed = systemClock.elapsed() - start;
    if (isDone(elapsed) || elapsed >= ms || signal.aborted) return;
    await systemClock.sleep(POLL_MS, signal).catch(() => undefined);
  }
}

/** Sessions with nodes of other members. */
function othersOf(node: MeshNode): readonly Session[] {
  const { id } = node.membership.self;
  return node.sessions().filter(({ card }) => card.memberId !== id);
}

/** Nodes of other members that listen, or did within the last day. */
function listening(membership: Membership): NodeCard[] {
  const now = systemClock.now();
  return membership
    .cards()
    .filter(({ memberId, addresses }) => memberId !== membership.self.id && addresses.length > 0)
    .filter(({ expiresAt }) => expiresAt > now);
}

function report(node: MeshNode, told: ReadonlyMap<string, NodeCard>): SpreadReport {
  const { membership } = node;
  const name = (card: NodeCard): SpreadPeer => ({
    peerId: card.peerId,
    name: card.name,
    member: memberNameOf(card, membership),
  });
  const reasons = reasonsOf(node);
  const cards = listening(membership);
  const seen = new Set([...cards, ...told.values()].map(({ memberId }) => memberId));
  return {
    told: [...told.values()].map(name),
    notReached: cards
      .filter(({ peerId }) => !told.has(peerId))
      .map((card) => ({ ...name(card), why: reasons.get(card.peerId) ?? 'no answer in time' })),
    notSeen: membership
      .members()
      .filter(({ id, isSelf, standing }) => standing === 'member' && !isSelf && !seen.has(id))
      .map((member) => member.name),
  };
}

/** Says who was told and who was not. `meanwhile`: what those who were not reached still do until they know. */
export function saySpread({ told, notReached, notSeen }: SpreadReport, meanwhile: string, terminal: Terminal): void {
  if (told.length > 0) terminal.err(`Told: ${told.map(peerLabel).join(', ')}.`);
  else if (notReached.length + notSeen.length > 0) terminal.err('Nobody could be told just now.');
  else terminal.err('There is nobody else to tell.');
  for (const peer of notReached) terminal.err(`Not reached: ${peerLabel(peer)}: ${peer.why}.`);
  if (notReached.length > 0)
    terminal.err(`They learn it from the first member they meet that knows. Until then ${meanwhile}.`);
  if (notSeen.length > 0)
    terminal.err(`Not called, as no listening node is known: ${notSeen.join(', ')}. They learn it when they connect.`);
}

function peerLabel({ name, member }: SpreadPeer): string {
  return name === member ? name : `${name} (of ${member})`;
}
