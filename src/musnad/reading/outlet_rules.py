"""Pages of outlets that need rules of their own, read by the newest layout that fits them."""

import datetime as dt
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

import msgspec
from lxml.cssselect import CSSSelector

from musnad.arabic.folding import fold_text
from musnad.knowledge.outlet_pages import PageLayout, layouts_of
from musnad.reading.bylines import are_initials, joined, tidy_byline
from musnad.reading.dates import first_date
from musnad.reading.lines import look_at
from musnad.reading.markers import markers
from musnad.reading.titles import tidy
from musnad.reading.tree import lines_of

_DAY_IN = ("datetime", "content", "title")
_NO_TEXT = frozenset(("noise", "block", "close"))


class Ruled(msgspec.Struct, frozen=True):
    """What an outlet's layout finds in a page. None says that it leaves a field to the general reader."""

    body: tuple[str, ...]
    title: str | None
    published: str | None
    byline: str | None
    untitled: bool


def read_by_rules(tree: Any, address: str | None, day: dt.date | None, sites: Sequence[str]) -> Ruled | None:
    """The page by the newest of its outlet's layouts that is not younger than it and matches; None where none does.

    `day` is the page's own where known; without it every layout is tried. `sites` are the outlet's names.
    """
    for layout in layouts_of(address):
        if layout.since is not None and day is not None and day < layout.since:
            continue
        found = _read(tree, layout, sites)
        if found is not None:
            return found
    return None


def _read(tree: Any, layout: PageLayout, sites: Sequence[str]) -> Ruled | None:
    page = deepcopy(tree)
    days = (value for element in _all(page, layout.date) for value in _days_in(element))
    published = first_date(days)
    title = next(filter(None, map(_text, _all(page, layout.title))), None)
    signed = list(dict.fromkeys(filter(None, map(_text, _all(page, layout.byline)))))
    for selector in layout.drop:
        for element in _select(selector)(page):
            if element.getparent() is not None:
                element.drop_tree()
    body = tuple(line for line in _lines(_all(page, layout.body)) if line != title)
    if not body or (layout.title and title is None):
        return None
    byline = joined(signed) if layout.untitled else joined(filter(None, (tidy_byline(one, sites) for one in signed)))
    return Ruled(body, title, published, byline, layout.untitled)


def _all(page: Any, selectors: Sequence[str]) -> list[Any]:
    """The elements that any of the selectors matches, in the order of the page."""
    found = {id(element): element for selector in selectors for element in _select(selector)(page)}
    return [element for element in page.iter() if id(element) in found] if found else []


def _lines(elements: Sequence[Any]) -> list[str]:
    """The lines of text in the elements, each once, without links and furniture."""
    among = set(map(id, elements))
    outer = [one for one in elements if not any(id(above) in among for above in one.iterancestors())]
    lines = [line for element in outer for line in lines_of(element) if not line.linked]
    return list(dict.fromkeys(line.text for line in lines if _is_text(line.text)))


def _is_text(line: str) -> bool:
    return look_at(fold_text(line), markers()).look not in _NO_TEXT and not are_initials(line)


def _days_in(element: Any) -> list[str]:
    said = [element.get(name) for name in _DAY_IN]
    return [value for value in (*said, _text(element)) if value]


def _text(element: Any) -> str:
    return tidy(" ".join(element.itertext()))


@lru_cache(maxsize=512)
def _select(selector: str) -> CSSSelector:
    return CSSSelector(selector)
