"""What is polled: RSS, Atom, RDF, JSON Feed, news sitemaps and their index."""

import datetime as dt
import hashlib
import json
import math
from collections.abc import Callable
from email.utils import format_datetime
from html import escape

from tests.network.outlets import FIRST_NUMBER, Outlet
from tests.network.pages import charset_said
from tests.network.records import Story

_SHOWN_DAYS = 6
_FEWEST = 20
_SITEMAP_DAYS = 3
_CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
_RDF = (
    'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = f'{_SITEMAP} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_XML = '<?xml version="1.0" encoding="{}"?>'
_STRAY = "\x08\x1b"
_ZONE = dt.timezone(dt.timedelta(hours=3))


def window(outlet: Outlet) -> int:
    """How many stories the feed shows."""
    for fault, count in (("last-5", 5), ("archive-500", 500)):
        if outlet.has(fault):
            return count
    return max(_FEWEST, math.ceil(outlet.rate * _SHOWN_DAYS))


def feed(outlet: Outlet, now: dt.datetime, poll: int, section: int | None = None) -> str:
    """The feed at a time. `poll` counts its requests, for GUIDs that change; `section`: one of two feeds."""
    stories = outlet.shown(now, window(outlet))
    if section is not None:
        stories = [story for story in stories if _index(story) % 3 in {0, section}]
    if outlet.row.form == "json":
        return _json(outlet, stories, now)
    make = {"rss": _rss_item, "atom": _atom_entry, "rdf": _rdf_item}[outlet.row.form]
    items = [item for story in stories for item in _items(outlet, story, now, poll, make)]
    return _WRAPPED[outlet.row.form](outlet, items)


def sitemap(outlet: Outlet, now: dt.datetime, day: dt.date | None = None) -> str:
    """A news sitemap of the last days, or of one of them."""
    first = (now - dt.timedelta(days=_SITEMAP_DAYS)).date()
    rows = []
    for story in outlet.shown(now, window(outlet)):
        on = story.appears_at.date()
        if (on == day) if day is not None else (on >= first):
            rows.append(
                f"<url><loc>{escape(story.addresses[0])}</loc><news:news><news:publication><news:name>{outlet.name}</news:name>"
                f"<news:language>ar</news:language></news:publication><news:publication_date>{story.published_at.isoformat()}"
                f"</news:publication_date><news:title>{escape(story.title)}</news:title></news:news></url>"
            )
    return "\n".join((_XML.format("UTF-8"), f"<urlset {_NEWS}>", *rows, "</urlset>"))


def sitemap_index(outlet: Outlet, now: dt.datetime) -> str:
    """The index of the sitemaps of the last days."""
    days = [now.date() - dt.timedelta(days=back) for back in range(_SITEMAP_DAYS + 1)]
    rows = [f"<sitemap><loc>{outlet.base()}/sitemap-{day}.xml</loc><lastmod>{day}</lastmod></sitemap>" for day in days]
    return "\n".join((_XML.format("UTF-8"), f"<sitemapindex {_SITEMAP}>", *rows, "</sitemapindex>"))


class _Item:
    """What one item of a feed says."""

    def __init__(self, outlet: Outlet, story: Story, now: dt.datetime, guid: str, link: str | None) -> None:
        index = _index(story)
        told = outlet.told(index, now)
        self.title = escape(told.title, quote=outlet.has("entities"))
        if outlet.has("entities"):
            self.title = escape(self.title).replace(" ", "&amp;nbsp;", 1)
        self.link = link if link is None or outlet.has("bad-xml") else escape(link)
        self.guid = guid
        self.body = outlet.feed_body(index, now)
        self.when = None if outlet.has("no-dates") else story.published_at
        self.changed = story.edited.at if story.edited and story.edited.at <= now else self.when
        self.said = "".join(f"<p>{escape(text, quote=False)}</p>" for text in self.body)
        self.cdata = outlet.number % 2 == 0

    def markup(self) -> str:
        """The text as it stands in XML."""
        return f"<![CDATA[{self.said}]]>" if self.cdata else escape(self.said)


def _items(outlet: Outlet, story: Story, now: dt.datetime, poll: int, make: "_Make") -> list[str]:
    link = outlet.link(_index(story))
    links: tuple[str | None, ...] = (link,)
    if any(fault.startswith("three-addresses") for fault in outlet.row.faults):
        links = story.addresses[1:]
    elif outlet.has("relative-links"):
        links = (outlet.path(_index(story)),)
    elif outlet.has("raw-slugs"):
        number = story.id.rpartition("/")[2]
        links = (f"{outlet.base(pages=True)}/news/{number}/{'-'.join(story.title.split()[:5])}",)
    made = []
    for turn, one in enumerate(links):
        guid = f"{story.id}-{turn}" if len(links) > 1 else story.id
        if outlet.has("new-guids"):
            guid = hashlib.sha256(f"{guid} {poll}".encode()).hexdigest()[:20]
        made.append(make(_Item(outlet, story, now, guid, one)))
    return made * 2 if outlet.has("twice") else made


def _rss_item(item: _Item) -> str:
    link = f"<link>{item.link}</link>" if item.link else ""
    date = f"<pubDate>{format_datetime(item.when.astimezone(_ZONE))}</pubDate>" if item.when else ""
    text = f"<description>{item.markup()}</description>" if item.body else ""
    if len(item.body) > 1:
        text = f"<description>{escape(item.body[0], quote=False)}</description>"
        text += f"<content:encoded>{item.markup()}</content:encoded>"
    return f'<item><title>{item.title}</title>{link}<guid isPermaLink="false">{item.guid}</guid>{date}{text}</item>'


def _atom_entry(item: _Item) -> str:
    link = f'<link rel="alternate" href="{item.link}"/>' if item.link else ""
    dates = f"<published>{item.when.isoformat()}</published>" if item.when else ""
    dates += f"<updated>{item.changed.isoformat()}</updated>" if item.changed else ""
    name = "content" if len(item.body) > 1 else "summary"
    text = f'<{name} type="html">{item.markup()}</{name}>'
    return f"<entry><id>tag:{item.guid}</id><title>{item.title}</title>{link}{dates}{text}</entry>"


def _rdf_item(item: _Item) -> str:
    date = f"<dc:date>{item.when.isoformat()}</dc:date>" if item.when else ""
    return (
        f'<item rdf:about="{item.link}"><title>{item.title}</title><link>{item.link}</link>{date}'
        f"<content:encoded>{item.markup()}</content:encoded></item>"
    )


def _rss(outlet: Outlet, items: list[str]) -> str:
    stray = f"<!-- {_STRAY} --><generator>نشر{_STRAY} 2 & أكثر</generator>" if outlet.has("bad-xml") else ""
    head = f"<title>{outlet.name}</title><link>{outlet.base()}/</link><language>ar</language>{stray}"
    parts = (f'<rss version="2.0" {_CONTENT}><channel>', head, *items, "</channel></rss>")
    return "\n".join((_XML.format(charset_said(outlet)), *parts))


def _atom(outlet: Outlet, items: list[str]) -> str:
    head = f'<id>tag:{outlet.host}</id><title>{outlet.name}</title><link href="{outlet.base()}/"/>'
    parts = ('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">', head, *items, "</feed>")
    return "\n".join((_XML.format(charset_said(outlet)), *parts))


def _rdf(outlet: Outlet, items: list[str]) -> str:
    home = f"{outlet.base()}/"
    head = f'<channel rdf:about="{home}"><title>{outlet.name}</title><link>{home}</link></channel>'
    return "\n".join((_XML.format(charset_said(outlet)), f"<rdf:RDF {_RDF} {_CONTENT}>", head, *items, "</rdf:RDF>"))


def _json(outlet: Outlet, stories: list[Story], now: dt.datetime) -> str:
    items = []
    for story in stories:
        item = _Item(outlet, story, now, story.id, outlet.link(_index(story)))
        dates = {"date_published": item.when.isoformat()} if item.when else {}
        dates |= {"date_modified": item.changed.isoformat()} if item.changed else {}
        items.append(
            {"id": item.guid, "url": story.addresses[0], "title": story.title, "content_html": item.said, **dates}
        )
    head = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "home_page_url": f"{outlet.base()}/"}
    return json.dumps({**head, "items": items}, ensure_ascii=False)


def _index(story: Story) -> int:
    return int(story.id.rpartition("/")[2]) - FIRST_NUMBER


_Make = Callable[[_Item], str]
_WRAPPED = {"rss": _rss, "atom": _atom, "rdf": _rdf}
