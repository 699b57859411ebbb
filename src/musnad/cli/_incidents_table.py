"""What `musnad incidents` and `musnad incident` print.

Names are isolated on a terminal, so that Arabic and Latin beside each other keep their places; a file or a pipe gets
no invisible characters.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from musnad.arabic.folding import fold
from musnad.arabic.words import sentence_bounds
from musnad.cli._events_table import isolated, plain
from musnad.cli._labels import label
from musnad.desk import Desk, LogEntry, StoredReport
from musnad.export.labels import Labels, labels
from musnad.knowledge.ontology import Language
from musnad.knowledge.speakers import arabic_names
from musnad.linking import Range
from musnad.records import Incident, Locality, Span, Tally, written

_COLUMNS = ("incident", "day", "type", "place", "killed", "injured", "status", "origins", "reports")
_INDENT = 4
_UNBOUNDED = 10_000
Shown = Callable[[str], str]


def print_incidents(found: Iterable[Incident], console: Console, lang: Language) -> int:
    """Print the incidents as a table; how many there were."""
    shown = _shown(console, lang)
    table = Table(show_lines=False)
    columns = _COLUMNS if lang == "en" else _COLUMNS[::-1]
    for column in columns:
        table.add_column(
            label(column, lang),
            justify="right" if lang == "ar" else "left",
            no_wrap=column in {"incident", "day"},
            overflow="fold",
        )
    count = 0
    for incident in found:
        cells = _cells(incident, labels(lang), shown)
        table.add_row(*(Text(cells[column]) for column in columns))
        count += 1
    if count:
        if not console.is_terminal:
            console.width = _UNBOUNDED
        console.print(table)
    return count


def print_incident(incident: Incident, desk: Desk, log: Sequence[LogEntry], console: Console, lang: Language) -> None:
    """Print all that is known of an incident: what, who says it, where they differ, and the words it rests on."""
    shown = _shown(console, lang)
    cells = _cells(incident, labels(lang), shown)
    head = (cells[column] for column in ("incident", "day", "type", "place", "status") if cells[column])
    _line(Text(" · ".join(head), style="bold"), console, lang)
    sections = (
        ("killed", [cells["killed"]] if incident.killed else []),
        ("injured", [cells["injured"]] if incident.injured else []),
        (
            "corrected",
            [_comma(lang).join(label(field, lang) for field in incident.corrected)] if incident.corrected else [],
        ),
        ("origins", list(_origins(incident, labels(lang), shown))),
        ("disagreements", list(_disagreements(incident, labels(lang), shown))),
        ("figures", list(_figures(incident, lang, shown))),
        ("claims", list(_claims(incident, labels(lang), shown))),
        ("told", list(_told(incident, desk, shown))),
        ("log", [_logged(entry, lang) for entry in log]),
    )
    for name, lines in sections:
        if lines:
            _line(Text(f"{label(name, lang)}:", style="dim"), console, lang)
        for line in lines:
            _line(Text(line), console, lang, _INDENT)


def _shown(console: Console, lang: Language) -> Shown:
    """How a name is set: in Arabic by its Arabic name, where the tables know one."""
    isolate = isolated if console.is_terminal else plain
    if lang == "en":
        return isolate
    known = arabic_names()

    def shown(name: str) -> str:
        if name in known:
            return isolate(known[name])
        # «مصدر أمني (Reuters)»: who is unnamed, and who tells of them
        unnamed, parenthesis, through = name.removesuffix(")").rpartition(" (")
        return isolate(f"{unnamed} ({known.get(through, through)})" if parenthesis else name)

    return shown


def _cells(incident: Incident, words: Labels, shown: Shown) -> dict[str, str]:
    days = incident.time
    recalled = f" (+{len(incident.background_reports)})" if incident.background_reports else ""
    return {
        "incident": incident.id,
        "day": "" if days is None else "/".join(dict.fromkeys((str(days.start), str(days.end)))),
        "type": words.type(incident.type),
        "place": _place(incident.place, words, shown),
        "killed": _tally(incident.killed),
        "injured": _tally(incident.injured),
        "status": words.of("status", incident.status),
        "origins": str(len(incident.origins)),
        "reports": f"{len(incident.reports)}{recalled}",
    }


def _place(place: Locality | None, words: Labels, shown: Shown) -> str:
    if place is None:
        return ""
    name = place.written if words.lang == "ar" and place.written else place.name
    province = words.province(place.country, place.admin1) if place.admin1 else ""
    wide = (province, words.country(place.country) if place.country else "")
    around = _comma(words.lang).join(dict.fromkeys(one for one in wide if one and one != name))
    return f"{shown(name)}{_comma(words.lang) if around else ''}{around} ({words.of('place', place.precision)})"


def _tally(tally: Tally | None) -> str:
    return "" if tally is None else str(Range(tally.min, tally.max))


def _origins(incident: Incident, words: Labels, shown: Shown) -> Iterator[str]:
    for origin in incident.origins:
        reports = _comma(words.lang).join(map(plain, origin.reports))
        yield f"{shown(origin.name)} ({words.of('source', origin.kind)}): {reports}"


def _disagreements(incident: Incident, words: Labels, shown: Shown) -> Iterator[str]:
    said: dict[str, Shown] = {"type": words.type, "modality": lambda value: words.of("modality", value)}
    for one in incident.disagreements:
        name = said.get(one.field, shown)
        whose = (f"{name(value.value)} – {_comma(words.lang).join(map(shown, value.origins))}" for value in one.values)
        field = label({"actors": "who"}.get(one.field, one.field), words.lang)
        yield f"{field}: {('؛ ' if words.lang == 'ar' else '; ').join(whose)}"


def _comma(lang: Language) -> str:
    return "، " if lang == "ar" else ", "


def _figures(incident: Incident, lang: Language, shown: Shown) -> Iterator[str]:
    """Each origin's figures, where they change: a reprint says nothing new."""
    told: dict[tuple[str, str], tuple[int, int | None]] = {}
    for one in sorted(incident.figures, key=lambda figure: figure.field != "killed"):
        if told.get((one.field, one.origin)) != (one.min, one.max):
            told[one.field, one.origin] = one.min, one.max
            number = Range(one.min, one.max)
            yield f"{one.published_at or '?'} · {label(one.field, lang)} {number} – {shown(one.origin)}"


def _claims(incident: Incident, words: Labels, shown: Shown) -> Iterator[str]:
    for one in incident.claims:
        yield f"{shown(one.origin)}: {words.of('stance', one.stance)} ({written(one.event)})"


def _told(incident: Incident, desk: Desk, shown: Shown) -> Iterator[str]:
    """Each telling in the sentence that first speaks of it."""
    reports: dict[str, StoredReport | None] = {}
    for key in incident.events:
        name, index = key
        if name not in reports:
            reports[name] = desk.report(name)
        stored = reports[name]
        if stored is not None and index < len(stored.coded.events):
            sentence = _sentence(stored.report.text, stored.coded.events[index].mentions[0])
            yield f"{written(key)} · {shown(stored.report.outlet or name)}: {shown(sentence)}"


def _sentence(text: str, span: Span) -> str:
    folded = fold(text)
    for start, end in sentence_bounds(folded.text):
        first, last = folded.source_span(start, end)
        if first <= span[0] < last:
            return text[first:last]
    return text[slice(*span)]


def _logged(entry: LogEntry, lang: Language) -> str:
    what = label(entry.what, lang).format(other=entry.other_id)
    return f"{entry.at:%Y-%m-%d %H:%M} · {entry.incident_id} {what} ({plain(entry.reason)})"


def _line(text: Text, console: Console, lang: Language, indent: int = 0) -> None:
    """A line, from the right in Arabic on a terminal; whole in a file."""
    if not console.is_terminal:
        console.print(" " * indent + text.plain, soft_wrap=True, highlight=False, markup=False, emoji=False)
        return
    text.justify = "right" if lang == "ar" else "left"
    text.overflow = "fold"
    edge = (0, indent, 0, 0) if lang == "ar" else (0, 0, 0, indent)
    console.print(Padding(text, edge), highlight=False)
