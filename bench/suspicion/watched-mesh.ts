/** A coordinator and the workers that it watches: each a process and a home of its own. */
import { join } from 'node:path';
import { foundMesh, letIn, temporaryFolder } from '../lib/homes.ts';
import { Member, now, type MemberInit } from '../lib/member.ts';
import type { SessionNews } from '../lib/member-process.ts';

/** Where a process runs: what comes before its command line, and its address. */
export interface Place {
  readonly prefix: readonly string[];
  readonly host: string;
}

export const HERE: Place = { prefix: [], host: '127.0.0.1' };

export interface Watched {
  readonly name: string;
  readonly peerId: string;
  /** The process as it is now; another one after a restart. */
  member: Member;
  readonly start: () => Member;
}

export interface WatchedMesh extends Disposable {
  readonly coordinator: Member;
  readonly workers: readonly Watched[];
  /** Waits for news of a worker after now. Resolves with their time, by the clock of `now`. */
  news(worker: Watched, state: SessionNews): Promise<number>;
}

export async function startWatchedMesh(places: readonly Place[], coordinatorAt: Place): Promise<WatchedMesh> {
  const stack = new DisposableStack();
  const folder = stack.use(temporaryFolder()).path;
  const owner = join(folder, 'owner');
  const membership = stack.use(foundMesh(owner));
  const common = { discovery: ['members'], waits: false } as const;
  const workers: Watched[] = [];
  const addresses: string[] = [];
  for (const [index, { prefix, host }] of places.entries()) {
    const name = `worker-${index}`;
    const listen = [`/ip4/${host}/tcp/0`];
    const init: MemberInit = { ...common, home: join(folder, name), name, role: 'worker', bootstrap: [], listen };
    await letIn(init.home, membership, name);
    const start = (): Member => stack.use(new Member(init, { prefix }));
    const member = start();
    const up = await member.first('up');
    addresses.push(...up.addresses);
    workers.push({ name, peerId: up.peerId, member, start });
  }
  const init: MemberInit = {
    ...common,
    home: owner,
    name: 'owner',
    role: 'coordinator',
    bootstrap: addresses,
    listen: [],
  };
  const coordinator = stack.use(new Member(init, coordinatorAt));
  for (const { peerId } of workers) await coordinator.first('session', 0, (report) => report.peerId === peerId);
  return {
    coordinator,
    workers,
    news: async ({ peerId }, state) => {
      const from = coordinator.reports.length;
      const wanted = await coordinator.first('session', from, (one) => one.peerId === peerId && one.state === state);
      return wanted.at;
    },
    [Symbol.dispose]: () => stack.dispose(),
  };
}

/** Milliseconds from `cause` until the coordinator knows. */
export async function untilKnown(
  mesh: WatchedMesh,
  worker: Watched,
  state: SessionNews,
  cause: () => unknown,
): Promise<number> {
  const known = mesh.news(worker, state);
  const start = now();
  await cause();
  return (await known) - start;
}
