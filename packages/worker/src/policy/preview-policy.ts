import { limitsOf, type MachineLimits, type MachineSize } from './limits-of.ts';
import type { MachineReadings, MachineSensors, OwnerPause } from './machine.ts';
import { sensorsOf, unmetWishes, type UnmetWish } from './needed-sensors.ts';
import type { OwnerPolicy } from './owner-policy.ts';
import { termsOf } from './terms-of.ts';
import type { Zone } from './wall-clock.ts';

/** What follows from a policy at one moment. */
export interface PolicyPreview {
  readonly readings: MachineReadings;
  readonly unmet: readonly UnmetWish[];
  readonly limits: MachineLimits;
  readonly state: 'ready' | 'paused' | 'draining';
  /** Why it is not ready; empty when it is. */
  readonly reason: string;
  /** Milliseconds since the epoch at which time alone changes that. */
  readonly nextChangeAt?: number | undefined;
}

export interface PreviewParts {
  readonly policy: OwnerPolicy;
  readonly sensors: MachineSensors;
  readonly size: MachineSize;
  readonly ownerPause: OwnerPause | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly zone?: Zone | undefined;
}

/** What a worker that started now would do. Reads the sensors that the policy needs, once. */
export async function previewPolicy(parts: PreviewParts): Promise<PolicyPreview> {
  const { policy, ownerPause, now, zone } = parts;
  const readings = await readNeeded(policy, parts.sensors);
  const { load } = readings;
  const overloaded = load?.kind === 'load' && load.others > (policy.maxLoad ?? 1);
  const { pause, nextChangeAt } = termsOf(policy, { ...readings, ownerPause, overloaded }, now, zone);
  return {
    readings,
    unmet: unmetWishes(policy, readings),
    limits: limitsOf(policy, parts.size),
    state: pause === undefined ? 'ready' : 'paused',
    reason: pause?.reason ?? '',
    nextChangeAt,
  };
}

/** Reads what the policy needs and nothing else. `engineIsForeign` as in {@link sensorsOf}. */
export async function readNeeded(
  policy: OwnerPolicy,
  sensors: MachineSensors,
  engineIsForeign: boolean = false,
): Promise<MachineReadings> {
  const needed = sensorsOf(policy, engineIsForeign);
  const [power, person, load] = await Promise.all([
    needed.includes('power') ? sensors.power() : undefined,
    needed.includes('person') ? sensors.person() : undefined,
    needed.includes('load') ? sensors.load() : undefined,
  ]);
  return { power, person, load };
}
