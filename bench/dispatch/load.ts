/** Keeps a number of calls in flight and measures latency per call and CPU of both processes. */
export interface Row {
  readonly what: string;
  readonly inFlight: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU of both processes per call. */
  readonly cpuMsPerTask: number;
}

const WARM_UP = 500;

export async function loadGenerator(
  what: string,
  inFlight: readonly number[],
  calls: number,
  call: () => Promise<unknown>,
  remoteCpu: () => Promise<NodeJS.CpuUsage>,
): Promise<Row[]> {
  await keepInFlight(8, WARM_UP, call);
  const rows: Row[] = [];
  for (const width of inFlight) {
    const remoteBefore = await remoteCpu();
    const before = process.cpuUsage();
    const start = performance.now();
    const latencies = await keepInFlight(width, calls, call);
    const seconds = (performance.now() - start) / 1000;
    const local = process.cpuUsage(before);
    const remoteAfter = await remoteCpu();
    const remote = remoteAfter.user + remoteAfter.system - remoteBefore.user - remoteBefore.system;
    latencies.sort((a, b) => a - b);
    rows.push({
      what,
      inFlight: width,
      perSecond: calls / seconds,
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
      cpuMsPerTask: (local.user + local.system + remote) / 1000 / calls,
    });
  }
  return rows;
}

async function keepInFlight(width: number, calls: number, call: () => Promise<unknown>): Promise<number[]> {
  const latencies: number[] = [];
  let left = calls;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const start = performance.now();
      await call();
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return latencies;
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}
