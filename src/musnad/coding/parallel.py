"""Coding many reports on all cores, in order, in bounded memory.

Results come in the order of the inputs and are the same for any number of jobs. Whatever is wrong with
one report, even one that kills its worker process, becomes a `ReportError` for that report; the others
are coded.
"""

import functools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from multiprocessing.connection import wait
from pathlib import Path
from types import FrameType

import msgspec

from musnad.coding.pipeline import Knowledge, code_report, load_knowledge
from musnad.errors import ReportError
from musnad.records import CodedReport, Report

SMALL = 48
"""Up to so many reports are coded in this process: starting workers would take longer."""
CHUNK_REPORTS = 16
CHUNK_LETTERS = 200_000
CHUNKS_PER_JOB = 3

# What a fault in pure code raises. Such a fault costs the report it happens on, never the run. Not
# MemoryError or KeyboardInterrupt: those are about the machine and the user, and end it.
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


class Input(msgspec.Struct, frozen=True):
    """A report to be coded, and where it came from.

    `source` and `line` name the file (and the line in it) for messages. `offset` is how many bytes of all
    input were read up to and with it, for progress. `raw` is the page it was read from, where that is
    kept.
    """

    report: Report
    source: str
    line: int | None = None
    offset: int = 0
    raw: bytes | None = None


class Coded(msgspec.Struct, frozen=True):
    """An input and its events."""

    input: Input
    coded: CodedReport


Chunk = tuple[Input | ReportError, ...]
Outcome = CodedReport | ReportError
Coder = Callable[[Report, Knowledge], CodedReport]


class Task(msgspec.Struct, frozen=True):
    """What a worker is sent to do. The knowledge is loaded once in each worker, not sent."""

    coder: Coder
    extra_places: Path | None
    seconds: float
    model: bool

    def __call__(self, reports: list[Report]) -> list[Outcome]:
        """Code some reports, here and now."""
        knowledge = _knowledge(self.extra_places, self.model)
        return [_code_one(report, knowledge, self) for report in reports]


def code_stream(
    inputs: Iterable[Input | ReportError],
    jobs: int,
    extra_places: Path | None = None,
    coder: Coder = code_report,
    seconds: float = 60.0,
    *,
    model: bool = True,
) -> Iterator[Coded | ReportError]:
    """Code `inputs` on `jobs` processes. One result for each input, in their order.

    An input that is already an error is handed on in its place. `extra_places` is the user's own
    gazetteer and `model` whether the encoder reads too, as for `load_knowledge`. `coder`, a function at the
    top of its module, codes one report; one that takes more than `seconds` is given up.

    Workers import the program that calls this: its own work must stand under `if __name__ == "__main__":`.

    Raises:
        KnowledgeError: a data file is malformed; nothing can be coded.
    """
    task = Task(coder, extra_places, seconds, model)
    stream = iter(inputs)
    head = list(islice(stream, SMALL + 1))
    if jobs <= 1 or len(head) <= SMALL:
        for item in chain(head, stream):
            yield item if isinstance(item, ReportError) else _placed(item, *task([item.report]))
        return
    yield from _code_on_workers(_chunks(chain(head, stream)), jobs, task)


def _code_on_workers(chunks: Iterator[Chunk], jobs: int, task: Task) -> Iterator[Coded | ReportError]:
    """Keep some chunks in flight for each worker; hand results on in order."""
    in_flight: deque[tuple[Chunk, Future[list[Outcome]]]] = deque()
    with ExitStack() as pools:
        pool = _start_pool(pools, jobs)
        for chunk in chunks:
            try:
                future = pool.submit(task, _reports(chunk))
            except BrokenProcessPool:
                pool = _start_pool(pools, jobs)
                future = pool.submit(task, _reports(chunk))
            in_flight.append((chunk, future))
            if len(in_flight) >= jobs * CHUNKS_PER_JOB:
                yield from _results(*in_flight.popleft(), task)
        while in_flight:
            yield from _results(*in_flight.popleft(), task)


def _results(chunk: Chunk, future: Future[list[Outcome]], task: Task) -> Iterator[Coded | ReportError]:
    try:
        outcomes = future.result()
    except BrokenProcessPool:
        # Some report in flight killed its worker, and all that was in flight with it is lost. Which one
        # it was shows only one at a time.
        outcomes = _code_one_by_one(_reports(chunk), task)
    coded = iter(outcomes)
    for item in chunk:
        yield item if isinstance(item, ReportError) else _placed(item, next(coded))


def _code_one_by_one(reports: list[Report], task: Task) -> list[Outcome]:
    """Code reports in one process after another, as often as one of them kills its process."""
    outcomes: list[Outcome] = []
    while len(outcomes) < len(reports):
        with _pool(1) as pool:
            while len(outcomes) < len(reports):
                report = reports[len(outcomes)]
                try:
                    outcomes += pool.submit(task, [report]).result()
                except BrokenProcessPool:
                    reason = "the process that coded it died; please send us this report"
                    outcomes.append(ReportError(reason, report.id))
                    break
    return outcomes


def _start_pool(pools: ExitStack, jobs: int) -> ProcessPoolExecutor:
    pool = _pool(jobs)
    pools.callback(pool.shutdown, wait=True, cancel_futures=True)
    return pool


def _pool(jobs: int) -> ProcessPoolExecutor:
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


@functools.cache
def _knowledge(extra_places: Path | None, model: bool) -> Knowledge:
    return load_knowledge(extra_places, model=model)


def _code_one(report: Report, knowledge: Knowledge, task: Task) -> Outcome:
    try:
        with _time_limit(task.seconds):
            return task.coder(report, knowledge)
    except ReportError as error:
        return error
    except _TooLongError:
        return ReportError(f"given up after {task.seconds:g} seconds; please send us this report", report.id)
    except _FAULTS as error:
        return ReportError(f"Musnad failed on it ({_fault(error)}); please send us this report", report.id)


class _TooLongError(Exception):
    """The time limit of one report is over."""


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


def _placed(item: Input, outcome: Outcome) -> Coded | ReportError:
    """An outcome with its input; an error names the input's file and line."""
    if isinstance(outcome, ReportError):
        return ReportError(f"report {item.report.id}: {outcome.reason}", item.source, item.line)
    return Coded(item, outcome)


def _reports(chunk: Chunk) -> list[Report]:
    return [item.report for item in chunk if not isinstance(item, ReportError)]


def _chunks(items: Iterable[Input | ReportError]) -> Iterator[Chunk]:
    """Cut a stream into pieces that are neither too many to wait for nor too large to send."""
    chunk: list[Input | ReportError] = []
    letters = 0
    for item in items:
        chunk.append(item)
        letters += 0 if isinstance(item, ReportError) else len(item.report.text)
        if len(chunk) >= CHUNK_REPORTS or letters >= CHUNK_LETTERS:
            yield tuple(chunk)
            chunk, letters = [], 0
    if chunk:
        yield tuple(chunk)
