"""`musnad show`: one report with its events marked in the text."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from musnad.cli._inputs import STDIN, check_paths, open_inputs
from musnad.cli._labels import LangOption, label
from musnad.cli._output import whole_file
from musnad.cli._places import user_places
from musnad.cli.code import ModelOption
from musnad.coding.parallel import Coded, code_stream
from musnad.errors import ReportError
from musnad.knowledge.ontology import Language
from musnad.records import CodedReport

_IDS_TOLD = 10


def show(
    report: Annotated[Path, typer.Argument(help="A page, a text, JSON lines of reports, or -.")],
    report_id: Annotated[
        str | None, typer.Option("--id", help="Which report of the file; the first without it.")
    ] = None,
    events: Annotated[
        Path | None, typer.Option("--events", help="Coded events to show, instead of coding the report now.")
    ] = None,
    model: ModelOption = True,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page to this file.")] = None,
    lang: LangOption = "en",
) -> None:
    """Show one report: its text with every event marked, and the isnad of each."""
    # the export room is wanted only here, and every worker process imports this module
    from musnad.export.page import render_page
    from musnad.export.terminal import print_report

    check_paths([report] if events is None else [report, events], lang)
    shown = _find(report, report_id, events, lang, model=model)
    if html is None:
        print_report(shown.input.report, shown.coded, Console(), lang)
        return
    page = render_page([(shown.input.report, shown.coded)], lang)
    with whole_file(html) as file:
        file.write(page.encode())
    if html != STDIN:
        sys.stderr.write(label("wrote", lang).format(path=html) + "\n")


def _find(path: Path, report_id: str | None, events: Path | None, lang: Language, *, model: bool) -> Coded:
    """The report asked for, coded."""
    failure: ReportError | None = None
    ids: dict[str, None] = {}
    for item in open_inputs([path]):
        if isinstance(item, ReportError):
            failure = failure or item
        elif report_id is None or item.report.id == report_id:
            if events is not None:
                return Coded(item, _coded_before(events, item.report.id))
            (result,) = code_stream([item], 1, user_places(), model=model)
            if isinstance(result, ReportError):
                raise result
            return result
        else:
            ids[item.report.id] = None
    if not ids:
        raise failure or ReportError(label("no_report", lang), str(path))
    some = ", ".join(list(ids)[:_IDS_TOLD])
    more = " " + label("and_more", lang).format(count=len(ids) - _IDS_TOLD) if len(ids) > _IDS_TOLD else ""
    raise ReportError(label("no_such_report", lang).format(id=report_id, ids=some + more), str(path))


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
