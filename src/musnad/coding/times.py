"""Times in the text: finds every expression of time and resolves it against the day of publication."""

import datetime as dt
from collections.abc import Callable
from typing import Literal

import msgspec

from musnad.arabic.calendar_phrases import Line, line_of
from musnad.arabic.calendar_resolve import DAY, Grain, Stretch, latest_weekday
from musnad.arabic.calendar_terms import Daypart
from musnad.coding.document import Document
from musnad.coding.mentions import TimeMention
from musnad.coding.times_clock import clock_at, clock_text
from musnad.coding.times_eras import era_at
from musnad.coding.times_periods import ago_at, edge_at, over_at, period_at, year_piece_at
from musnad.coding.times_pieces import (
    Piece,
    Scene,
    Slot,
    dated_at,
    day_word_at,
    part_at,
    phrase_at,
    running_day_at,
    weekday_at,
)

_READERS: tuple[Callable[[Scene, int], Piece | None], ...] = (
    phrase_at,
    running_day_at,
    era_at,
    ago_at,
    over_at,
    clock_at,
    edge_at,
    day_word_at,
    weekday_at,
    dated_at,
    year_piece_at,
    period_at,
    part_at,
)
_JOINS = " ،,()/-\u2013\u2014"
_ALONE: frozenset[Slot] = frozenset(("period", "year"))
"""Slots that stand beside no other."""
_LINK_CUES = frozenset(("from", "date", "in", "at"))
_LINKS = 3
"""Words that may link two pieces: «الأحد عند تمام الساعة الثامنة»."""
_FRESH_DAYS = 4
"""A day no further back than this is the news itself, not a recollection."""
_LONG = 30 * DAY
_SINCE_REACH = 6
"""Words between «منذ» and the date that it governs («منذ بدء الهجوم على المدينة في آذار»)."""
_PLAUSIBLE_YEARS = range(1900, 2200)
"""A day of publication outside of these is a mistake and dates nothing."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Group(msgspec.Struct, frozen=True):
    """Pieces that make one expression, and what they come to."""

    first: int
    last: int
    stretch: Stretch
    clock: str | None
    vague: bool = False
    since: bool = False
    topic: bool = False
    dated: bool = False
    problem: str | None = None


def find_times(doc: Document) -> tuple[TimeMention, ...]:
    """The times named in a report, in order, none overlapping another.

    Where the day of publication is not known, only dates with a year are given. Dates that do not exist
    are left out. A weekday that contradicts its date leaves the date standing and sets `problem`.
    """
    line = line_of(doc.text, doc.words)
    published = doc.published if doc.published and doc.published.year in _PLAUSIBLE_YEARS else None
    scene = Scene(line, _written_on(line, published))
    mentions: list[TimeMention] = []
    index = 0
    while index < len(line.words):
        if not line.opens[index]:
            index += 1
            continue
        group = _group_at(scene, index, _last_day(mentions, scene))
        if group is None:
            index += 1
            continue
        group = _range(scene, group)
        mention = _mention(doc, published, line, group, mentions[-1].last if mentions else -1)
        mentions.append(mention)
        if group.topic:
            scene = msgspec.structs.replace(scene, topic=group.stretch.start, topic_at=group.last)
        index = group.last + 1
    return tuple(mentions)


def _written_on(line: Line, published: dt.date | None) -> dt.date | None:
    """The day that «اليوم» means: the day before publication where weekdays named beside it agree on that.

    Pages carry the date of their upload, which after midnight is not that of the report: «اليوم الأحد» and
    «أمس السبت» on a page of Monday were written on Sunday.
    """
    if published is None:
        return None
    eve = published - DAY
    implied = {
        ((line.terms[k + 1].weekday or 0) - (line.terms[k].offset or 0)) % 7
        for k in range(len(line.terms) - 1)
        if line.terms[k].offset is not None
        and line.terms[k + 1].weekday is not None
        and line.joined(k, " ،,(")
        # «أول [من] أمس» and «بعد غد» are other days
        and not line.term(k - 1).phrases
        and not ("from" in line.term(k - 1).cues and line.term(k - 2).phrases)
    }
    return eve if implied == {eve.weekday()} else published


def _last_day(mentions: list[TimeMention], scene: Scene) -> dt.date | None:
    """The day that an hour alone belongs to: the last one named as news, or publication."""
    for mention in reversed(mentions):
        if mention.precision == "day" and mention.start == mention.end and not mention.recalls:
            return mention.start
    return scene.published


def _piece_at(scene: Scene, index: int) -> Piece | None:
    if not scene.line.may_open(index):
        return None
    for read in _READERS:
        piece = read(scene, index)
        if piece:
            return piece
    return None


def _group_at(scene: Scene, index: int, day: dt.date | None) -> Group | None:
    first = _piece_at(scene, index)
    if first is None:
        return None
    pieces = [first]
    while True:
        following = _next_piece(scene, pieces)
        if following is None:
            break
        pieces.append(following)
    return _joined_up(scene, pieces, day)


def _next_piece(scene: Scene, pieces: list[Piece]) -> Piece | None:
    """The piece that goes on with these, after a blank, a comma or a linking word."""
    line, last = scene.line, pieces[-1].last
    if not line.joined(last, _JOINS):
        return None
    index = last + 1
    while index <= last + _LINKS and line.term(index).cues & _LINK_CUES and line.term(index).prefix == "":
        if not line.joined(index):
            return None
        index += 1
    linked = index > last + 1
    if line.term(index).prefix == "و" or line.form(index) == "و":
        return None
    piece = _piece_at(scene, index)
    if piece is None or not _go_together(pieces, piece):
        return None
    if linked and not (piece.slot in {"clock", "part"} or _one_day(piece)):
        return None
    if piece.slot == "part" and not linked and line.term(piece.first).adverb is None:
        after = _piece_at(scene, piece.last + 1)
        return piece if after and after.slot in {"dayword", "weekday", "date"} else None
    return piece


def _one_day(piece: Piece) -> bool:
    return piece.stretch is not None and piece.stretch.start == piece.stretch.end


def _go_together(pieces: list[Piece], piece: Piece) -> bool:
    slots = {known.slot for known in pieces}
    if piece.slot in slots or piece.since:
        return False
    if slots == {"period"} and piece.slot == "year":
        return True
    if (slots | {piece.slot}) & _ALONE:
        return False
    if piece.slot == "phrase" and slots & {"date", "weekday", "dayword"}:
        return False
    return not (piece.slot == "vague" or ("date" in slots and piece.slot in {"dayword", "weekday"} and "year" in slots))


def _joined_up(scene: Scene, pieces: list[Piece], day: dt.date | None) -> Group | None:
    by_slot: dict[Slot, Piece] = {piece.slot: piece for piece in pieces}
    stretch, problem = _days(scene, by_slot)
    clock_piece = by_slot.get("clock")
    part = next((piece.part for piece in pieces if piece.part), None)
    clock = _clock(clock_piece, part) if clock_piece else None
    if stretch is None and clock and day:
        stretch = Stretch(day, day, "day")
    if stretch is None:
        return None
    vague = set(by_slot) == {"vague"}
    return Group(
        first=pieces[0].first,
        last=pieces[-1].last,
        stretch=stretch,
        clock=clock,
        vague=vague,
        since=any(piece.since for piece in pieces),
        topic=any(piece.named_month for piece in pieces),
        dated=bool(by_slot.keys() & {"date", "year"}),
        problem=problem,
    )


def _clock(piece: Piece, part: Daypart | None) -> str | None:
    return clock_text(piece.minutes, piece.half_day, piece.part or part) if piece.minutes is not None else None


def _days(scene: Scene, by_slot: dict[Slot, Piece]) -> tuple[Stretch | None, str | None]:
    """The days that the pieces agree on, and what they disagree on."""
    weekday = by_slot.get("weekday")
    for slot in ("date", "year", "phrase", "period"):
        piece = by_slot.get(slot)
        if piece and piece.stretch:
            return piece.stretch, _contradiction(weekday, piece.stretch)
    day_word = by_slot.get("dayword")
    if day_word and day_word.stretch:
        if weekday is None:
            return day_word.stretch, None
        if weekday.weekday is None:
            return weekday.stretch or day_word.stretch, None
        problem = _contradiction(weekday, day_word.stretch)
        if problem and scene.published and day_word.stretch.start < scene.published:
            # «أمس الثلاثاء» in a report put out days later: the weekday is the report's own
            day = latest_weekday(scene.published, weekday.weekday)
            return Stretch(day, day, "day"), problem
        return day_word.stretch, problem
    if weekday and weekday.stretch:
        return weekday.stretch, None
    vague = by_slot.get("vague")
    return (vague.stretch if vague else None), None


def _contradiction(weekday: Piece | None, stretch: Stretch) -> str | None:
    if weekday is None or weekday.weekday is None or stretch.start != stretch.end:
        return None
    actual = stretch.start.weekday()
    if actual == weekday.weekday:
        return None
    return f"the text says {_WEEKDAYS[weekday.weekday]}, but {stretch.start} is a {_WEEKDAYS[actual]}"


def _range(scene: Scene, group: Group) -> Group:
    """«من 20 … حتى 25 …», «بين السبت والأحد», «منذ بداية العام حتى 8 تشرين»: one stretch from two."""
    line, index = scene.line, group.last + 1
    before = line.term(group.first - 1).cues
    until = "until" in line.term(index).cues
    if until:
        index += 1
    elif "between" not in before or line.term(index).prefix != "و":
        if "between" not in before or line.form(index) != "و":
            return group
        index += 1
    if not before & {"from", "between", "since"} or not line.joined(group.last, _JOINS):
        return group
    other = _group_at(scene, index, None)
    if other is None or other.vague:
        return group
    start = group.stretch.start
    while start > other.stretch.end and group.topic and start.year > 1:
        start = start.replace(year=start.year - 1, day=min(start.day, 28))
    if start > other.stretch.end:
        return group
    grain = group.stretch.grain if group.stretch.grain != "day" else other.stretch.grain
    return Group(group.first, other.last, Stretch(start, other.stretch.end, grain), group.clock, topic=True)


def _mention(doc: Document, published: dt.date | None, line: Line, group: Group, floor: int) -> TimeMention:
    stretch = group.stretch
    role, first = _role(line, group, floor)
    if published and "by" in line.term(group.first - 1).cues and published < stretch.start:
        role, stretch = "over", Stretch(published, stretch.end, _grain_of(published, stretch))
    if role == "since" and published and stretch.start < published:
        ranged = "until" in {cue for k in range(first, group.last) for cue in line.term(k).cues}
        stretch = stretch if ranged else Stretch(stretch.start, published, stretch.grain)
    skip = 0 if line.form(first).startswith("لل") else len(line.term(first).prefix)
    return TimeMention(
        first=first,
        last=group.last,
        span=doc.span(first, group.last, skip),
        start=stretch.start,
        end=stretch.end,
        clock=group.clock,
        precision="unknown" if group.vague else stretch.grain,
        role=role,
        recalls=group.vague or (not group.since and _recalls(stretch, role, published)),
        problem=group.problem,
    )


def _grain_of(published: dt.date, stretch: Stretch) -> Grain:
    if stretch.grain != "day":
        return stretch.grain
    return "week" if stretch.end - published <= 7 * DAY else "month"


def _role(line: Line, group: Group, floor: int) -> tuple[Literal["at", "since", "over"], int]:
    """How the words stand to the event, and the first word including «منذ» or «خلال»."""
    if group.since:
        return "since", group.first
    if "over" in line.term(group.first).cues:
        return "over", group.first
    before = group.first - 1
    if "over" in line.term(before).cues and line.joined(before):
        return ("over" if group.stretch.start < group.stretch.end else "at"), before
    for index in range(before, max(before - _SINCE_REACH, floor), -1):
        if not line.joined(index):
            break
        if "since" in line.term(index).cues:
            begun = line.term(index + 1).cues & {"start_of"} or line.term(index + 1).edge
            if index == before or (begun and group.dated):
                return "since", index
            break
    return "at", group.first


def _recalls(stretch: Stretch, role: str, published: dt.date | None) -> bool:
    if published is None:
        return stretch.grain in {"month", "year"}
    if role == "since" or stretch.end >= published:
        return stretch.start < published - _LONG
    return stretch.end < published - _FRESH_DAYS * DAY or stretch.grain != "day"
