"""A page as a tree: its lines of text, and what it says of itself in its head."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree, html

from musnad.errors import ReportError
from musnad.reading.limits import TAGS_LIMIT
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
_LD_MEDIUM = re.compile(r"organi[sz]ation|website", re.IGNORECASE)
# what a page has for those who hear it stands in no line with what is seen
_HEARD = re.compile(r"\b(?:screen-reader-text|visually-?hidden|sr-only|assistive-text)\b", re.IGNORECASE)
_MARKED_DATE = frozenset(("datepublished", "dc:date", "dc:created", "schema:datepublished", "schema:datecreated"))
_SKIPS = re.compile("تخط|تجاوز|skip")
_SKIPS_AT_MOST = 30
_ASIDE_UP_TO = 0.3
_NOT_FOOT = re.compile(r"meta|submitted|byline|posted|author", re.IGNORECASE)


class PageLine(msgspec.Struct, frozen=True):
    """A line of a page as a browser breaks it. `linked`: the whole line is one or more links; `plain`: none is.

    `header`: the number of the `<header>` that it stands in, from 1; 0 for none.
    """

    text: str
    tag: str
    linked: bool
    header: int = 0
    plain: bool = False


class Author(msgspec.Struct, frozen=True):
    """Whom a page's JSON-LD names as author. `person`: it does not say that this is an organisation."""

    name: str
    person: bool


class LinkedData(msgspec.Struct, frozen=True):
    """What a page's JSON-LD says of the article."""

    headline: str | None = None
    published: tuple[str, ...] = ()
    publisher: str | None = None
    body: str | None = None
    authors: tuple[Author, ...] = ()


def parse(text: str, source: str) -> Any:
    """The tree of a page, mended where it is broken or cut off.

    Raises:
        ReportError: there is no markup at all to read, or more than `TAGS_LIMIT` tags of it.
    """
    check_parts(text.count("<"), source)
    # the text is decoded already; whatever encoding it names for itself must not be believed again
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReportError(f"no HTML that can be read: {error}", source) from error
    return tree


def check_parts(count: int, source: str, limit: int = TAGS_LIMIT) -> None:
    """Refuse what would take a hundred times its own size to read: each tag is some 300 bytes of a tree.

    Raises:
        ReportError: more of them than `limit`.
    """
    if count > limit:
        raise ReportError(f"{count} tags or fields are more than the {limit} that are read of one page", source)


def without_asides(tree: Any) -> Any:
    """The tree without what its own links offer to skip: «تخطى البودكاست وواصل القراءة», up to the end of that.

    Only what is small beside the page goes: a link over the menu leads past the headline as well.
    """
    whole = len(tree.text_content())
    inside = [link for link in tree.iter("a") if str(link.get("href") or "").startswith("#")]
    for link in [link for link in inside if _SKIPS.match(tidy(link.text_content()).lower())][:_SKIPS_AT_MOST]:
        target = str(link.get("href"))
        around = link.getparent()
        while around is not None and not around.xpath(".//*[@id=$id]", id=target[1:]):
            around = around.getparent()
        small = around is not None and len(around.text_content()) < _ASIDE_UP_TO * whole
        if small and around.find(".//h1") is None and around.getparent() is not None:
            around.drop_tree()
    return tree


def lines_of(tree: Any) -> list[PageLine]:
    """The lines of a page in reading order, without scripts, menus, forms and captions."""
    lines = _Lines()
    root = tree.find("body") if tree.find("body") is not None else tree
    for action, element in etree.iterwalk(root, events=("start", "end")):
        if action == "start":
            lines.open(element)
            lines.add(element.text)
        else:
            lines.end(element)
            lines.add(None if element is root else element.tail)
    lines.close("body")
    return lines.found


class _Lines:
    """Breaks a page into lines while its elements open and end."""

    def __init__(self) -> None:
        self.found: list[PageLine] = []
        self._pieces: list[str] = []
        self._in_links: list[bool] = []
        self._tag = "body"
        self._skipped = self._linked = self._headers = 0
        self._inside: list[int] = []

    def open(self, element: Any) -> None:
        name = _name_of(element)
        if name in _SKIPPED:
            self._skipped += 1
        elif _breaks(name, element):
            self.close(name)
        if name == "header":
            self._headers += 1
            self._inside.append(self._headers)
        self._linked += name == "a"

    def end(self, element: Any) -> None:
        name = _name_of(element)
        if name in _SKIPPED:
            self._skipped -= 1
        elif _breaks(name, element):
            self.close("body")
        if name == "header":
            self._inside.pop()
        self._linked -= name == "a"

    def add(self, text: str | None) -> None:
        if text and not self._skipped:
            self._pieces.append(text)
            self._in_links += [bool(self._linked)] if text.strip() else []

    def close(self, tag: str) -> None:
        """The line ends here; the next stands in this element."""
        if self._skipped:
            return
        text = tidy("".join(self._pieces))
        if text:
            header = self._inside[-1] if self._inside else 0
            found = PageLine(text, self._tag, all(self._in_links), header, not any(self._in_links))
            self.found.append(found)
        self._pieces.clear()
        self._in_links.clear()
        self._tag = tag


def _name_of(element: Any) -> str:
    """The element's name; that of a script for what is no element, and of a division for a foot that is none.

    Some systems print author and day of an article in a `<footer>` above it.
    """
    if not isinstance(element.tag, str):
        return "script"
    if element.tag == "footer" and _NOT_FOOT.search(element.get("class") or ""):
        return "div"
    return str(element.tag)


def _breaks(name: str, element: Any) -> bool:
    return name in _BLOCKS or (name == "span" and _HEARD.search(element.get("class") or "") is not None)


def meta_values(tree: Any) -> dict[str, list[str]]:
    """The page's `<meta>` by lower-case name, each with its values in order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = tidy(element.get("content") or "")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and value:
            found.setdefault(name.strip().lower(), []).append(value)
    return found


def marked_dates(tree: Any) -> list[str]:
    """The dates that attributes of the page's elements call those of its publication, in order."""
    found = []
    for element in tree.iter():
        said = f"{element.get('itemprop')} {element.get('property')}".lower().split()
        if element.tag != "meta" and not _MARKED_DATE.isdisjoint(said):
            found.append(element.get("content") or element.get("datetime") or tidy(element.text_content()))
    return found


def linked_data(tree: Any) -> LinkedData:
    """What the page's JSON-LD says of the article; broken JSON says nothing but its plain dates."""
    items: list[dict[str, Any]] = []
    late: list[str] = []
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        text = (element.text or "").strip()
        try:
            items += _objects(msgspec.json.decode(text))
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            late += re.findall(r'"datePublished"\s*:\s*"([^"]{4,40})"', text)
    articles = [item for item in items if any(_LD_ARTICLE.search(kind) for kind in _strings(item.get("@type")))]
    dates = [date for item in articles for date in _strings(item.get("datePublished"))]
    # a film's own day is the page's where the page is all about it
    keys = ("datePublished",) if articles else ("datePublished", "uploadDate")
    others = [date for item in items for key in keys for date in _strings(item.get(key))]
    named = {str(item["@id"]): item for item in items if "@id" in item and "name" in item}
    signed = next((item["author"] for item in (*articles, *items) if item.get("author")), ())
    return LinkedData(
        headline=_first(articles, "headline"),
        published=(*dates, *others, *late),
        publisher=next(filter(None, (_name(item.get("publisher")) for item in articles)), None),
        body=_first(articles, "articleBody"),
        authors=tuple(dict.fromkeys(_authors(signed, named))),
    )


def _first(items: list[dict[str, Any]], key: str) -> str | None:
    return next((value for item in items for value in _strings(item.get(key))), None)


def _authors(value: Any, named: dict[str, dict[str, Any]]) -> Iterator[Author]:
    """The authors in a value: names, or objects with a name or with the `@id` of one."""
    for one in value if isinstance(value, list) else [value]:
        said = named.get(str(one.get("@id")), one) if isinstance(one, dict) and "name" not in one else one
        kinds = _strings(said.get("@type")) if isinstance(said, dict) else []
        person = not any(_LD_MEDIUM.search(kind) for kind in kinds)
        names = _strings(said.get("name")) if isinstance(said, dict) else _strings(said)
        yield from (Author(tidy(name), person) for name in names)


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
