import { CARD_TTL_MS, MAX_AHEAD_MS, MAX_MEMBERS, MAX_REVOCATIONS } from './limits.ts';
import { isOutdated } from './live-set.ts';
import { isAct, type Roster } from './roster.ts';
import { standingOf } from './standings.ts';
import {
  hasGoodSignature,
  isCard,
  isFenceSecret,
  isGenesis,
  isGrant,
  isRevocation,
  type SignedStatement,
} from './signed-statement.ts';

export interface Accepted {
  /** What is new and worth holding. */
  readonly added: SignedStatement[];
  /** How many were bad or without power. Those that are known or outdated are none of both. */
  readonly refused: number;
}

/**
 * Takes in what a peer sent. Order within `arrived` does not matter. A known statement costs a look-up, one of an
 * unknown signer no signature check.
 *
 * @param now milliseconds since the epoch
 */
export function accept(roster: Roster, arrived: readonly SignedStatement[], now: number): Accepted {
  const news = arrived.filter(
    (statement) => !roster.has(statement.id) && !(isCard(statement) && isOutdated(statement, now)),
  );
  const unknown = new Map(news.map((statement) => [statement.id, statement]));
  const room = new Room(roster, now);
  const taken: SignedStatement[] = [];
  let refused = 0;
  let waiting = [...unknown.values()].filter((statement) => isWellFormed(statement, roster.meshId, now));
  refused += unknown.size - waiting.length;
  for (let grown = true; grown;) {
    grown = false;
    const later: SignedStatement[] = [];
    for (const statement of waiting) {
      if (!room.knowsSigner(statement)) later.push(statement);
      else if (room.isFull(statement) || !hasGoodSignature(statement)) refused += 1;
      else {
        roster.add(statement);
        room.take(statement);
        taken.push(statement);
        grown = true;
      }
    }
    waiting = later;
  }
  refused += waiting.length;
  const { ids } = roster.live(now);
  const added = taken.filter(({ id }) => ids.has(id));
  const dropped = taken.filter(({ id }) => !ids.has(id));
  refused += dropped.filter((statement) => isPowerless(roster, statement)).length;
  for (const statement of dropped) roster.remove(statement);
  return { added, refused };
}

/** Void, or of somebody who is out; else it is merely older than what is known. */
function isPowerless(roster: Roster, statement: SignedStatement): boolean {
  if (isAct(statement)) return !roster.counting.has(statement.id);
  const record = roster.standings.get(statement.signer);
  return record === undefined || record.revocations.length > 0;
}

/** Rules that need no knowledge of others. */
function isWellFormed(statement: SignedStatement, meshId: string, now: number): boolean {
  const { issuedAt } = statement;
  if (statement.meshId !== meshId || isGenesis(statement) || issuedAt > now + MAX_AHEAD_MS) return false;
  if (isGrant(statement)) {
    const { role, expiresAt, since } = statement.body;
    return (role === 'owner' ? expiresAt === 0 : expiresAt > issuedAt) && since <= issuedAt;
  }
  if (isCard(statement)) {
    const { expiresAt } = statement.body;
    return expiresAt > issuedAt && expiresAt - issuedAt <= CARD_TTL_MS;
  }
  return !isFenceSecret(statement) || statement.body.generation > 0;
}

/** Who may speak, and whether there is room for it, while statements come in. */
class Room {
  readonly #owners: Set<string>;
  readonly #members: Set<string>;
  #inMesh: number;
  #revocations: number;

  constructor(roster: Roster, now: number) {
    const records = [...roster.standings.values()];
    this.#owners = new Set(records.filter(({ role }) => role === 'owner').map(({ id }) => id));
    this.#members = new Set(records.map(({ id }) => id));
    this.#revocations = roster.live(now).statements.filter(isRevocation).length;
    // Whose time is over takes no room: a mesh with many short-lived homes must not fill up.
    this.#inMesh = records.filter((record) => standingOf(record, now) === 'member').length;
  }

  knowsSigner(statement: SignedStatement): boolean {
    const needsOwner = isAct(statement) && !(isRevocation(statement) && statement.subject === statement.signer);
    return (needsOwner ? this.#owners : this.#members).has(statement.signer);
  }

  isFull(statement: SignedStatement): boolean {
    if (isGrant(statement)) return !this.#members.has(statement.subject) && this.#inMesh >= MAX_MEMBERS;
    // What an owner says always has room: it is what ends a flood.
    return isRevocation(statement) && !this.#owners.has(statement.signer) && this.#revocations >= MAX_REVOCATIONS;
  }

  take(statement: SignedStatement): void {
    const { subject } = statement;
    if (isRevocation(statement)) this.#revocations += 1;
    if (!isGrant(statement)) return;
    if (!this.#members.has(subject)) this.#inMesh += 1;
    this.#members.add(subject);
    if (statement.body.role === 'owner') this.#owners.add(subject);
  }
}
