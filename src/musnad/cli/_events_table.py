"""The table of events that `musnad events` prints.

On a terminal too narrow for the table each event is a few lines, and names are isolated so that Arabic and
Latin beside each other keep their places. Written to a file or a pipe the table is as wide as it needs, and
holds no invisible characters.
"""

from collections.abc import Callable, Iterable
from typing import Literal

from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from musnad.cli._labels import label
from musnad.desk import StoredEvent
from musnad.export.labels import labels
from musnad.export.marking import visible
from musnad.knowledge.ontology import Language, event_types
from musnad.reading.pages import host_of
from musnad.records import Count, Event, Party, Place, Source

Namer = Callable[[Party | Place | Source], str]

_ISOLATE, _END = "\u2068", "\u2069"
_COLUMNS = ("day", "type", "place", "who", "killed", "injured", "modality", "through", "sure", "report")
_HEAD = ("day", "type", "modality")
_INDENT = 4
_UNBOUNDED = 10_000
_EASY = 130
"""Columns below which the table, though no word breaks, has too many lines to a row."""


def print_events(found: Iterable[StoredEvent], console: Console, lang: Language) -> int:
    """Print the events, as a table where there is room for it; how many there were."""
    rows = [_cells(stored, lang, isolate=console.is_terminal) for stored in found]
    if not rows:
        return 0
    table = _table(rows, lang)
    if not console.is_terminal:
        console.width = _UNBOUNDED
        console.print(table)
        return len(rows)
    unbounded = Measurement.get(console, console.options.update(width=_UNBOUNDED), table)
    if unbounded.maximum <= console.width or max(unbounded.minimum, _EASY) <= console.width:
        console.print(table)
        return len(rows)
    for cells in rows:
        _print_stacked(cells, console, lang)
    return len(rows)


def _print_stacked(cells: dict[str, Text], console: Console, lang: Language) -> None:
    """Day, type and modality in a line, and below it what else is known, each with its name."""
    side: Literal["left", "right"] = "right" if lang == "ar" else "left"
    head = Text(" · ").join(Text(" – ").join(cells[key].split("\n")) for key in _HEAD if cells[key])
    head.stylize("bold")
    console.print(head, justify=side, highlight=False)
    edge = (0, _INDENT, 0, 0) if lang == "ar" else (0, 0, 0, _INDENT)
    for key, cell in cells.items():
        if key in _HEAD:
            continue
        for line in cell.split("\n") if cell else ():
            said = Text.assemble((f"{label(key, lang)}: ", "dim"), line)
            said.justify, said.overflow = side, "fold"
            console.print(Padding(said, edge), highlight=False)


def _table(rows: Iterable[dict[str, Text]], lang: Language) -> Table:
    """One row for each event. In Arabic the columns run from the right."""
    columns = _COLUMNS if lang == "en" else _COLUMNS[::-1]
    table = Table(show_lines=False)
    for column in columns:
        table.add_column(
            label(column, lang),
            justify="right" if lang == "ar" else "left",
            no_wrap=column == "day",
            overflow="fold",
        )
    for cells in rows:
        table.add_row(*(cells[column] for column in columns))
    return table


def _cells(stored: StoredEvent, lang: Language, *, isolate: bool) -> dict[str, Text]:
    shown = isolated if isolate else plain
    event, name = stored.event, _namer(stored, lang, shown)
    cells = {
        "day": _days(event),
        "type": _type_label(event.type, lang),
        "place": name(event.place) if event.place else "",
        "who": _parties(event, name, lang),
        "killed": _count(event.killed),
        "injured": _count(event.injured),
        "modality": _modality(event, lang),
        "through": _through(event, name, lang),
        "sure": _sure(event),
        "report": shown(stored.outlet or host_of(stored.url) or stored.report_id),
    }
    # Text: a name with brackets in it is not markup
    return {column: Text(cell) for column, cell in cells.items()}


def _namer(stored: StoredEvent, lang: Language, shown: Callable[[str], str]) -> Namer:
    """In English names are as the gazetteer and the tables have them, in Arabic as the report writes them."""

    def name(named: Party | Place | Source) -> str:
        if lang == "ar" and named.span is not None:
            start, end = named.span
            return shown(stored.text[start:end])
        return shown(named.name)

    return name


def isolated(name: str) -> str:
    """`name` so that its direction of writing does not disturb what stands beside it."""
    return f"{_ISOLATE}{plain(name)}{_END}"


def plain(name: str) -> str:
    """`name` on one line, with nothing in it that steers a terminal."""
    return " ".join(visible(name).split())


def _days(event: Event) -> str:
    if event.time is None:
        return ""
    unsure = "?" if event.time.precision == "unknown" else ""
    if event.time.start == event.time.end:
        return f"{event.time.start}{unsure}"
    return f"{event.time.start}\n{event.time.end}{unsure}"


def _type_label(type_: str, lang: Language) -> str:
    known = event_types().get(type_)
    return known.label(lang) if known else type_


def _parties(event: Event, name: Namer, lang: Language) -> str:
    comma = ", " if lang == "en" else "، "
    # a party named twice in the text is told once
    who, whom = (comma.join(dict.fromkeys(map(name, side))) for side in (event.actors, event.targets))
    return f"{who or '?'} {label('to', lang)} {whom}" if whom else who


def _count(count: Count | None) -> str:
    if count is None:
        return ""
    if count.max is None:
        return f"{count.min}+"
    return str(count.min) if count.min == count.max else f"{count.min}-{count.max}"


def _modality(event: Event, lang: Language) -> str:
    word = labels(lang).of("modality", event.modality)
    return f"{word} ({label('background', lang)})" if event.background else word


def _sure(event: Event) -> str:
    return f"{event.confidence.record:.0%}" if event.confidence else ""


def _through(event: Event, name: Namer, lang: Language) -> str:
    """Each chain on a line, from whom the report heard it to the origin."""
    if not event.isnad:
        return label("own_voice", lang)
    arrow = f" {label('to', lang)} "
    return "\n".join(arrow.join(map(name, chain)) for chain in event.isnad)
