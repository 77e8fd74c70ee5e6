from collections import Counter, deque
import heapq
import math


def adj_from_edges(edges, directed=False):
    adj = {}
    for u, v, *w in edges:
        adj.setdefault(u, {})[v] = w[0] if w else 1
        adj.setdefault(v, {})
        if not directed:
            adj[v][u] = w[0] if w else 1
    return adj


def bfs(adj, root):
    seen = {root: 0}
    todo = deque([root])
    while todo:
        u = todo.popleft()
        for v in adj[u]:
            if v not in seen:
                seen[v] = seen[u] + 1
                todo.append(v)
    return seen


def dijkstra(adj, src, dst=None):
    dist, prev = {src: 0}, {}
    pq = [(0, src)]
    while pq:
        d, u = heapq.heappop(pq)
        if u == dst:
            break
        if d > dist[u]:
            continue
        for v, w in adj[u].items():
            if w < 0:
                raise ValueError("negative weight")
            if d + w < dist.get(v, math.inf):
                dist[v], prev[v] = d + w, u
                heapq.heappush(pq, (d + w, v))
    return dist, prev


def toposort(adj):
    indeg = Counter(v for u in adj for v in adj[u])
    ready = [u for u in adj if not indeg[u]]
    order = []
    while ready:
        u = ready.pop()
        order.append(u)
        for v in adj[u]:
            indeg[v] -= 1
            if indeg[v] == 0:
                ready.append(v)
    if len(order) < len(adj):
        raise CycleFound(set(adj) - set(order))
    return order


class CycleFound(Exception):
    def __init__(self, nodes):
        self.nodes = nodes


class DisjointSet:
    def __init__(self, items=()):
        self.parent = {x: x for x in items}
        self.rank = Counter()

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.rank[a] < self.rank[b]:
            a, b = b, a
        self.parent[b] = a
        self.rank[a] += self.rank[a] == self.rank[b]
        return True

    def groups(self):
        out = {}
        for x in self.parent:
            out.setdefault(self.find(x), []).append(x)
        return list(out.values())

    def __eq__(self, other):
        return isinstance(other, DisjointSet) and sorted(map(sorted, self.groups())) == sorted(map(sorted, other.groups()))


def kruskal(edges):
    edges = sorted(edges, key=lambda e: e[2])
    ds = DisjointSet({n for e in edges for n in e[:2]})
    return [e for e in edges if ds.union(e[0], e[1])]


def pagerank(adj, damping=0.85, iters=50, tol=1e-9):
    n = len(adj)
    pr = dict.fromkeys(adj, 1 / n)
    for _ in range(iters):
        nxt = dict.fromkeys(adj, (1 - damping) / n)
        for u, outs in adj.items():
            for v in outs:
                nxt[v] += damping * pr[u] / len(outs)
        if sum(abs(nxt[k] - pr[k]) for k in pr) < tol:
            return nxt
        pr = nxt
    return pr


def is_bipartite(adj):
    color = {}
    for start in adj:
        if start in color:
            continue
        color[start] = 0
        stack = [start]
        while stack:
            u = stack.pop()
            for v in adj[u]:
                if v not in color:
                    color[v] = 1 - color[u]
                    stack.append(v)
                elif color[v] == color[u]:
                    return False
    return True


def degree_histogram(adj):
    return sorted(Counter(len(vs) for vs in adj.values()).items())


def clustering_coeff(adj, u):
    nb = list(adj[u])
    k = len(nb)
    if k < 2:
        return 0.0
    links = sum(1 for i, a in enumerate(nb) for b in nb[i + 1 :] if b in adj[a])
    return 2 * links / (k * (k - 1))


def random_walk(adj, start, steps, rng):
    at = start
    for _ in range(steps):
        yield at
        nxt = list(adj[at])
        if not nxt:
            return
        at = rng.choice(nxt)


def to_dot(adj, name="G", label=None):
    lines = [f"digraph {name} {{"]
    if label is not None:
        lines.append(f'  label="{label}";')
    for u, outs in adj.items():
        lines.extend(f"  {u} -> {v};" for v in outs)
    return "\n".join([*lines, "}"])


def k_core(adj, k):
    alive = {u: set(vs) for u, vs in adj.items()}
    shrunk = True
    while shrunk:
        shrunk = False
        for u in [u for u, vs in alive.items() if len(vs) < k]:
            for v in alive.pop(u):
                alive[v].discard(u)
            shrunk = True
    return set(alive)
