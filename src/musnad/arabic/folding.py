"""Folding: one spelling for what Arabic writes in many, with an exact way back to the original.

Folded text has no short vowels, tatweel, zero-width or bidi characters; one alef, one yeh, one heh for
ta marbuta; Arabic letters for Persian and presentation forms; ASCII digits.
"""

import re
import unicodedata
from bisect import bisect_right

import msgspec

_ONE_TO_ONE = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
        "ى": "ي", "ی": "ي", "ې": "ي",
        "ة": "ه", "ۀ": "ه", "ہ": "ه", "ە": "ه",
        "ک": "ك", "ڪ": "ك", "گ": "ك",
        "ڤ": "ف", "پ": "ب", "چ": "ج",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u3000": " ", "\u2003": " ", "\u2002": " ", "\u2009": " ",
        **{chr(0x0660 + i): str(i) for i in range(10)},
        **{chr(0x06F0 + i): str(i) for i in range(10)},
        "٫": ".", "٬": ",",
    }
)  # fmt: skip
_DROPPED = (
    "\u0640\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
_EXPANDED = "\ufb50-\ufdff\ufe70-\ufefc"
# letters stretched and pulled apart to pass a filter («قـ ـتـ ـلـ», «قـ.تل») are joined again
_IRREGULAR = re.compile(
    f"[{_DROPPED}]+(?:(?<=\u0640)(?:[ .,*/]{{1,3}}\u0640+|[.,*/]{{1,3}}(?=[\u0621-\u064a])))*|[{_EXPANDED}]"
)


class Folded(msgspec.Struct, frozen=True):
    """Folded text with its offset map.

    `text` is the folded text. `breaks` and `shifts` say, for runs of folded positions, how far the
    original lies behind: original = folded + shift.
    """

    text: str
    source: str
    breaks: tuple[int, ...]
    shifts: tuple[int, ...]

    def source_offset(self, position: int) -> int:
        """The offset in the original of the folded character at `position`."""
        return position + self.shifts[bisect_right(self.breaks, position) - 1]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that folds to `text[start:end]` (start < end).

        Combining marks that follow the last letter belong to it and are included.
        """
        first, last = self.source_offset(start), self.source_offset(end - 1) + 1
        source = self.source
        while last < len(source) and unicodedata.combining(source[last]):
            last += 1
        return first, last


def fold(text: str) -> Folded:
    """Fold `text` and keep the way back.

    >>> fold("إدلـب ٢١").text
    'ادلب 21'
    """
    plain = text.translate(_ONE_TO_ONE)
    pieces: list[str] = []
    breaks, shifts = [0], [0]
    done = length = 0
    for match in _IRREGULAR.finditer(plain):
        start, end = match.span()
        pieces.append(plain[done:start])
        length += start - done
        done = end
        letters = _letters_of(match.group())
        for letter in letters:
            # each letter of a ligature points at the ligature itself
            _set_break(breaks, shifts, length, start - length)
            pieces.append(letter)
            length += 1
        _set_break(breaks, shifts, length, end - length)
    pieces.append(plain[done:])
    return Folded("".join(pieces), text, tuple(breaks), tuple(shifts))


def fold_text(text: str) -> str:
    """The folded text alone, for keys and lexicons."""
    return fold(text).text


def _letters_of(run: str) -> str:
    if "\ufb50" <= run <= "\ufefc":
        expanded = unicodedata.normalize("NFKC", run).translate(_ONE_TO_ONE)
        return _IRREGULAR.sub("", expanded)
    return ""


def _set_break(breaks: list[int], shifts: list[int], position: int, shift: int) -> None:
    if breaks[-1] == position:
        shifts[-1] = shift
    else:
        breaks.append(position)
        shifts.append(shift)
