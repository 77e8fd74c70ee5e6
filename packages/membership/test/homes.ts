import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HanzoError, type Clock } from '@hanzo/contracts';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import {
  createMesh,
  Joining,
  openMembership,
  parseInvite,
  type InviteInit,
  type MemberRole,
  type Membership,
  type MembershipParts,
  type MembershipPaths,
  type NodeFacts,
  type RedeemRequest,
} from '../src/index.ts';
import { proveRequest } from '../src/invite-secret.ts';
import { memberKey } from '../src/keys.ts';
import { signCard } from '../src/own-card.ts';

export const DAY_MS = 86_400_000;
export const GRANT_TTL_MS = 30 * DAY_MS;

/** Homes of one test, with one clock; all of it is thrown away. */
export interface Homes extends Disposable {
  readonly clock: ManualClock;
  readonly root: string;
  folder(name: string): string;
  parts(name: string): MembershipParts;
  /** Founds a mesh in a home of that name. */
  found(name: string, fence?: boolean): Membership;
  /** The home joins by an invite of `owner`. */
  join(name: string, owner: Membership, role?: MemberRole): Membership;
  /** One more process of the home. */
  open(name: string): Membership;
  /** Folders of what the home has left. */
  asides(name: string): string[];
  /** The files of a membership in that folder. */
  within(folder: string): MembershipPaths;
  /** Closes a home's memberships when the test ends. */
  use<T extends Disposable>(resource: T): T;
}

export function homes(): Homes {
  const root = mkdtempSync(join(tmpdir(), 'hanzo-membership-'));
  const clock = manualClock();
  const stack = new DisposableStack();
  stack.defer(() => rmSync(root, { recursive: true, force: true }));
  const parts = (name: string): MembershipParts => partsOf(join(root, name), clock);
  return {
    clock,
    root,
    folder: (name) => join(root, name),
    parts,
    found: (name, fence = true) =>
      stack.use(createMesh(parts(name), { meshName: 'team', memberName: name, grantTtlMs: GRANT_TTL_MS, fence })),
    join: (name, owner, role = 'worker') => stack.use(joinBy(parts(name), name, owner, role)),
    open: (name) => {
      const membership = openMembership(parts(name));
      if (membership === undefined) throw new HanzoError('INTERNAL', `The home ${name} is in no mesh.`);
      return stack.use(membership);
    },
    asides: (name) =>
      readdirSync(join(root, name))
        .filter((entry) => entry.startsWith('left-'))
        .map((entry) => join(root, name, entry)),
    within: (folder) => partsOf(folder, clock).paths,
    use: (resource) => stack.use(resource),
    [Symbol.dispose]: () => stack.dispose(),
  };
}

export function partsOf(folder: string, clock: Clock): MembershipParts {
  return { paths: { file: join(folder, 'mesh.db'), memberKey: join(folder, 'member.key') }, clock };
}

export const ONCE: InviteInit = { uses: 1, ttlMs: DAY_MS, role: 'worker', approve: false, addresses: [] };

function joinBy(parts: MembershipParts, name: string, owner: Membership, role: MemberRole): Membership {
  const joining = Joining.start(parts, parseInvite(owner.createInvite({ ...ONCE, role }).text), name);
  return joining.complete(owner.redeem(joining.request(joining.signCard(facts(name)))));
}

export function facts(peerId: string, changes: Partial<NodeFacts> = {}): NodeFacts {
  return {
    peerId,
    role: 'worker',
    name: `node of ${peerId}`,
    software: 'hanzo/test',
    addresses: ['/ip4/127.0.0.1/tcp/4001'],
    instance: '00'.repeat(8),
    machine: '11'.repeat(8),
    relay: false,
    ...changes,
  };
}

/** They tell each other all they know until nothing is new, as connected nodes do. */
export function meet(...members: readonly Membership[]): void {
  const pairs = members.flatMap((from) => members.filter((to) => to !== from).map((to) => [from, to] as const));
  for (let news = true; news;) {
    news = pairs.map(([from, to]) => to.merge(from.statements()).added.length > 0).includes(true);
  }
}

/** What one home believes of all members, to be compared. */
export function picture(membership: Membership): string[] {
  return membership
    .members()
    .map(({ name, role, standing }) => `${name}: ${role}, ${standing}`)
    .toSorted();
}

/** Runs what must fail and returns its HanzoError. */
export function errorOf(run: () => unknown): HanzoError {
  try {
    run();
  } catch (error) {
    if (error instanceof HanzoError) return error;
    throw error;
  }
  throw new HanzoError('INTERNAL', 'It should have failed.');
}

/** A request of a home that calls itself `name`. */
export function named(
  all: Homes,
  owner: Membership,
  home: string,
  name: string,
): { joining: Joining; request: RedeemRequest } {
  const joining = Joining.start(all.parts(home), parseInvite(owner.createInvite(ONCE).text), name);
  return { joining, request: joining.request(joining.signCard(facts('p'))) };
}

/** Members who exist as keys only. */
export function manyJoiners(owner: Membership, text: string, count: number): string[] {
  const { secret } = parseInvite(text);
  return Array.from({ length: count }, (_, n) => {
    const key = memberKey();
    const card = signCard(key, owner.meshId, facts('p'), 1_767_225_600_000).bytes;
    const asked = { secret, memberName: `member ${n}`, card };
    owner.redeem({ ...asked, memberKey: key.publicKey, proof: proveRequest(key, owner.meshId, asked) });
    return key.id;
  });
}
