/** Everything that bounds what a peer can make this home keep or compute. How long a statement is: see `wire`. */

const HOUR_MS = 3_600_000;
const DAY_MS: number = 24 * HOUR_MS;

/** Most statements that a peer may show as its chain: one per owner on the way to the founder. */
export const MAX_CHAIN = 32;

/** Most members that are not revoked. */
export const MAX_MEMBERS = 1_000;

/** Most revocations that are kept. */
export const MAX_REVOCATIONS = 10_000;

/** Most grants of one member that are kept: several owners may renew, and each grant stays until it is over. */
export const MAX_GRANTS_PER_MEMBER = 16;

/** Most nodes of one member whose cards are kept; the newest stay. A home runs several processes, a test many. */
export const MAX_CARDS_PER_MEMBER = 32;

/** Most generations of the fence key that are kept. */
export const MAX_FENCE_KEYS = 8;

/** Most statements of a revoked owner that a revocation names as good. What is left over is signed anew. */
export const MAX_KEPT = 400;

/** Most characters of a name of a member, a node or a mesh. */
export const MAX_NAME = 64;

/** Most characters of the reason of a revocation. */
export const MAX_REASON = 256;

/** Most addresses in one invite. */
export const MAX_INVITE_ADDRESSES = 8;

/** Most uses of one invite. */
export const MAX_INVITE_USES = 1_000;

/** Most requests of one invite that wait for an owner. */
export const MAX_WAITING_REQUESTS = 64;

/** A statement dated further ahead than this is refused. Milliseconds. */
export const MAX_AHEAD_MS: number = DAY_MS;

/** How long a node card is good for. Milliseconds. */
export const CARD_TTL_MS: number = DAY_MS;

/** How long an expired card is kept: its addresses are still worth a try. Milliseconds. */
export const CARD_KEPT_MS: number = 30 * DAY_MS;

/** What is kept by age goes once a day, for all nodes at the same time. Milliseconds. */
export const AGE_STEP_MS: number = DAY_MS;

/** A statement that counts no more is dropped when it is this old. Milliseconds. */
export const SHADOW_KEPT_MS: number = 30 * DAY_MS;

/** How long an invite that is over stays listed. Milliseconds. */
export const INVITE_KEPT_MS: number = 30 * DAY_MS;

/** Most addresses on one card. */
export const MAX_CARD_ADDRESSES = 16;

/** An owner answers a renewal this much earlier than its member may ask, by the owner's clock. */
export const RENEWAL_TOLERANCE = 0.9;

/** How much later than its date an invite is still tried: the inviter's clock decides. Milliseconds. */
export const CLOCK_TOLERANCE_MS: number = 10 * 60_000;
