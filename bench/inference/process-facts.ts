import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Resident memory of a process, in MiB. */
export function residentMiB(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? Number.NaN) / 1024;
}

/** CPU time of a process so far, in clock ticks of 10 ms. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

const LOOK_MS = 10;
/** So many looks without CPU time are rest: a single one may fall between two ticks. */
const QUIET_LOOKS = 5;

/** Milliseconds until the process stops computing. */
export async function untilIdle(pid: number): Promise<number> {
  const startedAt = performance.now();
  let busyUntil = startedAt;
  let before = ticks(pid);
  for (let quiet = 0; quiet < QUIET_LOOKS;) {
    await sleep(LOOK_MS);
    const now = ticks(pid);
    quiet = now === before ? quiet + 1 : 0;
    if (now !== before) busyUntil = performance.now();
    before = now;
  }
  return busyUntil - startedAt;
}
