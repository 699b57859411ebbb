"""Which lines of a page's text are headline, body and noise.

Two readers need this. A page saved as text, or pulled from HTML, is all lines, most of them furniture:
`split_page` looks for the headline and the body and drops the rest. A report that comes as JSON Lines is
mostly body already, and its text is never changed: `line_kinds` marks only what is surely noise.
"""

import re
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import structs

from musnad.arabic.folding import fold_text
from musnad.reading.lines import Line, look_at
from musnad.reading.markers import markers, words_of

LineKind = Literal["headline", "body", "noise"]

_BACK_IN_BODY = 100
_INLINE_LINK = (48, 130)
_SURE_LINK = (48, 110)
_LEAD = 80
_BYLINE = 80
_PROSE_ABOVE_HEADLINE = 2
_SENTENCE_FROM = 48
_POSTED = re.compile(r"\bpic\.(?:twitter|x)\.com/\w+\W*$")


class PageSplit(msgspec.Struct, frozen=True):
    """The lines of a page that are its headline (None: not among them) and its body, by index."""

    title_line: int | None
    body_lines: tuple[int, ...]


class Hints(msgspec.Struct, frozen=True):
    """What is known of a page's lines beside their text.

    `plain` are lines that stand in text and have no link in them, as markup shows; `related` are the folded words
    of lines with which this outlet begins its lists of links.
    """

    plain: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()


def line_kinds(lines: Sequence[str]) -> list[LineKind]:
    """The kind of each line of a report's folded text (headline, blank line, body).

    Careful: only lines that are surely noise are so marked, and a text never loses all its body.
    """
    known = markers()
    looks = [look_at(line, known) for line in lines]
    head = next((i for i, line in enumerate(looks) if line.text), None)
    if head is None:
        return ["body"] * len(lines)
    kept = _body(looks, head, careful=True)
    if not kept and head + 1 < len(lines):
        kept = {i for i in range(head + 1, len(lines)) if looks[i].look not in {"noise", "close", "block"}}
    kinds: list[LineKind] = ["body" if i in kept or not looks[i].text else "noise" for i in range(len(lines))]
    kinds[head] = "headline"
    return kinds


def split_page(lines: Sequence[str], page_title: str | None = None, hints: Hints | None = None) -> PageSplit:
    """Headline and body of a page given as lines of text, as printed (not folded).

    `page_title` is the page's own title where known, with or without the site's name; without it the first
    line is tried.
    """
    known, told = markers(), hints or Hints()
    looks = [look_at(fold_text(line), known) for line in lines]
    if told.related:
        looks = [structs.replace(look, look="block") if _key(look) in told.related else look for look in looks]
    head = _headline(looks, page_title)
    above = -1 if head is None else head
    if sum(line.look == "prose" for line in looks[: above + 1]) > _PROSE_ABOVE_HEADLINE:
        above = -1  # some pages print the headline again under the article, as the link to itself
    sure = frozenset(i for i, line in enumerate(lines) if line in told.plain)
    return PageSplit(head, tuple(sorted(_body(looks, above, careful=False, sure=sure) - {head})))


def _key(line: Line) -> str:
    return " ".join(words_of(line.text))


def _headline(looks: Sequence[Line], page_title: str | None) -> int | None:
    """The line that stands in the page's title, or most of whose words do; without a title, the first.

    A heading inside the article may also repeat words of the title, so a later line must be clearly longer.
    """
    if not page_title:
        return next((i for i, line in enumerate(looks) if line.look in {"short", "sentence", "prose"}), None)
    title = f" {' '.join(words_of(fold_text(page_title)))} "
    best: int | None = None
    rank: tuple[bool, int] = (False, 0)
    prose_seen = False
    for index, line in enumerate(looks):
        words = words_of(line.text) if 3 <= line.words < 60 and len(line.text) >= 12 else []
        if words and f" {' '.join(words)} " in title:
            found = (True, len(words))
            enough = 6 if prose_seen else 3
            if len(words) >= enough and (best is None or not rank[0] or found[1] > 1.5 * rank[1]):
                best, rank = index, found
        elif words and not rank[0] and not prose_seen and line.look != "prose":
            share = sum(word in title for word in words) / len(words)
            if share >= 0.85 and len(words) >= 4 and len(words) > rank[1]:
                best, rank = index, (False, len(words))
        prose_seen = prose_seen or line.look == "prose"
    return best


def _body(looks: Sequence[Line], head: int, *, careful: bool, sure: frozenset[int] = frozenset()) -> set[int]:
    """The lines after the headline that are body. `sure` are lines that are no links."""
    prose = _prose_outside_lists(looks, head, careful=careful)
    if not prose:
        return set()
    first, last = prose[0], prose[-1]
    inside = set(prose)
    body = set(prose)
    listed = False
    stops = sum(looks[i].stops for i in prose) / len(prose)
    in_list = _link_lists(looks, head, inside)
    seen: set[str] = {looks[head].text} if head >= 0 else set()
    for index in range(head + 1, len(looks)):
        line = looks[index]
        if index in inside:
            listed = line.text.endswith(":")
            if not careful and line.text in seen:
                body.discard(index)
            seen.add(line.text)
            continue
        if line.look == "blank":
            continue
        if line.look not in {"short", "sentence", "caption"} or index in in_list:
            listed = False
            continue
        if line.text in seen:
            continue
        seen.add(line.text)
        # among paragraphs, or right under the last, stands a sentence that lacks its stop
        among = first < index < last or (index > last and index - 1 in body)
        if (among and index in sure and _is_sentence(line)) or _keeps(
            looks, index, first, last, stops, listed=listed, careful=careful
        ):
            body.add(index)
    return body


def _is_sentence(line: Line) -> bool:
    """Whether a line that is no link is long enough for a sentence, and no caption or post of others."""
    return line.look != "caption" and len(line.text) >= _SENTENCE_FROM and not _POSTED.search(line.text)


def _keeps(
    looks: Sequence[Line], index: int, first: int, last: int, stops: float, *, listed: bool, careful: bool
) -> bool:
    """Whether a line that is neither prose nor marked belongs to the body, by where it stands."""
    line = looks[index]
    if listed or (line.text[0] in "-–•*" and index > first):
        return True
    if index < first:
        return _is_lead(line) or (careful and not _is_byline(line))
    if line.look == "caption":
        return False
    if index > last:
        return line.look == "sentence" or (careful and not _is_tail(looks, last, index))
    if line.look == "sentence":
        return True
    low, high = _INLINE_LINK if not careful else _SURE_LINK
    return not (stops >= 0.8 and low <= len(line.text) <= high)


def _prose_outside_lists(looks: Sequence[Line], head: int, *, careful: bool) -> list[int]:
    """Paragraphs of the article: those before any closing line, and none of a list of links."""
    found: list[int] = []
    in_block = False
    for index in range(head + 1, len(looks)):
        line = looks[index]
        if line.look == "close" and found:
            break
        if line.look in {"block", "close"}:
            in_block = True
        elif line.look == "prose":
            if in_block and not _resumes(line):
                continue
            in_block = False
            found.append(index)
    return found


def _resumes(line: Line) -> bool:
    """Whether a paragraph under a list of links is the article again, not a long link."""
    return line.stops and (len(line.text) >= _BACK_IN_BODY or line.goes_on)


def _is_lead(line: Line) -> bool:
    """A lead above the first paragraph: long for a caption, or a sentence, or all in quotes."""
    text = line.text
    if line.look == "sentence":
        return line.words >= 5
    quoted = len(text) > 40 and text[0] in '"“«' and text[-1] in '"”»'
    return line.look == "short" and (quoted or (len(text) >= _LEAD and text[-1] not in ")]"))


def _link_lists(looks: Sequence[Line], head: int, prose: set[int]) -> set[int]:
    """Lines under a marker such as «مقالات ذات صلة», up to the next paragraph of the article."""
    found: set[int] = set()
    in_block = closed = False
    for index in range(head + 1, len(looks)):
        look = looks[index].look
        if look == "close" and any(i < index for i in prose):
            closed = True
        if look in {"block", "close"}:
            in_block = True
        elif index in prose:
            in_block = False
        if in_block or closed:
            found.add(index)
    return found


def _is_byline(line: Line) -> bool:
    """«إدلب – وكالة», «حلب (فلان)», «فلان الفلاني»: who wrote it and where, above the first paragraph."""
    text = line.text
    if line.look == "caption":
        return True
    if line.look != "short" or len(text) > _BYLINE:
        return False
    return line.words <= 3 or (line.words <= 8 and any(sign in text for sign in "-–—/|(*"))


def _is_tail(looks: Sequence[Line], last: int, index: int) -> bool:
    """Whether the line stands in a run of two or more short unfinished lines at the very end."""
    if len(looks[index].text) > _SURE_LINK[1]:
        return False
    rest = [line for line in looks[last + 1 :] if line.text]
    return len(rest) >= 2 and all(line.look in {"short", "noise", "block", "close"} for line in rest)
