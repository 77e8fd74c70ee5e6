import type { ChildProcess } from 'node:child_process';
import { setTimeout as waited } from 'node:timers/promises';

/** A server that is told that nobody speaks to it any more ends by itself within this time. Milliseconds. */
const BY_ITSELF_MS = 500;
/** From the first word to the last: then it is killed. Milliseconds. */
const IN_ALL_MS = 2_000;
/** Between two looks whether somebody of a group is left. Milliseconds. */
const LOOK_MS = 20;

const living = new Set<ChildProcess>();

/** A program and what it started. On POSIX it was spawned as the leader of a process group. */
export class ProgramGroup {
  readonly #leader: ChildProcess;

  constructor(leader: ChildProcess) {
    this.#leader = leader;
    if (living.size === 0) process.on('exit', killAll);
    living.add(leader);
  }

  /** Closes its input, asks it by SIGTERM, and kills it after 2 s: it and its children. */
  async end(): Promise<void> {
    this.#leader.stdin?.end();
    if (!(await this.#endsWithin(BY_ITSELF_MS))) {
      signalGroup(this.#leader, 'SIGTERM');
      await this.#endsWithin(IN_ALL_MS - BY_ITSELF_MS);
    }
    this.kill();
  }

  kill(): void {
    signalGroup(this.#leader, 'SIGKILL');
    living.delete(this.#leader);
    if (living.size === 0) process.off('exit', killAll);
    // Whoever left the group may still hold them open.
    for (const stream of this.#leader.stdio) stream?.destroy();
  }

  async #endsWithin(ms: number): Promise<boolean> {
    for (let leftMs = ms; leftMs > 0; leftMs -= LOOK_MS) {
      if (!isAlive(this.#leader)) return true;
      await waited(LOOK_MS);
    }
    return !isAlive(this.#leader);
  }
}

/** Somebody left us without a word to the servers: `process.exit`, an error that nobody caught. */
function killAll(): void {
  for (const leader of living) signalGroup(leader, 'SIGKILL');
}

function isAlive(leader: ChildProcess): boolean {
  if (process.platform !== 'win32') return signalGroup(leader, 0);
  return leader.exitCode === null && leader.signalCode === null;
}

/** False when nobody of the group is left. */
function signalGroup(leader: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  const { pid } = leader;
  if (pid === undefined) return false;
  if (process.platform === 'win32') return leader.kill(signal);
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
