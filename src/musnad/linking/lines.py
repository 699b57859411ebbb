"""JSON lines of coded reports, as `musnad code` writes them, each held against its report."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from musnad.errors import ReportError
from musnad.records import CodedReport, Report, event_spans


def read_coded_lines(
    lines: Iterable[bytes], source: str, reports: Mapping[str, Report]
) -> Iterator[CodedReport | ReportError]:
    """The coded reports of a stream of JSON lines; blank lines are passed over.

    A line that cannot be used yields a `ReportError` in its place: broken JSON, no coded report, an id that no report
    or an earlier line has, a span that lies outside the report's text.
    """
    decoder = msgspec.json.Decoder(CodedReport)
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            coded = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield ReportError(f"not a line of `musnad code`: {error}", source, number)
            continue
        reason = _wrong(coded, reports.get(coded.id), seen)
        seen.add(coded.id)
        yield ReportError(reason, source, number) if reason else coded


def _wrong(coded: CodedReport, report: Report | None, seen: set[str]) -> str | None:
    if coded.id in seen:
        return f"an earlier line has the events of report {coded.id!r}; each report stands once"
    if report is None:
        return f"no report with the id {coded.id!r} among the reports; code and link the same file"
    for index, event in enumerate(coded.events):
        if not event.mentions:
            return f'event {index} of report {coded.id!r}: no words of the text tell it ("mentions" is empty)'
        if event.time and event.time.end < event.time.start:
            return f"event {index} of report {coded.id!r}: it ends before it begins"
        for _, (start, end) in event_spans(event):
            if not 0 <= start < end <= len(report.text):
                return f"event {index} of report {coded.id!r}: the span {start}–{end} lies outside its text"
    return None
