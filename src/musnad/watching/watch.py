"""The watch: asks what is due, each host at its own pace, and writes what comes into the ledger.

Nothing here waits. `turn` starts what is due and takes in what has come; a clock outside calls it again, every second
in real life, and from one event to the next where a month is played through in minutes.
"""

import datetime as dt
import hashlib
import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

import msgspec

from musnad.desk import Ledger
from musnad.desk.ledger import Waiting, Watched
from musnad.errors import DeskError, FetchError, RefusedError, ReportError, UnreachableError
from musnad.fetching import (
    Answer,
    Asked,
    Fetcher,
    Moved,
    Pace,
    Robots,
    is_moved,
    next_address,
    retry_after,
    robots_address,
    unpacked,
)
from musnad.reading.items import Offer
from musnad.reading.offers import read_offer
from musnad.watching.figures import Figures
from musnad.watching.log import Log
from musnad.watching.patience import after_failure, after_page, next_look
from musnad.watching.queue import Job, Queue
from musnad.watching.receipts import receipt_of
from musnad.watching.sources import WatchSource

_MOST_PARTS = 20
_DESK_REST = dt.timedelta(minutes=1)
_GONE = frozenset((404, 410))
_LATER = frozenset((408, 425, 429))
_LOST = 4
"""So often in a row a moved source is asked in vain before its address in the list is asked again."""


class _Errand(msgspec.Struct, frozen=True):
    """A request under way: for a job, or for the robots.txt that must be known before."""

    job: Job
    address: str
    is_robots: bool


class Watch:
    """Follows sources. Every method must be called from one thread at a time.

    Args:
        sources: what is watched.
        ledger: what is known of them, and where what they offer is written.
        fetcher: how they are asked.
        now: the clock, in UTC.
        log: told of what happens, one line each.
        figures: counted up.
        chance: for the jitter of times, so that not all sources are asked in one moment.
    """

    def __init__(
        self,
        sources: Sequence[WatchSource],
        ledger: Ledger,
        fetcher: Fetcher,
        now: Callable[[], dt.datetime],
        log: Log,
        figures: Figures,
        chance: random.Random,
    ) -> None:
        self._sources = {source.name: source for source in sources}
        self._ledger = ledger
        self._fetcher = fetcher
        self._limits = fetcher.limits
        self._now = now
        self._log = log
        self._figures = figures
        self._chance = chance
        self._queue = Queue()
        self._pace = Pace(dt.timedelta(seconds=self._limits.delay_seconds))
        self._robots = Robots(fetcher.agent, dt.timedelta(seconds=self._limits.longest_delay_seconds))
        self._robots_moved: dict[str, tuple[Moved, ...]] = {}
        self._latest: dict[str, bytes] = {}
        self._under_way: dict[Future[Answer], _Errand] = {}
        self._states = {name: ledger.enlist(name, source.address, now()) for name, source in self._sources.items()}
        for state in self._states.values():
            self._queue.put(_look(state), state.due_at)
        for item in ledger.waiting():
            if item.source in self._sources:
                self._queue.put(_page(item), item.due_at)

    def turn(self) -> dt.datetime | None:
        """Take in what has come, start what is due; when there is more to do, or None while all is under way."""
        for future in [future for future in self._under_way if future.done()]:
            self._finish(self._under_way.pop(future), future)
        now = self._now()
        for at, job in self._queue.heads():
            if at <= now and len(self._under_way) < self._limits.at_once:
                self._begin(job, now)
        self._figures.waiting.set(len(self._queue))
        self._figures.failing.set(sum(state.failures > 0 for state in self._states.values()))
        return self._next(now)

    def is_busy(self) -> bool:
        """Whether requests are under way."""
        return bool(self._under_way)

    def has_news(self, since: dt.datetime) -> bool:
        """Whether a source is still to be looked at that was due by then, or anything that it offered to be fetched."""
        fresh = (job.part or (job.item_id is not None and job.tries == 0) for _, job in self._queue.heads())
        return self.is_busy() or any(due <= since for due, _ in self._queue.heads()) or any(fresh)

    def wait(self, seconds: float) -> None:
        """Until one of the requests under way is done, or so long."""
        wait(self._under_way, seconds, FIRST_COMPLETED)

    def _next(self, now: dt.datetime) -> dt.datetime | None:
        free = ((at, self._pace.free_at(job.address, now)) for at, job in self._queue.heads())
        return min((max(at, when) for at, when in free if when is not None), default=None)

    def _begin(self, job: Job, now: dt.datetime) -> None:
        """Ask for a job, or first for the robots.txt of its host; not while the host is to be left alone."""
        known = self._robots.is_known(job.address, now)
        address = job.address if known else self._robots_place(job.address)
        if self._pace.free_at(address, now) != now:
            return
        if not known:
            self._send(_Errand(job, address, is_robots=True), Asked(address=address))
            return
        self._queue.take(job)
        if self._robots.is_closed(job.address):
            self._closed(job, now)
        elif not self._robots.allows(job.address):
            self._refused(job, RefusedError("the robots.txt of the host forbids it", job.address))
        else:
            self._send(_Errand(job, job.address, is_robots=False), self._asked(job))

    def _asked(self, job: Job) -> Asked:
        state = self._states[job.source]
        if job.item_id is not None or job.part or job.steps:
            return Asked(address=job.address)
        return Asked(address=job.address, etag=state.etag, modified=state.modified)

    def _send(self, errand: _Errand, asked: Asked) -> None:
        self._pace.begin(errand.address)
        future: Future[Answer] = Future()
        self._under_way[future] = errand
        # a thread of its own, which does not keep the program from ending: an answer may take a minute
        threading.Thread(target=_get, args=(self._fetcher, asked, future), daemon=True).start()

    def _finish(self, errand: _Errand, future: Future[Answer]) -> None:
        now = self._now()
        answer: Answer | None = None
        error: FetchError | None = None
        try:
            answer = future.result()
        except FetchError as fault:
            error = fault
        if answer is not None:
            self._figures.bytes.inc(len(answer.body))
            pause = retry_after(answer)
            if pause is not None and (answer.status == 503 or answer.status in _LATER):
                self._pace.put_off(errand.address, now + pause)
        self._figures.requests.labels(str(answer.status) if answer is not None else type(error).__name__).inc()
        if errand.is_robots and not isinstance(error, RefusedError):
            self._learn(errand, answer, now)
        elif errand.is_robots:
            # a host that may not be asked for its rules may not be asked for anything
            self._queue.take(errand.job)
            self._write_down(errand.job, answer, error)
        else:
            self._write_down(errand.job, answer, error)
        # last: what was learnt of the host's wishes counts from its first answer on
        source = self._sources[errand.job.source]
        wishes = [delay for delay in (self._robots.delay(errand.address), source.delay) if delay is not None]
        self._pace.end(errand.address, now, max(wishes, default=None))

    def _write_down(self, job: Job, answer: Answer | None, error: FetchError | None) -> None:
        """Take in how a job ended; where the desk cannot be written to, it is done again later."""
        try:
            if answer is not None:
                self._answered(job, answer)
            elif isinstance(error, RefusedError):
                self._refused(job, error)
            elif error is not None:
                self._failed(job, error.reason)
        except DeskError as fault:
            self._log.warning("not stored", source=job.source, address=job.address, reason=str(fault))
            again = msgspec.structs.replace(job, address=job.first, steps=())
            self._queue.put(again, self._now() + _DESK_REST)

    # robots.txt

    def _robots_place(self, address: str) -> str:
        moved = self._robots_moved.get(robots_address(address))
        return moved[-1].address if moved else robots_address(address)

    def _learn(self, errand: _Errand, answer: Answer | None, now: dt.datetime) -> None:
        wanted, home = errand.job.address, robots_address(errand.job.address)
        moved = self._robots_moved.pop(home, ())
        if answer is None:
            self._robots.miss(wanted, now)
        elif is_moved(answer) and len(moved) < self._limits.redirects:
            try:
                self._robots_moved[home] = (*moved, Moved(next_address(answer), answer.status))
            except UnreachableError:
                self._robots.learn(wanted, 404, b"", now)
        else:
            status = 404 if is_moved(answer) else answer.status
            self._robots.learn(wanted, status, self._robots_text(answer), now)

    def _robots_text(self, answer: Answer) -> bytes:
        try:
            return unpacked(answer, self._limits.page_bytes)[: self._limits.robots_bytes]
        except FetchError:
            return b""

    def _closed(self, job: Job, now: dt.datetime) -> None:
        pause = (self._robots.fresh_until(job.address) or now) - now
        self._failed(job, "its robots.txt cannot be had", pause)

    # answers

    def _answered(self, job: Job, answer: Answer) -> None:
        if is_moved(answer):
            self._moved(job, answer)
        elif answer.status == 304:
            self._offer(job, answer, Offer(), kept=False)
        elif answer.status in _GONE and job.item_id is not None:
            self._refused(job, RefusedError(f"status {answer.status}", job.address))
        elif not 200 <= answer.status < 300:
            self._failed(job, f"status {answer.status}", retry_after(answer))
        else:
            self._taken(job, answer)

    def _moved(self, job: Job, answer: Answer) -> None:
        if len(job.steps) >= self._limits.redirects:
            self._refused(job, RefusedError(f"more than {self._limits.redirects} redirects", job.first))
            return
        try:
            address = next_address(answer)
        except UnreachableError as error:
            self._failed(job, error.reason)
            return
        steps = (*job.steps, Moved(job.address, answer.status))
        self._queue.put(msgspec.structs.replace(job, address=address, steps=steps), self._now())

    def _taken(self, job: Job, answer: Answer) -> None:
        """Keep a page, or take in what a source offers."""
        try:
            data = unpacked(answer, self._limits.page_bytes)
            if job.item_id is not None:
                self._ledger.fetched(job.item_id, receipt_of(job, answer))
                self._log.info("fetched", source=job.source, address=answer.address, bytes=len(answer.body))
                return
            digest = hashlib.sha256(data).digest()
            # many servers send the same again and again; what an index names is to be looked at even so
            same = self._latest.get(answer.address) == digest
            offer = Offer() if same else read_offer(data, answer.address, self._sources[job.source].links)
        except RefusedError as error:
            self._refused(job, error)
        except UnreachableError as error:
            self._failed(job, error.reason)
        except ReportError as error:
            self._failed(job, error.reason)
        else:
            self._offer(job, answer, offer, kept=True)
            self._latest |= {} if offer.sitemaps else {answer.address: digest}

    def _offer(self, job: Job, answer: Answer, offer: Offer, *, kept: bool) -> None:
        """Take in what a source offers, and look again when it is time."""
        now = self._now()
        source, state = self._sources[job.source], self._states[job.source]
        if not job.part:
            state = self._after_look(job, answer, state, now)
        receipt = receipt_of(job, answer) if kept else None
        waiting = self._ledger.offered(state, offer.items, receipt, pages=source.pages)
        self._states[job.source] = state
        for item in waiting:
            self._queue.put(_page(item), item.due_at)
        for address in offer.sitemaps[:_MOST_PARTS] if not job.part else ():
            self._queue.put(Job(source=source.name, address=address, first=address, part=True), now)
        if not job.part:
            self._queue.put(_look(state), state.due_at)
        self._log.info("looked", source=source.name, status=answer.status, new=len(waiting))

    def _after_look(self, job: Job, answer: Answer, state: Watched, now: dt.datetime) -> Watched:
        """The source after an answer that can be used."""
        source = self._sources[job.source]
        unchanged = answer.status == 304
        lasting = bool(job.steps) and all(step.status in {301, 308} for step in job.steps)
        return msgspec.structs.replace(
            state,
            address=answer.address if lasting else state.address,
            etag=state.etag if unchanged else answer.header("etag"),
            modified=state.modified if unchanged else answer.header("last-modified"),
            due_at=next_look(now, source.every, self._chance),
            asked_at=now,
            answered_at=now,
            failures=0,
            error=None,
        )

    # failures

    def _failed(self, job: Job, reason: str, pause: dt.timedelta | None = None) -> None:
        """There was no answer that can be used: another time."""
        now = self._now()
        self._log.warning("failed", source=job.source, address=job.address, reason=reason)
        if job.item_id is None:
            if not job.part:
                self._missed(job, reason, pause)
            return
        if job.tries + 1 >= self._limits.tries:
            self._ledger.give_up(job.item_id, reason)
            return
        due = now + max(after_page(job.tries + 1, self._chance), pause or dt.timedelta())
        item = Waiting(job.item_id, job.source, job.first, due, job.tries + 1)
        self._ledger.put_off(item)
        self._queue.put(_page(item), due)

    def _missed(self, job: Job, reason: str, pause: dt.timedelta | None) -> None:
        """A source gave no answer that can be used."""
        state, source = self._states[job.source], self._sources[job.source]
        failures = state.failures + 1
        rest = max(after_failure(failures, source.every, self._chance), pause or dt.timedelta())
        lost = failures >= _LOST and state.address != source.address
        address = source.address if lost else state.address
        now = self._now()
        # an answer that could not be used must come whole the next time
        state = msgspec.structs.replace(state, address=address, etag=None, modified=None)
        self._write(state, failures=failures, error=reason, due_at=now + rest, asked_at=now)
        self._queue.put(_look(self._states[job.source]), now + rest)

    def _refused(self, job: Job, error: RefusedError) -> None:
        """It may not be asked for: what the source told of an item stands in."""
        self._log.warning("refused", source=job.source, address=job.address, reason=error.reason)
        if job.item_id is not None:
            self._ledger.give_up(job.item_id, error.reason)
        elif not job.part:
            self._missed(job, error.reason, dt.timedelta(hours=6))

    def _write(self, state: Watched, **changes: object) -> None:
        state = msgspec.structs.replace(state, **changes)
        self._states[state.source] = state
        self._ledger.failed(state)


def _get(fetcher: Fetcher, asked: Asked, future: Future[Answer]) -> None:
    try:
        future.set_result(fetcher.get(asked))
    except FetchError as error:
        future.set_exception(error)
    except Exception as error:  # noqa: BLE001  a fault of ours costs this answer, never the watch
        future.set_exception(UnreachableError(f"Musnad failed on it ({type(error).__name__}: {error})", asked.address))


def _look(state: Watched) -> Job:
    return Job(source=state.source, address=state.address, first=state.address)


def _page(item: Waiting) -> Job:
    return Job(source=item.source, address=item.address, first=item.address, item_id=item.id, tries=item.tries)
