"""`musnad show`: one report with its events marked in the text."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from musnad.cli._inputs import check_paths, open_inputs
from musnad.cli._labels import LangOption
from musnad.cli._output import whole_file
from musnad.cli._places import user_places
from musnad.coding.parallel import Coded, code_stream
from musnad.errors import ReportError
from musnad.records import CodedReport


def show(
    report: Annotated[Path, typer.Argument(help="A page, a text, JSON lines of reports, or -.")],
    report_id: Annotated[
        str | None, typer.Option("--id", help="Which report of the file; the first without it.")
    ] = None,
    events: Annotated[
        Path | None, typer.Option("--events", help="Coded events to show, instead of coding the report now.")
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page to this file.")] = None,
    lang: LangOption = "en",
) -> None:
    """Show one report: its text with every event marked, and the isnad of each."""
    # the export room is wanted only here, and every worker process imports this module
    from musnad.export.page import render_page
    from musnad.export.terminal import print_report

    check_paths([report] if events is None else [report, events])
    shown = _find(report, report_id, events)
    if html is None:
        print_report(shown.input.report, shown.coded, Console(), lang)
        return
    page = render_page([(shown.input.report, shown.coded)], lang)
    with whole_file(html) as file:
        file.write(page.encode())


def _find(path: Path, report_id: str | None, events: Path | None) -> Coded:
    """The report asked for, coded."""
    failure: ReportError | None = None
    for item in open_inputs([path]):
        if isinstance(item, ReportError):
            failure = failure or item
        elif report_id is None or item.report.id == report_id:
            if events is not None:
                return Coded(item, _coded_before(events, item.report.id))
            (result,) = code_stream([item], 1, user_places())
            if isinstance(result, ReportError):
                raise result
            return result
    raise failure or ReportError("no report" if report_id is None else f"no report {report_id}", str(path))


def _coded_before(events: Path, report_id: str) -> CodedReport:
    with events.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                coded = msgspec.json.decode(line, type=CodedReport)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise ReportError(f"not an event record: {error}", str(events), number) from error
            if coded.id == report_id:
                return coded
    raise ReportError(f"no events of report {report_id}", str(events))
