"""A page as a tree: its lines of text, and what it says of itself in its head."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree, html

from musnad.errors import ReportError
from musnad.reading.titles import tidy

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "time", "title", "tr", "ul",
))  # fmt: skip
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "button", "select", "option",
    "textarea", "input", "nav", "footer", "figcaption", "form", "video", "audio", "canvas",
))  # fmt: skip
_LD_ARTICLE = re.compile(r"article|posting|report|news", re.IGNORECASE)


class PageLine(msgspec.Struct, frozen=True):
    """A line of a page as a browser breaks it. `linked`: the whole line is one or more links."""

    text: str
    tag: str
    linked: bool


class LinkedData(msgspec.Struct, frozen=True):
    """What a page's JSON-LD says of the article."""

    headline: str | None = None
    published: tuple[str, ...] = ()
    publisher: str | None = None
    body: str | None = None


def parse(text: str, source: str) -> Any:
    """The tree of a page, mended where it is broken or cut off.

    Raises:
        ReportError: there is no markup at all to read.
    """
    # the text is decoded already; whatever encoding it names for itself must not be believed again
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReportError(f"no HTML that can be read: {error}", source) from error
    return tree


def lines_of(tree: Any) -> list[PageLine]:
    """The lines of a page in reading order, without scripts, menus, forms and captions."""
    found: list[PageLine] = []
    pieces: list[str] = []
    plain: list[bool] = []
    tag = "body"

    def close() -> None:
        text = tidy("".join(pieces))
        if text:
            found.append(PageLine(text, tag, not any(plain)))
        pieces.clear()
        plain.clear()

    skipped = linked = 0
    root = tree.find("body") if tree.find("body") is not None else tree
    for action, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else "script"
        starts = action == "start"
        if name in _SKIPPED:
            skipped += 1 if starts else -1
        elif name in _BLOCKS and not skipped:
            close()
            tag = name if starts else "body"
        if name == "a":
            linked += 1 if starts else -1
        text = element.text if starts else element.tail
        if element is root and not starts:
            continue
        if text and not skipped and not (starts and name in _SKIPPED):
            pieces.append(text)
            plain.append(bool(text.strip()) and not linked)
    close()
    return found


def meta_values(tree: Any) -> dict[str, list[str]]:
    """The page's `<meta>` by lower-case name, each with its values in order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = tidy(element.get("content") or "")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and value:
            found.setdefault(name.strip().lower(), []).append(value)
    return found


def linked_data(tree: Any) -> LinkedData:
    """What the page's JSON-LD says of the article; broken JSON says nothing but its plain dates."""
    headline: str | None = None
    publisher: str | None = None
    body: str | None = None
    dates: list[str] = []
    late: list[str] = []
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        text = (element.text or "").strip()
        try:
            content = msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            late += re.findall(r'"datePublished"\s*:\s*"([^"]{4,40})"', text)
            continue
        for item in _objects(content):
            article = any(_LD_ARTICLE.search(kind) for kind in _strings(item.get("@type")))
            (dates if article else late).extend(_strings(item.get("datePublished")))
            if article:
                headline = headline or next(iter(_strings(item.get("headline"))), None)
                publisher = publisher or _name(item.get("publisher"))
                body = body or next(iter(_strings(item.get("articleBody"))), None)
    return LinkedData(headline, (*dates, *late), publisher, body)


def _objects(content: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, outermost first."""
    waiting = [content]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        return next(iter(_strings(value.get("name"))), None)
    return next(iter(_strings(value)), None)
