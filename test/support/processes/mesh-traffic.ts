/**
 * A coordinator in a process of its own that keeps a number of tasks in flight for ever and counts what becomes of them.
 * Its only argument is a `TrafficConfig` as JSON.
 */
import { silentLogger, systemClock, toHanzoError, type RungContext } from '@hanzo/contracts';
import { Dispatcher, MeshRung } from '@hanzo/coordinator';
import { runProgram, say } from '../json-program.ts';
import { startMember, type MemberConfig } from '../mesh-member.ts';
import { testTask } from '../small-mesh.ts';

export interface TrafficConfig extends MemberConfig {
  /** Tasks at the same time. @default 8 */
  readonly inFlight?: number;
  /** How long a task waits for a worker before it fails. @default 5_000 */
  readonly workerWaitMs?: number;
}

/** Counts since the start. */
export interface Totals {
  readonly kind: 'totals';
  readonly at: number;
  readonly done: number;
  readonly failed: number;
  /** Failed tasks by error code. */
  readonly codes: Readonly<Record<string, number>>;
  /** Tasks that were taken from a worker and given to another. */
  readonly moved: number;
  /** Done tasks by the name of the worker. */
  readonly doneBy: Readonly<Record<string, number>>;
  /** Names of the peers with an open session. */
  readonly sessions: readonly string[];
}

const TELL_EVERY_MS = 100;

class Traffic {
  done = 0;
  failed = 0;
  moved = 0;
  readonly codes: Record<string, number> = {};
  readonly doneBy: Record<string, number> = {};

  async keepOneInFlight(rung: MeshRung): Promise<never> {
    const context: RungContext = {
      signal: new AbortController().signal,
      onStart: () => undefined,
      onText: () => undefined,
      onLost: () => this.moved++,
    };
    for (;;) {
      try {
        const { text, who } = await rung.attempt(testTask(), context);
        // Only a whole answer of a named worker counts as done.
        if (text !== 'done' || who.kind !== 'worker') throw new Error(`not an answer of the engine: ${text}`);
        this.done++;
        this.doneBy[who.node] = (this.doneBy[who.node] ?? 0) + 1;
      } catch (error) {
        const { code } = toHanzoError(error);
        this.failed++;
        this.codes[code] = (this.codes[code] ?? 0) + 1;
      }
    }
  }
}

await runProgram<TrafficConfig>(async (config) => {
  const { inFlight = 8, workerWaitMs = 5_000 } = config;
  const dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger });
  const node = await startMember(config, { role: 'coordinator', listen: [] }, dispatcher.events);
  const rung = new MeshRung(dispatcher, systemClock, { countTokens: (text) => text.length, workerWaitMs });
  const traffic = new Traffic();
  systemClock.every(TELL_EVERY_MS, () => {
    const sessions = node.sessions().map((session) => session.card.name);
    const { done, failed, codes, moved, doneBy } = traffic;
    say<Totals>({ kind: 'totals', at: Date.now(), done, failed, codes, moved, doneBy, sessions });
  });
  // The first tasks wait for the first worker, however long finding it takes.
  while (dispatcher.workers().length === 0) await systemClock.sleep(10);
  for (let task = 0; task < inFlight; task++) void traffic.keepOneInFlight(rung);
});
