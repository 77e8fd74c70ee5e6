import { groupsOf } from './cycles.ts';
import { edgesOf, type Module, type ModuleGraph } from './module-graph.ts';

/** What is drawn: modules, or the folders in which they lie. */
export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** Modules that stand in the diagram, by themselves or within a folder. */
  readonly shown: number;
}

export interface DiagramNode {
  /** A path; folders end with a slash. */
  readonly name: string;
  readonly modules: number;
  readonly isInCycle: boolean;
}

export interface DiagramEdge {
  /** Indexes of nodes. */
  readonly from: number;
  readonly to: number;
  /** Modules at its ends need each other. */
  readonly isInCycle: boolean;
}

/** Modules without imports on either side say nothing in a drawing, and those that are drawn are at most so many. */
export function diagramOf({ modules }: ModuleGraph, most: number): Diagram {
  const connected = modules.filter(({ imports, importedBy }) => imports.length + importedBy > 0);
  const nameOf = namesFor(
    connected.map(({ path }) => path),
    most,
  );
  const inCycle = cycleTest(connected);
  const nodes = new Map<string, { modules: number; isInCycle: boolean }>();
  for (const { path } of connected) {
    const node = nodes.get(nameOf(path)) ?? { modules: 0, isInCycle: false };
    nodes.set(nameOf(path), { modules: node.modules + 1, isInCycle: node.isInCycle || inCycle(path) });
  }
  const names = [...nodes.keys()].toSorted();
  const index = new Map(names.map((name, at) => [name, at]));
  const edges = new Map<string, DiagramEdge>();
  for (const { path, imports, typeImports = [] } of connected) {
    for (const other of imports) {
      const [from, to] = [index.get(nameOf(path)) ?? 0, index.get(nameOf(other)) ?? 0];
      const isInCircle = !typeImports.includes(other) && inCycle(path, other);
      const isInCycle = edges.get(`${from} ${to}`)?.isInCycle === true || isInCircle;
      if (from !== to) edges.set(`${from} ${to}`, { from, to, isInCycle });
    }
  }
  return {
    nodes: names.map((name) => ({ name, ...(nodes.get(name) ?? { modules: 0, isInCycle: false }) })),
    edges: [...edges.values()].toSorted((a, b) => a.from - b.from || a.to - b.to),
    shown: connected.length,
  };
}

/** Whether a module needs itself by way of others; or whether two need each other. */
function cycleTest(modules: readonly Module[]): (path: string, other?: string) => boolean {
  const groups = groupsOf(edgesOf(modules));
  const large = groups.filter((group) => group.length > 1);
  const groupOf = new Map(large.flatMap((group, at) => group.map((path) => [path, at] as const)));
  return (path, other = path) => groupOf.has(path) && groupOf.get(path) === groupOf.get(other);
}

/**
 * Modules by themselves while there is room, else folders: first the outermost ones, of which the largest is parted into its
 * folders as long as there is room for them.
 */
function namesFor(paths: readonly string[], most: number): (path: string) => string {
  if (paths.length <= most) return (path) => path;
  let groups: readonly Group[] = partsOf(paths, 1);
  if (groups.length > most) groups = largest(groups, most);
  const whole = new Set<string>();
  for (;;) {
    const next = groups
      .filter(({ name }) => !whole.has(name))
      .toSorted((a, b) => b.paths.length - a.paths.length || (a.name < b.name ? -1 : 1))[0];
    if (next === undefined) break;
    const parts = next.depth === 0 ? [next] : partsOf(next.paths, next.depth + 1);
    if (parts.length === 1 && parts[0]?.name !== next.name)
      groups = [...groups.filter((one) => one !== next), ...parts];
    else if (parts.length === 1 || groups.length - 1 + parts.length > most) whole.add(next.name);
    else groups = [...groups.filter((one) => one !== next), ...parts];
    // What lies directly in the folder keeps its name, and has no further parts.
    if (parts.length > 1) whole.add(next.name);
  }
  const names = new Map(groups.flatMap(({ name, paths: own }) => own.map((path) => [path, name] as const)));
  return (path) => names.get(path) ?? path;
}

interface Group {
  readonly name: string;
  readonly paths: readonly string[];
  /** Folders in its name; 0: it has none of its own. */
  readonly depth: number;
}

function partsOf(paths: readonly string[], depth: number): readonly Group[] {
  const groups = Map.groupBy(paths, (path) => folderAt(path, depth));
  return Array.from(groups, ([name, own]) => ({ name, paths: own, depth }));
}

function folderAt(path: string, depth: number): string {
  const folders = path.split('/').slice(0, -1).slice(0, depth);
  return folders.length === 0 ? './' : `${folders.join('/')}/`;
}

/** Even the outermost folders are too many: the largest ones, and one node for all others. */
function largest(groups: readonly Group[], most: number): readonly Group[] {
  const sorted = groups.toSorted((a, b) => b.paths.length - a.paths.length || (a.name < b.name ? -1 : 1));
  const others = sorted.slice(most - 1).flatMap(({ paths }) => paths);
  return [...sorted.slice(0, most - 1), { name: 'other folders/', paths: others, depth: 0 }];
}
