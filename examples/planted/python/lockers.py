"""Lockers that swimmers take with their phones."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Lockers:
    """The lockers of one hall. Requests are served by several threads."""

    size: int
    taken: dict[int, str] = field(default_factory=dict)
    deposits: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, swimmer: str) -> int | None:
        """The number of a free locker, which is the swimmer's from now on."""
        for number in range(1, self.size + 1):
            if number not in self.taken:
                self.taken[number] = swimmer
                return number
        return None

    def give_back(self, number: int, swimmer: str) -> bool:
        with self._lock:
            if self.taken.get(number) != swimmer:
                return False
            del self.taken[number]
            return True

    def pay_deposit(self, swimmer: str, cents: int) -> int:
        with self._lock:
            total = self.deposits.get(swimmer, 0) + cents
            self.deposits[swimmer] = total
            return total

    def free(self) -> int:
        """About how many are free, for the screen at the entrance."""
        return self.size - len(self.taken)
