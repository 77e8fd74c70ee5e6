/** Many who redeem invites at the same time, good and bad ones, over real connections to an owner in another process. */
import { join } from 'node:path';
import { toHanzoError, type HanzoError } from '@hanzo/contracts';
import { parseInvite, type Membership } from '@hanzo/membership';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinHome, type JoinSetup } from '../support/mesh-member.ts';
import { startProgram } from '../support/mesh-programs.ts';
import { membershipOf, startTestNode, temporaryFolder, until } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';
import { recorder } from '../../packages/mesh/test/recorder.ts';

const HOMES = 20;
const RACING_INVITES = 10;
const RACERS_EACH = 30;

describe('many invites at once', () => {
  let stack: AsyncDisposableStack;
  let root: string;
  let owner: Membership;
  let addresses: readonly string[];
  let homes = 0;

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    root = stack.use(temporaryFolder()).path;
    owner = stack.use(membershipOf(join(root, 'owner')));
    addresses = await startOwner(join(root, 'owner'));
  });
  afterEach(() => stack.disposeAsync());

  async function startOwner(home: string): Promise<readonly string[]> {
    const listen = '/ip4/127.0.0.1/tcp/0';
    const node = stack.use(startProgram('mesh-worker', { home, name: 'owner', role: 'observer', listen }));
    return (await node.when('ready')).addresses;
  }

  function invite(uses: number, ttlMs = 600_000): { id: string; text: string } {
    return owner.createInvite({ uses, ttlMs, role: 'worker', approve: false, addresses });
  }

  /** A new home that tries to join. Resolves with why it did not. */
  async function fault(changes: Partial<JoinSetup> & Pick<JoinSetup, 'invite'>): Promise<HanzoError | undefined> {
    const name = `home-${++homes}`;
    try {
      using _membership = await joinHome({ home: join(root, name), name, timeoutMs: 40_000, ...changes });
      return undefined;
    } catch (error) {
      return toHanzoError(error);
    }
  }

  /** How many members there are besides the owner. */
  function joined(): number {
    owner.refresh();
    return owner.members().filter(({ isSelf, standing }) => !isSelf && standing === 'member').length;
  }

  it(verifies('hosts.join-at-once'), async () => {
    const { text } = invite(HOMES);
    const start = performance.now();
    const faults = await Promise.all(Array.from({ length: HOMES + 1 }, () => fault({ invite: text })));
    const joinedMs = Math.round(performance.now() - start);
    expect(faults.filter((error) => error !== undefined)).toMatchObject([{ code: 'INVITE_REFUSED' }]);
    expect(joined()).toBe(HOMES);

    // Each of them is a working member: a coordinator that knows the owner alone finds all of them.
    const members = faults.flatMap((error, index) => (error === undefined ? [`home-${index + 1}`] : []));
    const workers = await Promise.all(
      members.map(async (name) =>
        stack.use(
          await startTestNode({
            home: join(root, name),
            role: 'worker',
            name,
            events: recorder(),
            discovery: ['members'],
          }),
        ),
      ),
    );
    const sees = recorder();
    const coordinator = { home: join(root, 'owner'), role: 'coordinator', name: 'c', events: sees } as const;
    const startedAt = performance.now();
    stack.use(await startTestNode({ ...coordinator, discovery: ['members'], bootstrap: addresses }));
    const found = (): Set<string> => new Set(sees.opened.map(({ peerId }) => peerId));
    await until(() => found().size === HOMES + 1, 'a session with everybody', 30_000);
    for (const { node } of workers) expect(found()).toContain(node.peerId);
    console.log(
      `join at once: ${HOMES + 1} homes, one invite of ${HOMES} uses: ${joined()} members after ${joinedMs} ms; ` +
        `a coordinator has sessions with all after ${Math.round(performance.now() - startedAt)} ms`,
    );
  });

  it(verifies('hosts.redeem-races'), async () => {
    await haveNeighbour();
    const before = joined();
    const texts = Array.from({ length: RACING_INVITES }, () => invite(1).text);
    const start = performance.now();
    const attempts = Array.from({ length: RACERS_EACH }, () => texts).flat();
    const faults = await Promise.all(attempts.map((text) => fault({ invite: text })));
    const lost = faults.filter((error) => error !== undefined);
    console.log(
      `races: ${attempts.length} keys for ${texts.length} invites of one use: ${joined() - before} members, ` +
        `${lost.length} refused, in ${Math.round(performance.now() - start)} ms`,
    );
    expect(new Set(lost.map(({ code }) => code))).toEqual(new Set(['INVITE_REFUSED']));
    expect(lost).toHaveLength(attempts.length - RACING_INVITES);
    expect(joined() - before).toBe(RACING_INVITES);
    expect(owner.invites().filter(({ used }) => used === 1)).toHaveLength(RACING_INVITES + 1);
  });

  it(verifies('hosts.bad-invites'), async () => {
    await haveNeighbour();
    const before = joined();
    const start = performance.now();
    const used = invite(1);
    expect(await fault({ invite: used.text })).toBeUndefined();
    const cancelled = invite(100);
    owner.cancelInvite(cancelled.id);
    const expired = invite(100, 1);
    const parsed = parseInvite(invite(100).text);
    const guessed = Array.from({ length: 50 }, (_, index) => ({ ...parsed, secret: flipped(parsed.secret, index) }));
    const other = stack.use(membershipOf(join(root, 'other')));
    const foreign = other.createInvite({ uses: 100, ttlMs: 600_000, role: 'worker', approve: false, addresses });

    const refused = [
      ...repeat(used.text, 150),
      ...repeat(cancelled.text, 150),
      ...repeat(expired.text, 150),
      ...guessed,
    ];
    const codes = await inTurns(refused, 50, async (bad) => (await fault({ invite: bad }))?.code ?? 'joined');
    expect(countOf(codes)).toEqual({ INVITE_REFUSED: refused.length });
    const wrong = await inTurns(repeat(foreign.text, 100), 100, async (text) => {
      return (await fault({ invite: text, timeoutMs: 2_000 }))?.code ?? 'joined';
    });
    // The fence of another mesh says nothing at all: not even that somebody is there.
    expect(countOf(wrong)).toEqual({ PEER_UNREACHABLE: wrong.length });
    const { text } = invite(100);
    const tampered = Array.from({ length: 400 }, (_, index) => changed(text, index));
    const unreadable = tampered.map((bad) => codeOf(() => parseInvite(bad)));
    expect(countOf(unreadable)).toEqual({ INVITE_INVALID: tampered.length });
    expect(joined() - before).toBe(1);
    console.log(
      `bad invites: ${refused.length + wrong.length + tampered.length}, of them ${refused.length + wrong.length} over ` +
        `connections, 0 members, in ${Math.round(performance.now() - start)} ms`,
    );
  });

  /** A member on the same host keeps the owner's node from shutting the whole host out for its failed handshakes. */
  async function haveNeighbour(): Promise<void> {
    expect(await fault({ invite: invite(1).text })).toBeUndefined();
    const sees = recorder();
    const home = join(root, `home-${homes}`);
    stack.use(await startTestNode({ home, role: 'observer', name: 'neighbour', events: sees, discovery: ['members'] }));
    await until(() => sees.opened.length === 1, 'a session with the owner');
  }
});

function repeat<T>(value: T, times: number): T[] {
  return Array.from({ length: times }, () => value);
}

/** All results in order, so many at the same time. */
async function inTurns<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  }
  return results;
}

function countOf(codes: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}

/** The secret with one bit changed. */
function flipped(secret: Uint8Array, index: number): Uint8Array {
  return secret.map((byte, at) => (at === index % secret.length ? byte ^ (1 << (index % 8)) : byte));
}

/** The text with one character changed to another one of the alphabet of invites, or cut short. */
function changed(text: string, index: number): string {
  const at = index % text.length;
  const other = text[at] === 'q' ? 'p' : 'q';
  return index < text.length ? text.slice(0, at) + other + text.slice(at + 1) : text.slice(0, -1 - (index % 40));
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'read';
  } catch (error) {
    return toHanzoError(error).code;
  }
}
