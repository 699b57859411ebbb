"""From stored pages to reports and events: read, placed, coded and linked, each step for itself.

Every step takes what the step before has stored, and marks it done in the transaction that stores its own outcome.
What is cut short is done again, to the same end.
"""

import functools

import msgspec

from musnad.coding.parallel import Coded, Input, code_stream
from musnad.desk import Desk
from musnad.desk.ledger import Unread
from musnad.errors import FetchError, ReportError
from musnad.processes import guarded
from musnad.records import CodedReport, Note, Report
from musnad.watching.figures import Figures
from musnad.watching.log import Log
from musnad.watching.pages import read_page

_AT_ONCE = 50
_SECONDS = 60.0
"""The most that reading one page may take, in the main thread of a program."""


class Coding(msgspec.Struct, frozen=True):
    """How reports are coded: on how many processes, and whether the encoder reads too."""

    jobs: int = 1
    model: bool = True


class Intake:
    """Reads and codes what a watch has stored. May run beside the watch, in another thread.

    Args:
        desk: where pages lie and reports go.
        coding: how reports are coded; None leaves them uncoded.
        page_bytes: of a page when it is unpacked, at most.
        log: told of what happens.
        figures: counted up.
    """

    def __init__(self, desk: Desk, coding: Coding | None, page_bytes: int, log: Log, figures: Figures) -> None:
        self._desk = desk
        self._coding = coding
        self._page_bytes = page_bytes
        self._log = log
        self._figures = figures

    def turn(self) -> int:
        """Read some of what waits, and code it; how many items were read."""
        items = self._desk.ledger.unread(_AT_ONCE)
        for item in items:
            self._read(item)
        if self._coding is not None:
            self._code(self._coding)
        return len(items)

    def _read(self, item: Unread) -> None:
        try:
            found = guarded(functools.partial(read_page, item, self._page_bytes), _SECONDS, item.key)
            if isinstance(found, ReportError):
                raise found
            report_id, change = self._desk.ledger.read(item, *found)
        except (ReportError, FetchError) as error:
            self._figures.unreadable.inc()
            self._log.warning("unreadable", source=item.source, item=item.key, reason=error.reason)
            self._desk.ledger.unreadable(item, error.reason)
            return
        self._figures.reports.labels(change).inc()
        self._log.info("read", source=item.source, report=report_id, change=change, told=item.is_told)

    def _code(self, coding: Coding) -> None:
        """Code the reports that wait for it, and link them."""
        while reports := self._desk.uncoded(_AT_ONCE):
            inputs = [Input(report, report.id) for report in reports]
            outcomes = code_stream(inputs, coding.jobs, model=coding.model)
            for report, outcome in zip(reports, outcomes, strict=True):
                self._write(report, outcome)
            self._desk.incidents.link()

    def _write(self, report: Report, outcome: Coded | ReportError) -> None:
        """Store the events of a report; one that cannot be coded is stored without, and does not wait for ever."""
        coded = CodedReport(report.id, (), (Note("not_coded", (0, 0), str(outcome)),))
        if isinstance(outcome, Coded):
            coded = outcome.coded
        else:
            self._log.warning("not coded", report=report.id, reason=outcome.reason)
        try:
            self._desk.code(report, coded)
        except ReportError as error:
            self._log.warning("not coded", report=report.id, reason=error.reason)
            self._desk.code(report, CodedReport(report.id, (), (Note("not_coded", (0, 0), error.reason),)))
        self._figures.coded.inc()
