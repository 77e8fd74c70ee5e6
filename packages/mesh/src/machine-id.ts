import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';

/** What a machine is known by. */
export interface MachineSources {
  /** What stands in the machine id file; undefined where there is none. */
  machineId(): string | undefined;
  hostname(): string;
  /** Hardware addresses of the interfaces that lead outside, as the system writes them. */
  macs(): readonly string[];
}

const DOMAIN = 'hanzo machine v1';
const FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

/** The machine that this process runs on. macOS could be asked by `ioreg`, which takes longer than a start may. */
export const thisMachine: MachineSources = {
  machineId: () => FILES.map(readIfThere).find((text) => text !== undefined && isMachineId(text)),
  hostname,
  macs: () =>
    Object.values(networkInterfaces())
      .flatMap((addresses = []) => addresses)
      .filter(({ internal }) => !internal)
      .map(({ mac }) => mac),
};

/**
 * Tells whether two nodes run on one machine: 16 hex digits, equal for all of them within a mesh, and of no use to
 * recognise the machine in another mesh or to learn its machine id.
 *
 * Containers and network namespaces that share the machine's file are one machine by this; containers with an image's
 * own file, or a machine that was cloned with its file, are judged by that file. Without one (macOS, Windows) it may
 * change when a network card does.
 */
export function machineFingerprint(meshId: string, sources: MachineSources = thisMachine): string {
  const hash = createHash('sha256');
  // A zero byte stands in none of the parts, so no two lists of parts look alike.
  hash.update([DOMAIN, meshId, ...identityOf(sources)].join('\0'));
  return hash.digest('hex').slice(0, 16);
}

function identityOf(sources: MachineSources): string[] {
  const id = sources.machineId()?.trim().toLowerCase();
  if (id !== undefined && isMachineId(id)) return ['id', id];
  return ['host', sources.hostname().toLowerCase(), ...lastingMacs(sources.macs())];
}

/** Images ship the file empty or with "uninitialized" until the first boot; that would make all of them one machine. */
function isMachineId(text: string): boolean {
  const id = text.trim();
  return /^[0-9a-f]{32}$/i.test(id) && !/^0+$/.test(id);
}

/** Addresses that a factory gave; bridges, tunnels and AirDrop make theirs up anew. Where there are no others, those. */
function lastingMacs(macs: readonly string[]): string[] {
  const all = [...new Set(macs.map((mac) => mac.toLowerCase()))].filter((mac) => mac !== '00:00:00:00:00:00');
  const fromFactory = all.filter((mac) => (Number.parseInt(mac.slice(0, 2), 16) & 0b10) === 0);
  return (fromFactory.length > 0 ? fromFactory : all).toSorted();
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
