import {
  silentLogger,
  type Answer,
  type ExtraAttempt,
  type HanzoError,
  type RungContext,
  type Task,
  type Who,
} from '@hanzo/contracts';
import { Dispatcher, MeshRung, type MeshRungOptions, type WorkerJudge } from '@hanzo/coordinator';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { FakePeer, type FakePeerSetup } from './fake-peer.ts';

/** One task on its way, and everything that is told of it. */
export interface Told {
  readonly answer: Promise<Answer>;
  readonly starts: Who[];
  /** `start <node>`, `text <piece>`, `lost <code>`, in order. */
  readonly events: string[];
  readonly waits: string[];
  readonly extras: ExtraAttempt[];
  abort(reason: unknown): void;
}

export interface FakeMesh extends AsyncDisposable {
  readonly clock: ManualClock;
  readonly dispatcher: Dispatcher;
  readonly rung: MeshRung;
  peer(setup: FakePeerSetup): FakePeer;
  start(task: Task, options?: Pick<RungContext, 'prefix' | 'notAgain'>): Told;
  /** Lets promises and what is due now run. */
  settle(): Promise<void>;
}

/** A dispatcher and a rung whose workers are calls and whose time stands still. */
export function fakeMesh(options: Partial<MeshRungOptions> & { readonly judge?: WorkerJudge } = {}): FakeMesh {
  const clock = manualClock();
  const { judge, ...rungOptions } = options;
  const dispatcher = new Dispatcher({ clock, log: silentLogger, judge });
  const rung = new MeshRung(dispatcher, clock, { countTokens: (text) => Math.ceil(text.length / 4), ...rungOptions });
  return {
    clock,
    dispatcher,
    rung,
    peer: (setup) => new FakePeer(dispatcher, setup),
    start: (task, wishes = {}) => {
      const controller = new AbortController();
      const told = { starts: [] as Who[], events: [] as string[], waits: [] as string[], extras: [] as ExtraAttempt[] };
      const answer = rung.attempt(task, {
        signal: controller.signal,
        ...wishes,
        onStart: (who) => {
          told.starts.push(who);
          told.events.push(`start ${who.kind === 'worker' ? who.node : who.kind}`);
        },
        onText: (piece) => told.events.push(`text ${piece}`),
        onLost: (error) => told.events.push(`lost ${(error as HanzoError).code}`),
        onWait: (why) => told.waits.push(why),
        onExtra: (extra) => told.extras.push(extra),
      });
      answer.catch(() => undefined);
      return { ...told, answer, abort: (reason) => controller.abort(reason) };
    },
    settle: () => clock.advance(0),
    async [Symbol.asyncDispose]() {
      await rung[Symbol.asyncDispose]();
      dispatcher[Symbol.dispose]();
    },
  };
}
