from __future__ import annotations

import heapq
import random
from dataclasses import dataclass
from typing import NamedTuple

DIRS = [(1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1)]


class Hex(NamedTuple):
    q: int
    r: int

    @property
    def s(self) -> int:
        return -self.q - self.r

    def __add__(self, other):
        return Hex(self.q + other[0], self.r + other[1])

    def neighbours(self):
        for d in DIRS:
            yield self + d

    def dist(self, other: Hex) -> int:
        return max(abs(self.q - other.q), abs(self.r - other.r), abs(self.s - other.s))


def ring(center: Hex, radius: int) -> list[Hex]:
    if radius == 0:
        return [center]
    cell = Hex(center.q - radius, center.r + radius)
    out = []
    for dq, dr in DIRS:
        for _ in range(radius):
            out.append(cell)
            cell = cell + (dq, dr)
    return out


@dataclass
class Squad:
    owner: int
    pos: Hex
    hp: int = 10
    ap: int = 3
    morale: float = 1.0

    def is_routed(self):
        return self.morale < 0.25

    def take_hit(self, dmg: int) -> bool:
        self.hp = max(0, self.hp - dmg)
        self.morale -= dmg / 20
        return self.hp == 0

    def rally(self, by=0.3):
        self.morale = min(1.0, self.morale + by)

    def new_turn(self):
        self.ap = 3
        if self.is_routed():
            self.rally(0.1)


class IllegalMove(Exception):
    pass


class Battlefield:
    def __init__(self, tiles: dict[Hex, str], seed: int | None = None):
        self.tiles = tiles
        self.squads: list[Squad] = []
        self.turn = 0
        self.rng = random.Random(seed)

    def squad_at(self, pos: Hex) -> Squad | None:
        return next((s for s in self.squads if s.pos == pos and s.hp > 0), None)

    def move_cost(self, pos: Hex) -> float:
        return {"plain": 1, "wood": 2, "hill": 2, "bog": 3}.get(self.tiles.get(pos, ""), float("inf"))

    def reachable(self, squad: Squad) -> dict[Hex, float]:
        best = {squad.pos: 0.0}
        heap = [(0.0, squad.pos)]
        while heap:
            spent, at = heapq.heappop(heap)
            for nb in at.neighbours():
                total = spent + self.move_cost(nb)
                if total <= squad.ap and total < best.get(nb, 99) and self.squad_at(nb) is None:
                    best[nb] = total
                    heapq.heappush(heap, (total, nb))
        return best

    def move(self, squad: Squad, dest: Hex) -> None:
        options = self.reachable(squad)
        if dest not in options:
            raise IllegalMove(f"{dest} is out of reach")
        squad.ap -= int(options[dest])
        squad.pos = dest

    def line_of_sight(self, a: Hex, b: Hex) -> bool:
        n = a.dist(b)
        for i in range(1, n):
            t = i / n
            q = round(a.q + (b.q - a.q) * t)
            r = round(a.r + (b.r - a.r) * t)
            if self.tiles.get(Hex(q, r)) in ("hill", "wood"):
                return False
        return True

    def roll(self, dice: int = 2, sides: int = 6) -> int:
        return sum(self.rng.randint(1, sides) for _ in range(dice))

    def attack(self, attacker: Squad, target: Squad) -> int:
        if attacker.owner == target.owner:
            raise IllegalMove("no friendly fire")
        if not self.line_of_sight(attacker.pos, target.pos):
            raise IllegalMove("the target cannot be seen")
        bonus = 2 if self.tiles[attacker.pos] == "hill" else 0
        dmg = max(0, self.roll() + bonus - attacker.pos.dist(target.pos) - 5)
        if target.take_hit(dmg):
            self.squads.remove(target)
        attacker.ap = 0
        return dmg

    def winner(self):
        owners = {s.owner for s in self.squads}
        return owners.pop() if len(owners) == 1 else None

    def end_turn(self):
        self.turn += 1
        for squad in self.squads:
            squad.new_turn()


def a_star(start, goal, cost, h):
    open_set = [(0, start)]
    came, g = {}, {start: 0}
    while open_set:
        _, node = heapq.heappop(open_set)
        if node == goal:
            return rebuild_path(came, node)
        for nb in node.neighbours():
            tentative = g[node] + cost(nb)
            if tentative < g.get(nb, float("inf")):
                came[nb], g[nb] = node, tentative
                heapq.heappush(open_set, (tentative + h(nb, goal), nb))
    return None


def rebuild_path(came, node):
    path = [node]
    while node in came:
        node = came[node]
        path.append(node)
    path.reverse()
    return path


def elo_delta(mine, theirs, score, k=24):
    expected = 1 / (1 + 10 ** ((theirs - mine) / 400))
    return k * (score - expected)
