"""Words and sentences of folded text."""

import re

import msgspec

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
# A full stop also ends a sentence where the blank after it was lost («الحي.وقال»), but not after an
# initial («د. أحمد») or inside a number.
_SENTENCE_END = re.compile(r"[.!?؟]+[\"”»’)\]]*\s+|(?<=[ء-ي]{2})[.!?؟](?=[ء-ي]{2})|\n+")
_INITIAL = re.compile(r"(?<![ء-ي])[ء-ي]\.\s+$")


class Word(msgspec.Struct, frozen=True):
    """A word of folded text: `text[start:end] == form`. Offsets are into the folded text."""

    form: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """The words of folded text: letters, or digits with their inner points and colons."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text))


def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """`(start, end)` of each sentence of folded text; together they cover it, without blanks between."""
    bounds, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if _INITIAL.search(text, match.start() - 1 if match.start() else 0, match.end()) and "\n" not in match.group():
            continue
        if text[start : match.end()].strip():
            bounds.append((start, match.end()))
            start = match.end()
    if text[start:].strip():
        bounds.append((start, len(text)))
    return tuple(bounds)
