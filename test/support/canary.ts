import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A key whose plain, URL-encoded, JSON-escaped and base64 forms all differ. Its middle stands in all but the last
 * unchanged, so that a form that was hidden in part is found, too.
 */
export function canaryKey(name: string): string {
  return `sk-${canaryCore(name)}+/"\\%end`;
}

/** Eight digits of its own, so that no two canaries are alike. */
export function canaryCore(name: string): string {
  return `canary-${name}-0123456789-abcdef`;
}

/** In which forms a canary stands in a text; empty when it does not. */
export function sightings(text: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const core = canaryCore(name);
    const plain = text.includes(core) ? [`${name} plain`] : [];
    const coded = base64Forms(core).some((form) => text.includes(form)) ? [`${name} base64`] : [];
    const hex = text.includes(Buffer.from(core).toString('hex')) ? [`${name} hex`] : [];
    return [...plain, ...coded, ...hex];
  });
}

/** The part of it that is the same whatever stands around it, for each place where it may begin. */
function base64Forms(core: string): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const coded = Buffer.from('\0'.repeat(offset) + core).toString('base64');
    return coded.slice(4, coded.length - 4);
  });
}

/** Every file below a folder that holds a canary, with the forms. */
export function sightingsInFiles(
  folder: string,
  names: readonly string[],
  leaveOut: readonly string[],
): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    if (leaveOut.includes(path) || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
    // Of a file that is gone by now nobody can read anything.
    return sightings(read(path), names).map((form) => `${path}: ${form}`);
  });
}

/** Children live for longer, and looking costs more the more processes there are. */
const LOOK_MS = 20;

export interface ChildWatch extends Disposable {
  /** Of each child that was met: `clean`, or what it had. */
  readonly seen: ReadonlySet<string>;
}

/** Looks at the environments of all descendants of a process while they live. Linux. */
export function watchChildren(pid: number, names: readonly string[]): ChildWatch {
  const seen = new Set<string>();
  const own = commandLine(pid);
  const look = (): void => {
    for (const child of descendants(pid)) {
      const line = commandLine(child);
      // Between fork and exec a child still is its parent.
      if (line === '' || line === own) continue;
      const forms = sightings(read(`/proc/${child}/environ`), names);
      seen.add(forms.length === 0 ? 'clean' : `${line.replaceAll('\0', ' ')}: ${forms.join(', ')}`);
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return { seen, [Symbol.dispose]: () => clearInterval(timer) };
}

function descendants(pid: number): readonly number[] {
  // Where the kernel tells children, nothing else is looked at.
  if (!existsSync(`/proc/${process.pid}/task/${process.pid}/children`)) return descendantsByParents(pid);
  const children = threadsOf(pid).flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(' '));
  return children.filter((child) => child !== '').flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

/** Any thread may start a process. */
function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function descendantsByParents(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const found = new Set([pid]);
  // A child has a higher number than its parent nearly always; twice is enough for the few levels there are.
  for (let round = 0; round < 3; round += 1)
    for (const [child, parent] of parents) if (found.has(parent)) found.add(child);
  found.delete(pid);
  return [...found];
}

function parentOf(pid: string): number {
  return Number(/^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${pid}/stat`))?.[1] ?? -1);
}

function commandLine(pid: number): string {
  return read(`/proc/${pid}/cmdline`);
}

/** Empty when it is gone already. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
