"""The pages of outlets: stories in five layouts, listings, robots.txt."""

import datetime as dt
import json
from html import escape

from tests.network.outlets import Outlet

_Look = tuple[list[str], str]
"""What a layout puts in the head, and the body."""

LISTED = 15
_THIRD_DAY = dt.timedelta(days=2)
_MONTHS = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
_MENU = (
    '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/news">أخبار</a></li>'
    '<li><a href="/about">من نحن</a></li></ul></nav>'
)
_ASIDE = '<aside><h4>الأكثر قراءة</h4><ul><li><a href="/news/1">خبر سابق</a></li></ul></aside>'
_SHARE = '<div class="share"><a href="/share/f">شارك</a> <a href="/share/x">غرد</a></div>'
_FOOT = '<footer><p>جميع الحقوق محفوظة</p><a href="/contact">اتصل بنا</a></footer>'


def page(outlet: Outlet, index: int, now: dt.datetime) -> str:
    """The page of a story as it reads at a time."""
    told, story = outlet.told(index, now), outlet.story(index)
    when = None if outlet.has("no-dates") else story.published_at
    paragraphs = [escape(text, quote=False) for text in told.body]
    title = escape(told.title)
    head = [f"<title>{escape(title) if outlet.has('entities') else title} | {outlet.name}</title>"]
    if story.addresses and not outlet.has("three-addresses-bare"):
        head.append(f'<link rel="canonical" href="{escape(story.addresses[0])}">')
    look = (outlet.number + (outlet.has("new-layout") and now >= outlet.begins + _THIRD_DAY)) % len(_LOOKS)
    more_head, body = _LOOKS[look](title, paragraphs, when, outlet.name)
    head += more_head
    return _document(charset_said(outlet), head, body)


def listing(outlet: Outlet, now: dt.datetime) -> str:
    """The page that lists the newest stories, with other links among them."""
    new = outlet.has("new-layout") and now >= outlet.begins + _THIRD_DAY
    rows = []
    for story in outlet.shown(now, LISTED):
        number = story.id.rpartition("/")[2]
        title = escape(story.title)
        link = f"/news/{number}" if outlet.number % 2 else story.addresses[0]
        more = f'<a href="{link}#comments">التعليقات</a>' if new else f'<a href="/tags/{number}">وسوم</a>'
        rows.append(f'{"<h3>" if new else "<li>"}<a href="{link}">{title}</a> {more}{"</h3>" if new else "</li>"}')
        if outlet.has("robots-query"):
            rows.append(f'<li><a href="{link}?print=1">نسخة للطباعة</a></li>')
    shown = "\n".join(rows)
    body = f"<h1>آخر الأخبار</h1>\n{f'<div>{shown}</div>' if new else f'<ul>{shown}</ul>'}"
    body += '\n<a href="/news?page=2">الصفحة التالية</a>'
    return _document("utf-8", [f"<title>{outlet.name}</title>"], body)


def robots(outlet: Outlet) -> str | None:
    """The robots.txt of an outlet, or None where it has none."""
    if outlet.has("robots-404"):
        return None
    rules = {
        "robots-path": "User-agent: *\nDisallow: /special/\n",
        "robots-site-but-feed": "User-agent: *\nAllow: /feed.xml\nDisallow: /\n",
        "robots-site": "User-agent: *\nDisallow: /\n",
        "robots-named": "User-agent: *\nDisallow: /\n\nUser-agent: musnad\nDisallow:\n",
        "robots-query": "User-agent: *\nDisallow: /*?print=\n",
        "crawl-delay": "User-agent: *\nCrawl-delay: 10\nDisallow: /search\n",
    }
    own = next((rules[fault] for fault in outlet.row.faults if fault in rules), None)
    return own or f"# {outlet.host}\nUser-agent: *\nDisallow: /admin\n"


def charset_of(outlet: Outlet) -> str:
    """The encoding that feed and pages are really in."""
    return "cp1256" if outlet.has("cp1256-as-utf8") else "utf-8"


def charset_said(outlet: Outlet) -> str:
    """The encoding that they name."""
    return "windows-1256" if outlet.has("utf8-as-cp1256") else "utf-8"


def _document(charset: str, head: list[str], body: str) -> str:
    start = f'<!DOCTYPE html>\n<html lang="ar" dir="rtl"><head><meta charset="{charset}">'
    return "\n".join((start, *head, "</head><body>", _MENU, body, _FOOT, "</body></html>"))


def _plain(title: str, body: list[str], when: dt.datetime | None, name: str) -> _Look:
    head = [f'<meta property="article:published_time" content="{when.isoformat()}">'] if when else []
    return head, f"<article><h1>{title}</h1>\n{_paragraphs(body)}\n</article>"


def _linked_data(title: str, body: list[str], when: dt.datetime | None, name: str) -> _Look:
    said: dict[str, object] = {"@context": "https://schema.org", "@type": "NewsArticle"}
    said["publisher"] = {"@type": "Organization", "name": name}
    if when:
        said["datePublished"] = when.astimezone(dt.timezone(dt.timedelta(hours=3))).isoformat()
    head = [f'<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>']
    text = f'<h1 class="headline">{title}</h1>\n<div class="text">\n{_paragraphs(body)}\n</div>'
    return head, f'<main><div class="post">{text}</div>{_ASIDE}</main>'


def _dated_line(title: str, body: list[str], when: dt.datetime | None, name: str) -> _Look:
    day = f'<div class="date">{when.day} {_MONTHS[when.month - 1]} {when.year}</div>' if when else ""
    text = f'<div class="entry-content">\n{_paragraphs(body)}\n</div>'
    return [], f'<div id="content"><h1>{title}</h1>\n{day}\n{text}</div>'


def _timed(title: str, body: list[str], when: dt.datetime | None, name: str) -> _Look:
    time = f'<time class="published" datetime="{when.isoformat()}">{when:%H:%M}</time>' if when else ""
    head = [f'<meta property="og:title" content="{title}">', f'<meta property="og:site_name" content="{name}">']
    text = f'<div class="body">\n{_paragraphs(body)}\n</div>'
    return head, f'<section class="story"><h1>{title}</h1>{time}{_SHARE}\n{text}</section>'


def _old(title: str, body: list[str], when: dt.datetime | None, name: str) -> _Look:
    head = [f'<meta name="date" content="{when:%Y-%m-%d %H:%M:%S}">'] if when else []
    text = "<br><br>\n".join(body)
    return head, f'<div class="wrap"><h1><span>{title}</span></h1>\n<div class="newstext">{text}</div></div>'


def _paragraphs(body: list[str]) -> str:
    return "\n".join(f"<p>{text}</p>" for text in body)


_LOOKS = (_plain, _linked_data, _dated_line, _timed, _old)
