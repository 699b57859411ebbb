"""«منذ بداية الحرب»: a war dated by its name, where the report's places and day say which war."""

import datetime as dt
from functools import cache

import msgspec

from musnad.arabic.calendar_phrases import Line, date_at, year_at
from musnad.arabic.calendar_resolve import Stretch
from musnad.arabic.folding import fold_text
from musnad.coding.times_pieces import Piece, Scene
from musnad.knowledge.tables import data_text, read_table, split_list

_FILE = "eras.tsv"
_COLUMNS = ("name", "start", "until", "heads", "direct", "second", "places")
_REACH = 6
"""Words after the name in which a date of its own would stand."""


class Era(msgspec.Struct, frozen=True):
    """A war or campaign by the folded words that name it; articles are left off `heads` and `second`."""

    name: str
    start: dt.date
    until: dt.date
    heads: frozenset[str]
    direct: frozenset[str]
    second: frozenset[str]
    places: frozenset[str]


@cache
def eras() -> tuple[Era, ...]:
    """The eras of `eras.tsv`, the more particular first.

    Raises:
        KnowledgeError: the table is malformed.
    """
    return tuple(read_table(data_text(_FILE), _FILE, _COLUMNS, _era))


def _era(cells: dict[str, str]) -> Era:
    words = {key: frozenset(map(fold_text, split_list(cells[key]))) for key in _COLUMNS[3:]}
    return Era(
        name=cells["name"],
        start=dt.date.fromisoformat(cells["start"]),
        until=dt.date.fromisoformat(cells["until"]),
        heads=words["heads"],
        direct=words["direct"],
        second=words["second"],
        places=words["places"],
    )


def era_at(scene: Scene, index: int) -> Piece | None:
    """«منذ [بدء] الحرب» without a date of its own, from the war's first day until publication."""
    line, published = scene.line, scene.published
    if published is None or "since" not in line.term(index).cues:
        return None
    started = "start_of" in line.term(index + 1).cues
    at = index + 2 if started else index + 1
    head = line.form(at).removeprefix("ال")
    second = line.form(at + 1).removeprefix("ال")
    fitting = [
        era
        for era in eras()
        if (head in era.heads if started else head in era.direct)
        and era.start <= published <= era.until
        and (not era.second or second in era.second)
    ]
    if not fitting or not line.joined(at - 1) or _dated(line, at + 1):
        return None
    era = _most_named(line, fitting)
    if era is None:
        return None
    last = at + 1 if era.second else at
    return Piece(index, last, "phrase", Stretch(era.start, published, "day"), since=True)


def _dated(line: Line, index: int) -> bool:
    """Whether the expression goes on to a date («منذ بدء الحرب في السابع من تشرين الأول»)."""
    for k in range(index, index + _REACH):
        if not line.joined(k - 1):
            return False
        found = date_at(line, k)
        if (found and (found.day or found.year)) or year_at(line, k):
            return True
    return False


def _most_named(line: Line, fitting: list[Era]) -> Era | None:
    """The era whose places the report names most; on a tie the more particular one."""
    named = [sum(_names(era, word.form) for word in line.words) for era in fitting]
    return fitting[named.index(max(named))] if max(named) else None


def _names(era: Era, form: str) -> bool:
    return form in era.places or (form[:1] in {"و", "ب", "ل"} and form[1:] in era.places)
