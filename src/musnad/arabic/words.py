"""Words and sentences of folded text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from musnad.arabic.folding import Folded
from musnad.arabic.gluing import glued_at

# a handle or a clock of a post runs into its first word («@nameقصف»): a word is of one script
_ARABIC = "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7"
_OTHER = r"[^\W\d_\u0600-\u08ff]+"
_WORD = re.compile(rf"\d+(?:[.,:/]\d+)*|[{_ARABIC}]+|{_OTHER}(?:['’]{_OTHER})*")
# A full stop also ends a sentence where the blank after it was lost («الحي.وقال»), but not after an
# initial («د. أحمد») or inside a number.
_SENTENCE_END = re.compile(r"[.!?؟]+[\"”»’)\]]*\s+|(?<=[ء-ي]{2})[.!?؟](?=[ء-ي]{2})|\n+")
_ARTICLES = ("وال", "بال", "لل", "ال")
_INITIAL = re.compile(r"(?<![ء-ي])[ء-ي]\.\s+$")

_SHORTEST_GLUED = 4
LONGEST = 1200
"""Characters of the longest sentence."""
_GLUED = re.compile(
    r"[ء-ي]{2}ة[\u064b-\u0652]*(?=[ء-ي])"
    r"|(?:\b(?:و|ف)?(?:إلى|على|حتى|لدى)|[ء-ي]{3}ى)[\u064b-\u0652]*(?=[ء-ي]{3})"
)


class Word(msgspec.Struct, frozen=True):
    """A word of folded text: `text[start:end] == form`. Offsets are into the folded text."""

    form: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """The words of folded text: letters, or digits with their inner points and colons."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text))


def words_of(folded: Folded) -> tuple[Word, ...]:
    """The words of a folded text, cut where a lost blank glued two.

    No word goes on after ة, nor after «إلى»; elsewhere `glued_at` tells, by how frequent the two words are.
    """
    cuts = [match.end() for match in _GLUED.finditer(folded.source)]
    whole = words(folded.text)
    if cuts:
        whole = tuple(part for word in whole for part in _cut_by_source(word, folded, cuts))
    if not any(glued_at(word.form) for word in whole):
        return whole
    return tuple(part for word in whole for part in _cut_by_form(word))


def _cut_by_source(word: Word, folded: Folded, cuts: Sequence[int]) -> Sequence[Word]:
    if word.end - word.start < _SHORTEST_GLUED:
        return (word,)
    first, last = folded.source_offset(word.start), folded.source_offset(word.end - 1)
    if bisect_right(cuts, first) == bisect_right(cuts, last):
        return (word,)
    return _cut(word, [p for p in range(word.start + 1, word.end) if folded.source_offset(p) in cuts])


def _cut_by_form(word: Word) -> Sequence[Word]:
    letters = glued_at(word.form)
    return _cut(word, [word.start + letters]) if letters else (word,)


def _cut(word: Word, positions: Sequence[int]) -> list[Word]:
    bounds = [word.start, *positions, word.end]
    return [Word(word.form[s - word.start : e - word.start], s, e) for s, e in pairwise(bounds)]


def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """`(start, end)` of each sentence of folded text; together they cover it, without blanks between.

    A sentence of more than `LONGEST` characters is cut at a blank: what is compared with all else in its
    sentence would otherwise take for ever on a page whose full stops were lost.
    """
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        before = max(match.start() - 1, 0)
        if "\n" not in match.group() and _INITIAL.search(text, before, match.end()):
            continue
        if text[start : match.end()].strip():
            bounds += _pieces(text, start, match.end())
            start = match.end()
    if text[start:].strip():
        bounds += _pieces(text, start, len(text))
    return tuple(bounds)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST) + 1 or start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def bare(form: str) -> str:
    """A folded word without its article, and what is glued before that."""
    for prefix in _ARTICLES:
        if form.startswith(prefix) and len(form) > len(prefix) + 2:
            return form.removeprefix(prefix)
    return form
