"""The hour in a time expression: «الساعة 21.50», «الثالثة فجراً», «العاشرة ودقيقتين»."""

from musnad.arabic.calendar_phrases import ARTICLES, Line, digits_at, number_at
from musnad.arabic.calendar_terms import Daypart, lexicon
from musnad.coding.times_pieces import Piece, Scene

_BEFORE_HOUR = frozenset(("at", "in", "until", "from", "between", "since", "about", "ago"))
"""Cues of which one must stand before an hour without «الساعة» («للمرة الثانية فجراً» is none)."""


def clock_at(scene: Scene, index: int) -> Piece | None:
    """«الساعة 21.50», «الساعة العاشرة ودقيقتين», «الثالثة فجراً», «8:30 صباحاً»."""
    line, at = scene.line, index
    term = line.term(at)
    headed = term.unit == "hour" and term.amount == 1 and line.form(at).endswith("الساعه")
    if headed:
        at += 1
        if not line.joined(index):
            return None
    if line.form(at) in ARTICLES and line.joined(at):
        at += 1
    found = _hour_at(line, at)
    if found is None or not (headed or line.term(index - 1).cues & _BEFORE_HOUR):
        return None
    minutes, last, exact = found
    minutes, last = _with_minutes(line, minutes, last)
    part, last = _own_part(line, last)
    if not headed and (part is None and not _part_follows(line, last)):
        return None
    if not headed and line.form(at).isdigit() and ":" not in line.form(at):
        return None
    if _foreign(line, last):
        return None
    half_day = not exact and minutes < 13 * 60
    return Piece(index, last, "clock", part=part, minutes=minutes, half_day=half_day)


def _hour_at(line: Line, at: int) -> tuple[int, int, bool] | None:
    """Minutes since midnight, last word, and whether the figures leave no doubt about the half of the day."""
    form = line.form(at)
    for mark in ":.,":
        hour, found, minute = form.partition(mark)
        if found and hour.isdigit() and minute.isdigit() and len(minute) == 2:
            good = int(hour) < 24 and int(minute) < 60
            return (int(hour) * 60 + int(minute), at, True) if good else None
    digits = digits_at(line, at)
    if digits:
        return (digits[0] * 60, digits[1], False) if digits[0] < 24 else None
    term = line.term(at)
    if term.hour is None or term.prefix not in {"", "ب", "ل"}:
        return None
    if term.hour <= 2 and "ten" in line.term(at + 1).cues and line.joined(at):
        return (term.hour + 10) * 60, at + 1, False
    return term.hour * 60, at, False


def _with_minutes(line: Line, minutes: int, last: int) -> tuple[int, int]:
    """Take in «والنصف», «إلا ربعاً», «ودقيقتين», «وستة عشر دقيقة»."""
    after = line.term(last + 1)
    if not line.joined(last):
        return minutes, last
    if after.fraction and after.prefix == "و":
        return minutes + after.fraction, last + 1
    if "minus" in after.cues and line.term(last + 2).fraction:
        return minutes - (line.term(last + 2).fraction or 0), last + 2
    if "minute" in after.cues and after.prefix == "و":
        return minutes + (2 if line.form(last + 1).endswith(("تين", "تان")) else 1), last + 1
    index = last + 2 if line.form(last + 1) == "و" else last + 1
    number = number_at(line, index)
    if number and (index == last + 2 or after.prefix == "و") and "minute" in line.term(number[1] + 1).cues:
        return minutes + number[0], number[1] + 1
    return minutes, last


def _own_part(line: Line, last: int) -> tuple[Daypart | None, int]:
    """Take in «صباحاً», «من الصباح», «بعد الظهر» after an hour."""
    after = line.term(last + 1)
    if not line.joined(last):
        return None, last
    if after.adverb and after.prefix == "" and not line.term(last + 2).weekday and line.term(last + 2).offset is None:
        return after.adverb, last + 1
    start = last + 2 if "from" in after.cues else last + 1
    if "after" in line.term(start).cues and line.term(start + 1).definite_daypart == "noon":
        return "afternoon", start + 1
    if line.term(start).edge == "middle" and line.term(start + 1).definite_daypart == "night":
        return "night", start + 1
    part = line.term(start).definite_daypart
    return (part, start) if part and start == last + 2 else (None, last)


def _part_follows(line: Line, last: int) -> bool:
    """«التاسعة من مساء أمس»."""
    if "from" in line.term(last + 1).cues:
        last += 1
    index = last + 2 if "after" in line.term(last + 1).cues else last + 1
    if line.term(index).daypart is None:
        return False
    after = line.term(index + 1)
    return after.weekday is not None or after.offset is not None or "day" in after.cues


def _foreign(line: Line, last: int) -> bool:
    words = lexicon().foreign_clock
    return any(line.form(last + k) in words for k in (1, 2, 3))


def clock_text(minutes: int, half_day: bool, part: Daypart | None) -> str | None:
    """ "HH:MM" of an hour; None where the half of the day is not known.

    >>> clock_text(9 * 60 + 30, True, "evening")
    '21:30'
    """
    hour = minutes // 60
    if hour <= 12 and part is not None:
        hour = _in_part(hour, part)
    elif half_day:
        return None
    return f"{hour % 24:02d}:{minutes % 60:02d}"


def _in_part(hour: int, part: Daypart) -> int:
    if part in {"dawn", "morning"}:
        return hour % 12
    if part == "noon":
        return hour if hour >= 10 else hour + 12
    if part == "night":
        return hour % 12 if hour == 12 or hour < 5 else hour + 12
    if part == "evening" and hour == 12:
        return 0
    return hour % 12 + 12
