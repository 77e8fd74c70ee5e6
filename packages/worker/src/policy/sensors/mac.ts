import type { PersonReading, PowerReading } from '../machine.ts';
import type { CpuTimes } from './linux-load.ts';
import { toolFault, type RunTool } from './run-tool.ts';

/** What `pmset -g batt` says. */
export async function macPower(run: RunTool): Promise<PowerReading> {
  try {
    const text = await run('pmset', ['-g', 'batt']);
    if (!text.includes("'Battery Power'")) return { kind: 'mains' };
    const percent = /(\d+)%;/.exec(text)?.[1];
    return percent === undefined ? { kind: 'battery' } : { kind: 'battery', charge: Number(percent) / 100 };
  } catch (error) {
    return { kind: 'unknown', why: toolFault('pmset', error) };
  }
}

/** The time since keyboard or mouse were touched, which the input system counts in nanoseconds. */
export async function macPerson(run: RunTool): Promise<PersonReading> {
  try {
    const text = await run('ioreg', ['-c', 'IOHIDSystem', '-d', '4']);
    const nanoseconds = /"HIDIdleTime"\s*=\s*(\d+)/.exec(text)?.[1];
    if (nanoseconds === undefined) return { kind: 'unknown', why: 'ioreg does not say when the machine was touched' };
    return { kind: 'idle', idleMs: Number(nanoseconds) / 1e6 };
  } catch (error) {
    return { kind: 'unknown', why: toolFault('ioreg', error) };
  }
}

/** Milliseconds of CPU time of this process's children and theirs, from `ps`. Rejects when it does not run. */
export async function macChildTimes(run: RunTool, pid: number): Promise<number> {
  const text = await run('ps', ['-axo', 'pid=,ppid=,time=']);
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/));
  const below = new Set([pid]);
  let size = 0;
  // A child may be listed before its parent.
  while (below.size > size) {
    size = below.size;
    for (const [child, parent] of rows) if (below.has(Number(parent))) below.add(Number(child));
  }
  return rows
    .filter(([child]) => below.has(Number(child)) && Number(child) !== pid)
    .reduce((sum, [, , time = '']) => sum + timeMs(time), 0);
}

/** `12:34.56`, `1:02:03`: the last part is seconds. */
function timeMs(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000 || 0;
}

/** The sum over all cores, which Node reads in the same way everywhere. Milliseconds. */
export function coreTimes(cores: readonly { readonly times: CoreTimes }[], own: number): CpuTimes {
  let [busy, idle] = [0, 0];
  for (const { times } of cores) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { total: busy + idle, busy, own };
}

interface CoreTimes {
  readonly user: number;
  readonly nice: number;
  readonly sys: number;
  readonly idle: number;
  readonly irq: number;
}
