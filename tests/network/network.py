"""The network: sixty outlets served on loopback by one thread, and what they saw."""

import asyncio
import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import yaml
from protego import Protego
from tests.network.certificate import unknown_certificate
from tests.network.outlets import Clock, Outlet, Ports, outlets_of
from tests.network.pages import robots
from tests.network.records import Reply, Request, Story
from tests.network.site import Ask, Site
from tests.network.wire import Conversation

_LOOPBACK = "127.0.0.1"
_LOOK_AT_CLOCK = 0.01
_WAITING = 256


class Network:
    """Real HTTP servers on loopback that play outlets; all they say follows from `seed` and `now()`.

    Args:
        now: the clock that the network shares with its reader; aware.
        begins: its first moment; the days of faults are counted from it.
        seed: of the news and their times.
        outlets: how many of the table (`tests/network/table.py`); more than it has repeat it.
        stories_a_day: of each outlet.

    To be entered: ports, and so addresses, are known only then.
    """

    def __init__(
        self, *, now: Clock, begins: dt.datetime, seed: int = 5, outlets: int = 60, stories_a_day: float = 3.0
    ) -> None:
        self.requests: list[Request] = []
        self.outlets: list[Outlet] = outlets_of(outlets, begins, seed, stories_a_day)
        self._now = now
        self._sites = {outlet.host: Site(outlet, now) for outlet in self.outlets}
        self._rules = {outlet.host: Protego.parse(robots(outlet) or "") for outlet in self.outlets}
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread
        self._own_errors: list[BaseException] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._open: dict[str, set[Conversation]] = {outlet.host: set() for outlet in self.outlets}

    def __enter__(self) -> Self:
        wants_tls = [one for one in self.outlets if one.has("tls-pages") or one.has("tls-all")]
        context = unknown_certificate([outlet.host for outlet in wants_tls])
        starts: list[Callable[[], Any]] = []
        for outlet in self.outlets:
            listening = _bound()
            port = listening.getsockname()[1]
            outlet.listen(Ports(port))
            starts.append(partial(self._serve, outlet, listening, None))
            if context is not None and outlet in wants_tls:
                secure = _bound()
                outlet.listen(Ports(port, secure.getsockname()[1]))
                starts.append(partial(self._serve, outlet, secure, context))
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._note)
        self._thread = threading.Thread(target=self._loop.run_forever, name="network", daemon=True)
        self._thread.start()
        for start in starts:
            asyncio.run_coroutine_threadsafe(start(), self._loop).result(timeout=10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()
        if self._own_errors and error is None:
            raise RuntimeError("the network itself failed") from self._own_errors[0]

    def resolve(self, host: str) -> list[str]:
        """The IP addresses of a host, as a name server of this network gives them.

        Raises:
            OSError: no such host (`socket.gaierror`).
        """
        with contextlib.suppress(ValueError):
            return [str(ipaddress.ip_address(host))]
        first, _, rest = host.partition(".")
        if host in self._sites or (first in {"www", "m"} and rest in self._sites):
            return [_LOOPBACK]
        inside = {"inside": "10.0.0.1", "meta": "169.254.169.254"}.get(first)
        if inside is not None and rest in self._sites:
            return [inside]
        raise socket.gaierror(socket.EAI_NONAME, f"no host {host} in this network")

    def sources(self) -> list[dict[str, str]]:
        """The entries of `sources.yaml`: one for each outlet, and one for each section of an outlet with sections."""
        entries = []
        for outlet in self.outlets:
            site = self._sites[outlet.host]
            paths = site.feed_paths()
            key = {"sitemap": "sitemap", "sitemap-index": "sitemap", "listing": "listing"}.get(outlet.row.form, "feed")
            for number, path in enumerate(paths, start=1):
                name = outlet.name if len(paths) == 1 else f"{outlet.name} {number}"
                entry = {"name": name, key: outlet.base() + path, "every": outlet.row.every}
                entries.append(entry | ({"links": r"/news/\d+"} if key == "listing" else {}))
        return entries

    def write_sources(self, path: Path) -> None:
        """Write `sources.yaml`."""
        said = yaml.safe_dump({"sources": self.sources()}, allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(said, "utf-8")

    def truth(self, until: dt.datetime) -> list[Story]:
        """Every story that a faultless reader holds, once, by a time."""
        return [story for outlet in self.outlets for story in outlet.truth(until)]

    def forbidden_requests(self) -> list[Request]:
        """Requests for what the outlet's robots.txt forbids to the agent that asked."""
        return [one for one in self.requests if not self._allowed(one)]

    def trespasses(self) -> list[Request]:
        """Requests that a reader makes only where it follows links to addresses inside."""
        return [one for one in self.requests if one.path.startswith("/admin") or not one.host.endswith(".example")]

    def early_requests(self) -> list[Request]:
        """Requests before the time that a 429 had asked to wait for."""
        return [one for one in self.requests if one.early]

    def crawl_delay(self, host: str) -> float | None:
        """The seconds between requests that the host's robots.txt asks of all, or None."""
        delay = self._rules[self._outlet_host(host)].crawl_delay("*")
        return None if delay is None else float(delay)

    def _allowed(self, one: Request) -> bool:
        if one.path == "/robots.txt":
            return True
        return bool(self._rules[one.outlet].can_fetch(f"http://{one.outlet}{one.path}", one.agent))

    def _note(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Keep what went wrong in the network's own code; clients may hang up and refuse as they like."""
        error = context.get("exception")
        if isinstance(error, BaseException) and not isinstance(error, OSError):
            self._own_errors.append(error)

    def _outlet_host(self, host: str) -> str:
        return host if host in self._sites else host.partition(".")[2]

    def _answer(self, site: Site, ask: Ask) -> Reply | None:
        at = self._now()
        dead_from = site.outlet.dead_from
        reply = None if dead_from is not None and at >= dead_from else site.answer(ask)
        silent = reply is None or reply.manner in {"hang", "drip-head"}
        self.requests.append(
            Request(
                outlet=site.outlet.host,
                host=ask.headers.get("host", "").rpartition(":")[0] or ask.headers.get("host", ""),
                path=ask.target,
                at=at,
                status=0 if silent or reply is None else reply.status,
                agent=ask.headers.get("user-agent", ""),
                conditional=ask.conditional,
                early=reply is not None and reply.early,
            )
        )
        return reply

    async def _serve(self, outlet: Outlet, listening: socket.socket, context: ssl.SSLContext | None) -> None:
        answer = partial(self._answer, self._sites[outlet.host])
        open_ones = self._open[outlet.host]
        make = partial(Conversation, answer, open_ones, tls=context is not None)
        server = await self._loop.create_server(make, sock=listening, ssl=context, backlog=_WAITING)
        self._tasks.append(asyncio.ensure_future(self._until_dead(outlet, server)))

    async def _until_dead(self, outlet: Outlet, server: asyncio.Server) -> None:
        """Close the server when its outlet dies, or the network stops."""
        try:
            while outlet.dead_from is None or self._now() < outlet.dead_from:
                await asyncio.sleep(_LOOK_AT_CLOCK if outlet.dead_from is not None else 3600)
        finally:
            server.close()
            for one in list(self._open[outlet.host]):
                one.abort()

    async def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(_LOOK_AT_CLOCK)  # aborted connections are closed on the loop's next turns


def _bound() -> socket.socket:
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    one.bind((_LOOPBACK, 0))
    return one
