import type { MachineReadings } from './machine.ts';
import type { OwnerPolicy } from './owner-policy.ts';

export type SensorName = keyof MachineReadings;

/**
 * What a policy must know of the machine. The others are not read.
 *
 * @param engineIsForeign the engine is a server that was started by somebody else: its work looks like that of any other
 *   program, and each task would pause the worker that gave it
 */
export function sensorsOf(
  { onBattery, whenActive, maxLoad }: OwnerPolicy,
  engineIsForeign: boolean = false,
): readonly SensorName[] {
  const needed: SensorName[] = [];
  if (onBattery !== 'run') needed.push('power');
  if (whenActive !== 'run') needed.push('person');
  if (maxLoad !== undefined && !engineIsForeign) needed.push('load');
  return needed;
}

/** A part of the policy that this machine, or the engine, gives no way to keep. */
export interface UnmetWish {
  /** The policy's key. */
  readonly key: 'onBattery' | 'whenActive' | 'maxLoad' | 'maxMemory' | 'cpuShare' | 'gpuShare';
  readonly wish: string;
  readonly why: string;
}

const WISHES: Readonly<Record<SensorName, Omit<UnmetWish, 'why'>>> = {
  power: { key: 'onBattery', wish: 'it shall pause on battery, but this machine does not say what it runs on' },
  person: { key: 'whenActive', wish: 'it shall pause when the machine is used, but this machine does not say so' },
  load: { key: 'maxLoad', wish: 'it shall make way for other programs, but this machine does not say what they use' },
};

const ITS_OWN_CHOICE = 'the server decides what it takes';

/** What nobody can ask of an engine that is a server. */
const FOREIGN: readonly UnmetWish[] = [
  { key: 'maxMemory', wish: 'models shall keep to a limit of memory', why: ITS_OWN_CHOICE },
  { key: 'cpuShare', wish: 'models shall keep to a share of the processor', why: ITS_OWN_CHOICE },
  { key: 'gpuShare', wish: 'models shall keep to a share of the GPU', why: ITS_OWN_CHOICE },
  {
    key: 'maxLoad',
    wish: 'it shall make way for other programs',
    why: "the work of the server cannot be told from other programs'",
  },
];

/** What the policy asks for and nobody can see to. Work goes on then, so the owner has to hear of it. */
export function unmetWishes(
  policy: OwnerPolicy,
  readings: MachineReadings,
  engineIsForeign: boolean = false,
): readonly UnmetWish[] {
  const blind = sensorsOf(policy, engineIsForeign).flatMap((name) => {
    const reading = readings[name];
    return reading?.kind === 'unknown' ? [{ ...WISHES[name], why: reading.why }] : [];
  });
  return engineIsForeign ? [...FOREIGN.filter(({ key }) => policy[key] !== undefined), ...blind] : blind;
}
