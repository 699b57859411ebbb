"""`musnad add` and `musnad events`: the desk."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console

from musnad.cli._asked import DAY, check_country, check_type, days_of
from musnad.cli._console import Tally, progress
from musnad.cli._inputs import PATHS_HELP, check_paths, open_inputs, total_bytes
from musnad.cli._labels import LangOption, label
from musnad.cli._places import user_places
from musnad.cli.code import JobsOption, ModelOption, processors
from musnad.coding.parallel import code_stream
from musnad.errors import ReportError

if TYPE_CHECKING:
    from musnad.desk import StoredEvent

DeskArgument = Annotated[Path, typer.Argument(help="The desk file.")]


def add(
    desk: DeskArgument,
    reports: Annotated[list[Path], typer.Argument(help=PATHS_HELP)],
    jobs: JobsOption = None,
    model: ModelOption = True,
    lang: LangOption = "en",
) -> None:
    """Read and code reports and keep them on a desk. What is there already is not doubled."""
    # SQLAlchemy takes a third of a second to import, and every worker process imports this module
    from musnad.cli._pages import page_of
    from musnad.desk import Desk

    check_paths(reports, lang)
    tally = Tally(lang)
    with Desk.open(desk) as opened, progress(total_bytes(reports), lang) as advance:
        jobs = jobs or processors()
        inputs = open_inputs(reports, keep_pages=True, jobs=jobs)
        for item in code_stream(inputs, jobs, user_places(), model=model):
            if isinstance(item, ReportError):
                tally.fail(item)
                continue
            try:
                added = opened.add(item.input.report, item.coded, page_of(item.input), item.input.source)
            except ReportError as error:
                tally.fail(error)
                continue
            if added == "unchanged":
                tally.there += 1
            else:
                tally.good += 1
            advance(item.input.offset, tally.good + tally.there)
        opened.incidents.link()
    raise typer.Exit(tally.finish("stored"))


def events(
    desk: DeskArgument,
    type_: Annotated[str | None, typer.Option("--type", help="Family or type: strike, strike.air.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of a place's name, Arabic or Latin.")] = None,
    actor: Annotated[str | None, typer.Option(help="Part of the name of who did it.")] = None,
    target: Annotated[str | None, typer.Option(help="Part of the name of whom it was done to.")] = None,
    source: Annotated[str | None, typer.Option(help="Part of the name of anyone who passed it on.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Two letters: SY, PS.")] = None,
    day: Annotated[str | None, typer.Option(metavar=DAY, help="Events of this day.")] = None,
    since: Annotated[str | None, typer.Option(metavar=DAY, help="Events of this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar=DAY, help="Events of this day or earlier.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    by_doubt: Annotated[bool, typer.Option("--by-doubt", help="Likeliest to be wrong first, not by day.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    lang: LangOption = "en",
) -> None:
    """List the events on a desk, by day or doubt: what, where, who to whom, how many, and through whom we know."""
    from musnad.cli._events_table import print_events
    from musnad.desk import Desk, EventFilter

    check_type(type_, lang)
    check_country(country, lang)
    first, last = days_of(day, since, until, lang)
    wanted = EventFilter(
        type=type_,
        place=place,
        actor=actor,
        target=target,
        source=source,
        country=country,
        since=first,
        until=last,
        limit=limit,
        order="doubt" if by_doubt else "day",
    )
    with Desk.open(desk, create=False) as opened:
        found = opened.events(wanted)
        if as_json:
            for stored in found:
                sys.stdout.buffer.write(_json(stored) + b"\n")
            return
        count = print_events(found, Console(), lang)
    if count == 0:
        sys.stderr.write(label("no_events", lang) + "\n")


def _json(stored: "StoredEvent") -> bytes:
    """The event and the head of its report; the text is long, and stands in every other event of it."""
    fields = msgspec.structs.asdict(stored)
    del fields["text"]
    return msgspec.json.encode(fields)
