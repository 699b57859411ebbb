"""The pieces of a time expression: a day, a weekday, a date, a part of the day, an hour.

A piece is read at one word and knows nothing of its neighbours; `times.py` joins pieces that stand together.
"""

import datetime as dt
from functools import lru_cache
from typing import Literal

import msgspec

from musnad.arabic.calendar_phrases import DatePhrase, Line, date_at, digits_at, ordinal_at
from musnad.arabic.calendar_resolve import (
    DAY,
    Stretch,
    day_stretch,
    latest_weekday,
    next_weekday,
    resolve,
)
from musnad.arabic.calendar_terms import Daypart, lexicon

Slot = Literal["dayword", "weekday", "date", "year", "period", "phrase", "vague", "part", "clock"]

_PAIRED = " -\u2013\u2014/"
_FUTURE = ("سي", "ست", "سن")
_VERB_LETTERS = 5
_STORY, _STORY_WORDS = 45 * DAY, 60
"""How far apart, in days and in words, the dates of one story stand."""
_LOOKBACK = 10
"""Words. How far before a day a verb of the future bears on it."""


class Scene(msgspec.Struct, frozen=True):
    """What a piece is read against: the line, the day of publication, and the last date named before.

    `topic_at` is the word where that date ends.
    """

    line: Line
    published: dt.date | None
    topic: dt.date | None = None
    topic_at: int = 0


class Piece(msgspec.Struct, frozen=True):
    """Part of a time expression: words `first` to `last`, and the days or hour they give.

    `minutes` counts from midnight; `half_day` is true where the hour may be of either half of the day.
    """

    first: int
    last: int
    slot: Slot
    stretch: Stretch | None = None
    weekday: int | None = None
    part: Daypart | None = None
    minutes: int | None = None
    half_day: bool = False
    named_month: bool = False
    since: bool = False


def looks_ahead(line: Line, index: int) -> bool:
    """Whether a word of the future stands shortly before, in the same sentence."""
    for k in range(index - 1, max(index - _LOOKBACK, 0) - 1, -1):
        if _of_the_future(line.form(k)):
            return True
        gap = line.text[line.words[k].end : line.words[k + 1].start]
        if "." in gap or "\n" in gap:
            return False
    return False


@lru_cache(maxsize=16384)
def _of_the_future(form: str) -> bool:
    words = lexicon()
    if form in words.future:
        return True
    bare = form[1:] if form[:1] in {"و", "ف"} else form
    return len(bare) >= _VERB_LETTERS and bare.startswith(_FUTURE) and not bare.startswith(words.not_future)


def follows_name_word(line: Line, index: int) -> bool:
    """Whether the word before makes this the name of something («سوق الأحد»)."""
    before = line.form(index - 1)
    if not line.joined(index - 1):
        return False
    names = lexicon().name_words
    return before in names or (before[:1] in {"و", "ب", "ل", "ف"} and before[1:] in names)


def phrase_at(scene: Scene, index: int) -> Piece | None:
    """A fixed phrase: «أول أمس», «الليلة الماضية», «مؤخراً»."""
    line = scene.line
    for phrase in line.term(index).phrases:
        last = index + len(phrase.rest)
        if any(line.form(index + 1 + k) != form or not line.joined(index + k) for k, form in enumerate(phrase.rest)):
            continue
        if line.form(last + 1) in phrase.not_before:
            continue
        if line.form(index - 1) in phrase.not_after:
            continue
        if scene.published is None:
            return None
        if phrase.days is None:
            return Piece(index, last, "vague", day_stretch(scene.published))
        start, end = (scene.published + offset * DAY for offset in phrase.days)
        return Piece(index, last, "phrase", Stretch(start, end, "day"))
    return None


def day_word_at(scene: Scene, index: int) -> Piece | None:
    """«[هذا] اليوم», «[يوم] أمس», «غداً»."""
    line, at = scene.line, index
    if line.term(at).cues & {"day", "this"} and line.term(at + 1).offset is not None and line.joined(at):
        at += 1
    term = line.term(at)
    if term.offset is None or scene.published is None:
        return None
    if term.offset == 0 and not _is_today(line, at):
        return None
    if term.offset != 0 and line.form(at)[:1] in {"ل", "ك", "ف"}:
        # «لامس» is a verb, «فغدا» another
        return None
    return Piece(index, at, "dayword", day_stretch(scene.published + term.offset * DAY))


def _is_today(line: Line, index: int) -> bool:
    words = lexicon()
    after = line.form(index + 1)
    if line.joined(index):
        if after in words.not_today_before or digits_at(line, index + 1):
            return False
        if line.term(index + 1).ordinal is not None:
            return False
    before = line.form(index - 1)
    if before in words.not_today_after:
        return False
    if before in words.outlet_names:
        return line.form(index - 2) not in words.outlet_words
    return before not in words.outlet_words


def running_day_at(scene: Scene, index: int) -> Piece | None:
    """«لليوم العشرين على التوالي», «اليوم السادس من المعارك»: since that many days before."""
    line, term = scene.line, scene.line.term(index)
    if term.offset != 0 or scene.published is None or not line.joined(index):
        return None
    found = digits_at(line, index + 1) or ordinal_at(line, index + 1)
    if found is None:
        return None
    number, last = found
    running = "running" in line.term(last + 2).cues or "running" in line.term(last + 1).cues
    if "from" in line.term(last + 1).cues:
        running = line.form(last + 2).removeprefix("ال").startswith(lexicon().running_of)
    if not (term.prefix == "ل" or running) or number < 2:
        return None
    start = scene.published - (number - 1) * DAY
    return Piece(index, last, "phrase", Stretch(start, scene.published, "day"), since=True)


def weekday_at(scene: Scene, index: int) -> Piece | None:
    """«[يوم] الأحد [الماضي|المقبل]», «يومي الاثنين والثلاثاء», «ليل الأحد - الاثنين»."""
    line, at = scene.line, index
    cues = line.term(at).cues
    pair = "two_days" in cues
    if (pair or "day" in cues) and line.term(at + 1).weekday is not None and line.joined(at):
        at += 1
    weekday = line.term(at).weekday
    if weekday is None or (at == index and follows_name_word(line, at)):
        return None
    second = _second_weekday(line, at, pair)
    published = scene.published
    if second is None:
        last, day = _one_weekday(scene, at, weekday)
        stretch = day_stretch(day) if day else None
        return Piece(index, last, "weekday", stretch, weekday) if published else None
    if published is None:
        return None
    last, day = _one_weekday(scene, second, line.term(second).weekday or 0)
    if day is None:
        return None
    start = latest_weekday(day, weekday, before=True)
    if _after_midnight(line, index):
        start = day
    return Piece(index, last, "weekday", Stretch(start, day, "day"))


def _one_weekday(scene: Scene, at: int, weekday: int) -> tuple[int, dt.date | None]:
    line, published = scene.line, scene.published
    if published is None:
        return at, None
    relation = line.term(at + 1).relation if line.joined(at) else None
    if line.form(at + 1).endswith("ه") and not line.form(at).endswith("ه"):
        # «ليلة السبت الماضية»: the night is past, not the Saturday
        relation = None
    if relation == "past":
        return at + 1, latest_weekday(published, weekday, before=True)
    if relation == "next":
        return at + 1, next_weekday(published, weekday, after=True)
    if "ago" in line.term(at + 1).cues and line.term(at + 2).relation == "past":
        return at + 2, latest_weekday(published, weekday, before=True) - 7 * DAY
    if relation is None and looks_ahead(line, at):
        return at, next_weekday(published, weekday)
    return at, latest_weekday(published, weekday)


def _second_weekday(line: Line, at: int, pair: bool) -> int | None:
    """The other weekday of a pair, which must be the next day or named as a pair."""
    weekday, following = line.term(at).weekday or 0, at + 1
    if "until" in line.term(following).cues and line.term(following + 1).weekday is not None:
        following += 1
        pair = True
    other = line.term(following)
    if other.weekday is None or other.weekday == weekday:
        return None
    night = bool({line.term(at - 1).daypart, line.term(at - 2).daypart} & {"night", "evening"})
    if other.prefix == "و":
        return following if pair or "between" in line.term(at - 1).cues else None
    marked = line.joined(at, _PAIRED) and not line.joined(at)
    if pair or ((marked or night) and line.joined(at, _PAIRED) and other.weekday == (weekday + 1) % 7):
        return following
    return None


def _after_midnight(line: Line, index: int) -> bool:
    """«بعد منتصف ليل الاثنين - الثلاثاء» is the second day alone."""
    return line.term(index - 2).edge == "middle" and "after" in line.term(index - 3).cues


def dated_at(scene: Scene, index: int) -> Piece | None:
    """A date with its month, or a month: «[يوم] 9 أيلول», «منذ فبراير», «في آب»."""
    line, at = scene.line, index
    if "day" in line.term(at).cues and line.joined(at):
        at += 1
    phrase = date_at(line, at)
    if phrase is None:
        return None
    if phrase.day is None and _refused_day(line, at):
        return None
    if phrase.day is None and phrase.bare != "always" and not _month_in_context(line, at, phrase.bare):
        return None
    if phrase.day is not None and phrase.bare == "strict" and "from" not in line.term(phrase.first + 1).cues:
        return None
    phrase = _with_known_year(scene, phrase, line.form(at - 1))
    if phrase.year is None and not phrase.relation and follows_name_word(line, index):
        return None
    ahead = phrase.year is None and looks_ahead(line, at)
    stretch = _goes_on(scene, phrase) or resolve(phrase, scene.published, ahead, scene.topic)
    if stretch is None:
        return None
    return Piece(index, phrase.last, "date", stretch, named_month=phrase.month is not None)


def _with_known_year(scene: Scene, phrase: DatePhrase, before: str) -> DatePhrase:
    """«هجمات 11 سبتمبر», «7 أكتوبر»: the year that everybody knows."""
    if phrase.year or phrase.relation or phrase.year_relation or not phrase.day or not phrase.month:
        return phrase
    known = lexicon().named_dates
    year = known.get((phrase.day, phrase.month, before)) or known.get((phrase.day, phrase.month, ""))
    if year is None or (scene.published and scene.published < dt.date(year, phrase.month, phrase.day)):
        return phrase
    return msgspec.structs.replace(phrase, year=year)


def _refused_day(line: Line, index: int) -> bool:
    """Whether a day of the month stands before that made no date («30 شباط», «ثورة 25 يناير»)."""
    before = index - 2 if "from" in line.term(index - 1).cues else index - 1
    form = line.form(before)
    return line.joined(index - 1) and form.isdigit() and len(form) <= 2


def _goes_on(scene: Scene, phrase: DatePhrase) -> Stretch | None:
    """A day without year that shortly follows one of an earlier year is of that year («وفي 30 آذار …»)."""
    topic, published = scene.topic, scene.published
    if topic is None or published is None or not phrase.day or not phrase.month:
        return None
    if phrase.year or phrase.relation or phrase.year_relation or topic.year >= published.year:
        return None
    found = resolve(msgspec.structs.replace(phrase, year=topic.year), published)
    near = phrase.first - scene.topic_at <= _STORY_WORDS
    return found if found and near and topic < found.start <= topic + _STORY else None


def _month_in_context(line: Line, index: int, bare: str) -> bool:
    if bare == "strict" or not line.joined(index - 1):
        return False
    return bool(line.term(index - 1).cues & {"in", "since", "over", "until", "between", "by"})


def part_at(scene: Scene, index: int) -> Piece | None:
    """A part of the day: before a day «[بعد] ظهر», after it «مساءً»."""
    line, at = scene.line, index
    term = line.term(at)
    if "after" in term.cues and line.term(at + 1).daypart == "noon":
        return Piece(index, at + 1, "part", part="afternoon")
    if "after" in term.cues and line.term(at + 1).definite_daypart == "noon":
        return Piece(index, at + 1, "part", part="afternoon")
    if term.edge == "middle" and line.term(at + 1).daypart == "night":
        return Piece(index, at + 1, "part", part="night")
    part = term.daypart or term.adverb or term.definite_daypart
    return Piece(index, at, "part", part=part) if part else None
