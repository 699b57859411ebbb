"""Stretches of time: «قبل أسبوعين», «خلال الساعات الـ24 الماضية», «أواخر العام الماضي», «عام 2019»."""

import datetime as dt

import msgspec

from musnad.arabic.calendar_phrases import (
    DatePhrase,
    Line,
    date_at,
    digits_at,
    number_at,
    year_at,
    year_tail,
)
from musnad.arabic.calendar_resolve import (
    DAY,
    Grain,
    Stretch,
    day_stretch,
    month_stretch,
    resolve,
    shifted_month,
    year_stretch,
)
from musnad.arabic.calendar_terms import Edge, Relation, Unit, lexicon
from musnad.coding.times_pieces import Piece, Scene, looks_ahead

_FROM_THEN = frozenset(("من", "علي", "عن"))
_YEARS_AHEAD = 5
"""A bare number further beyond publication than this is no year."""
_FEW_WEEKS, _FEW_MONTHS, _FEW_YEARS = 4, 3, 5
"""What a bare plural («أسابيع», «أشهر», «سنوات») is taken for."""


class Amount(msgspec.Struct, frozen=True):
    """Some units of time: «ثلاثة أيام», «اليومين الماضيين». `number` None for a bare plural."""

    last: int
    unit: Unit
    number: int | None
    definite: bool
    relation: Relation | None


def ago_at(scene: Scene, index: int) -> Piece | None:
    """«قبل يومين», «قبل أيام», «منذ ثلاثة أيام»; not «قبل يومين من …», which counts from elsewhere."""
    line, published = scene.line, scene.published
    cues = line.term(index).cues
    if published is None or not cues & {"ago", "since"}:
        return None
    amount = _amount_at(line, _past_hedges(line, index + 1))
    if amount is None or amount.definite or amount.relation:
        return None
    after = line.term(amount.last + 1)
    bare_day = amount.unit == "day" and line.form(amount.last) == "يوم" and amount.last == index + 1
    if bare_day and (after.weekday is not None or after.offset is not None or date_at(line, amount.last + 1)):
        return None
    if amount.unit == "year" and year_at(line, amount.last + 1):
        # «منذ عام 2011» names the year
        return None
    since = "since" in cues
    if not since and line.form(amount.last + 1) in _FROM_THEN:
        return None
    stretch = _ago(published, amount, since)
    return Piece(index, amount.last, "period", stretch, since=since and stretch.end == published)


def _past_hedges(line: Line, index: int) -> int:
    """Step over «نحو», «أكثر من», «أقل من»."""
    while "about" in line.term(index).cues or (
        "from" in line.term(index).cues and "about" in line.term(index - 1).cues
    ):
        index += 1
    return index


def _has_article(line: Line, index: int) -> bool:
    form = line.form(index)
    return form[len(line.term(index).prefix) :].startswith("ال") or form.startswith(("لل", "ولل"))


def _amount_at(line: Line, first: int) -> Amount | None:
    index = first
    number: int | None = None
    definite = False
    if "few" in line.term(index).cues:
        index += 1
    else:
        found = number_at(line, index)
        if found:
            definite = line.form(index).startswith("ال")
            number, index = found[0], found[1] + 1
    term = line.term(index)
    if term.unit is None or term.amount is None or (index > first and not line.joined(index - 1)):
        return None
    last, relation = index, None
    definite = definite or _has_article(line, index)
    if number is None and definite and term.amount == 0:
        found = number_at(line, index + 1) if line.joined(index) else None
        if found:
            number, last = found
    if "few" in line.term(last + 1).cues and line.joined(last):
        last += 1
    if line.term(last + 1).cardinal == 1 and line.joined(last):
        last += 1
    if line.joined(last) and line.term(last + 1).relation and line.term(last + 1).prefix == "":
        relation, last = line.term(last + 1).relation, last + 1
    if term.unit == "month" and line.term(index + 1).months:
        return None
    if number is None:
        number = term.amount or None
    return Amount(last, term.unit, number, definite, relation)


def _ago(published: dt.date, amount: Amount, since: bool) -> Stretch:
    number, unit = amount.number, amount.unit
    if unit == "hour":
        return day_stretch(published - ((number or 1) // 25) * DAY)
    if unit == "day":
        if number is None:
            return Stretch(published - 7 * DAY, published - DAY, "week")
        day = published - number * DAY
        return Stretch(day, published, "day") if since and number >= 10 else day_stretch(day)
    if unit == "week":
        if number is None:
            day = published - 7 * (_FEW_WEEKS - 1 if since else _FEW_WEEKS) * DAY
            return Stretch(day, published if since else published - 8 * DAY, "month")
        day = published - 7 * number * DAY
        return Stretch(day, published if since else day, "week")
    if unit == "month":
        start = month_stretch(*shifted_month(published, -(number or _FEW_MONTHS)))
        end = start if number else month_stretch(*shifted_month(published, -1))
    else:
        count = (10 if unit == "decade" else 1) * (number or _FEW_YEARS)
        start = year_stretch(published.year - count)
        end = start if number else year_stretch(published.year - 1)
    if start is None or end is None:
        return day_stretch(published)
    return Stretch(start.start, published if since else end.end, start.grain)


def over_at(scene: Scene, index: int) -> Piece | None:
    """«خلال 24 ساعة», «خلال يومين»: an amount that only «خلال» before it makes a time."""
    line, published = scene.line, scene.published
    if published is None or "over" not in line.term(index).cues or looks_ahead(line, index):
        return None
    amount = _amount_at(line, _past_hedges(line, index + 1))
    if amount is None or amount.relation or (amount.number is None and not amount.definite):
        return None
    # «خلال الأشهر الستة الأولى من …» is not counted from today
    if amount.definite and (_has_article(line, amount.last) or amount.number is None):
        return None
    return Piece(index, amount.last, "period", _span_back(published, amount))


def period_at(scene: Scene, index: int) -> Piece | None:
    """«الأسبوع الماضي», «هذا الشهر», «الأيام الثلاثة الماضية», «الساعات الـ24 الأخيرة», «الأيام المقبلة»."""
    line, published = scene.line, scene.published
    if published is None:
        return None
    this = "this" in line.term(index).cues
    latest = "latest" in line.term(index).cues
    amount = _amount_at(line, index + 1 if this or latest else index)
    if amount is None or not (amount.definite or amount.number):
        return None
    if latest:
        counted = amount.number and not amount.definite and line.term(amount.last).amount != 1
        return Piece(index, amount.last, "period", _span_back(published, amount)) if counted else None
    singular = amount.number == 1 and line.term(amount.last).unit != "day"
    relation, last = amount.relation, amount.last
    if this and relation is None and singular:
        relation = "current"
    if relation is None:
        if "ago" not in line.term(last + 1).cues or line.term(last + 2).relation != "past" or not singular:
            return None
        stretch = _unit_away(published, amount.unit, -2)
        return Piece(index, last + 2, "period", stretch) if stretch else None
    if not amount.definite:
        return None
    if amount.number == 1:
        away = {"past": -1, "current": 0, "next": 1}[relation]
        stretch = _unit_away(published, amount.unit, away)
    elif relation == "past":
        stretch = _span_back(published, amount)
    elif relation == "next":
        stretch = _span_ahead(published, amount)
    else:
        return None
    return Piece(index, last, "period", stretch) if stretch else None


def _unit_away(published: dt.date, unit: Unit, away: int) -> Stretch | None:
    """The week, month or year before, around or after publication; the current one ends with it."""
    if unit == "week":
        if away == 0:
            return Stretch(published - 6 * DAY, published, "week")
        start = published + 7 * away * DAY if away < 0 else published + DAY
        return Stretch(start, start + 6 * DAY, "week")
    if unit == "month":
        found = month_stretch(*shifted_month(published, away))
    elif unit == "year":
        found = year_stretch(published.year + away)
    elif unit == "decade" and away < 0:
        return Stretch(published.replace(year=published.year - 10, day=1), published, "year")
    else:
        return None
    return Stretch(found.start, published, found.grain) if found and away == 0 else found


def _span_back(published: dt.date, amount: Amount) -> Stretch:
    """That much time up to publication."""
    number, unit = amount.number, amount.unit
    if unit == "hour":
        return Stretch(published - max(1, -(-(number or 1) // 24)) * DAY, published, "day")
    if unit == "day":
        return Stretch(published - (number or 7) * DAY, published, "day" if number else "week")
    if unit == "week":
        weeks = number or _FEW_WEEKS
        return Stretch(published - 7 * weeks * DAY, published, "week" if weeks == 1 else "month")
    if unit == "month":
        year, month = shifted_month(published, -(number or _FEW_MONTHS))
        start = dt.date(year, month, min(published.day, 28) if number else 1)
        return Stretch(start, published, "month")
    years = (number or _FEW_YEARS) * (10 if unit == "decade" else 1)
    return Stretch(
        published.replace(year=max(published.year - years, 1), day=min(published.day, 28)), published, "year"
    )


def _span_ahead(published: dt.date, amount: Amount) -> Stretch:
    number, unit = amount.number, amount.unit
    if unit == "hour":
        return Stretch(published, published + max(1, -(-(number or 1) // 24)) * DAY, "day")
    days = {"day": number or 7, "week": 7 * (number or _FEW_WEEKS), "month": 30 * (number or _FEW_MONTHS)}
    grain: Grain = "day" if unit == "day" and number else "week" if unit in {"day", "week"} else "month"
    return Stretch(published + DAY, published + days.get(unit, 365) * DAY, grain)


def edge_at(scene: Scene, index: int) -> Piece | None:
    """«أواخر تموز», «مطلع الشهر الجاري», «منتصف 2018», «النصف الثاني من كانون الثاني»."""
    found = _edge(scene.line, index)
    if found is None:
        return None
    edge, at = found
    if "this" in scene.line.term(at).cues:
        at += 1
    month = _edged_month(scene, at, edge)
    return (month and msgspec.structs.replace(month, first=index)) or _edged_year(scene, index, at, edge)


def _edge(line: Line, index: int) -> tuple[Edge, int] | None:
    term = line.term(index)
    if term.fraction == 30 and line.term(index + 1).ordinal in {1, 2}:
        at = index + 3 if "from" in line.term(index + 2).cues else index + 2
        return ("first_half" if line.term(index + 1).ordinal == 1 else "second_half"), at
    return (term.edge, index + 1) if term.edge and line.joined(index) else None


def _edged_month(scene: Scene, at: int, edge: Edge) -> Piece | None:
    line = scene.line
    phrase = date_at(line, at)
    if phrase is None and line.term(at).unit == "month" and line.term(at).amount == 1:
        after = line.term(at + 1)
        this = "this" in line.term(at - 1).cues
        if after.relation or "same" in after.cues or this:
            last = at if this and not after.relation else at + 1
            phrase = DatePhrase(at, last, relation=after.relation, same="same" in after.cues)
    if phrase is None or phrase.day is not None or (scene.published is None and phrase.year is None):
        return None
    phrase = msgspec.structs.replace(phrase, edge=edge)
    ahead = phrase.year is None and looks_ahead(line, at)
    stretch = resolve(phrase, scene.published, ahead, scene.topic)
    return Piece(at, phrase.last, "date", stretch, named_month=True) if stretch else None


def _edged_year(scene: Scene, index: int, at: int, edge: Edge) -> Piece | None:
    line = scene.line
    year, last = _year_named(scene, at)
    if year is None and line.joined(at - 1):
        bare = year_at(line, at)
        year, last = bare or (None, at)
    stretch = year_stretch(year, edge) if year is not None else None
    return Piece(index, last, "date", stretch) if stretch else None


def _year_named(scene: Scene, index: int) -> tuple[int | None, int]:
    """The year of «عام 2017», «العام الماضي», and the last word; None where there is none."""
    phrase = year_tail(scene.line, DatePhrase(index, index - 1), index)
    if phrase.year is not None:
        return phrase.year, phrase.last
    if phrase.year_relation and scene.published:
        return scene.published.year + {"past": -1, "current": 0, "next": 1}[phrase.year_relation], phrase.last
    return None, index


def year_piece_at(scene: Scene, index: int) -> Piece | None:
    """«عام 2017», «عامي 2017 و2020», «صيف 2014», and a bare number after «في», «منذ», «بين»."""
    line, term = scene.line, scene.line.term(index)
    if term.season:
        year, last = _year_named(scene, index + 1)
        if year is None and line.joined(index):
            year, last = year_at(line, index + 1) or (None, index)
        stretch = year_stretch(year, months=term.season) if year is not None else None
        relation = line.term(index + 1).relation if line.joined(index) else None
        if stretch is None and relation and scene.published:
            stretch, last = _season_away(scene.published, term.season, relation), index + 1
        return Piece(index, last, "date", stretch) if stretch else None
    if term.unit == "year" and line.joined(index):
        found = year_at(line, index + 1)
        return _years(scene, index, found, paired=term.amount != 1) if found else None
    if line.form(index).isdigit() and _year_by_cue(scene, index):
        found = year_at(line, index)
        paired = "between" in line.term(index - 1).cues
        return _years(scene, index, found, paired) if found else None
    return None


def _season_away(published: dt.date, season: tuple[int, int], relation: Relation) -> Stretch | None:
    """«الصيف الماضي»: the latest one over before publication; «المقبل»: the first to begin after it."""
    around = [year_stretch(published.year + k, months=season) for k in (1, 0, -1, -2)]
    known = [stretch for stretch in around if stretch]
    if relation == "next":
        return next((s for s in reversed(known) if s.start > published), None)
    if relation == "current":
        return next((s for s in known if s.start <= published), None)
    return next((s for s in known if s.end < published), None)


def _years(scene: Scene, first: int, found: tuple[int, int], paired: bool) -> Piece | None:
    line, (year, last) = scene.line, found
    end = year
    if paired:
        index = last + 2 if line.form(last + 1) == "و" or "until" in line.term(last + 1).cues else last + 1
        second = year_at(line, index) if index == last + 2 or not line.joined(last) else None
        if second and second[0] > year:
            end, last = second
    start_stretch, end_stretch = year_stretch(year), year_stretch(end)
    if start_stretch is None or end_stretch is None:
        return None
    return Piece(first, last, "year", Stretch(start_stretch.start, end_stretch.end, "year"))


def _year_by_cue(scene: Scene, index: int) -> bool:
    line = scene.line
    if not line.joined(index - 1) or line.form(index + 1) in lexicon().counted:
        return False
    if scene.published and not 1900 <= int(line.form(index)) <= scene.published.year + _YEARS_AHEAD:
        return False
    if line.term(index - 1).unit == "year":
        return True
    return bool(line.term(index - 1).cues & {"in", "since", "between", "over"}) and not digits_at(line, index + 1)
