"""Coding many reports on all cores, in order, in bounded memory.

Results come in the order of the inputs and are the same for any number of jobs. Whatever is wrong with
one report, even one that kills its worker process, becomes a `ReportError` for that report; the others
are coded.
"""

import functools
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import msgspec

from musnad.coding.pipeline import Knowledge, code_report, load_knowledge
from musnad.errors import ReportError
from musnad.processes import guarded, map_in_order
from musnad.reading.documents import Document
from musnad.records import CodedReport, Report

SMALL = 48
"""Up to so many reports are coded in this process: starting workers would take longer."""
CHUNK_REPORTS = 16
CHUNK_LETTERS = 200_000


class Input(msgspec.Struct, frozen=True):
    """A report to be coded, and where it came from.

    `source` and `line` name the file (and the line in it) for messages. `offset` is how many bytes of all
    input were read up to and with it, for progress. `page` is the page it was read from, where that is
    kept.
    """

    report: Report
    source: str
    line: int | None = None
    offset: int = 0
    page: Document | None = None


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
        return [
            guarded(functools.partial(self.coder, report, knowledge), self.seconds, report.id) for report in reports
        ]


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
    for item, outcome in map_in_order(_chunks(chain(head, stream)), task, _report_of, jobs):
        if isinstance(item, ReportError):
            yield item
        elif outcome is not None:
            yield _placed(item, outcome)


@functools.cache
def _knowledge(extra_places: Path | None, model: bool) -> Knowledge:
    return load_knowledge(extra_places, model=model)


def _placed(item: Input, outcome: Outcome) -> Coded | ReportError:
    """An outcome with its input; an error names the input's file and line."""
    if isinstance(outcome, ReportError):
        return ReportError(f"report {item.report.id}: {outcome.reason}", item.source, item.line)
    return Coded(item, outcome)


def _report_of(item: Input | ReportError) -> Report | None:
    return None if isinstance(item, ReportError) else item.report


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
