"""`musnad incidents`, `musnad incident` and `musnad related`: what many reports on a desk tell together."""

import sys
from typing import TYPE_CHECKING, Annotated, get_args

import msgspec
import typer
from rich.console import Console

from musnad.cli._asked import DAY, MOST, check_country, check_type, days_of
from musnad.cli._console import progress
from musnad.cli._labels import LangOption, label
from musnad.cli.desk import DeskArgument
from musnad.cli.link import PolicyOption
from musnad.errors import DeskError
from musnad.knowledge.ontology import Language
from musnad.records import Status

if TYPE_CHECKING:
    from musnad.desk import Desk, RelatedReport

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
_STATUSES = ", ".join(get_args(Status))


def incidents(
    desk: DeskArgument,
    type_: Annotated[str | None, typer.Option("--type", help="Family or type: strike, strike.air.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of a place's name, Arabic or Latin.")] = None,
    actor: Annotated[str | None, typer.Option(help="Part of the name of who did it.")] = None,
    target: Annotated[str | None, typer.Option(help="Part of the name of whom it was done to.")] = None,
    source: Annotated[str | None, typer.Option(help="Part of the name of anyone who passed it on.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Two letters: SY, PS.")] = None,
    day: Annotated[str | None, typer.Option(metavar=DAY, help="Incidents of this day.")] = None,
    since: Annotated[str | None, typer.Option(metavar=DAY, help="Incidents of this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar=DAY, help="Incidents of this day or earlier.")] = None,
    status: Annotated[Status | None, typer.Option(help=f"One of {_STATUSES}.")] = None,
    origins: Annotated[int | None, typer.Option(min=1, max=MOST, help="At least so many independent origins.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=MOST, help="At most so many.")] = None,
    toll: PolicyOption = "range",
    as_json: JsonOption = False,
    lang: LangOption = "en",
) -> None:
    """List the incidents that the reports on a desk tell of, by day, each once however many tell it.

    «3 (+1)» reports: three tell it as news, one more recalls it.
    """
    from musnad.cli._incidents_table import print_incidents
    from musnad.desk import Desk, IncidentFilter

    check_type(type_, lang)
    check_country(country, lang)
    first, last = days_of(day, since, until, lang)
    wanted = IncidentFilter(
        type=type_,
        place=place,
        actor=actor,
        target=target,
        source=source,
        country=country,
        since=first,
        until=last,
        status=status,
        origins=origins,
        limit=limit,
    )
    with Desk.open(desk, create=False) as opened:
        link_waiting(opened, lang)
        found = opened.incidents.find(wanted, toll)
        if as_json:
            for incident_ in found:
                sys.stdout.buffer.write(msgspec.json.encode(incident_) + b"\n")
            return
        count = print_incidents(found, Console(), lang)
    if count == 0:
        sys.stderr.write(label("no_incidents", lang) + "\n")


def incident(
    desk: DeskArgument,
    incident_id: Annotated[str, typer.Argument(metavar="ID", help="The incident's id.")],
    toll: PolicyOption = "range",
    as_json: JsonOption = False,
    lang: LangOption = "en",
) -> None:
    """Show one incident: its origins, where they disagree, its toll over time, and the words it rests on."""
    from musnad.cli._incidents_table import print_incident
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        link_waiting(opened, lang)
        found = opened.incidents.get(incident_id, toll)
        if found is None:
            raise DeskError(label("no_incident", lang).format(desk=desk, id=incident_id))
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
            return
        print_incident(found, opened, opened.incidents.log(found.id), Console(), lang)


def related(
    desk: DeskArgument,
    report_id: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")],
    as_json: JsonOption = False,
    lang: LangOption = "en",
) -> None:
    """List the reports to read beside a report: those of the same incidents, then those of the same story."""
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        link_waiting(opened, lang)
        if opened.report(report_id) is None:
            raise DeskError(f"{desk}: " + label("no_such_id", lang).format(id=report_id))
        found = opened.incidents.related(report_id)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
        return
    for name, reports in (("same_incident", found.incident), ("same_story", found.story)):
        if reports:
            typer.echo(f"{label(name, lang)}:")
        for one in reports:
            typer.echo("    " + _head(one))
    if not found.incident and not found.story:
        sys.stderr.write(label("no_related", lang) + "\n")


def link_waiting(opened: "Desk", lang: Language) -> None:
    """Link what was added since, with a bar on a terminal."""
    waiting = opened.incidents.waiting()
    if not waiting:
        return
    done = 0
    with progress(waiting, lang) as advance:

        def tell(more: int) -> None:
            nonlocal done
            done += more
            advance(done, done)

        opened.incidents.link(tell)


def _head(report: "RelatedReport") -> str:
    from musnad.cli._events_table import plain

    parts = (report.published_at, report.outlet, report.title, report.report_id)
    return " · ".join(plain(part) for part in parts if part)
