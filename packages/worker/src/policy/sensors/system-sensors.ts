import { cpus } from 'node:os';
import type { Clock } from '@hanzo/contracts';
import type { LoadReading, MachineSensors, PersonReading, PowerReading, Unknown } from '../machine.ts';
import { linuxCpuTimes, type CpuTimes } from './linux-load.ts';
import { linuxPerson } from './linux-person.ts';
import { linuxPower } from './linux-power.ts';
import { coreTimes, macChildTimes, macPerson, macPower } from './mac.ts';
import { runTool, type RunTool } from './run-tool.ts';
import { windowsPerson, windowsPower } from './windows.ts';

export interface SystemSensorsParts {
  readonly clock: Clock;
  /** @default this system */
  readonly platform?: NodeJS.Platform | undefined;
  /** Where /sys, /proc and /dev are looked for. @default '/' */
  readonly root?: string | undefined;
  readonly run?: RunTool | undefined;
  /** @default this process */
  readonly pid?: number | undefined;
}

/** Programs of the system are started this often at most. Milliseconds. */
const TOOL_MS = 5_000;
/** Between the first two samples of the CPU. Milliseconds. */
const FIRST_SAMPLE_MS = 300;

/** Sensors of the system that this runs on. */
export function systemSensors(parts: SystemSensorsParts): MachineSensors {
  const { clock, platform = process.platform, root = '/', run = runTool, pid = process.pid } = parts;
  const load = new LoadSensor(clock, cpuTimesOf(platform, root, run, pid));
  switch (platform) {
    case 'linux':
      return {
        power: () => linuxPower(root),
        person: atMostEvery(TOOL_MS, clock, () => linuxPerson(root, run, clock.now())),
        load: () => load.read(),
      };
    case 'darwin':
      return {
        power: atMostEvery(TOOL_MS, clock, () => macPower(run)),
        person: atMostEvery(TOOL_MS, clock, () => macPerson(run)),
        load: atMostEvery(TOOL_MS, clock, () => load.read()),
      };
    case 'win32':
      return {
        power: atMostEvery(2 * TOOL_MS, clock, () => windowsPower(run)),
        person: atMostEvery(TOOL_MS, clock, () => windowsPerson(run)),
        load: () => Promise.resolve(unknown('Windows does not say cheaply which program uses the processor')),
      };
    default:
      return noSensors(`hanzo cannot read it on ${platform}`);
  }
}

function noSensors(why: string): MachineSensors {
  const nothing = (): Promise<Unknown> => Promise.resolve(unknown(why));
  return { power: nothing, person: nothing, load: nothing };
}

function unknown(why: string): Unknown {
  return { kind: 'unknown', why };
}

function cpuTimesOf(platform: NodeJS.Platform, root: string, run: RunTool, pid: number): () => Promise<CpuTimes> {
  if (platform === 'linux') return () => linuxCpuTimes(root, pid);
  return async () => {
    const children = await macChildTimes(run, pid);
    const { user, system } = process.cpuUsage();
    return coreTimes(cpus(), (user + system) / 1_000 + children);
  };
}

/** Compares CPU times between two readings. */
class LoadSensor {
  readonly #clock: Clock;
  readonly #sample: () => Promise<CpuTimes>;
  #before: CpuTimes | undefined;

  constructor(clock: Clock, sample: () => Promise<CpuTimes>) {
    this.#clock = clock;
    this.#sample = sample;
  }

  async read(): Promise<LoadReading> {
    try {
      const before = this.#before ?? (await this.#first());
      const after = await this.#sample();
      this.#before = after;
      const total = after.total - before.total;
      if (total <= 0) return unknown('the CPU counters of this machine stand still');
      const others = (after.busy - before.busy - (after.own - before.own)) / total;
      return { kind: 'load', others: Math.min(1, Math.max(0, others)) };
    } catch {
      return unknown('the CPU times of this machine cannot be read');
    }
  }

  async #first(): Promise<CpuTimes> {
    const first = await this.#sample();
    await this.#clock.sleep(FIRST_SAMPLE_MS);
    return first;
  }
}

/** Gives the reading before again while it is fresh enough. */
function atMostEvery<T extends PowerReading | PersonReading | LoadReading>(
  ms: number,
  clock: Clock,
  read: () => Promise<T>,
): () => Promise<T> {
  let last: { readonly at: number; readonly reading: Promise<T> } | undefined;
  return () => {
    const now = clock.elapsed();
    if (last === undefined || now - last.at >= ms) last = { at: now, reading: read() };
    return last.reading;
  };
}
