type Edges = ReadonlyMap<string, readonly string[]>;

/** For each group of nodes that reach each other the shortest way round from its first one, in the order of the edges. */
export function cyclesOf(edges: Edges): readonly (readonly string[])[] {
  return circleGroups(edges).map((group) => wayRound(edges, new Set(group), group[0] ?? ''));
}

/** The groups of nodes that reach each other, of more than one: each sorted, by its first node. */
export function circleGroups(edges: Edges): readonly (readonly string[])[] {
  return groupsOf(edges)
    .filter((group) => group.length > 1)
    .map((group) => group.toSorted())
    .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

interface Visit {
  readonly node: string;
  /** Index of the edge to follow next. */
  next: number;
}

/** Tarjan's strongly connected components, without recursion: chains of imports may be long. */
export function groupsOf(edges: Edges): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const groups: string[][] = [];
  const enter = (node: string, path: Visit[]): void => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
    path.push({ node, next: 0 });
  };
  const lower = (node: string, to: number | undefined): void => {
    low.set(node, Math.min(low.get(node) ?? 0, to ?? 0));
  };
  const leave = (node: string): void => {
    if (low.get(node) !== index.get(node)) return;
    const group = stack.splice(stack.lastIndexOf(node));
    for (const one of group) onStack.delete(one);
    groups.push(group);
  };
  const step = (visit: Visit, path: Visit[]): void => {
    const to = edges.get(visit.node)?.[visit.next];
    visit.next += 1;
    if (to === undefined) {
      path.pop();
      leave(visit.node);
      const above = path.at(-1);
      if (above !== undefined) lower(above.node, low.get(visit.node));
    } else if (!index.has(to) && edges.has(to)) enter(to, path);
    else if (onStack.has(to)) lower(visit.node, index.get(to));
  };
  for (const root of edges.keys()) {
    const path: Visit[] = [];
    if (!index.has(root)) enter(root, path);
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) step(visit, path);
  }
  return groups;
}

/** Breadth first, within the group. */
function wayRound(edges: Edges, group: ReadonlySet<string>, start: string): readonly string[] {
  const from = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const to of edges.get(node) ?? []) {
      if (to === start) return wayTo(node, start, from);
      if (!group.has(to) || from.has(to)) continue;
      from.set(to, node);
      queue.push(to);
    }
  }
  return [start];
}

function wayTo(node: string, start: string, from: ReadonlyMap<string, string>): readonly string[] {
  const way = [node];
  for (let at = node; at !== start;) {
    at = from.get(at) ?? start;
    way.push(at);
  }
  return way.toReversed();
}
