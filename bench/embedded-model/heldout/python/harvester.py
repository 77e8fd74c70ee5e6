import asyncio
import contextlib
import random
import time
from collections import deque
from typing import Any, AsyncIterator, Awaitable, Callable, Optional
from urllib.parse import urljoin, urlsplit

import aiohttp


class QuotaExceeded(Exception):
    pass


class TokenBucket:
    def __init__(self, rate: float, burst: int) -> None:
        self.rate = rate
        self.burst = burst
        self._level = float(burst)
        self._stamp = time.monotonic()

    def _refill(self) -> None:
        now = time.monotonic()
        self._level = min(self.burst, self._level + (now - self._stamp) * self.rate)
        self._stamp = now

    def try_take(self, n: int = 1) -> bool:
        self._refill()
        if self._level < n:
            return False
        self._level -= n
        return True

    async def take(self, n: int = 1) -> None:
        if n > self.burst:
            raise QuotaExceeded(f"{n} tokens never fit into {self.burst}")
        while not self.try_take(n):
            await asyncio.sleep((n - self._level) / self.rate)


async def with_backoff(op: Callable[[], Awaitable[Any]], tries: int = 5, base_s: float = 0.2) -> Any:
    for attempt in range(tries):
        try:
            return await op()
        except (aiohttp.ClientError, asyncio.TimeoutError):
            if attempt == tries - 1:
                raise
            await asyncio.sleep(base_s * 2**attempt * random.random())


async def fetch_html(session: aiohttp.ClientSession, url: str, timeout_s: float = 10) -> Optional[str]:
    async with session.get(url, timeout=timeout_s) as resp:
        if resp.status == 404:
            return None
        resp.raise_for_status()
        return await resp.text()


def same_origin(a: str, b: str) -> bool:
    x, y = urlsplit(a), urlsplit(b)
    return (x.scheme, x.netloc) == (y.scheme, y.netloc)


def strip_fragment(url):
    return url.split("#", 1)[0]


class Frontier:
    def __init__(self, seeds, max_depth=3):
        self._queue = deque((strip_fragment(s), 0) for s in seeds)
        self._seen = {u for u, _ in self._queue}
        self.max_depth = max_depth

    def __bool__(self):
        return bool(self._queue)

    def offer(self, url, depth):
        url = strip_fragment(url)
        if depth > self.max_depth or url in self._seen:
            return False
        self._seen.add(url)
        self._queue.append((url, depth))
        return True

    def pop_next(self):
        return self._queue.popleft()


class Harvester:
    user_agent = "harvester/1.0"

    def __init__(self, frontier: Frontier, *, concurrency: int = 8, on_page: Callable[[str, str], None] | None = None):
        self.frontier = frontier
        self.concurrency = concurrency
        self.on_page = on_page
        self.errors: list[tuple[str, Exception]] = []
        self._bucket = TokenBucket(5, 10)

    async def __aenter__(self):
        self._session = aiohttp.ClientSession(headers={"User-Agent": self.user_agent})
        return self

    async def __aexit__(self, *exc):
        await self._session.close()

    async def crawl(self) -> int:
        pages = 0
        while self.frontier:
            batch = [self.frontier.pop_next() for _ in range(self.concurrency) if self.frontier]
            for done in await asyncio.gather(*(self._visit(u, d) for u, d in batch)):
                pages += done
        return pages

    async def _visit(self, url: str, depth: int) -> bool:
        await self._bucket.take()
        try:
            html = await with_backoff(lambda: fetch_html(self._session, url))
        except Exception as exc:
            self.errors.append((url, exc))
            return False
        if html is None:
            return False
        if self.on_page:
            self.on_page(url, html)
        for href in self.hrefs(html):
            self.frontier.offer(urljoin(url, href), depth + 1)
        return True

    def hrefs(self, html: str) -> list[str]:
        parts = html.split('href="')[1:]
        return [part.split('"', 1)[0] for part in parts]


async def drain(queue: asyncio.Queue, max_items: int | None = None) -> AsyncIterator[Any]:
    taken = 0
    while not queue.empty() and (max_items is None or taken < max_items):
        yield queue.get_nowait()
        queue.task_done()
        taken += 1


async def race(*aws: Awaitable[Any]) -> Any:
    tasks = [asyncio.ensure_future(a) for a in aws]
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    return done.pop().result()


async def heartbeat(send: Callable[[bytes], Awaitable[None]], every_s: float, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await send(b"\x00")
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(stop.wait(), every_s)
