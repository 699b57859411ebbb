"""HTML and text pages → reports."""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from html import unescape
from itertools import islice
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import structs

from musnad.arabic.folding import fold_text
from musnad.errors import ReportError
from musnad.knowledge.outlets import outlet_of
from musnad.reading import dates
from musnad.reading.article import SHORT_ARTICLE, article_of, length_of, paragraphs_of, without_noise
from musnad.reading.bylines import Signs, byline_of_lines, byline_of_page
from musnad.reading.datelines import agency_in, dateline_of
from musnad.reading.decoding import declared_charset, decode
from musnad.reading.limits import LINES_LIMIT, PAGE_LIMIT
from musnad.reading.lines import ends_as_sentence, look_at
from musnad.reading.markers import markers
from musnad.reading.noise import split_page
from musnad.reading.outlet_rules import read_by_rules
from musnad.reading.titles import clean_title, headline, key_of, site_in_title, tidy
from musnad.reading.tree import (
    LinkedData,
    PageLine,
    lines_of,
    linked_data,
    marked_dates,
    meta_values,
    parse,
    without_asides,
)
from musnad.records import Report

_NEAR_HEADLINE = 12
_LONGEST_NOTICE = 600
_LONGEST_TITLE = 300
_HEADINGS = 30
_LONGEST_HEADING = 2_000
_ARTICLE_BEGUN = 200
_PARAGRAPH = 80
_LINK_WORDS = 5
_ASIDE = frozenset(("aside", "footer", "nav", "li"))


class _Head(msgspec.Struct, frozen=True):
    """What a page says of itself."""

    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    byline: Signs


def read_html(data: bytes, source: str, url: str | None = None) -> Report:
    """The report on an HTML page: its headline and paragraphs, without all that surrounds them.

    Args:
        data: the page as served or saved.
        source: its file name or address, for the report's id and for errors.
        url: its address, where known; else the one the page names for itself.

    Raises:
        ReportError: empty, binary, larger than `PAGE_LIMIT`, or a page without an article's text.
    """
    check_size(len(data), source)
    tree = without_asides(parse(decode(data, declared_charset(data), source), source))
    lines = lines_of(tree)
    if len(lines) > LINES_LIMIT:
        raise ReportError(f"{len(lines)} lines are more than the {LINES_LIMIT} of one page", source)
    data_of_page = linked_data(tree)
    head = _head(tree, lines, data_of_page, url)
    ruled = read_by_rules(tree, head.url, _day(head.published), head.byline.sites)
    title = None if ruled and ruled.untitled else (ruled and ruled.title) or head.title
    body = list(ruled.body) if ruled else _body(tree, lines, data_of_page, title, head)
    if not body:
        raise ReportError("no article text found on this page", source)
    if length_of(body) < _LONGEST_NOTICE and not markers().missing.isdisjoint(map(key_of, (title or "", body[0]))):
        raise ReportError(f"the page says that there is no report: {title or body[0]}", source)
    wire = dateline_of(body)
    signs = structs.replace(head.byline, body=tuple(body), below=_below(lines, body))
    published = (ruled and ruled.published) or head.published or (wire.published if wire else None)
    byline = (ruled and ruled.byline) or byline_of_page(tree, meta_values(tree), data_of_page, signs)
    return Report(
        id=url or report_id(source, data),
        text=compose(title, body),
        title=title,
        published_at=published,
        outlet=head.outlet or (agency_in(wire, [line.text for line in lines]) if wire else None),
        url=head.url,
        byline=byline,
    )


def read_text(data: bytes, source: str) -> Report:
    """The report in a text file: a page saved as text, or headline and paragraphs.

    A headline that is repeated with the site's name after it is given once, without the name. Lines that are
    no part of the article (related headlines, share buttons, bylines) are left out.

    Raises:
        ReportError: empty, binary, larger than `PAGE_LIMIT`, or without any line of text.
    """
    check_size(len(data), source)
    lines = [tidy(line) for line in decode(data, source=source).split("\n")]
    lines = [line for line in lines if line]
    printed = _printed_title(lines)
    split = split_page(lines, printed)
    body = [lines[i] for i in split.body_lines]
    title = printed if split.title_line is None else lines[split.title_line]
    title = title and clean_title(title, [*lines[:6], printed or ""])
    if title is None and body:
        title, body = body[0], body[1:]
    if title is None:
        raise ReportError("no text found in this file", source)
    first = split.body_lines[0] if split.body_lines else len(lines)
    wire = dateline_of(body)
    named = site_in_title(printed, title) if printed else None
    near = lines[: max(first, 1)][-_NEAR_HEADLINE:]
    signs = Signs(near=tuple(near), body=tuple(body), sites=(named,) if named else ())
    return Report(
        id=report_id(source, data),
        text=compose(title, [line for line in body if key_of(line) != key_of(title)] or body),
        title=title if len(title) <= _LONGEST_TITLE else None,
        published_at=dates.date_in_lines(near) or (wire.published if wire else None),
        outlet=named or (agency_in(wire, lines) if wire else None),
        byline=byline_of_lines(signs),
    )


def compose(title: str | None, body: Sequence[str]) -> str:
    """The text of a report: headline, blank line, paragraphs with blank lines between."""
    return "\n\n".join(part for part in (title, *body) if part)


def report_id(source: str, data: bytes) -> str:
    """A stable id for a file: its name without suffix and the start of its content's SHA-256."""
    name = re.sub(r"[^\w.-]+", "-", PurePath(source).stem).strip("-.") or "report"
    return f"{name}-{hashlib.sha256(data).hexdigest()[:10]}"


def check_size(size: int, source: str, limit: int = PAGE_LIMIT) -> None:
    """Refuse what is too large to be a page.

    Raises:
        ReportError: `size` bytes are more than `limit`.
    """
    if size > limit:
        raise ReportError(
            f"{size / 1048576:.0f} MB is more than the {limit // 1048576} MB that one page may have", source
        )


def host_of(url: str | None) -> str | None:
    """The host of an address without «www.», or None."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _body(tree: Any, lines: Sequence[PageLine], data: LinkedData, title: str | None, head: _Head) -> list[str]:
    """The paragraphs that the general reader finds."""
    outlet = outlet_of(head.url)
    body = article_of(tree, lines, title, frozenset(map(key_of, outlet.related)) if outlet else frozenset())
    shown = {line.text for line in lines}
    if data.body and (length_of(body) < SHORT_ARTICLE or not shown.intersection(body)):
        # a page that is drawn by a script has its text only here
        body = without_noise(paragraphs_of(data.body), title) or body
    return body


def _day(published: str | None) -> dt.date | None:
    return dt.date.fromisoformat(published[:10]) if published else None


def _head(tree: Any, lines: Sequence[PageLine], data: LinkedData, url: str | None) -> _Head:
    meta = meta_values(tree)
    address = url or _address(tree, meta)
    names = [
        name
        for name in (*meta.get("og:site_name", ()), data.publisher, *meta.get("application-name", ()))
        if name and "://" not in name
    ]
    host = host_of(address)
    outlet = outlet_of(address)
    own = [*names, *(outlet.titles if outlet else ()), *filter(None, [host])]
    titles = _titles(tree, meta, data)
    title = headline(titles, own)
    named = [site_in_title(print_, title or "") for print_ in titles]
    # the name of a social network says less than its host
    beside = [name for name in named if name and not (host and name.isascii())]
    sites = [*names, *beside[:1], *filter(None, [host])]
    near = _around_headline(lines, title)
    return _Head(
        title=title,
        outlet=sites[0] if sites else None,
        url=address,
        published=_published(tree, meta, data, near) or dates.date_in_address(address),
        byline=Signs(near=tuple(near), sites=tuple(filter(None, (*own, *named))), host=host or ""),
    )


def _titles(tree: Any, meta: dict[str, list[str]], data: LinkedData) -> list[str]:
    """Prints of the headline, the most trusted first."""
    # a broken page can have thousands, one within the other; each is held against all others
    first = [tidy(element.text_content()) for element in islice(tree.iter("h1"), _HEADINGS)]
    first = [heading for heading in first if len(heading) <= _LONGEST_HEADING]
    page = [tidy(element.text or "") for element in tree.iter("title")][:1]
    described = [*meta.get("og:title", ())[:1], *meta.get("twitter:title", ())[:1]]
    found = [*described, data.headline or "", *first, *page]
    # signs such as &#34; are often escaped twice in a page's head
    return [unescape(title) for title in found if title]


def _address(tree: Any, meta: dict[str, list[str]]) -> str | None:
    canonical = [str(link.get("href") or "") for link in tree.iter("link") if link.get("rel") == "canonical"]
    for found in (*canonical, *meta.get("og:url", ())):
        if found.startswith(("http://", "https://")) and host_of(found):
            return str(found)
    return None


def _published(tree: Any, meta: dict[str, list[str]], data: LinkedData, near: Sequence[str]) -> str | None:
    return (
        dates.first_date(data.published)
        or dates.date_in_meta(meta)
        or dates.first_date(marked_dates(tree))
        or _marked_time(tree)
        or dates.date_in_lines(near)
    )


def _marked_time(tree: Any) -> str | None:
    """The first `<time>` that says it is the publication's, else one between headline and article.

    Times further down or to the side are those of other news.
    """
    below, passed = False, 0
    first: str | None = None
    for element in tree.iter("h1", "time", "p"):
        if element.tag == "h1":
            below = True
        elif element.tag == "p":
            passed += len(element.text or "") if below else 0
        elif not any(above.tag in _ASIDE for above in element.iterancestors()):
            said = f"{element.get('itemprop')} {element.get('class')} {element.get('pubdate')}".lower()
            found = dates.published_date(element.get("datetime") or tidy(element.text_content()))
            if found and ("publish" in said or "pubdate" in said):
                return found
            if below and passed < _ARTICLE_BEGUN:
                first = first or found
    return first


def _around_headline(lines: Sequence[PageLine], title: str | None) -> list[str]:
    """The lines just above and below the headline, unlinked: where bylines stand."""
    wanted = key_of(title or "")
    at = next((i for i, line in enumerate(lines) if wanted and key_of(line.text) == wanted), None)
    if at is None:
        return []
    near: list[str] = []
    paragraphs = 0
    for line in lines[at + 1 : at + _NEAR_HEADLINE]:
        paragraphs += len(line.text) >= _PARAGRAPH
        if paragraphs > 1 or _opens_others(line, wanted):
            break  # below it stand the dates of other news
        near += [] if line.linked else [line.text]
    # what stands in another header than the headline is the site's: the day on which the page was looked at
    above = [line for line in lines[max(at - 2, 0) : at] if line.header in {0, lines[at].header}]
    return [*near, *(line.text for line in reversed(above) if not line.linked)]


def _below(lines: Sequence[PageLine], body: Sequence[str]) -> tuple[str, ...]:
    """The lines just under the article, where its last paragraph is a line of the page."""
    at = max((i for i, line in enumerate(lines) if line.text == body[-1]), default=len(lines))
    return tuple(line.text for line in lines[at + 1 : at + 4])


def _opens_others(line: PageLine, headline: str) -> bool:
    """Whether other news begins here: a line that says so, or a headline that is a link."""
    if line.linked:
        return len(line.text.split()) >= _LINK_WORDS and key_of(line.text) != headline
    return look_at(fold_text(line.text), markers()).look == "block"


def _printed_title(lines: Sequence[str]) -> str | None:
    """The title of a text page: of two prints near the top, the longer, with the site's name."""
    for index, line in enumerate(lines[:8]):
        key = key_of(line)
        if ends_as_sentence(line) and len(line) >= _PARAGRAPH:
            return None
        if len(key.split()) < 3:
            continue
        for other in lines[index + 1 : index + 4]:
            again = key_of(other)
            if len(again.split()) >= 3 and (again in key or key in again):
                return max(line, other, key=len)
    return None
