import { systemClock, type Logger } from '@hanzo/contracts';
import { Dispatcher, type WorkerTrust } from '@hanzo/coordinator';
import { DEFAULT_DISCOVERY } from '../../../program/command-options.ts';
import { joinMesh, nobodyThere, type Member } from '../../../mesh/mesh-member.ts';
import type { Setting } from '../../../setting.ts';
import type { EngineFlags } from '../flags.ts';

export interface MeshAccess extends AsyncDisposable {
  readonly dispatcher: Dispatcher;
  readonly member: Member;
  /** What the answers of its workers were worth. */
  readonly trust: WorkerTrust;
}

export interface MeshAccessParts {
  readonly setting: Setting;
  readonly flags: Pick<EngineFlags, 'discovery' | 'bootstrap' | 'home'>;
  /** Whom it gives no work. */
  readonly trust: WorkerTrust;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

const WORKERS_WITHIN_MS = 5_000;
/** Once one worker is there, the others of a LAN follow within this time. Milliseconds. */
const SETTLE_MS = 400;
const POLL_MS = 20;

/**
 * Joins the mesh as coordinator and waits until workers are there.
 *
 * @throws HanzoError NO_WORKER when none comes within 5 s, before anything is spent
 */
export async function accessMesh({ setting, flags, trust, log, signal }: MeshAccessParts): Promise<MeshAccess> {
  const dispatcher = new Dispatcher({ clock: systemClock, log, judge: trust });
  const stack = new AsyncDisposableStack();
  try {
    const { discovery = DEFAULT_DISCOVERY, bootstrap } = flags;
    const member = await joinMesh(setting, { role: 'coordinator', discovery, bootstrap }, dispatcher.events, log);
    stack.use(member);
    // Stopped before the node: its cancels still have to leave.
    stack.use(dispatcher);
    await waitForWorkers(dispatcher, member, { home: flags.home, signal });
    return { dispatcher, member, trust, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    dispatcher[Symbol.dispose]();
    await stack.disposeAsync();
    throw error;
  }
}

interface Waiting {
  readonly home: string | undefined;
  readonly signal: AbortSignal;
}

async function waitForWorkers(dispatcher: Dispatcher, member: Member, { home, signal }: Waiting): Promise<void> {
  const start = systemClock.elapsed();
  while (dispatcher.workers().length === 0) {
    if (systemClock.elapsed() - start >= WORKERS_WITHIN_MS) throw nobodyThere(WORKERS_WITHIN_MS, member.node, home);
    await systemClock.sleep(POLL_MS, signal);
  }
  await systemClock.sleep(SETTLE_MS, signal);
}
