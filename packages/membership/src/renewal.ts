import { MAX_AHEAD_MS, RENEWAL_TOLERANCE } from './limits.ts';
import type { MeshState } from './mesh-state.ts';
import { grant } from './owner-acts.ts';
import type { Grant, Renewal } from './signed-statement.ts';

/** Part of a grant's life after which its member asks for a new one. */
const ASK_AFTER = 1 / 3;

/** Asks for what this home needs, and as an owner gives what others ask for. @returns true when it did either */
export function renew(state: MeshState): boolean {
  // Looked at first without a transaction: nearly always there is nothing to do.
  if (!isDue(state) && !mayAnswer(state)) return false;
  return state.change(() => {
    const { roster, key, now } = state;
    const own = roster.live(now).renewals.filter(({ signer }) => signer === key.id);
    // Asked while the clock was far ahead: nobody hears it.
    state.drop(...own.filter(({ issuedAt }) => issuedAt > now + MAX_AHEAD_MS));
    const asks = isDue(state);
    if (asks) state.put(state.sign({ kind: 'renewal' }, Math.max(state.now, (ownGrant(state)?.issuedAt ?? 0) + 1)));
    return answer(state) || asks;
  });
}

function isDue(state: MeshState): boolean {
  const { roster, key, now } = state;
  const own = ownGrant(state);
  if (own === undefined || own.body.expiresAt === 0 || roster.standing(key.id, now) !== 'member') return false;
  const asked = roster.live(now).renewals.filter(({ signer }) => signer === key.id);
  return lifeSpent(own, now) > ASK_AFTER && !asked.some(({ issuedAt }) => issuedAt <= now + MAX_AHEAD_MS);
}

function ownGrant({ roster, key }: MeshState): Grant | undefined {
  return roster.standings.get(key.id)?.grant;
}

function mayAnswer(state: MeshState): boolean {
  return state.roster.isOwner(state.key.id) && answerable(state).length > 0;
}

function answer(state: MeshState): boolean {
  if (!mayAnswer(state)) return false;
  for (const { asked, held } of answerable(state)) grant(state, held.body, asked.issuedAt + 1);
  return true;
}

/** Members in good standing who ask and whose grant is old enough: asking often gets nobody more. */
function answerable({ roster, now }: MeshState): { asked: Renewal; held: Grant }[] {
  return roster.live(now).renewals.flatMap((asked) => {
    const held = roster.standings.get(asked.signer)?.grant;
    if (held === undefined || roster.standing(asked.signer, now) !== 'member') return [];
    return lifeSpent(held, now) > ASK_AFTER * RENEWAL_TOLERANCE ? [{ asked, held }] : [];
  });
}

/** 0 when it was made, 1 when it expires. */
function lifeSpent({ issuedAt, body }: Grant, now: number): number {
  return (now - issuedAt) / (body.expiresAt - issuedAt);
}
