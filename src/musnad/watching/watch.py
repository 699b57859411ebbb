"""The watch: asks what is due, each host at its own pace, and writes what comes into the ledger.

Nothing here waits. `turn` starts what is due and takes in what has come; a clock outside calls it again, every second
in real life, and from one event to the next where a month is played through in minutes.
"""

import datetime as dt
import functools
import hashlib
import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

import msgspec

from musnad.desk import Ledger
from musnad.desk.evidence import Receipt
from musnad.desk.ledger import Waiting, Watched
from musnad.errors import DeskError, FetchError, RefusedError, ReportError, UnreachableError
from musnad.fetching import Answer, Asked, Fetcher, Moved, is_moved, next_address, retry_after, unpacked
from musnad.processes import guarded
from musnad.reading.items import Item, Offer
from musnad.reading.offers import read_offer
from musnad.watching.figures import Figures
from musnad.watching.log import Log
from musnad.watching.manners import Manners
from musnad.watching.patience import after_failure, after_page, next_look
from musnad.watching.queue import Job, Queue
from musnad.watching.receipts import receipt_of
from musnad.watching.sources import WatchSource

_MOST_PARTS = 20
_DESK_REST = dt.timedelta(minutes=1)
_GONE = frozenset((404, 410))
_SECONDS = 120.0
"""The most that taking in one answer may take."""

_LOST = 4
"""So often in a row a moved source is asked in vain before its address in the list is asked again."""


class _Errand(msgspec.Struct, frozen=True):
    """A request under way: for a job, or for the robots.txt that must be known before."""

    job: Job
    address: str
    is_rules: bool


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
        self._manners = Manners(fetcher)
        self._latest: dict[str, bytes] = {}
        self._under_way: dict[Future[Answer], _Errand] = {}
        self._states = {name: ledger.enlist(name, source.address, now()) for name, source in self._sources.items()}
        for state in self._states.values():
            self._queue.put(_look(state), state.due_at)
            self._tell(state)
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
        self._figures.waiting.set(self._queue.pages())
        return self._next(now)

    def is_busy(self) -> bool:
        """Whether requests are under way."""
        return bool(self._under_way)

    def has_news(self, since: dt.datetime) -> bool:
        """Whether a source is still to be looked at that was due by then, or anything that it offered to be fetched."""
        fresh = (job.part or (job.item_id is not None and job.tries == 0) for _, job in self._queue.heads())
        return self.is_busy() or any(due <= since for due, _ in self._queue.heads()) or any(fresh)

    def summary(self, since: dt.datetime) -> dict[str, int]:
        """How many sources answered since a time, how many failed, and how many were not yet due."""
        asked = [state for state in self._states.values() if state.asked_at is not None and state.asked_at >= since]
        failed = sum(state.failures > 0 for state in asked)
        return {"answered": len(asked) - failed, "failed": failed, "not_due": len(self._states) - len(asked)}

    def wait(self, seconds: float) -> None:
        """Until one of the requests under way is done, or so long."""
        wait(self._under_way, seconds, FIRST_COMPLETED)

    def _next(self, now: dt.datetime) -> dt.datetime | None:
        free = ((at, self._manners.free_at(job.address, now)) for at, job in self._queue.heads())
        return min((max(at, when) for at, when in free if when is not None), default=None)

    def _begin(self, job: Job, now: dt.datetime) -> None:
        """Ask for a job, or first for the robots.txt of its host; not while the host is to be left alone."""
        leave = self._manners.leave(job.address, now)
        if leave == "wait":
            return
        if leave == "rules":
            address = self._manners.rules_address(job.address)
            self._send(_Errand(job, address, is_rules=True), Asked(address=address))
            return
        self._queue.take(job)
        if leave == "ask":
            self._send(_Errand(job, job.address, is_rules=False), self._asked(job))
        elif leave == "forbidden":
            self._end(job, RefusedError("the robots.txt of the host forbids it", job.address))
        else:
            pause = self._manners.open_at(job.address, now) - now
            why = f"the robots.txt of its host cannot be had: {self._manners.why_closed(job.address)}"
            self._end(job, UnreachableError(why, job.address), pause)

    def _asked(self, job: Job) -> Asked:
        state = self._states[job.source]
        if job.item_id is not None or job.part or job.steps:
            return Asked(address=job.address)
        return Asked(address=job.address, etag=state.etag, modified=state.modified)

    def _send(self, errand: _Errand, asked: Asked) -> None:
        self._manners.begin(errand.address)
        future: Future[Answer] = Future()
        self._under_way[future] = errand
        # a thread of its own, which does not keep the program from ending: an answer may take a minute
        threading.Thread(target=_get, args=(self._fetcher, asked, future), daemon=True).start()

    def _finish(self, errand: _Errand, future: Future[Answer]) -> None:
        now = self._now()
        outcome = _outcome(future)
        answer = outcome if isinstance(outcome, Answer) else None
        self._figures.bytes.inc(len(answer.body) if answer is not None else 0)
        self._figures.requests.labels(str(answer.status) if answer is not None else type(outcome).__name__).inc()
        if not errand.is_rules:
            self._end(errand.job, outcome)
        elif isinstance(outcome, RefusedError):
            # a host that may not be asked for its rules may not be asked for anything
            self._queue.take(errand.job)
            self._end(errand.job, outcome)
        else:
            self._manners.learn(errand.job.address, outcome, now)
        # last: what was learnt of the host's wishes counts from its first answer on
        self._manners.end(errand.address, answer, now, self._sources[errand.job.source].delay)

    def _end(self, job: Job, outcome: Answer | FetchError, pause: dt.timedelta | None = None) -> None:
        """Take in how a job ended. Where the desk cannot be written to, it is done again later."""
        try:
            if isinstance(outcome, RefusedError):
                self._refused(job, outcome)
            elif isinstance(outcome, FetchError):
                self._failed(job, outcome.reason, pause)
            else:
                fault = guarded(functools.partial(self._answered, job, outcome), _SECONDS, job.address)
                if isinstance(fault, ReportError):
                    self._failed(job, fault.reason)
        except DeskError as fault:
            self._log.warning("not stored", source=job.source, address=job.address, reason=str(fault))
            again = msgspec.structs.replace(job, address=job.first, steps=())
            self._queue.put(again, self._now() + _DESK_REST)

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
        except RefusedError as error:
            self._refused(job, error)
            return
        except UnreachableError as error:
            self._failed(job, error.reason)
            return
        if job.item_id is not None:
            self._ledger.fetched(job.item_id, _receipt(job, answer))
            self._log.info("fetched", source=job.source, address=answer.address, bytes=len(answer.body))
            return
        digest = hashlib.sha256(data).digest()
        # many servers send the same again and again; what an index names is to be looked at even so
        same = self._latest.get(answer.address) == digest
        offer = Offer() if same else read_offer(data, answer.address, self._sources[job.source].links)
        is_more = self._offer(job, answer, offer, kept=True)
        self._latest |= {} if offer.sitemaps or is_more else {answer.address: digest}

    def _offer(self, job: Job, answer: Answer, offer: Offer, *, kept: bool) -> bool:
        """Take in what a source offers, and look again when it is time; whether more is left there."""
        now = self._now()
        source, state = self._sources[job.source], self._states[job.source]
        if not job.part:
            state = self._after_look(job, answer, state, now)
        receipt = _receipt(job, answer) if kept else None
        most = self._limits.new_items
        items = [item for item in offer.items if _is_wanted(item, source)]
        taken = self._ledger.offered(state, items, receipt, pages=source.pages, most=most)
        self._states[job.source] = taken.state
        self._tell(taken.state)
        for item in taken.waiting:
            self._queue.put(_page(item), item.due_at)
        for address in offer.sitemaps[:_MOST_PARTS] if not job.part else ():
            self._queue.put(Job(source=source.name, address=address, first=address, part=True), now)
        if not job.part:
            self._queue.put(_look(state), state.due_at)
        self._log.info("looked", source=source.name, status=answer.status, new=len(taken.waiting))
        return taken.is_more

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
        self._tell(state)
        self._ledger.failed(state)

    def _tell(self, state: Watched) -> None:
        self._figures.failures.labels(state.source).set(state.failures)
        if state.answered_at is not None:
            self._figures.answered.labels(state.source).set(state.answered_at.timestamp())


def _is_wanted(item: Item, source: WatchSource) -> bool:
    """Whether an item is new enough, as far as its source tells its day."""
    day = item.told.published_on() if item.told is not None else None
    return source.since is None or day is None or day >= source.since


def _outcome(future: Future[Answer]) -> Answer | FetchError:
    try:
        return future.result()
    except FetchError as error:
        return error


def _get(fetcher: Fetcher, asked: Asked, future: Future[Answer]) -> None:
    try:
        future.set_result(fetcher.get(asked))
    except FetchError as error:
        future.set_exception(error)
    except Exception as error:  # noqa: BLE001  a fault of ours costs this answer, never the watch
        future.set_exception(UnreachableError(f"Musnad failed on it ({type(error).__name__}: {error})", asked.address))


def _receipt(job: Job, answer: Answer) -> Receipt:
    return receipt_of(answer, job.first, job.steps, job.source)


def _look(state: Watched) -> Job:
    return Job(source=state.source, address=state.address, first=state.address)


def _page(item: Waiting) -> Job:
    return Job(source=item.source, address=item.address, first=item.address, item_id=item.id, tries=item.tries)
