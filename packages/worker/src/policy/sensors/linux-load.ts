import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** CPU time since the start of the machine, in ticks of the kernel. */
export interface CpuTimes {
  /** Of all cores together, idle time included. */
  readonly total: number;
  readonly busy: number;
  /** Of this process, its children and theirs. */
  readonly own: number;
}

/** Reads /proc under `root`. Rejects when that is not possible. */
export async function linuxCpuTimes(root: string, pid: number): Promise<CpuTimes> {
  const [stat, own] = await Promise.all([readFile(join(root, 'proc/stat'), 'utf8'), ticksOfTree(root, pid, new Set())]);
  const [line = ''] = stat.split('\n');
  const [label, ...fields] = line.trim().split(/\s+/);
  if (label !== 'cpu' || fields.length < 4) throw new TypeError('/proc/stat has an unknown form');
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, irq = 0, softIrq = 0] = fields.map(Number);
  // Time that a host takes from a virtual machine is neither busy nor idle.
  const busy = user + nice + system + irq + softIrq;
  return { total: busy + idle + ioWait, busy, own };
}

/** Children that have ended are in their parent's numbers, so that a sum over the living loses nothing. */
async function ticksOfTree(root: string, pid: number, seen: Set<number>): Promise<number> {
  if (seen.has(pid)) return 0;
  seen.add(pid);
  const [ticks, children] = await Promise.all([ticksOf(root, pid), childrenOf(root, pid)]);
  const below = await Promise.all(children.map(async (child) => await ticksOfTree(root, child, seen)));
  return below.reduce((sum, part) => sum + part, ticks);
}

async function ticksOf(root: string, pid: number): Promise<number> {
  const text = await readFile(join(root, `proc/${pid}/stat`), 'utf8').catch(() => '');
  // The program's name stands in brackets and may hold spaces and brackets itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
  return [user, system, childUser, childSystem].reduce<number>((sum, part) => sum + (part ?? 0), 0) || 0;
}

/** Any thread of a process may have started a child. */
async function childrenOf(root: string, pid: number): Promise<number[]> {
  const tasks = await readdir(join(root, `proc/${pid}/task`)).catch(() => []);
  const lists = await Promise.all(
    tasks.map(async (task) => await readFile(join(root, `proc/${pid}/task/${task}/children`), 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').map(Number)).filter((child) => child > 0);
}
