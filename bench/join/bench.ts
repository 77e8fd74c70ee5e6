/**
 * Question: how long from an invite to the first task done by the newcomer? The owner's home has a node that lets
 * guests in, and a coordinator that offers a task; the newcomer joins, then starts a worker, in a process of its own.
 */
import { join } from 'node:path';
import { silentLogger, systemClock } from '@hanzo/contracts';
import { Dispatcher } from '@hanzo/coordinator';
import type { Membership } from '@hanzo/membership';
import { foundMesh, inviteText, temporaryFolder } from '../lib/homes.ts';
import { Member, now, type MemberInit } from '../lib/member.ts';
import { startNode } from '../lib/start-node.ts';
import { taskOf } from '../lib/zero-work.ts';
import { median, printTable, type Cells } from '../table.ts';

const ROUNDS = 12;
const LOOPBACK = ['/ip4/127.0.0.1/tcp/0'];

/** Milliseconds from the beginning until each step is done. */
interface Steps {
  readonly loaded: number;
  readonly redeemed: number;
  readonly up: number;
  readonly served: number;
}

interface Owner {
  readonly membership: Membership;
  readonly addresses: readonly string[];
  readonly dispatcher: Dispatcher;
}

async function joinOnce(owner: Owner, home: string, waits: boolean): Promise<Steps> {
  const invite = inviteText(owner.membership, owner.addresses);
  const setup = { role: 'worker', discovery: ['members'], bootstrap: [], listen: LOOPBACK } as const;
  const init: MemberInit = { ...setup, home, name: `guest-${home.split('/').at(-1) ?? ''}`, invite, waits };
  const served = taskOf(owner.dispatcher, 30_000)().then(now);
  using guest = new Member(init);
  let start = guest.startedAt;
  const { at: loaded } = await guest.first('loaded');
  if (waits) {
    await systemClock.sleep(500 + Math.random() * 500);
    start = now();
    guest.go();
  }
  const { at: redeemed } = await guest.first('redeemed');
  const { at: up } = await guest.first('up');
  return { loaded: loaded - start, redeemed: redeemed - start, up: up - start, served: (await served) - start };
}

async function rounds(owner: Owner, folder: string, waits: boolean): Promise<Steps[]> {
  const steps: Steps[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const one = await joinOnce(owner, join(folder, `${waits ? 'warm' : 'cold'}-${round}`), waits);
    // The first round warms the disk.
    if (round > 0) steps.push(one);
    while (owner.dispatcher.workers().length > 0) await systemClock.sleep(20);
    await systemClock.sleep(300);
  }
  return steps;
}

function row(what: string, all: readonly Steps[], isWarm: boolean): Cells {
  const of = (step: keyof Steps): string => median(all.map((steps) => steps[step])).toFixed(0);
  const worst = Math.max(...all.map(({ served }) => served));
  return [what, isWarm ? '0' : of('loaded'), of('redeemed'), of('up'), of('served'), worst.toFixed(0)];
}

using folder = temporaryFolder();
const home = join(folder.path, 'owner');
using membership = foundMesh(home);
// A process of its own, as `hanzo net up` is.
const listens = { discovery: ['local', 'members'], bootstrap: [], listen: LOOPBACK } as const;
using letsIn = new Member({ ...listens, home, name: 'owner', role: 'observer', waits: false });
const { addresses } = await letsIn.first('up');
using dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger });
await using _node = await startNode({ home, name: 'coordinator', role: 'coordinator', events: dispatcher.events });
const owner: Owner = { membership, addresses, dispatcher };
const warm = await rounds(owner, folder.path, true);
const cold = await rounds(owner, folder.path, false);
printTable(
  ['newcomer, medians', 'modules loaded ms', 'member ms', 'worker started ms', 'first task served ms', 'slowest'],
  [row('process that has its modules', warm, true), row('cold process', cold, false)],
);
