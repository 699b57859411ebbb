"""`musnad status`: how the sources of a watch go."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console

from musnad.cli._console import Exit
from musnad.cli._labels import LangOption, label
from musnad.knowledge.ontology import Language

if TYPE_CHECKING:
    from musnad.watching import SourceStatus

_WIDE = 10_000
_NARROW = frozenset(("health", "today", "usual", "waiting"))
_COLUMNS = ("source", "health", "answered", "newest", "lag", "today", "usual", "waiting", "why")


def status(
    desk: Annotated[Path, typer.Argument(help="The desk file.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    lang: LangOption = "en",
) -> None:
    """Say how each watched source goes; those that fail or have gone quiet come first, and end with exit code 1."""
    from musnad.desk import Desk
    from musnad.watching import source_status

    now = dt.datetime.now(dt.UTC)
    with Desk.open(desk, create=False) as opened:
        found = source_status(opened, now)
    if as_json:
        for one in found:
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
    elif found:
        _print(found, now, lang)
    else:
        sys.stderr.write(label("no_sources", lang) + "\n")
    troubled = any(one.health in {"failing", "quiet"} for one in found)
    raise typer.Exit(Exit.SOME_FAILED if troubled else Exit.ALL_GOOD)


def _print(found: list["SourceStatus"], now: dt.datetime, lang: Language) -> None:
    from rich.table import Table
    from rich.text import Text

    from musnad.cli._events_table import isolated, plain

    console = Console()
    shown = isolated if console.is_terminal else plain
    columns = _COLUMNS if lang == "en" else _COLUMNS[::-1]
    table = Table()
    for column in columns:
        table.add_column(
            label(column, lang),
            justify="right" if lang == "ar" else "left",
            overflow="fold",
            no_wrap=column in _NARROW,
        )
    for one in found:
        cells = {
            "source": shown(one.name),
            "health": label(f"health_{one.health}", lang),
            "answered": _ago(one.answered_at, now, lang),
            "newest": _ago(one.newest_at, now, lang),
            "lag": "" if one.lag is None else _span(one.lag, lang),
            "today": str(one.today),
            "usual": "" if one.usual is None else f"{one.usual:.1f}",
            "waiting": str(one.waiting) if one.waiting else "",
            "why": shown(one.error or ""),
        }
        table.add_row(*(Text(cells[column]) for column in columns))
    if not console.is_terminal:
        console.width = _WIDE
    console.print(table)


def _ago(moment: dt.datetime | None, now: dt.datetime, lang: Language) -> str:
    return "" if moment is None else label("ago", lang).format(time=_span(now - moment, lang))


def _span(time: dt.timedelta, lang: Language) -> str:
    """A time in its largest unit, as far as it is worth knowing."""
    minutes = time / dt.timedelta(minutes=1)
    if minutes < 120:
        return label("minutes_short", lang).format(count=round(minutes))
    if minutes < 72 * 60:
        return label("hours_short", lang).format(count=round(minutes / 60))
    return label("days_short", lang).format(count=round(minutes / 1440))
