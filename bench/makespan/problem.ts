/** Workers and tasks of the makespan question. */

export interface SimWorker {
  readonly name: string;
  readonly slots: number;
  /** As advertised, for each slot. */
  readonly tokensPerSecond: number;
  /** With stragglers it is so many times slower than it says. */
  readonly slowness: number;
}

export interface SimTask {
  readonly tokens: number;
  /** Its attempts on any worker stall for so many times their usual time; 1: they do not. Chosen per task and worker. */
  readonly stallAt: number;
}

/** 1x, 2x and 4x, two machines of each; one of each speed is a straggler where there are any. */
export const WORKERS: readonly SimWorker[] = [10, 20, 40].flatMap((tokensPerSecond, at) => [
  { name: `w${at}a`, slots: 2, tokensPerSecond, slowness: 1 },
  { name: `w${at}b`, slots: 2, tokensPerSecond, slowness: at === 1 ? 1.5 : 1 },
]);

/** How much longer a stalled attempt takes. */
export const STALL = 6;

export function seededRandom(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 50 to 450 tokens each. With stragglers one attempt in a hundred stalls, on one worker only. */
export function randomTasks(count: number, stragglers: boolean, random: () => number): SimTask[] {
  return Array.from({ length: count }, () => ({
    tokens: 50 + Math.floor(random() * 400),
    stallAt: stragglers && random() < 0.01 ? Math.floor(random() * WORKERS.length) : -1,
  }));
}

export function serviceMs({ tokens, stallAt }: SimTask, worker: number, stragglers: boolean): number {
  const { tokensPerSecond, slowness } = WORKERS[worker] ?? { tokensPerSecond: 1, slowness: 1 };
  const usual = (tokens / tokensPerSecond) * 1_000 * (stragglers ? slowness : 1);
  return stallAt === worker ? usual * STALL : usual;
}

/** Nobody can be faster: all work spread evenly over all real speeds, or the longest task on the fastest worker. */
export function lowerBoundMs(tasks: readonly SimTask[], stragglers: boolean): number {
  const speed = WORKERS.reduce(
    (sum, { slots, tokensPerSecond, slowness }) => sum + (slots * tokensPerSecond) / (stragglers ? slowness : 1),
    0,
  );
  const work = tasks.reduce((sum, { tokens }) => sum + tokens, 0);
  const fastest = Math.max(...WORKERS.map(({ tokensPerSecond }) => tokensPerSecond));
  const longest = Math.max(...tasks.map(({ tokens }) => tokens)) / fastest;
  return Math.max(work / speed, longest) * 1_000;
}
