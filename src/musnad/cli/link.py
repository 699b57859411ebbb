"""`musnad link`: the events of many reports into incidents."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from musnad.cli._console import Tally
from musnad.cli._inputs import check_paths, open_inputs
from musnad.cli._labels import LangOption
from musnad.cli._output import whole_file
from musnad.errors import ReportError
from musnad.linking import TollPolicy, link, read_coded_lines
from musnad.records import Report

PolicyOption = Annotated[
    TollPolicy, typer.Option("--toll", help="One number of many: range, lowest, best or confirmed-only.")
]


def link_files(
    reports: Annotated[Path, typer.Argument(help="JSON lines of reports, or whatever `musnad code` was given.")],
    events: Annotated[Path, typer.Argument(help="What `musnad code` made of them.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output without it.")
    ] = None,
    toll: PolicyOption = "range",
    lang: LangOption = "en",
) -> None:
    """Link the events of many reports into incidents, one JSON object an incident, by day."""
    check_paths([reports, events], lang)
    tally = Tally(lang)
    known: dict[str, Report] = {}
    for item in open_inputs([reports]):
        if isinstance(item, ReportError):
            tally.fail(item)
        else:
            known[item.report.id] = item.report
    pairs = []
    with events.open("rb") as coded_lines:
        for coded in read_coded_lines(coded_lines, str(events), known):
            if isinstance(coded, ReportError):
                tally.fail(coded)
            else:
                pairs.append((known[coded.id], coded))
    with whole_file(output) as lines:
        for incident in link(pairs, toll):
            lines.write(msgspec.json.encode(incident) + b"\n")
    tally.good = len(pairs)
    raise typer.Exit(tally.finish("linked"))
