"""Numbers in running text: digits, number words, vague plurals, and the words that bound them.

A number here is only a number. Whether it counts people, days or missiles is for the caller to decide by
the noun beside it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from musnad.arabic.number_words import Bound, Lexeme, Lexicon, lexicon_of_numbers
from musnad.arabic.words import Word

_MAX_DIGITS = 9
_OFF_DIGITS = frozenset({"ال", "ب", "ل", "بال", "لل"})
_DASH_RATIO = 20
"""«150-200» is a range, «16، 5000» is not: the greater end is at most so many times the smaller."""


class Number(msgspec.Struct, frozen=True):
    """A number of words `first` to `last` (both included), with the words that bound it.

    `min` and `max` are equal for a plain or approximate number. `max` is None where the text sets no upper
    bound («أكثر من 5», «عشرات»).
    """

    first: int
    last: int
    min: int
    max: int | None


class _Amount(NamedTuple):
    """A parsed amount that ends before word `end`; `scale` is the scale word used last, or 1."""

    value: float
    vague: bool
    scale: int
    end: int


def find_numbers(words: Sequence[Word]) -> tuple[Number, ...]:
    """The numbers among the words of folded text, in order and without overlap.

    Percentages, clock times, dates written with strokes and decimals that no scale word follows are left
    out. A bound after the counted noun («5 أشخاص على الأقل») is read, but lies outside `last`.

    >>> from musnad.arabic.words import words
    >>> [(n.min, n.max) for n in find_numbers(words("اكثر من 4 الاف و خمسه وعشرون"))]
    [(4025, None)]
    """
    lexicon = lexicon_of_numbers()
    lexemes = lexicon.lexemes
    found: list[Number] = []
    position, count = 0, len(words)
    while position < count:
        form = words[position].form
        number = None
        if form in lexemes or "0" <= form[0] <= "9":
            number = _number(words, position, lexicon)
        elif form in lexicon.quantity_nouns:
            number = _quantity(words, position, lexicon)
        if number is None:
            position += 1
            continue
        found.append(number)
        position = number.last + 1
    return tuple(found)


def _number(words: Sequence[Word], first: int, lexicon: Lexicon) -> Number | None:
    amount = _amount(words, first, lexicon)
    if amount is None or amount.value != int(amount.value):
        return None
    if any(_forms(words, amount.end, len(p)) == p for p in lexicon.percent):
        return None
    least, most = int(amount.value), None if amount.vague else int(amount.value)
    end = amount.end
    upper = _range_end(words, first, amount, lexicon)
    if upper is not None:
        if upper.scale > 1 and amount.scale == 1 and least * upper.scale < upper.value:
            least *= upper.scale
        most, end = int(upper.value), upper.end
    start, bound = _bound_before(words, first, lexicon)
    if bound is None or bound == "about":  # «نحو 50 شخصاً على الأقل»
        end, after = _bound_after(words, end, lexicon)
        bound = after or bound
    if bound == "at_least":
        most = None
    elif bound == "at_most" and most is not None:
        least = 1
    return Number(start, end - 1, least, most)


def _amount(words: Sequence[Word], first: int, lexicon: Lexicon) -> _Amount | None:
    """The longest amount that begins at word `first`: parts of falling scale joined by «و»."""
    amount = _part(words, first, lexicon)
    while amount is not None and amount.scale > 1 and not amount.vague:
        following = _after_and(words, amount.end, lexicon)
        if following is None:
            break
        part = _part(words, following, lexicon)
        if part is None or part.vague or part.value >= amount.scale:
            break
        value = part.value * amount.scale if part.value < 1 else part.value
        amount = _Amount(amount.value + value, False, part.scale, part.end)
    return amount


def _part(words: Sequence[Word], at: int, lexicon: Lexicon) -> _Amount | None:
    """A number below a thousand or digits, times the scale word that follows; or a scale word alone."""
    lexeme = lexicon.lexemes.get(words[at].form)
    if lexeme is None:
        digits = _digits(words[at].form)
        return None if digits is None else _scaled(words, digits, at + 1, lexicon)
    if lexeme.kind == "few":
        following = _lexeme(words, at + 1, lexicon)
        if following is not None and following.kind in {"vague", "plural"}:
            return _part(words, at + 1, lexicon)
        return _Amount(lexeme.value, True, 1, at + 1)
    if lexeme.kind == "vague":
        following = _lexeme(words, at + 1, lexicon)
        if following is not None and following.kind == "plural":
            return _Amount(lexeme.factor * following.value, True, int(following.value), at + 2)
        return _Amount(lexeme.value, True, 1, at + 1)
    if lexeme.kind == "fraction":
        following = _lexeme(words, at + 1, lexicon)
        if following is not None and following.kind == "scale":
            return _Amount(lexeme.value * following.value, False, int(following.value), at + 2)
        return _Amount(lexeme.value, False, 1, at + 1)
    if lexeme.kind == "plural":
        return _Amount(2 * lexeme.value, True, int(lexeme.value), at + 1)
    if lexeme.kind in {"scale", "dual"}:
        scale = lexeme.value if lexeme.kind == "scale" else lexeme.value / 2
        return _Amount(lexeme.value, False, int(scale), at + 1)
    value, end = _below_thousand(words, at, lexicon)
    if end == at:
        return None
    return _scaled(words, value, end, lexicon)


def _scaled(words: Sequence[Word], value: float, end: int, lexicon: Lexicon) -> _Amount:
    lexeme = _lexeme(words, end, lexicon)
    if lexeme is not None and not lexeme.waw and not words[end].form.startswith("ب"):
        if lexeme.kind in {"scale", "plural"}:
            return _Amount(value * lexeme.value, False, int(lexeme.value), end + 1)
        if lexeme.kind == "dual":  # «12 ألفا» is spelled as the dual of «ألفا شخص»
            return _Amount(value * lexeme.value / 2, False, int(lexeme.value / 2), end + 1)
        if lexeme.kind == "vague" and lexeme.value >= 200:  # «3 مئات»
            return _Amount(value * 100, False, 1, end + 1)
    return _Amount(value, False, 1, end)


def _below_thousand(words: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[int, int]:
    """`(value, end)` of number words below a thousand; `end == at` where there are none."""
    lexeme = lexicon.lexemes[words[at].form]
    if lexeme.kind == "hundred":
        return _with_rest(words, int(lexeme.value), at + 1, lexicon)
    if lexeme.kind == "unit":
        following = _lexeme(words, at + 1, lexicon)
        if following is not None and following[:3] == ("hundred", 100, False):
            return _with_rest(words, int(lexeme.value) * 100, at + 2, lexicon)
    return _below_hundred(words, at, lexicon)


def _with_rest(words: Sequence[Word], hundreds: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    following = _after_and(words, end, lexicon)
    if following is None:
        return hundreds, end
    if words[following].form not in lexicon.lexemes:
        digits = _digits(words[following].form)
        return (hundreds, end) if digits is None or digits >= 100 else (hundreds + int(digits), following + 1)
    if lexicon.lexemes[words[following].form].kind not in {"unit", "ten", "tens"}:
        return hundreds, end
    value, after = _below_hundred(words, following, lexicon)
    return (hundreds, end) if after == following else (hundreds + value, after)


def _below_hundred(words: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[int, int]:
    lexeme = lexicon.lexemes[words[at].form]
    value = int(lexeme.value)
    if lexeme.kind != "unit":
        return value, at + 1
    following = _lexeme(words, at + 1, lexicon)
    if following is not None and following.kind == "ten" and not following.waw:
        return value + 10, at + 2
    joined = _after_and(words, at + 1, lexicon)
    if joined is not None:
        tens = lexicon.lexemes.get(words[joined].form)
        if tens is not None and tens.kind == "tens":
            return value + int(tens.value), joined + 1
    return (value, at) if lexeme.part_only else (value, at + 1)


def _lexeme(words: Sequence[Word], at: int, lexicon: Lexicon) -> Lexeme | None:
    """The number word at `at`, if it follows the word before it with nothing but a blank between."""
    if at >= len(words) or words[at].start - words[at - 1].end > 1:
        return None
    return lexicon.lexemes.get(words[at].form)


def _after_and(words: Sequence[Word], at: int, lexicon: Lexicon) -> int | None:
    """The index of the number that «و» joins to what ends before `at`."""
    if at >= len(words) or words[at].start - words[at - 1].end > 1:
        return None
    if words[at].form == "و":
        return at + 1 if at + 1 < len(words) and words[at + 1].start - words[at].end <= 1 else None
    lexeme = lexicon.lexemes.get(words[at].form)
    return at if lexeme is not None and lexeme.waw else None


def _digits(form: str) -> float | None:
    """The value of a digit word; None for clock times, dates, versions and overlong numbers."""
    if form.isdecimal():
        return int(form) if len(form) <= _MAX_DIGITS else None
    for mark in ",.":
        groups = form.split(mark)
        if all(g.isdecimal() for g in groups):
            if len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]):
                return int("".join(groups))
            if len(groups) == 2 and len(groups[1]) <= 2:
                return float(".".join(groups))
    return None


def _range_end(words: Sequence[Word], first: int, low: _Amount, lexicon: Lexicon) -> _Amount | None:
    """The upper end of a range whose lower end is `low`, or None where no range is meant."""
    if low.vague or low.end >= len(words):
        return None
    before = words[first - 1].form if first else ""
    link = words[low.end]
    if link.start - words[low.end - 1].end > 3:  # «150 - 200» is the widest
        return None
    if before in lexicon.between:
        at = _after_and(words, low.end, lexicon)
    elif link.form in lexicon.range_links and before != "من":
        at = low.end + 1
    elif _is_dash_range(words, low.end):
        at = low.end
    else:
        return None
    if at is None or at >= len(words):
        return None
    high = _amount(words, at, lexicon)
    if high is None or high.vague or high.value != int(high.value) or high.value <= low.value:
        return None
    return high


def _is_dash_range(words: Sequence[Word], at: int) -> bool:
    low, high = words[at - 1].form, words[at].form
    if not (low.isdecimal() and high.isdecimal() and len(high) <= _MAX_DIGITS):
        return False
    lone = (at < 2 or not words[at - 2].form.isdecimal()) and (
        at + 1 >= len(words) or not words[at + 1].form.isdecimal()
    )
    return lone and int(low) < int(high) <= int(low) * _DASH_RATIO


def _bound_before(words: Sequence[Word], first: int, lexicon: Lexicon) -> tuple[int, Bound | None]:
    """Where the number begins with the words that bound it from the front, and how they bound it."""
    start = first
    if start and words[start - 1].form in _OFF_DIGITS and words[first].start == words[start - 1].end:
        # the article stands off the digits («الـ13»)
        start -= 1
    if not start or words[start - 1].form not in lexicon.before_ends:
        return first, None
    for length in (4, 3, 2, 1):
        if length <= start and words[start].start - words[start - 1].end <= 2:
            bound = lexicon.before.get(_forms(words, start - length, length))
            if bound is not None:
                return start - length, bound
    return first, None


def _bound_after(words: Sequence[Word], end: int, lexicon: Lexicon) -> tuple[int, Bound | None]:
    """The bound that follows the number, or its noun phrase of up to four words, in the same clause."""
    for at in range(end, min(end + 5, len(words))):
        form = words[at].form
        if words[at].start - words[at - 1].end > 2:
            break
        if form in lexicon.after_starts:
            for length in (3, 2, 1):
                bound = lexicon.after.get(_forms(words, at, length))
                if bound is not None:
                    return (at + length if at == end else end), bound
        if "0" <= form[0] <= "9" or form in lexicon.lexemes or form.startswith("و"):
            break
    return end, None


def _quantity(words: Sequence[Word], first: int, lexicon: Lexicon) -> Number | None:
    """«عدد من», «أعداد كبيرة من»."""
    for at in range(first + 1, min(first + 5, len(words))):
        if words[at].form in lexicon.quantity_links:
            return Number(first, at, lexicon.quantity_min, None)
        if words[at].form not in lexicon.quantity_adjectives:
            break
    return None


def _forms(words: Sequence[Word], at: int, length: int) -> tuple[str, ...]:
    return tuple(word.form for word in words[at : at + length])
