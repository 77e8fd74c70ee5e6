import pickle
import threading
import time
import weakref
from collections import OrderedDict
from contextlib import contextmanager
from typing import Callable, Generic, Hashable, MutableMapping, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_MISSING = object()


class EvictedError(KeyError):
    pass


class LruShelf(MutableMapping[K, V], Generic[K, V]):
    def __init__(self, capacity: int, ttl: float | None = None, clock: Callable[[], float] = time.monotonic):
        if capacity < 1:
            raise ValueError("capacity")
        self.capacity = capacity
        self.ttl = ttl
        self.clock = clock
        self.hits = self.misses = 0
        self._slots: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._lock = threading.RLock()

    def __getitem__(self, key: K) -> V:
        with self._lock:
            stored_at, value = self._slots[key]
            if self._is_stale(stored_at):
                del self._slots[key]
                self.misses += 1
                raise EvictedError(key)
            self._slots.move_to_end(key)
            self.hits += 1
            return value

    def __setitem__(self, key: K, value: V) -> None:
        with self._lock:
            self._slots[key] = (self.clock(), value)
            self._slots.move_to_end(key)
            while len(self._slots) > self.capacity:
                self._slots.popitem(last=False)

    def __delitem__(self, key: K) -> None:
        with self._lock:
            del self._slots[key]

    def __iter__(self):
        return iter(list(self._slots))

    def __len__(self):
        return len(self._slots)

    def __repr__(self):
        return f"<LruShelf {len(self)}/{self.capacity} hit rate {self.hit_ratio:.0%}>"

    def _is_stale(self, stored_at):
        return self.ttl is not None and self.clock() - stored_at > self.ttl

    @property
    def hit_ratio(self) -> float:
        asked = self.hits + self.misses
        return self.hits / asked if asked else 0.0

    def get_or_compute(self, key: K, compute: Callable[[K], V]) -> V:
        value = self.get(key, _MISSING)
        if value is _MISSING:
            value = compute(key)
            self[key] = value
        return value

    def purge_stale(self) -> int:
        with self._lock:
            stale = [k for k, (at, _) in self._slots.items() if self._is_stale(at)]
            for k in stale:
                del self._slots[k]
            return len(stale)

    def resize(self, capacity):
        self.capacity = capacity
        with self._lock:
            while len(self._slots) > capacity:
                self._slots.popitem(last=False)

    @contextmanager
    def frozen(self):
        self._lock.acquire()
        try:
            yield dict((k, v) for k, (_, v) in self._slots.items())
        finally:
            self._lock.release()

    def dump(self, fh):
        pickle.dump({"capacity": self.capacity, "items": list(self._slots.items())}, fh)

    @classmethod
    def load(cls, fh, **overrides):
        raw = pickle.load(fh)
        shelf = cls(raw["capacity"], **overrides)
        shelf._slots.update(raw["items"])
        return shelf


def memo_by(keyfn, maxsize=256):
    def deco(fn):
        shelf = LruShelf(maxsize)

        def wrapper(*a, **k):
            return shelf.get_or_compute(keyfn(*a, **k), lambda _: fn(*a, **k))

        wrapper.shelf = shelf
        return wrapper

    return deco


class WeakPool:
    def __init__(self, factory):
        self.factory = factory
        self._alive = weakref.WeakValueDictionary()

    def lease(self, key):
        obj = self._alive.get(key)
        if obj is None:
            obj = self.factory(key)
            self._alive[key] = obj
        return obj

    def survivors(self):
        return sorted(self._alive.keys())
