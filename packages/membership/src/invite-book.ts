import { INVITE_KEPT_MS } from './limits.ts';
import type { Invite, JoinRequest } from './invite.ts';
import type { MemberRole } from './member.ts';
import type { MeshStore } from './mesh-store.ts';

/** How a request of one key by one invite stands. */
export type RedemptionState = 'waiting' | 'granted' | 'refused';

export interface Redemption {
  readonly state: RedemptionState;
  readonly inviteId: string;
  /** Hex. */
  readonly memberKey: string;
  readonly name: string;
}

/** A request that waits, and its row. */
export interface WaitingRequest {
  readonly id: string;
  readonly name: string;
  readonly request: JoinRequest;
  readonly redemption: Redemption;
}

/** The invites of this home as they lie in mesh.db. Knows no rules; whoever changes something holds a transaction. */
export class InviteBook {
  readonly #store: MeshStore;

  constructor(store: MeshStore) {
    this.#store = store;
  }

  add(invite: Invite, hash: string): void {
    const { id, role, uses, approve, createdAt, expiresAt } = invite;
    this.#store.run(
      'INSERT INTO invites (id, hash, role, uses, approve, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      hash,
      role,
      uses,
      Number(approve),
      createdAt,
      expiresAt,
    );
  }

  /** @param now milliseconds since the epoch */
  forgetOld(now: number): void {
    this.#store.run('DELETE FROM invites WHERE expires_at < ?', now - INVITE_KEPT_MS);
  }

  all(): Invite[] {
    return this.#store.all('SELECT * FROM invites ORDER BY created_at, id').map(toInvite);
  }

  byId(id: string): Invite | undefined {
    return this.#store.all('SELECT * FROM invites WHERE id = ?', id).map(toInvite)[0];
  }

  byHash(hash: string): Invite | undefined {
    return this.#store.all('SELECT * FROM invites WHERE hash = ?', hash).map(toInvite)[0];
  }

  cancel(id: string): void {
    this.#store.run('UPDATE invites SET cancelled = 1 WHERE id = ?', id);
  }

  countUse(id: string): void {
    this.#store.run('UPDATE invites SET used = used + 1 WHERE id = ?', id);
  }

  redemption(inviteId: string, memberKey: string): Redemption | undefined {
    return this.#store
      .all('SELECT * FROM redemptions WHERE invite_id = ? AND member_key = ?', inviteId, memberKey)
      .map(toRedemption)[0];
  }

  addRedemption(redemption: Redemption, memberId: string, at: number): void {
    const { inviteId, memberKey, name, state } = redemption;
    this.#store.run(
      'INSERT INTO redemptions (invite_id, member_id, member_key, name, state, at) VALUES (?, ?, ?, ?, ?, ?)',
      inviteId,
      memberId,
      memberKey,
      name,
      state,
      at,
    );
  }

  setState({ inviteId, memberKey }: Redemption, state: RedemptionState): void {
    this.#store.run(
      'UPDATE redemptions SET state = ? WHERE invite_id = ? AND member_key = ?',
      state,
      inviteId,
      memberKey,
    );
  }

  waitingOf(inviteId: string): number {
    const sql = "SELECT count(*) AS waiting FROM redemptions WHERE invite_id = ? AND state = 'waiting'";
    return Number(this.#store.all(sql, inviteId)[0]?.['waiting']);
  }

  /** Oldest first. */
  waiting(): WaitingRequest[] {
    const rows = this.#store.all(
      `SELECT r.*, i.role FROM redemptions r JOIN invites i ON i.id = r.invite_id
       WHERE r.state = 'waiting' AND i.cancelled = 0 ORDER BY r.at, r.rowid`,
    );
    return rows.map((row) => ({
      id: String(row['member_id']),
      name: String(row['name']),
      request: {
        id: String(row['member_id']),
        name: String(row['name']),
        role: String(row['role']) as MemberRole,
        inviteId: String(row['invite_id']),
        at: Number(row['at']),
      },
      redemption: toRedemption(row),
    }));
  }
}

function toInvite(row: Record<string, unknown>): Invite {
  return {
    id: String(row['id']),
    role: String(row['role']) as MemberRole,
    uses: Number(row['uses']),
    used: Number(row['used']),
    expiresAt: Number(row['expires_at']),
    approve: Number(row['approve']) === 1,
    createdAt: Number(row['created_at']),
    cancelled: Number(row['cancelled']) === 1,
  };
}

function toRedemption(row: Record<string, unknown>): Redemption {
  return {
    state: String(row['state']) as RedemptionState,
    inviteId: String(row['invite_id']),
    memberKey: String(row['member_key']),
    name: String(row['name']),
  };
}
