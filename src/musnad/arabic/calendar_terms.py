"""The words of time, from `data/calendar.yaml`: what each folded word may mean in a date."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from musnad.arabic.files import data_text
from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError

CalendarName = Literal["gregorian", "hijri"]
Bare = Literal["always", "context", "strict"]
Unit = Literal["hour", "day", "week", "month", "year", "decade"]
Relation = Literal["past", "current", "next"]
Edge = Literal["first", "early", "middle", "late", "last", "first_half", "second_half"]
Daypart = Literal["dawn", "morning", "noon", "afternoon", "evening", "night"]

_FILE = "calendar.yaml"
_LINE = re.compile(r"line (\d+)")
_OPENING = frozenset(("since", "ago", "over", "this", "day", "two_days", "month", "latest", "after"))
"""Cues with which an expression may begin; the others only go on with one."""
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب")


class MonthRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A month by its names. `bare` says when the name alone may be read as the month."""

    number: int
    names: tuple[str, ...]
    bare: Bare
    calendar: CalendarName = "gregorian"


class DaypartRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the day: nouns stand before a day, adverbs after a day or an hour."""

    name: Daypart
    noun: tuple[str, ...]
    adverb: tuple[str, ...]


class UnitRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of time in its three numbers."""

    unit: Unit
    singular: tuple[str, ...]
    dual: tuple[str, ...]
    plural: tuple[str, ...]


class SeasonRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A season with its first and last month."""

    names: tuple[str, ...]
    months: tuple[int, int]


class PhraseRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed phrase for days counted from publication, both ends included."""

    text: str
    days: tuple[int, int]
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class NamedDateRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day of history that is named without its year, after one of some words or wherever it stands."""

    day: int
    month: int
    year: int
    after: tuple[str, ...]


class CalendarData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `calendar.yaml`, as written there."""

    months: tuple[MonthRow, ...]
    weekdays: dict[int, tuple[str, ...]]
    day_words: dict[int, tuple[str, ...]]
    dayparts: tuple[DaypartRow, ...]
    daypart_definite: dict[Daypart, tuple[str, ...]]
    ordinals: dict[int, tuple[str, ...]]
    hours: dict[int, tuple[str, ...]]
    cardinals: dict[int, tuple[str, ...]]
    fractions: dict[int, tuple[str, ...]]
    minutes: tuple[str, ...]
    units: tuple[UnitRow, ...]
    relations: dict[Relation, tuple[str, ...]]
    same: tuple[str, ...]
    few: tuple[str, ...]
    edges: dict[Edge, tuple[str, ...]]
    seasons: tuple[SeasonRow, ...]
    cues: dict[str, tuple[str, ...]]
    phrases: tuple[PhraseRow, ...]
    vague: tuple[str, ...]
    not_today_before: tuple[str, ...]
    not_today_after: tuple[str, ...]
    outlet_words: tuple[str, ...]
    outlet_names: tuple[str, ...]
    name_words: tuple[str, ...]
    named_dates: tuple[NamedDateRow, ...]
    future: tuple[str, ...]
    not_future: tuple[str, ...]
    counted: tuple[str, ...]
    foreign_clock: tuple[str, ...]
    running_of: tuple[str, ...]


class MonthName(msgspec.Struct, frozen=True):
    """A month name's folded words after the first, and what it names."""

    rest: tuple[str, ...]
    number: int
    hijri: bool
    bare: Bare


class Phrase(msgspec.Struct, frozen=True):
    """A fixed phrase's folded words after the first; `days` None where it says only "earlier"."""

    rest: tuple[str, ...]
    days: tuple[int, int] | None
    not_after: frozenset[str]
    not_before: frozenset[str]


class Term(msgspec.Struct, frozen=True):
    """All that one folded word may mean in an expression of time.

    `prefix` is the clitic cut off («وب» in «وبمساء»). `amount` is 1 for a singular unit, 2 for a dual,
    0 for a plural. `opens` is true where an expression may begin with the word. Fields that do not apply are
    None or empty.
    """

    prefix: str = ""
    months: tuple[MonthName, ...] = ()
    weekday: int | None = None
    offset: int | None = None
    daypart: Daypart | None = None
    adverb: Daypart | None = None
    definite_daypart: Daypart | None = None
    ordinal: int | None = None
    hour: int | None = None
    cardinal: int | None = None
    fraction: int | None = None
    unit: Unit | None = None
    amount: int | None = None
    relation: Relation | None = None
    edge: Edge | None = None
    season: tuple[int, int] | None = None
    cues: frozenset[str] = frozenset()
    phrases: tuple[Phrase, ...] = ()
    opens: bool = False


NO_TERM = Term()
"""What a word means that says nothing of time."""


class Lexicon(msgspec.Struct, frozen=True):
    """The folded words of time, ready for lookup."""

    terms: dict[str, Term]
    not_today_before: frozenset[str]
    not_today_after: frozenset[str]
    outlet_words: frozenset[str]
    outlet_names: frozenset[str]
    name_words: frozenset[str]
    future: frozenset[str]
    not_future: tuple[str, ...]
    counted: frozenset[str]
    foreign_clock: frozenset[str]
    running_of: tuple[str, ...]
    named_dates: dict[tuple[int, int, str], int]


@cache
def lexicon() -> Lexicon:
    """The words of time.

    Raises:
        KnowledgeError: `calendar.yaml` does not follow its schema.
    """
    return lexicon_from(data_text(_FILE))


def lexicon_from(text: str) -> Lexicon:
    """The words of time from the text of a `calendar.yaml`.

    Raises:
        KnowledgeError: the text does not follow the schema; names the line where YAML itself is broken.
    """
    try:
        data = msgspec.yaml.decode(text, type=CalendarData)
    except msgspec.MsgspecError as error:
        line = _LINE.search(str(error))
        raise KnowledgeError(" ".join(str(error).split()), _FILE, int(line.group(1)) if line else None) from error
    return Lexicon(
        terms=_terms(data),
        not_today_before=_folded(data.not_today_before),
        not_today_after=_folded(data.not_today_after),
        outlet_words=_folded(data.outlet_words),
        outlet_names=_folded(data.outlet_names),
        name_words=_folded(data.name_words),
        future=_folded(data.future),
        not_future=tuple(sorted(_folded(data.not_future))),
        counted=_folded(data.counted),
        foreign_clock=_folded(data.foreign_clock),
        running_of=tuple(sorted(_folded(data.running_of))),
        named_dates={
            (row.day, row.month, fold_text(word)): row.year for row in data.named_dates for word in row.after or [""]
        },
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)


def _terms(data: CalendarData) -> dict[str, Term]:
    fields: dict[str, dict[str, object]] = {}
    _collect_single_words(data, fields)
    _collect_months(data, fields)
    _collect_phrases(data, fields)
    for values in fields.values():
        cues = values.get("cues", frozenset())
        values["opens"] = values.keys() != {"cues"} or bool(isinstance(cues, frozenset) and cues & _OPENING)
    whole = {form: msgspec.convert(values, Term) for form, values in fields.items()}
    terms = dict(whole)
    for form, term in whole.items():
        for prefix in _PREFIXES:
            _add_prefixed(terms, prefix, prefix + form, term)
        if form.startswith("ال"):
            for prefix in ("ل", "ول", "فل"):
                _add_prefixed(terms, prefix, prefix + form[1:], term)
    return terms


def _add_prefixed(terms: dict[str, Term], prefix: str, form: str, term: Term) -> None:
    """A word that is itself in the lexicon is never cut."""
    if form in terms:
        return
    months = term.months
    if prefix not in {"و", "ف"}:
        # «باب» and «لاب» are words of their own
        months = tuple(name for name in months if name.bare == "always")
    cut = msgspec.structs.replace(term, prefix="", months=months)
    if cut != msgspec.structs.replace(NO_TERM, opens=cut.opens):
        terms[form] = msgspec.structs.replace(cut, prefix=prefix)


def _collect_single_words(data: CalendarData, fields: dict[str, dict[str, object]]) -> None:
    def put(words: Iterable[str], **values: object) -> None:
        for word in words:
            fields.setdefault(fold_text(word), {}).update(values)

    for field, table in (
        ("weekday", data.weekdays),
        ("offset", data.day_words),
        ("ordinal", data.ordinals),
        ("hour", data.hours),
        ("cardinal", data.cardinals),
        ("fraction", data.fractions),
    ):
        for number, words in table.items():
            put(words, **{field: number})
    for row in data.dayparts:
        put(row.noun, daypart=row.name)
        put(row.adverb, adverb=row.name)
    for daypart, words in data.daypart_definite.items():
        put(words, definite_daypart=daypart)
    for unit in data.units:
        put(unit.singular, unit=unit.unit, amount=1)
        put(unit.dual, unit=unit.unit, amount=2)
        put(unit.plural, unit=unit.unit, amount=0)
    for season in data.seasons:
        put(season.names, season=season.months)
    for relation, words in data.relations.items():
        put(words, relation=relation)
    for edge, words in data.edges.items():
        put(words, edge=edge)
    _collect_cues(data, fields)


def _collect_cues(data: CalendarData, fields: dict[str, dict[str, object]]) -> None:
    for cue, words in (*data.cues.items(), ("same", data.same), ("few", data.few), ("minute", data.minutes)):
        for word in words:
            values = fields.setdefault(fold_text(word), {})
            known = values.get("cues", frozenset())
            values["cues"] = frozenset((*known, cue)) if isinstance(known, frozenset) else frozenset((cue,))


def _collect_months(data: CalendarData, fields: dict[str, dict[str, object]]) -> None:
    found: dict[str, list[MonthName]] = {}
    for row in data.months:
        for name in row.names:
            for form in {fold_text(name), fold_text(name).lower()}:
                first, *rest = form.split()
                found.setdefault(first, []).append(
                    MonthName(tuple(rest), row.number, row.calendar == "hijri", row.bare)
                )
    for first, names in found.items():
        fields.setdefault(first, {})["months"] = tuple(sorted(names, key=lambda name: -len(name.rest)))


def _collect_phrases(data: CalendarData, fields: dict[str, dict[str, object]]) -> None:
    found: dict[str, list[Phrase]] = {}
    for row in data.phrases:
        first, *rest = fold_text(row.text).split()
        phrase = Phrase(tuple(rest), row.days, _folded(row.not_after), _folded(row.not_before))
        found.setdefault(first, []).append(phrase)
    for text in data.vague:
        first, *rest = fold_text(text).split()
        found.setdefault(first, []).append(Phrase(tuple(rest), None, frozenset(), frozenset()))
    for first, phrases in found.items():
        fields.setdefault(first, {})["phrases"] = tuple(sorted(phrases, key=lambda p: -len(p.rest)))
