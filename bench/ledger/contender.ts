import { NO_USAGE } from '@hanzo/contracts';
import { openLedger, type Hold } from '@hanzo/ledger';

/** A ledger with one worst case and one cost, by call ids. */
export interface Contender {
  reserve(): Promise<string>;
  release(id: string): Promise<void>;
  send(): Promise<string>;
  settle(id: string): Promise<void>;
  /** Settled calls over the last 24 hours. */
  seed(count: number): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
const REQUEST = {
  runId: 'bench',
  taskId: 'task',
  model: 'gpt-5-mini',
  endpoint: 'api.openai.com',
  key: 'openai',
  member: 'me',
  worstCaseMicros: 1_000,
};
const SETTLEMENT = {
  usage: { ...NO_USAGE, inputTokens: 1_000, outputTokens: 100 },
  costMicros: 300,
  servedModel: 'gpt-5-mini-2025-08-07',
  requestId: 'req_0123456789abcdef',
};
/** Enough for all, so that every cap is looked at and none refuses. */
const CAPS = { hourMicros: 1e15, dayMicros: 1e15 };

export async function inThread(path: string): Promise<Contender> {
  let now: number | undefined;
  const clock = {
    now: () => now ?? Date.now(),
    elapsed: () => performance.now(),
    sleep: () => Promise.resolve(),
    every: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const limits = { ...CAPS, keys: { openai: CAPS }, members: { me: CAPS } };
  const ledger = await openLedger({ path, clock, limits, version: 'bench' });
  const holds = new Map<string, Hold>();
  const keep = (hold: Hold): string => {
    holds.set(hold.id, hold);
    return hold.id;
  };
  const take = (id: string): Hold => {
    const hold = holds.get(id);
    holds.delete(id);
    if (hold === undefined) throw new Error(`There is no hold ${id}.`);
    return hold;
  };
  const request = { ...REQUEST, runLimitMicros: 1e15 };
  const one = async (): Promise<void> => ledger.settle(await ledger.send(request), SETTLEMENT);
  return {
    reserve: async () => keep(await ledger.reserve(request)),
    release: (id) => ledger.release(take(id)),
    send: async () => keep(await ledger.send(request)),
    settle: (id) => ledger.settle(take(id), SETTLEMENT),
    seed: async (count) => {
      const start = Date.now() - DAY_MS;
      const batch = 500;
      for (let done = 0; done < count; done += batch) {
        now = start + Math.floor((done / count) * DAY_MS);
        await Promise.all(Array.from({ length: Math.min(batch, count - done) }, one));
      }
      now = undefined;
    },
    close: () => ledger.close(),
  };
}
