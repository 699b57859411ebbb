"""Who signed a report: as printed, and never made up from the outlet, an account or a place."""

import pytest

from musnad.errors import ReportError
from musnad.reading import read_feed, read_html, read_report_lines, read_text
from musnad.reading.bylines import tidy_byline
from musnad.reading.jsonfeed import json_offer

TITLE = "قصف على أطراف كفر ريما يوقع قتيلين"
BODY = (
    "<p>قتل شخصان بقصف على أطراف كفر ريما صباح اليوم، وأصيب آخرون بجروح متفاوتة نقلوا إثرها إلى المشفى.</p>"
    "<p>وقال رئيس المجلس المحلي إن القصف استهدف حياً سكنياً لا مواقع عسكرية فيه، وطالب بوقفه فوراً.</p>"
)


def page(around: str = "", head: str = "", body: str = BODY, below: str = "") -> str | None:
    site = '<meta property="og:site_name" content="شبكة المرج"><title>قصف - شبكة المرج</title>'
    text = f"<html><head>{site}{head}</head><body><h1>{TITLE}</h1>{around}{body}{below}</body></html>"
    report = read_html(text.encode(), "x.html", "https://www.marj.example/1")
    assert report.byline is None or report.byline not in report.text.partition("\n")[2] or "(" in body
    return report.byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<div>كتب: سامر الخزام</div>", "سامر الخزام"),
        ("<div>كتبت هالة بن سلمون</div>", "هالة بن سلمون"),
        ("<div>بقلم: ليلى المرادني</div>", "ليلى المرادني"),
        ("<div>تقرير: نادر القصبي - الأحد 21 نيسان 2031</div>", "نادر القصبي"),
        ("<div>ياسين الجرموق - الأحد 21 نيسان 2031</div>", "ياسين الجرموق"),
        ("<div>خاص - الأحد 21 نيسان 2031</div>", "خاص"),
        ("<div>خاص</div>", "خاص"),
        ("<div class='post-author'>بواسطة <a href='/a'>فراس الدلبي</a> -</div>", "فراس الدلبي"),
        ("<span class='writeBy'>كتب سامر الخزام - رنا العوادي</span>", "سامر الخزام، رنا العوادي"),
        ("<ul><li>Author, <b>رنا العوادي</b></li><li>Role, شبكة المرج</li></ul>", "رنا العوادي"),
        ("<a rel='author' href='/a'>سامر الخزام</a>", "سامر الخزام"),
        ("<div class='author'>رويترز، أ ف ب</div>", "رويترز، أ ف ب"),
        ("<div class='author'>سامر الخزام - دمشق</div>", "سامر الخزام"),
    ],
)
def test_a_byline_is_read_as_printed(line: str, byline: str) -> None:
    assert page(line) == byline


@pytest.mark.parametrize(
    "line",
    [
        "",
        "<div class='author'>admin</div>",
        "<div class='author'>شبكة المرج</div>",
        "<div class='author'>«المرج» – دمشق</div>",
        "<div class='author'>دمشق</div>",
        "<div class='author'>marj.example</div>",
        "<div class='byline'>فريق التحرير</div>",
        "<div class='author'>https://marj.example/author/1</div>",
        "<div class='author'>سياسة</div>",
        "<div>الشرق الأوسط - الأحد 21 نيسان 2031</div>",
        "<div>ريف دمشق | 21 نيسان 2031</div>",
    ],
)
def test_an_outlet_an_account_a_place_or_a_section_signs_nothing(line: str) -> None:
    assert page(line) is None


def test_those_who_comment_and_those_who_wrote_other_news_do_not_sign() -> None:
    comment = "<ol class='comment-list'><li><b class='author'>فراس الدلبي</b><p>رحمهم الله.</p></li></ol>"
    other = "<aside><span class='author'>هالة بن سلمون</span></aside>"
    assert page(below=comment + other) is None


@pytest.mark.parametrize(
    ("said", "byline"),
    [
        ('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "سامر الخزام"}}', "سامر الخزام"),
        ('{"@type": "NewsArticle", "author": ["رنا العوادي", "مازن درغوث"]}', "رنا العوادي، مازن درغوث"),
        ('{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "شبكة المرج"}}', None),
        ('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "admin"}}', None),
        (
            '{"@graph": [{"@type": "WebPage", "author": {"@id": "#p"}}, {"@type": "Person", "@id": "#p",'
            ' "name": "سامر الخزام"}]}',
            "سامر الخزام",
        ),
    ],
)
def test_linked_data_names_the_author(said: str, byline: str | None) -> None:
    assert page(head=f'<script type="application/ld+json">{said}</script>') == byline


@pytest.mark.parametrize(("said", "byline"), [("سامر الخزام", "سامر الخزام"), ("Marj Editor", None), ("المرج", None)])
def test_meta_names_the_author(said: str, byline: str | None) -> None:
    assert page(head=f'<meta name="author" content="{said}">') == byline


def test_what_is_printed_goes_before_what_the_system_says() -> None:
    assert page("<div>كتب: سامر الخزام</div>", head='<meta name="author" content="رنا العوادي">') == "سامر الخزام"


@pytest.mark.parametrize("sign", ["(رويترز)", "المصدر: رويترز", "رويترز"])
def test_an_agency_under_the_text_signs_where_nobody_else_does(sign: str) -> None:
    assert page(below=f"<div>{sign}</div>") == "رويترز"
    assert page("<div>كتب: سامر الخزام</div>", below=f"<div>{sign}</div>") == "سامر الخزام"


def test_a_page_saved_as_text_has_its_byline() -> None:
    text = f"{TITLE}\nكتب: سامر الخزام\nالأحد 21 نيسان 2031\n\n" + BODY.replace("</p>", "\n").replace("<p>", "")
    assert read_text(text.encode(), "x.txt").byline == "سامر الخزام"


@pytest.mark.parametrize(("said", "byline"), [("سامر الخزام", "سامر الخزام"), ("admin", None), ("خاص - دمشق", "خاص")])
def test_an_item_of_a_feed_has_its_author(said: str, byline: str | None) -> None:
    feed = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>شبكة المرج</title>'
        f"<link>https://marj.example/</link><item><title>{TITLE}</title><dc:creator>{said}</dc:creator>"
        "<description>قتل شخصان بقصف على أطراف كفر ريما صباح اليوم.</description></item></channel></rss>"
    )
    [report] = read_feed(feed.encode(), "x.xml")
    assert report.byline == byline


@pytest.mark.parametrize(
    ("said", "byline"),
    [
        ('"authors": [{"name": "رنا العوادي"}, {"name": "مازن درغوث"}, 7]', "رنا العوادي، مازن درغوث"),
        ('"author": {"name": "admin"}', None),
        ('"author": "سامر"', None),
    ],
)
def test_an_item_of_a_json_feed_has_its_authors(said: str, byline: str | None) -> None:
    item = f'{{"id": "1", "url": "https://marj.example/1", "title": "{TITLE}", "content_text": "قصف.", {said}}}'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "شبكة المرج", "items": [{item}]}}'
    [offered] = json_offer(feed.encode(), "x.json").items
    assert offered.told is not None
    assert offered.told.byline == byline


def test_a_line_of_json_keeps_its_byline() -> None:
    [report] = read_report_lines(['{"id": "a", "text": "قصف.", "byline": "سامر الخزام"}'.encode()], "x.jsonl")
    assert not isinstance(report, ReportError)
    assert report.byline == "سامر الخزام"


@pytest.mark.parametrize(
    ("said", "tidied"),
    [
        ("كتب/ سامر الخزام", "سامر الخزام"),
        ("By Samer Khazzam", "Samer Khazzam"),
        ("(سامر الخزام)", "سامر الخزام"),
        ("سامر الخزام | 12/4/2031", "سامر الخزام"),
        ("doha", None),
        ("", None),
        (None, None),
    ],
)
def test_a_byline_is_tidied(said: str | None, tidied: str | None) -> None:
    assert tidy_byline(said) == tidied
