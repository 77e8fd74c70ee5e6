import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Enough to tell a process from a later one with the same pid. Empty where the system does not say. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Changes with each boot of the machine. */
  readonly boot: string;
  /** Pids mean something only inside their namespace: containers that share a home folder have their own. */
  readonly pidSpace: string;
  readonly processStart: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    host: hostname(),
    boot: attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidSpace: attempt(() => readlinkSync('/proc/self/ns/pid')),
    processStart: startOf(process.pid),
  };
}

/** Whether a process still lives, seen from another one. `unknown`: it lives where we cannot look. */
export function lifeOfProcess(other: ProcessIdentity, own: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (other.boot !== own.boot) return other.host === own.host ? 'dead' : 'unknown';
  if (other.pidSpace !== own.pidSpace) return 'unknown';
  if (other.boot === '' && other.host !== own.host) return 'unknown';
  if (!pidExists(other.pid)) return 'dead';
  return startOf(other.pid) === other.processStart ? 'alive' : 'dead';
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Start time in clock ticks since boot: field 22 of /proc/PID/stat, counted after the command's closing bracket. */
function startOf(pid: number): string {
  return attempt(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie is dead: it can neither send nor settle.
    return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? '');
  });
}

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
