import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PowerReading } from '../machine.ts';

interface Supply {
  readonly type: string;
  readonly online: boolean;
  readonly status: string;
  /** 0..1 */
  readonly charge: number | undefined;
}

/** Reads /sys/class/power_supply under `root`. A machine without a battery runs on mains. */
export async function linuxPower(root: string): Promise<PowerReading> {
  const folder = join(root, 'sys/class/power_supply');
  let names: string[];
  try {
    names = await readdir(folder);
  } catch {
    return { kind: 'unknown', why: '/sys/class/power_supply cannot be read' };
  }
  const supplies = await Promise.all(names.map(async (name) => await readSupply(join(folder, name))));
  const batteries = supplies.filter((supply) => supply?.type === 'Battery').filter((supply) => supply !== undefined);
  const isPlugged = supplies.some((supply) => supply !== undefined && supply.type !== 'Battery' && supply.online);
  const isDraining = batteries.some(({ status }) => status === 'Discharging');
  if (isPlugged || !isDraining) return { kind: 'mains' };
  const charges = batteries.map(({ charge }) => charge).filter((charge) => charge !== undefined);
  if (charges.length === 0) return { kind: 'battery' };
  return { kind: 'battery', charge: charges.reduce((sum, charge) => sum + charge, 0) / charges.length };
}

/** Undefined for the batteries of mice and headsets: they say nothing of the machine. */
async function readSupply(folder: string): Promise<Supply | undefined> {
  const read = async (name: string): Promise<string> =>
    await readFile(join(folder, name), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const [type, scope, online, status, capacity] = await Promise.all(
    ['type', 'scope', 'online', 'status', 'capacity'].map(read),
  );
  if (scope === 'Device') return undefined;
  const percent = capacity === undefined || capacity === '' ? Number.NaN : Number(capacity);
  return {
    type: type ?? '',
    online: online === '1',
    status: status ?? '',
    charge: Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) / 100 : undefined,
  };
}
