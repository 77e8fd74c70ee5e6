import { HanzoError } from '@hanzo/contracts';
import { randomBytes } from 'node:crypto';
import { memberIdOf } from './keys.ts';
import { nextGeneration } from './fence-keys.ts';
import { MAX_KEPT, MAX_REASON } from './limits.ts';
import type { FenceKey, MemberRole } from './member.ts';
import type { MeshState } from './mesh-state.ts';
import type { Act } from './authority.ts';
import { isGrant, isRevocation, type FenceSecret, type Grant, type SignedStatement } from './signed-statement.ts';
import { standingOf } from './standings.ts';

/** @throws HanzoError NOT_ALLOWED */
export function requireOwner({ roster, key }: MeshState, toDo: string): void {
  if (roster.isOwner(key.id)) return;
  const owners = [...roster.standings.values()].filter(({ id }) => roster.isOwner(id)).map(({ name }) => name);
  throw new HanzoError('NOT_ALLOWED', `Only an owner may ${toDo}; this home is none.`, {
    mend: `Ask an owner (${owners.join(', ') || 'nobody is one'}); \`hanzo net members\` lists them.`,
  });
}

export interface GrantInit {
  /** Hex. */
  readonly memberKey: string;
  readonly name: string;
  readonly role: MemberRole;
}

/**
 * Makes somebody a member, or one anew. Dated after all earlier grants of the member, whatever the clocks say.
 *
 * @param notBefore milliseconds since the epoch
 */
export function grant(state: MeshState, { memberKey, name, role }: GrantInit, notBefore = 0): Grant {
  const { roster } = state;
  const before = roster.grantsOf(memberIdOf(Buffer.from(memberKey, 'hex')));
  const issuedAt = Math.max(state.now, notBefore, ...before.map((earlier) => earlier.issuedAt + 1));
  const expiresAt = role === 'owner' ? 0 : issuedAt + roster.genesis.body.grantTtlMs;
  const since = before.length === 0 ? issuedAt : Math.min(...before.map(({ body }) => body.since));
  const made = state.sign({ kind: 'grant', memberKey, name, role, expiresAt, since }, issuedAt);
  state.put(made);
  return made;
}

/** A new generation of the fence key. Older ones open the door for `graceMs` more. */
export function rotate(state: MeshState, graceMs: number): FenceKey {
  const { fenceSecrets } = state.roster.live(state.now);
  const made = newFenceSecret(state, nextGeneration(fenceSecrets), state.now + graceMs, fenceSecrets[0]);
  state.put(made);
  return { generation: made.body.generation, key: Uint8Array.from(Buffer.from(made.body.key, 'hex')) };
}

function newFenceSecret(state: MeshState, generation: number, olderGoodUntil: number, last?: FenceSecret): FenceSecret {
  const issuedAt = Math.max(state.now, (last?.issuedAt ?? 0) + 1);
  return state.sign(
    { kind: 'fence-secret', generation, key: randomBytes(32).toString('hex'), olderGoodUntil },
    issuedAt,
  );
}

/** Signs that a member is out. Says which acts of an owner stay; what does not fit is signed anew by this home. */
export function revoke(state: MeshState, memberId: string, reason: string): void {
  const { kept, leftOver } = whatStays(state, memberId);
  for (const act of leftOver) adopt(state, act);
  state.put(state.sign({ kind: 'revocation', memberId, reason: reason.slice(0, MAX_REASON), kept }));
}

/**
 * This home leaves. What it has signed as an owner stays.
 *
 * @throws HanzoError NOT_ALLOWED for an owner whose acts are too many to name: another owner can revoke it
 */
export function leave(state: MeshState): void {
  const { kept, leftOver } = whatStays(state, state.key.id);
  if (leftOver.length > 0) {
    throw new HanzoError(
      'NOT_ALLOWED',
      `Too many members were let in by this home (over ${MAX_KEPT}) for it to leave.`,
      {
        mend: 'Ask another owner: `hanzo net revoke` there.',
      },
    );
  }
  state.put(state.sign({ kind: 'revocation', memberId: state.key.id, reason: 'left', kept }));
}

interface Stays {
  readonly kept: string[];
  /** Acts that matter and find no place in the list. */
  readonly leftOver: Act[];
}

/** Acts of an owner that count and matter, the weightiest first. */
function whatStays({ roster, now }: MeshState, owner: string): Stays {
  const acts = roster.live(now).statements.filter((statement) => statement.signer === owner) as Act[];
  const own = acts.filter(({ id }) => roster.counting.has(id));
  const weight = (act: Act): number => {
    if (isRevocation(act)) return 1;
    if (!isGrant(act)) return 0;
    if (act.body.role === 'owner') return 0;
    const record = roster.standings.get(act.subject);
    return record?.grant === act && standingOf(record, now) === 'member' ? 2 : 3;
  };
  const sorted = own.toSorted((a, b) => weight(a) - weight(b));
  return {
    kept: sorted.slice(0, MAX_KEPT).map(({ id }) => id),
    leftOver: sorted.slice(MAX_KEPT).filter((act) => weight(act) < 3),
  };
}

/** Says the same in this home's name. */
function adopt(state: MeshState, act: SignedStatement): void {
  const { body } = act;
  if (body.kind === 'grant') state.put(state.sign(body, Math.max(state.now, act.issuedAt + 1)));
  else if (body.kind === 'revocation') state.put(state.sign(body));
}
