"""The paragraphs of an article in a page: what the extractor finds, mended by what the page prints."""

import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise
from typing import Any

from lxml import etree

from musnad.reading.noise import Hints, split_page
from musnad.reading.titles import key_of, tidy
from musnad.reading.tree import PageLine

SHORT_ARTICLE = 150
"""Letters below which what was found may not be the article."""

_GAP = 12
_LOST_FROM = 60
_LEAD_WITHIN = 12
_LINK_WORDS = 4
_TEXT_TAGS = frozenset(("p", "blockquote", "div", "td", "br", "body"))
_BREAK = re.compile(r"\n|</?(?:p|br|div|li|h\d)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_NOT_IN_KEY = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+")


def article_of(
    tree: Any, lines: Sequence[PageLine], title: str | None, related: frozenset[str] = frozenset()
) -> list[str]:
    """The paragraphs of the article: what the extractor finds, less what is page furniture.

    `related` are the folded words of lines with which the outlet begins its lists of links.
    """
    printed = {_key(line.text): line.text for line in lines}
    links = {_key(line.text) for line in lines if _is_link(line)}
    # the extractor drops invisible signs; the page's own print of the line keeps them
    found = _in_page_order([own for line in _extracted(tree) for own in _as_printed(line, printed)], lines)
    hints = hints_of(lines, related)
    body = without_noise([line for line in found if _key(line) not in links], title, hints)
    body = _with_lost(lines, title, body)
    if length_of(body) < SHORT_ARTICLE:
        own = without_noise([line.text for line in lines if not line.linked], title, Hints(related=related))
        body = own if length_of(own) > length_of(body) else body
    return body


def hints_of(lines: Sequence[PageLine], related: frozenset[str] = frozenset()) -> Hints:
    """What the markup says of lines, and the outlet's own lines over links."""
    return Hints(frozenset(line.text for line in lines if line.plain and line.tag in _TEXT_TAGS), related)


def length_of(paragraphs: Sequence[str]) -> int:
    """Letters in all paragraphs."""
    return sum(map(len, paragraphs))


def paragraphs_of(text: str) -> list[str]:
    """The lines of a text that may have markup in it."""
    return [line for line in map(tidy, _BREAK.split(_TAG.sub("", _BREAK.sub("\n", unescape(text))))) if line]


def _in_page_order(found: Sequence[str], lines: Sequence[PageLine]) -> list[str]:
    """The extractor's lines once each, in the order of the page; those it made itself stay where they are."""
    place: dict[str, int] = {}
    for index, printed in enumerate(lines):
        place.setdefault(printed.text, index)
    ordered: dict[str, float] = {}
    last = -1.0
    for line in found:
        last = place.get(line, last + 1e-6)
        ordered.setdefault(line, last)
    return sorted(ordered, key=ordered.__getitem__)


def _as_printed(line: str, printed: dict[str, str]) -> list[str]:
    """A line of the extractor as the page prints it: with its invisible signs, and in its own lines."""
    key = _key(line)
    if key in printed:
        return [printed[key]]
    parts = [text for own, text in printed.items() if own in key]
    whole = sum(len(_key(part)) for part in parts)
    return parts if 0.9 * len(key) <= whole <= 1.1 * len(key) else [line]


def _extracted(tree: Any) -> list[str]:
    # slow to import, and a run over JSON lines, which most are, never needs it
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            tree, include_comments=False, include_tables=False, with_metadata=False, deduplicate=False
        )
    except (etree.LxmlError, ValueError, RecursionError):
        return []
    body: Any = getattr(document, "body", None)
    if body is None:
        return []
    found: list[str] = []
    for element in body.iter("p", "head", "quote", "item", "ab"):
        if any(above.tag in {"p", "quote", "item"} for above in element.iterancestors()):
            continue
        found += _broken_lines(element)
    return found


def _broken_lines(element: Any) -> list[str]:
    """The text of an element, broken where it has line breaks or inner blocks; its line feeds are blanks."""
    pieces = [_on_one_line(element.text)]
    for inner in element.iterdescendants():
        block = inner.tag in {"p", "item", "quote", "list"}
        pieces.append("\n" if block or inner.tag == "lb" else "")
        pieces += [_on_one_line(inner.text), "\n" if block else "", _on_one_line(inner.tail)]
    return [line for line in map(tidy, "".join(pieces).split("\n")) if line]


def _on_one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def without_noise(lines: Sequence[str], title: str | None, hints: Hints | None = None) -> list[str]:
    """The body among the lines, without repeats of the headline."""
    split = split_page([title, *lines] if title else lines, title, hints)
    shift = 1 if title else 0
    own = key_of(title or "")
    at = {i - shift for i in split.body_lines}
    if title is None and split.title_line is not None:
        at.add(split.title_line)
    return [line for i, line in enumerate(lines) if i in at and not (own and key_of(line) == own)]


def _with_lost(lines: Sequence[PageLine], title: str | None, body: Sequence[str]) -> list[str]:
    """The body with the paragraphs that the extractor passed over: under the headline, and in gaps."""
    found = set(body)
    places = [i for i, line in enumerate(lines) if line.text in found]
    own = key_of(title or "")
    if not places:
        return list(body)
    above = [i for i in range(places[0]) if own and key_of(lines[i].text) == own]
    starts, found_at = [*above[-1:], *places], set(places)
    kept = list(body)
    for start, end in pairwise(starts):
        # a lead stands right above the text, however much stands between it and the headline
        gap = lines[start + 1 if start in found_at else max(start + 1, end - _LEAD_WITHIN) : end]
        if not gap or len(gap) > _GAP or (start in found_at and any(_is_link(line) for line in gap)):
            continue
        lost = without_noise([line.text for line in gap if not line.linked], title)
        at = kept.index(lines[end].text) if lines[end].text in kept else len(kept)
        kept[at:at] = [line for line in lost if len(line) >= _LOST_FROM and line not in found]
    return kept


def _is_link(line: PageLine) -> bool:
    return line.linked and len(line.text.split()) >= _LINK_WORDS


def _key(text: str) -> str:
    return _NOT_IN_KEY.sub("", text)
