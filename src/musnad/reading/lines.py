"""What one line of a page looks like by itself: prose, furniture, a caption, the start of a link list."""

import re
from typing import Literal

import msgspec

from musnad.reading.markers import Markers, words_of

Look = Literal["blank", "noise", "block", "close", "caption", "prose", "sentence", "short"]
"""`block` opens a list of links, `close` comes after the article, `prose` is a paragraph, `sentence` a short
line with a full stop, `short` any other line: a heading, a link, a name."""

_MARKED_UP_TO = 200
_NOTICE_UP_TO = 320
_KEY_UP_TO = 60
_PROSE_WITH_STOP = 50
_PROSE_WITH_QUOTE = 90
_PROSE_BARE = 150
_PROSE_AFTER_OPENING = 36
_QUESTION_UP_TO = 110
_CLOSING = "\"”»’')] "
_QUOTES = frozenset("\"”»’'")
_STOPS = frozenset(".!؟?:؛")
_CUT = ("...", "…", "..")
_LINK = re.compile(r"\s*(?:https?://|www\.|pic\.twitter)\S+\s*$")
_SIGNED_POST = re.compile(r"^[—–-]{1,2}\s.{0,80}\(@\w+\)")
_CREDIT = re.compile(r"[(\[–—/|-]\s*([^()\[\]–—/|]{1,40}?)\s*[)\]]?\s*$")
_FIGURE = re.compile(r"\d")


class Line(msgspec.Struct, frozen=True):
    """A folded line, stripped, with its look. `words` are counted without figures, up to 200 letters.

    `goes_on`: it begins as a paragraph that goes on does.
    """

    text: str
    look: Look
    words: int
    goes_on: bool = False

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        return ends_as_sentence(self.text)


def look_at(line: str, known: Markers) -> Line:
    """The look of a folded line."""
    text = line.strip()
    if not text:
        return Line("", "blank", 0)
    if _LINK.match(text):
        return Line(text, "noise", 0)
    if len(text) > _MARKED_UP_TO:
        notice = len(text) <= _NOTICE_UP_TO and begins_with(text, words_of(text[:60]), known.prefixes)
        return Line(text, "noise" if notice else "prose", _MARKED_UP_TO)
    words = words_of(text)
    onward = goes_on(text, words, known)
    look = _marked(text, words, known) or _unmarked(text, onward=onward)
    return Line(text, look, len(words), onward)


def ends_as_sentence(text: str) -> bool:
    """Whether the text ends with a stop, perhaps inside closing quotes, and is not cut off («…»)."""
    bare = text.rstrip(_CLOSING)
    return bool(bare) and bare[-1] in _STOPS and not bare.endswith(_CUT)


def begins_with(text: str, words: list[str], beginnings: dict[str, tuple[str, ...]]) -> bool:
    """Whether folded text begins with one of the beginnings, at a word's end, after any signs."""
    if not words:
        return any(text.startswith(sign) for sign in beginnings.get(text[:1], ()))
    lowered = text.lower().replace(" :", ":")
    start = lowered.find(words[0])
    for beginning in (*beginnings.get(words[0], ()), *beginnings.get(lowered[:1], ())):
        for at in (start, 0):
            if lowered.startswith(beginning, at):
                after = lowered[at + len(beginning) : at + len(beginning) + 1]
                if beginning.endswith(":") or not after.isalpha():
                    return True
    return False


def goes_on(text: str, words: list[str], known: Markers) -> bool:
    """Whether a line begins as a paragraph that goes on does: «وقال …», «كما …»; headlines do not."""
    if not words:
        return False
    first = words[0]
    if first[0] == "و" and len(first) >= 4 and first not in known.waw_words:
        return True
    return begins_with(text, words, known.openings)


def _marked(text: str, words: list[str], known: Markers) -> Look | None:
    if len(text) <= _KEY_UP_TO:
        key = " ".join(words)
        if key in known.closers:
            return "close"
        if key in known.blocks:
            return "block"
        if key in known.lines or all(word in known.lines for word in words):
            return "noise"
    if _is_figures(text, words, known) or _is_links(text):
        return "noise"
    if begins_with(text, words, known.prefixes):
        return "noise"
    if begins_with(text, words, known.sources):
        return "sentence"
    return "caption" if _is_credited(text, known) else None


def _unmarked(text: str, *, onward: bool) -> Look:
    length = len(text)
    if length <= _QUESTION_UP_TO and not onward and text.rstrip(_CLOSING).endswith(("؟", "?")):
        return "short"
    if ends_as_sentence(text):
        return "prose" if length >= _PROSE_WITH_STOP else "sentence"
    if text.endswith(_CUT):
        return "short"
    if length >= _PROSE_BARE or (length >= _PROSE_WITH_QUOTE and text[-1] in _QUOTES):
        return "prose"
    if onward and length >= _PROSE_AFTER_OPENING:
        return "prose"
    return "short"


def _is_figures(text: str, words: list[str], known: Markers) -> bool:
    """A date, an hour, a count of readers: nothing but figures and their words."""
    if not words:
        return True
    if len(words) > 14:
        return False
    has_figure = _FIGURE.search(text) is not None
    if all(word in known.date_words for word in words):
        return has_figure or len(words) <= 4
    return has_figure and all(word in known.count_words for word in words)


def _is_links(text: str) -> bool:
    tokens = text.split()
    return all(token.startswith("#") for token in tokens) or _SIGNED_POST.match(text) is not None


def _is_credited(text: str, known: Markers) -> bool:
    """A picture's caption: short, no full stop, with its agency in brackets or after a dash at the end."""
    if len(text) > 160 or ends_as_sentence(text):
        return False
    credit = _CREDIT.search(text)
    if credit is None:
        return False
    name = f" {' '.join(words_of(credit.group(1)))} "
    return any(f" {word} " in name for word in known.captions)
