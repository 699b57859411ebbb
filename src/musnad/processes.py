"""Work on many things on all cores, in order, in bounded memory.

Results come in the order of the items. Whatever is wrong with one item, even one that kills its worker
process or never ends, costs that item alone.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from types import FrameType
from typing import TypeVar

from musnad.errors import ReportError

CHUNKS_PER_JOB = 3
DIED = "the process that worked on it died; please send us this report"

Item = TypeVar("Item")
Sent = TypeVar("Sent")
Made = TypeVar("Made")
Work = Callable[[list[Sent]], list[Made | ReportError]]

# What a fault in pure code raises. Such a fault costs the report it happens on, never the run. Not
# MemoryError or KeyboardInterrupt: those are about the machine and the user, and end it.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def map_in_order(
    chunks: Iterable[Sequence[Item]], work: "Work[Sent, Made]", sent: Callable[[Item], Sent | None], jobs: int
) -> Iterator[tuple[Item, Made | ReportError | None]]:
    """What `work` makes of each item, with the item, on `jobs` processes that get a chunk at a time.

    `sent` is what of an item goes to the workers; for None the item needs no work, and comes back with None
    in its place. `work`, which must pickle, gives one result for each thing sent. No more than
    `CHUNKS_PER_JOB` chunks for each process are under way at once.

    Workers import the program that calls this: its own work must stand under `if __name__ == "__main__":`.
    """
    in_flight: deque[tuple[Sequence[Item], list[Sent], Future[list[Made | ReportError]] | None]] = deque()
    with ExitStack() as pools:
        pool = _start_pool(pools, jobs)
        for chunk in chunks:
            given = [thing for item in chunk if (thing := sent(item)) is not None]
            future = None
            if given:
                try:
                    future = pool.submit(work, given)
                except BrokenProcessPool:
                    pool = _start_pool(pools, jobs)
                    future = pool.submit(work, given)
            in_flight.append((chunk, given, future))
            if len(in_flight) >= jobs * CHUNKS_PER_JOB:
                yield from _results(*in_flight.popleft(), work, sent)
        while in_flight:
            yield from _results(*in_flight.popleft(), work, sent)


def guarded(work: Callable[[], Made], seconds: float, source: str) -> Made | ReportError:
    """What `work` gives, or the error in its place: its own `ReportError`, a fault in code, or too much time.

    `seconds` is the most it may take, where the system has alarms; `source` names the item in the error.
    """
    try:
        with _time_limit(seconds):
            return work()
    except ReportError as error:
        return error
    except _TooLongError:
        return ReportError(f"given up after {seconds:g} seconds; please send us this report", source)
    except _FAULTS as error:
        return ReportError(f"Musnad failed on it ({_fault(error)}); please send us this report", source)


def _results(
    chunk: Sequence[Item],
    given: list[Sent],
    future: Future[list[Made | ReportError]] | None,
    work: "Work[Sent, Made]",
    sent: Callable[[Item], Sent | None],
) -> Iterator[tuple[Item, Made | ReportError | None]]:
    outcomes: list[Made | ReportError] = []
    try:
        outcomes = future.result() if future is not None else []
    except BrokenProcessPool:
        # Some item in flight killed its worker, and all that was in flight with it is lost. Which one
        # it was shows only one at a time.
        outcomes = _one_by_one(given, work)
    made = iter(outcomes)
    for item in chunk:
        yield item, None if sent(item) is None else next(made)


def _one_by_one(given: list[Sent], work: "Work[Sent, Made]") -> list[Made | ReportError]:
    """Work in one process after another, as often as one of the items kills its process."""
    outcomes: list[Made | ReportError] = []
    while len(outcomes) < len(given):
        with start_pool(1) as pool:
            while len(outcomes) < len(given):
                try:
                    outcomes += pool.submit(work, [given[len(outcomes)]]).result()
                except BrokenProcessPool:
                    outcomes.append(ReportError(DIED, "-"))
                    break
    return outcomes


def _start_pool(pools: ExitStack, jobs: int) -> ProcessPoolExecutor:
    pool = start_pool(jobs)
    pools.callback(pool.shutdown, wait=True, cancel_futures=True)
    return pool


def start_pool(jobs: int) -> ProcessPoolExecutor:
    """Worker processes that leave Ctrl-C to this process and end with it."""
    # "spawn" works the same on every system, and is safe beside the threads of a progress bar
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A parent that is killed outright cannot tell its workers, which would wait for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


class _TooLongError(Exception):
    """The time limit of one item is over."""


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise `_TooLongError` in the block when it takes too long; where the system has alarms for that."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def _fault(error: Exception) -> str:
    """The kind of a fault and the line of code it came from."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    return f"{type(error).__name__}{where}"
