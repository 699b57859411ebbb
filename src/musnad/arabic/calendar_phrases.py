"""Dates as written, not yet resolved: «العاشر من تشرين الأول/أكتوبر الماضي» → day 10, month 10, past."""

import datetime as dt

import msgspec
from hijridate import Hijri

from musnad.arabic.calendar_terms import NO_TERM, Bare, Edge, MonthName, Relation, Term, lexicon
from musnad.arabic.words import Word

ARTICLES = frozenset(("ال", "وال", "بال", "لل", "فال"))
_TIGHT = " "
_LOOSE = " ،,()/-\u2013\u2014"
_YEARS = range(1800, 2101)
_HIJRI_YEARS = range(1300, 1501)
_HIJRI_MARKS = frozenset(("ه", "هجري", "هجريه"))


class Line(msgspec.Struct, frozen=True):
    """Folded text with its words, what each may mean in an expression of time, and where one may begin."""

    text: str
    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    opens: tuple[bool, ...]

    def term(self, index: int) -> Term:
        """The meanings of a word; none at all outside the text."""
        return self.terms[index] if 0 <= index < len(self.terms) else NO_TERM

    def form(self, index: int) -> str:
        """A word's folded form, or an empty string outside the text."""
        return self.words[index].form if 0 <= index < len(self.words) else ""

    def may_open(self, index: int) -> bool:
        """Whether a time may begin at a word: one that opens expressions, a number, or a number's article."""
        return 0 <= index < len(self.opens) and self.opens[index]

    def joined(self, index: int, between: str = _TIGHT) -> bool:
        """Whether only characters of `between` stand between this word and the next."""
        if not 0 <= index < len(self.words) - 1:
            return False
        gap = self.text[self.words[index].end : self.words[index + 1].start]
        return gap == " " or not gap.strip(between)


class DatePhrase(msgspec.Struct, frozen=True):
    """A date as the words give it; what they do not give is None.

    `day` to `last_day` are days of the month (`last_day` only for ranges such as «3 و7 آذار»). `month` None
    with a `relation` or `same` means «الشهر الجاري», «الشهر نفسه»; `same_year` is «من العام نفسه»,
    `year_relation` that of «العام الماضي». `bare` is how far a month name with nothing around it may be
    trusted. `in_figures` marks «21/4/2024».
    """

    first: int
    last: int
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    relation: Relation | None = None
    year_relation: Relation | None = None
    same: bool = False
    same_year: bool = False
    edge: Edge | None = None
    bare: Bare = "always"
    in_figures: bool = False


def line_of(text: str, tokens: tuple[Word, ...]) -> Line:
    """Look every word up, once."""
    known = lexicon().terms
    terms = tuple([known.get(word.form, NO_TERM) for word in tokens])
    opens = tuple(
        [
            term.opens or (term is NO_TERM and (word.form[0].isdigit() or word.form in ARTICLES))
            for term, word in zip(terms, tokens, strict=True)
        ]
    )
    return Line(text, tokens, terms, opens)


def to_gregorian(year: int, month: int, day: int, hijri: bool = False) -> dt.date | None:
    """The day, or None where there is no such day («31 شباط», year 0, a Hijri year out of range)."""
    try:
        if hijri:
            converted = Hijri(year, month, day).to_gregorian()
            return dt.date(converted.year, converted.month, converted.day)
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_at(line: Line, index: int) -> tuple[MonthName, int] | None:
    """The month named at a word, and its last word."""
    for name in line.term(index).months:
        if not name.rest:
            return name, index
        end = index + len(name.rest)
        if all(line.form(index + 1 + k) == form and line.joined(index + k) for k, form in enumerate(name.rest)):
            return name, end
    return None


def ordinal_at(line: Line, index: int) -> tuple[int, int] | None:
    """The ordinal at a word («الثالث والعشرين» 23), and its last word."""
    term = line.term(index)
    if term.ordinal is None:
        return None
    after = line.term(index + 1)
    if term.ordinal < 10 and line.joined(index):
        if "ten" in after.cues and after.prefix == "":
            return term.ordinal + 10, index + 1
        if after.ordinal in {20, 30} and after.prefix == "و":
            return term.ordinal + after.ordinal, index + 1
    return term.ordinal, index


def digits_at(line: Line, index: int) -> tuple[int, int] | None:
    """The whole number in digits at a word, with or without an article («الـ24»), and its last word."""
    form = line.form(index)
    if form.isdecimal() and len(form) <= 4:
        return int(form), index
    if form in ARTICLES and line.joined(index) and line.form(index + 1)[:1].isdecimal():
        return digits_at(line, index + 1)
    return None


def number_at(line: Line, index: int) -> tuple[int, int] | None:
    """The number in digits or words at a word («أربع وعشرين»), and its last word."""
    found = digits_at(line, index)
    if found:
        return found
    term = line.term(index)
    if term.cardinal is None:
        return None
    after = line.term(index + 1)
    if term.cardinal < 10 and after.cardinal is not None and line.joined(index):
        if after.cardinal == 10 and after.prefix == "":
            return term.cardinal + 10, index + 1
        if after.cardinal in range(20, 100) and after.prefix == "و":
            return term.cardinal + after.cardinal, index + 1
    return term.cardinal, index


def day_at(line: Line, index: int) -> tuple[int, int] | None:
    """A day of the month, in digits or as an ordinal, and its last word."""
    found = digits_at(line, index) or ordinal_at(line, index)
    return found if found and 1 <= found[0] <= 31 else None


def year_at(line: Line, index: int, hijri: bool = False) -> tuple[int, int] | None:
    """A year in four digits, and its last word; a following «هـ» or «م» is taken in."""
    form = line.form(index)
    if not (form.isdecimal() and len(form) == 4):
        return None
    year, after = int(form), line.form(index + 1)
    if year in (_HIJRI_YEARS if hijri else _YEARS):
        marked = after in _HIJRI_MARKS if hijri else after == "م"
        return year, index + 1 if marked and line.joined(index) else index
    return None


def date_at(line: Line, index: int) -> DatePhrase | None:
    """The date that begins at a word: in figures, day and month, or a month."""
    form = line.form(index)
    if form[:1].isdecimal():
        figures = _figures_at(line, index)
        if figures:
            return figures
    day = day_at(line, index)
    if day:
        dated = _day_and_month(line, index, *day)
        if dated:
            return dated
    return _month_phrase(line, index)


def _figures_at(line: Line, index: int) -> DatePhrase | None:
    """«21/4/2024», «2024-04-21», «21.4.2024»."""
    form, last = line.form(index), index
    mark = next((mark for mark in "/." if form.count(mark) == 2), "")
    parts = form.split(mark) if mark else []
    if not parts and _marked(line, index) and _marked(line, index + 1):
        parts, last = [line.form(index + k) for k in range(3)], index + 2
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    if len(parts[0]) == 4:
        year, month, day = (int(part) for part in parts)
    elif len(parts[2]) == 4:
        day, month, year = (int(part) for part in parts)
    else:
        return None
    hijri = year in _HIJRI_YEARS
    if not hijri and year not in _YEARS:
        return None
    return DatePhrase(index, last, day, None, month, year, hijri=hijri, in_figures=not hijri)


def _marked(line: Line, index: int) -> bool:
    return line.joined(index, " -/\u2013") and not line.joined(index)


def _day_and_month(line: Line, first: int, day: int, last: int) -> DatePhrase | None:
    second = _second_day(line, last)
    if second and second[0] > day:
        found = _month_after_day(line, second[1])
        if found:
            return msgspec.structs.replace(found, first=first, day=day, last_day=second[0])
    found = _month_after_day(line, last)
    return msgspec.structs.replace(found, first=first, day=day) if found else None


def _second_day(line: Line, last: int) -> tuple[int, int] | None:
    """The day after «و», «-», «إلى», «حتى»."""
    following = last + 1
    if line.form(following) == "و" or "until" in line.term(following).cues:
        return day_at(line, following + 1)
    if line.form(following) == "وال" or line.term(following).prefix == "و":
        return day_at(line, following)
    gap = line.joined(last, " -\u2013\u2014/") and not line.joined(last)
    return digits_at(line, following) if gap and len(line.form(following)) <= 2 else None


def _month_after_day(line: Line, last: int) -> DatePhrase | None:
    """«[من] [شهر] M», «من الشهر الجاري», after a day that ends at `last`."""
    index = last + 1
    if "from" in line.term(index).cues:
        index += 1
    elif not line.joined(last):
        return None
    term = line.term(index)
    if term.unit == "month" and term.amount == 1 and not line.term(index + 1).months:
        after = line.term(index + 1)
        if index == last + 1 or not (after.relation or "same" in after.cues):
            return None
        return DatePhrase(index, index + 1, relation=after.relation, same=after.relation is None)
    return _month_phrase(line, index)


def _month_phrase(line: Line, first: int) -> DatePhrase | None:
    """«[شهر] M[/M] [الماضي] [[من] [عام] 2020]»."""
    headed = "month" in line.term(first).cues and line.joined(first)
    found = month_at(line, first + 1 if headed else first)
    if not found:
        return None
    name, last = found
    bare: Bare = "always" if headed else name.bare
    double = month_at(line, last + 1) if line.joined(last, " /(-") else None
    if double and double[0].number == name.number and double[0].hijri == name.hijri:
        last, bare = double[1], "always"
    phrase = DatePhrase(first, last, month=name.number, hijri=name.hijri, bare=bare)
    if name.rest == () and line.form(first).isascii():
        return _english_tail(line, phrase)
    return _with_tail(line, phrase)


def _english_tail(line: Line, phrase: DatePhrase) -> DatePhrase | None:
    """«May 1, 2023»; English month names alone are not trusted."""
    day = digits_at(line, phrase.last + 1)
    if day and 1 <= day[0] <= 31 and line.joined(phrase.last):
        year = year_at(line, day[1] + 1) if line.joined(day[1], " ,") else None
        if year:
            return msgspec.structs.replace(phrase, day=day[0], year=year[0], last=year[1])
    year = year_at(line, phrase.last + 1) if line.joined(phrase.last, " ,") else None
    return msgspec.structs.replace(phrase, year=year[0], last=year[1]) if year else None


def _with_tail(line: Line, phrase: DatePhrase) -> DatePhrase:
    """Take in «الماضي», the year, «من العام الماضي» after a month."""
    replace = msgspec.structs.replace
    index = phrase.last + 1
    if not line.joined(phrase.last, _LOOSE):
        return phrase
    term = line.term(index)
    if term.relation and line.joined(phrase.last, " )"):
        phrase = replace(phrase, relation=term.relation, last=index, bare="always")
        index += 1
        if not line.joined(index - 1, _LOOSE):
            return phrase
    year = year_at(line, index, phrase.hijri)
    if year:
        return replace(phrase, year=year[0], last=year[1], bare="always")
    return year_tail(line, phrase, index)


def year_tail(line: Line, phrase: DatePhrase, index: int) -> DatePhrase:
    """Take in «[من] عام 2020», «من العام الماضي», «من العام نفسه» at `index`."""
    replace = msgspec.structs.replace
    if "from" in line.term(index).cues:
        index += 1
    this = "this" in line.term(index).cues
    term = line.term(index + 1 if this else index)
    if term.unit != "year" or term.amount != 1 or term.prefix not in {"", "ل"}:
        return phrase
    if this:
        return replace(phrase, year_relation="current", last=index + 1)
    after = line.term(index + 1)
    if after.relation and line.joined(index):
        return replace(phrase, year_relation=after.relation, last=index + 1, bare="always")
    if "same" in after.cues and line.joined(index):
        return replace(phrase, same_year=True, last=index + 1, bare="always")
    year = year_at(line, index + 1, phrase.hijri)
    if year and line.joined(index):
        return replace(phrase, year=year[0], last=year[1], bare="always")
    return phrase
