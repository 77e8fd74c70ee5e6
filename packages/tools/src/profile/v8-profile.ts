import type { Measured, SeenFunction } from './profile.ts';
import type { OwnPlace } from './own-path.ts';

/** A function as V8 names it. Lines and columns are counted from 0. */
export interface V8Frame {
  readonly name: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** Where a frame stands in the workspace; undefined for code of others. */
export type FramePlace = (frame: V8Frame) => OwnPlace | undefined;

interface V8Node extends V8Frame {
  readonly id: number;
  readonly children: readonly number[];
}

interface V8Profile {
  readonly nodes: ReadonlyMap<number, V8Node>;
  readonly root: number;
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly deltas: readonly number[];
}

/** Nobody works then; the last two wait for other processes and threads, which are measured themselves. */
const IDLE: ReadonlySet<string> = new Set(['(idle)', '(program)', 'spawnSync', 'wait']);
/** What loads other modules is no work of the one that names them. */
const LOADER = /^node:internal\/modules\//;

type Sums = { -readonly [Key in keyof SeenFunction]: SeenFunction[Key] };

export interface MeasuredV8 extends Measured {
  /** Files that were profiles. */
  readonly profiles: number;
}

/**
 * Adds up what several .cpuprofile files say: each process writes its own. Time in code of others counts for the function of
 * the workspace that called it. Files that are no profiles are left out. One is held at a time: each can be large.
 */
export async function measureV8(
  files: AsyncIterable<unknown> | Iterable<unknown>,
  placeOf: FramePlace,
): Promise<MeasuredV8> {
  const functions = new Map<string, Sums>();
  let samples = 0;
  let totalMs = 0;
  let profiles = 0;
  for await (const file of files) {
    const profile = readProfile(file);
    if (profile === undefined) continue;
    profiles += 1;
    const times = timesOf(profile);
    samples += times.samples;
    totalMs += times.totalMs;
    addUp(profile, times.byNode, placeOf, functions);
  }
  return { samples, totalMs, functions: [...functions.values()], profiles };
}

interface Times {
  readonly byNode: ReadonlyMap<number, number>;
  readonly samples: number;
  readonly totalMs: number;
}

/** Milliseconds of each node itself. */
function timesOf({ nodes, samples, deltas }: V8Profile): Times {
  const byNode = new Map<number, number>();
  let count = 0;
  let totalMs = 0;
  samples.forEach((id, at) => {
    const node = nodes.get(id);
    if (node === undefined || (!isFile(node.url) && IDLE.has(node.name))) return;
    // A sample stands for the time until the next one.
    const ms = Math.max(0, deltas[at + 1] ?? 0) / 1000;
    byNode.set(id, (byNode.get(id) ?? 0) + ms);
    count += 1;
    totalMs += ms;
  });
  return { byNode, samples: count, totalMs };
}

/** Node's own code has other addresses, and that of V8 none. */
function isFile(url: string): boolean {
  return url !== '' && !url.startsWith('node:');
}

interface Visit {
  readonly id: number;
  /** Functions of the workspace that are under way, the innermost last. */
  readonly under: readonly Sums[];
  /** Whose time code of others is. */
  readonly caller: Sums | undefined;
}

function addUp(
  { nodes, root }: V8Profile,
  times: ReadonlyMap<number, number>,
  placeOf: FramePlace,
  functions: Map<string, Sums>,
): void {
  const seen = new Set<number>();
  const open: Visit[] = [{ id: root, under: [], caller: undefined }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const node = nodes.get(visit.id);
    if (node === undefined || seen.has(node.id)) continue;
    seen.add(node.id);
    const place = placeOf(node);
    const own = place && sumsOf(node, place, functions);
    const caller = own ?? (LOADER.test(node.url) ? undefined : visit.caller);
    const under = own === undefined || visit.under.includes(own) ? visit.under : [...visit.under, own];
    const ms = times.get(node.id) ?? 0;
    if (caller !== undefined) caller.selfMs += ms;
    if (caller !== undefined) for (const one of under) one.totalMs += ms;
    for (const id of node.children) open.push({ id, under, caller });
  }
}

function sumsOf({ name, line, column }: V8Frame, { path, line: first }: OwnPlace, functions: Map<string, Sums>): Sums {
  const isModule = name === '' && line <= 0 && column <= 0;
  const shown = isModule ? '(module)' : name === '' ? '(anonymous)' : name;
  const key = JSON.stringify([path, first, shown]);
  const sums = functions.get(key) ?? { name: shown, path, line: isModule ? 1 : first, selfMs: 0, totalMs: 0 };
  functions.set(key, sums);
  return sums;
}

/** Undefined for what is no profile. A program that is measured may have written anything. */
function readProfile(file: unknown): V8Profile | undefined {
  if (!isRecord(file) || !Array.isArray(file['nodes']) || !Array.isArray(file['samples'])) return undefined;
  const nodes = file['nodes'].flatMap((one: unknown) => readNode(one) ?? []);
  const deltas = Array.isArray(file['timeDeltas']) ? file['timeDeltas'].map(numberOf) : [];
  const root = nodes[0]?.id;
  if (root === undefined) return undefined;
  return { nodes: new Map(nodes.map((node) => [node.id, node])), root, samples: file['samples'].map(numberOf), deltas };
}

function readNode(node: unknown): V8Node | undefined {
  if (!isRecord(node) || !isRecord(node['callFrame'])) return undefined;
  const { functionName, url, lineNumber, columnNumber } = node['callFrame'];
  const children = Array.isArray(node['children']) ? node['children'].map(numberOf) : [];
  return {
    id: numberOf(node['id']),
    name: typeof functionName === 'string' ? functionName : '',
    url: typeof url === 'string' ? url : '',
    line: numberOf(lineNumber),
    column: numberOf(columnNumber),
    children,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
