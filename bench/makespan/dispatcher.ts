import { silentLogger } from '@hanzo/contracts';
import { Dispatcher, MeshRung } from '@hanzo/coordinator';
import { manualClock } from '@hanzo/testkit';
import { SimulatedWorker } from '../lib/simulated-worker.ts';
import { zeroTask } from '../lib/zero-work.ts';
import { serviceMs, WORKERS, type SimTask } from './problem.ts';

const STEP_MS = 50;

/** All tasks at once, as a run hands them out: those under way bounded, the rest behind them. */
export async function makespanOfDispatcher(tasks: readonly SimTask[], stragglers: boolean): Promise<number> {
  const clock = manualClock();
  using dispatcher = new Dispatcher({ clock, log: silentLogger });
  for (const [at, { name, slots, tokensPerSecond }] of WORKERS.entries()) {
    const real = (prompt: string): number =>
      serviceMs(tasks[Number(prompt)] ?? { tokens: 1, stallAt: -1 }, at, stragglers);
    const setup = { name, slots, tokensPerSecond, serviceMs: ({ prompt }: { prompt: string }) => real(prompt) };
    void new SimulatedWorker(dispatcher, clock, setup);
  }
  const rung = new MeshRung(dispatcher, clock, { countTokens: () => 0 });
  const signal = new AbortController().signal;
  const context = { signal, onStart: () => undefined, onText: () => undefined, onLost: () => undefined };
  let left = tasks.length;
  const queue = tasks.entries();
  const slots = WORKERS.reduce((sum, worker) => sum + worker.slots, 0);
  const lane = async (): Promise<void> => {
    for (const [at, { tokens }] of queue) {
      await rung.attempt(
        { ...zeroTask, id: String(at), prompt: String(at), maxOutputTokens: tokens, timeoutMs: 0 },
        context,
      );
      left -= 1;
    }
  };
  // As many under way as a run has: enough that nobody waits for the next one to be handed out.
  const lanes = Promise.all(Array.from({ length: slots * 4 }, lane));
  const start = clock.elapsed();
  while (left > 0) await clock.advance(STEP_MS);
  await lanes;
  return clock.elapsed() - start;
}
