"""`musnad decide`: what a person decides of incidents, which no later run overrules."""

from typing import TYPE_CHECKING, Annotated

import typer

from musnad.cli._asked import MOST
from musnad.cli._labels import LangOption, label
from musnad.cli.desk import DeskArgument
from musnad.knowledge.ontology import Language
from musnad.records import Key, written

if TYPE_CHECKING:
    from musnad.desk import Desk, StoredDecision

app = typer.Typer(name="decide", help="Decide by hand what is one incident and what is not.", no_args_is_help=True)
_DIGITS = 10
IncidentArgument = Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident's id.")]


@app.command("same")
def same(
    desk: DeskArgument,
    incident_ids: Annotated[list[str], typer.Argument(metavar="INCIDENT...", help="Two incidents or more.")],
    lang: LangOption = "en",
) -> None:
    """These incidents are one; it goes under the id of the first."""
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        _tell(opened.incidents.same(incident_ids), lang)
        _tell_incident(opened, incident_ids[0], lang)


@app.command("apart")
def apart(
    desk: DeskArgument,
    incident_id: IncidentArgument,
    events: Annotated[list[str], typer.Argument(metavar="EVENT...", help="Its events that tell another: r1#0.")],
    lang: LangOption = "en",
) -> None:
    """These events of an incident tell another happening."""
    from musnad.desk import Desk

    keys = [_key(event, lang) for event in events]
    with Desk.open(desk, create=False) as opened:
        _tell(opened.incidents.apart(incident_id, keys), lang)
        now = opened.incidents.of_events(keys)
        for name in dict.fromkeys((incident_id, *now.values())):
            _tell_incident(opened, name, lang)


@app.command("correct")
def correct(
    desk: DeskArgument,
    incident_id: IncidentArgument,
    field: Annotated[str, typer.Argument(help="type, place, day, killed or injured.")],
    value: Annotated[str, typer.Argument(help="strike.air; 2031-05-06; 3, 3-5, 3+; unknown; a place that it gives.")],
    lang: LangOption = "en",
) -> None:
    """Set a field of an incident."""
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        _tell(opened.incidents.correct(incident_id, field, value), lang)
        _tell_incident(opened, incident_id, lang)


@app.command("undo")
def undo(
    desk: DeskArgument,
    number: Annotated[int, typer.Argument(min=1, max=MOST, help="The decision's number.")],
    lang: LangOption = "en",
) -> None:
    """Undo a decision; what it held together or apart is linked anew."""
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        opened.incidents.undo(number)
    typer.echo(label("undone", lang).format(number=number))


@app.command("list")
def list_decisions(desk: DeskArgument, lang: LangOption = "en") -> None:
    """List what was decided, the oldest first."""
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        found = opened.incidents.decisions()
    for one in found:
        typer.echo(_line(one, lang))
    if not found:
        typer.echo(label("no_decisions", lang), err=True)


def _tell_incident(opened: "Desk", incident_id: str, lang: Language) -> None:
    """In a line, what an incident is now: a decision may move more than it names."""
    found = opened.incidents.get(incident_id)
    if found is not None:
        events = " ".join(map(written, found.events))
        typer.echo(label("is_now", lang).format(id=found.id, events=events))


def _tell(number: int, lang: Language) -> None:
    typer.echo(label("decided", lang).format(number=number))


def _line(one: "StoredDecision", lang: Language) -> str:
    what = label(f"decided_{one.kind}", lang).format(field=label(one.field or "type", lang), value=one.value)
    undone = f" ({label('was_undone', lang)} {one.undone_at:%Y-%m-%d})" if one.undone_at else ""
    return f"{one.id} · {one.made_at:%Y-%m-%d %H:%M} · {one.incident_id} · {what}{undone}"


def _key(said: str, lang: Language) -> Key:
    report_id, _, index = said.rpartition("#")
    if not report_id or not index.isdecimal():
        raise typer.BadParameter(label("no_key", lang).format(key=said))
    return report_id, min(int(index[:_DIGITS]), MOST)
