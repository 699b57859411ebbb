"""Finding the words that tell of events."""

from collections.abc import Sequence
from functools import lru_cache

from musnad.arabic.clitics import Analysis, analyses
from musnad.arabic.words import Word
from musnad.coding.document import Document
from musnad.coding.mentions import TriggerMention
from musnad.knowledge.triggers import Element, Lexicon, Pattern

_VERB_PREFIXES = frozenset(("", "و", "ف", "س", "وس", "فس", "ل", "ول"))
_OBJECT_PRONOUNS = frozenset(("", "ه", "ها", "هم", "هن", "هما", "نا", "ني"))
# how many words before and after count for a condition, and for its opposite
_WINDOW = 3
_BAR = 2

_Readings = tuple[tuple[Pattern, Analysis], ...]


def find_triggers(doc: Document, lexicon: Lexicon) -> tuple[TriggerMention, ...]:
    """All trigger mentions outside noise lines, in order, not overlapping; the longest pattern wins."""
    found: list[TriggerMention] = []
    for sentence in doc.sentences:
        if sentence.kind == "noise":
            continue
        word = sentence.first
        while word < sentence.last:
            readings = _readings(lexicon, doc.words[word].form)
            mention = _match_at(doc, readings, word, sentence.first, sentence.last) if readings else None
            if mention is None:
                word += 1
            else:
                found.append(mention)
                word = mention.last + 1
    return tuple(found)


def _match_at(doc: Document, readings: _Readings, at: int, first: int, last: int) -> TriggerMention | None:
    words = doc.words
    best: tuple[int, int, Pattern, Analysis] | None = None
    for pattern, analysis in readings:
        if analysis.suffix == "ه" and _ends_in_ta_marbuta(doc, at):
            continue
        end = _follow(pattern, words, at, last)
        if end is None or not _context_fits(pattern, words, at, end, first, last):
            continue
        key = (len(pattern.rest), -len(analysis.prefix) - len(analysis.suffix))
        if best is None or key > (len(best[2].rest), best[1]):
            best = (end, key[1], pattern, analysis)
    if best is None:
        return None
    end, _, pattern, analysis = best
    skip = _clitic_length(words[at].form, analysis)
    return TriggerMention(
        first=at,
        last=end,
        span=doc.span(at, end, skip),
        type=pattern.entry.type,
        verb=pattern.word_class == "verb",
        definite=analysis.prefix.endswith("ال") or analysis.prefix.endswith("لل"),
        plural=analysis.stem in pattern.plurals,
        needs=pattern.entry.needs,
        weak=pattern.entry.weak,
    )


@lru_cache(maxsize=65536)
def _readings(lexicon: Lexicon, form: str) -> _Readings:
    """The patterns that a word may open, each with the cut by which it does; none for most words."""
    return tuple(
        (pattern, analysis)
        for analysis in analyses(form)
        for pattern in lexicon.heads.get(analysis.stem, ())
        if _class_fits(pattern, analysis)
    )


def _ends_in_ta_marbuta(doc: Document, at: int) -> bool:
    """True where the text writes ة, which folding turns into ه: no pronoun («حلقة» is not «حلّقه»)."""
    folded = doc.folded
    return folded.source[folded.source_offset(doc.words[at].end - 1)] in "ةۃ"


def _clitic_length(form: str, analysis: Analysis) -> int:
    """How many letters of the prefix the span leaves out: proclitics go, the article stays."""
    prefix = analysis.prefix
    if prefix.endswith("ال"):
        return len(prefix) - 2
    return len(prefix)


def _class_fits(pattern: Pattern, analysis: Analysis) -> bool:
    if pattern.word_class == "verb":
        if analysis.prefix not in _VERB_PREFIXES or analysis.suffix not in _OBJECT_PRONOUNS:
            return False
        # «سـ» and «لـ» stand before the present only
        if analysis.prefix.endswith(("س", "ل")) and not analysis.stem.startswith(("ي", "ت", "ن")):
            return False
    elif analysis.prefix.endswith("س"):
        return False
    elif pattern.word_class in ("word", "bare") and analysis.suffix:
        return False  # a phrase lists the forms of its head
    elif pattern.word_class == "bare" and analysis.prefix.endswith(("ال", "لل")):
        return False
    return not (analysis.suffix and len(analysis.stem) < 3)


def _follow(pattern: Pattern, words: Sequence[Word], at: int, last: int) -> int | None:
    """The index of the last word that the pattern covers from head `at`, or None."""
    here = at
    for element in pattern.rest:
        for nxt in range(here + 1, min(here + 2 + element.gap, last)):
            if _meets(element, words[nxt].form):
                here = nxt
                break
        else:
            return None
    return here


def _meets(element: Element, form: str) -> bool:
    return form in element.forms if element.exact else not element.forms.isdisjoint(_stems(form))


def _context_fits(pattern: Pattern, words: Sequence[Word], at: int, end: int, first: int, last: int) -> bool:
    if pattern.after and not _near(pattern.after, words, end + 1, min(end + 1 + _WINDOW, last)):
        return False
    if pattern.before and not _near(pattern.before, words, max(at - _WINDOW, first), at):
        return False
    if pattern.not_after and _near(pattern.not_after, words, end + 1, min(end + 1 + _BAR, last)):
        return False
    if pattern.not_before and _near(pattern.not_before, words, max(at - _BAR, first), at):
        return False
    if pattern.around and not _near(pattern.around, words, first, last):
        return False
    return not (pattern.not_around and _near(pattern.not_around, words, first, last))


def _near(forms: frozenset[str], words: Sequence[Word], start: int, stop: int) -> bool:
    return any(not forms.isdisjoint(_stems(words[i].form)) for i in range(start, stop))


@lru_cache(maxsize=65536)
def _stems(form: str) -> frozenset[str]:
    """The word itself and all its cuts."""
    return frozenset((form, *(a.stem for a in analyses(form))))
