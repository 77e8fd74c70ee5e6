import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** iproute2's `ip`, also where /usr/sbin is not in the path. */
const IP: string | undefined = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  .map((folder) => join(folder, 'ip'))
  .find((file) => existsSync(file));

/** Where `ip netns` keeps its names. */
const NAMES = '/run/netns';

/** How long processes may take to vanish after SIGKILL. */
const VANISH_MS = 5_000;

/** Runs `ip` with these words. Rejects with what it printed. */
export function ip(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(IP ?? 'ip', [...args], (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`ip ${args.join(' ')} failed: ${stderr.trim() || error.message}\n${input}`));
    });
    // A child that ends before it has read everything has said so by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Runs lines of `ip` commands in one namespace, in order; stops at the first that fails. */
export async function ipLines(namespace: string, lines: readonly string[]): Promise<void> {
  await ip(['-netns', namespace, '-batch', '-'], `${lines.join('\n')}\n`);
}

/** What to put before a command line so that it runs in that namespace, as the same process id. */
export function inNamespace(namespace: string): readonly string[] {
  return [IP ?? 'ip', 'netns', 'exec', namespace];
}

/** When a process started, in the kernel's ticks; undefined when none runs. Process ids come back, so a name holds both. */
export function startOf(pid: number | string): string | undefined {
  try {
    // The second field is the command in parentheses, which may itself hold blanks and parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    // A zombie has ended; where process 1 collects nothing it stays for ever.
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** A name that no other network of this or another process has, and that tells whose it is. */
export function freshNamePrefix(): string {
  return `hanzo-test.${process.pid}.${startOf(process.pid)}.${randomBytes(3).toString('hex')}`;
}

/** Ends whatever still runs in a namespace and removes it. One that is gone already is fine. */
export async function removeNamespace(name: string): Promise<void> {
  if (!existsSync(join(NAMES, name))) return;
  const deadline = Date.now() + VANISH_MS;
  // Another run may be clearing away the same leftover: then neither list nor removal finds it.
  for (let pids = await pidsIn(name); pids.length > 0 && Date.now() < deadline; pids = await pidsIn(name)) {
    for (const pid of pids) endProcess(pid);
    await sleep(10);
  }
  await ip(['netns', 'delete', name]).catch((error: unknown) => {
    if (existsSync(join(NAMES, name))) throw error;
  });
}

async function pidsIn(name: string): Promise<number[]> {
  const list = await ip(['netns', 'pids', name]).catch(() => '');
  return list.split('\n').filter(Boolean).map(Number);
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Removes the namespaces of test runs that were killed. Those of runs that live are left alone. */
export async function removeLeftovers(): Promise<void> {
  if (!existsSync(NAMES)) return;
  const left = readdirSync(NAMES).filter((name) => {
    const [, pid, start] = /^hanzo-test\.(\d+)\.(\d+)\./.exec(name) ?? [];
    return pid !== undefined && startOf(pid) !== start;
  });
  await Promise.all(left.map(removeNamespace));
}

let fault: string | undefined | null = null;

/**
 * Why this machine cannot play several hosts; undefined when it can. Says so on stderr once, because a test that was
 * skipped silently proves nothing. It is a failure where HANZO_REQUIRE_NETNS=1 is set.
 *
 * @example
 * it.skipIf(namespacesUsable() !== undefined)(verifies('mesh.discovery'), async () => { … });
 */
export function namespacesUsable(): string | undefined {
  if (fault !== null) return fault;
  const found = namespaceFault();
  if (found !== undefined && process.env['HANZO_REQUIRE_NETNS'] === '1') {
    throw new Error(`HANZO_REQUIRE_NETNS=1, but network namespaces cannot be used: ${found}`);
  }
  if (found !== undefined) process.stderr.write(`\nSKIPPED: tests with several hosts. ${found}\n\n`);
  fault = found;
  return fault;
}

function namespaceFault(): string | undefined {
  if (process.platform !== 'linux') return `Network namespaces need Linux; this is ${process.platform}.`;
  if (process.getuid?.() !== 0) return 'Network namespaces need root.';
  if (IP === undefined) return 'There is no `ip` command (Debian: apt install iproute2).';
  const name = freshNamePrefix();
  const attempts = [
    ['netns', 'add', name],
    ['-netns', name, 'link', 'add', 'probe', 'type', 'bridge'],
    ['-netns', name, 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'two'],
    ['netns', 'exec', name, process.execPath, '--version'],
  ];
  try {
    for (const args of attempts) {
      const { status, stderr, error } = spawnSync(IP, args, { encoding: 'utf8' });
      if (status !== 0) return `ip ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`;
    }
    return undefined;
  } finally {
    spawnSync(IP, ['netns', 'delete', name]);
  }
}
