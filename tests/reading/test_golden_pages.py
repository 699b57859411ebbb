"""Whole pages of invented outlets, each with what must be read from it beside it."""

from pathlib import Path

import msgspec
import pytest

from musnad.reading import read_html, read_text, report_from_any

PAGES = Path(__file__).parent / "pages"


class Expected(msgspec.Struct):
    title: str
    published_at: str | None
    outlet: str | None
    url: str | None
    paragraphs: list[str]
    byline: str | None = None


def pages() -> list[Path]:
    return sorted(path for path in PAGES.iterdir() if path.suffix in {".html", ".txt"})


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.stem)
def test_page_is_read_as_expected(page: Path) -> None:
    expected = msgspec.json.decode(page.with_suffix(".json").read_bytes(), type=Expected)
    [report] = report_from_any(page.read_bytes(), page.name)
    assert report.text.split("\n\n") == [expected.title, *expected.paragraphs]
    assert report.title == expected.title
    assert report.published_at == expected.published_at
    assert report.outlet == expected.outlet
    assert report.url == expected.url
    assert report.byline == expected.byline


def test_there_are_pages_of_every_layout() -> None:
    assert len(pages()) >= 10


def test_id_is_stable_and_tells_pages_apart() -> None:
    data = (PAGES / "weblog.html").read_bytes()
    first, again = read_html(data, "a/weblog.html"), read_html(data, "b/weblog.html")
    other = read_html(data.replace("تل الريحان".encode(), "تل الزعتر".encode()), "a/weblog.html")
    assert first.id == again.id
    assert first.id.startswith("weblog-")
    assert other.id != first.id


def test_address_given_is_id_and_url() -> None:
    report = read_html((PAGES / "no_date.html").read_bytes(), "no_date.html", url="https://marsa.example/7")
    assert (report.id, report.url, report.outlet) == (
        "https://marsa.example/7",
        "https://marsa.example/7",
        "marsa.example",
    )


def test_paragraphs_are_never_changed_inside() -> None:
    inside = (
        "قُتل «ثلاثة» أشخاص \u200fفي بلدة الميم\u200c‑الغربية، وأُصيب 7 آخرون - بينهم طفلة - إثر القصف "
        "(وفق الدفاع المدني)."
    )
    data = f"<html><body><h1>قصف على بلدة الميم الغربية</h1><p>{inside}</p><p>{inside[::-1]}.</p>".encode()
    assert inside in read_html(data, "x.html").text
    assert inside in read_text(f"قصف على بلدة الميم الغربية\n\n{inside}\n".encode(), "x.txt").text


def test_date_of_the_masthead_is_not_the_report_s() -> None:
    body = "<p>" + "قتل شخصان بقصف على بلدة الميم الغربية، وأصيب آخرون بجروح متفاوتة. " * 3 + "</p>"
    menu = "<div>الجمعة 8 شباط 2019</div><div><a href='/'>الرئيسية</a></div><div><a href='/a'>أمن</a></div>"
    page = f"<html><body>{menu}<h1>قصف على بلدة الميم الغربية</h1>{body}</body></html>"
    assert read_html(page.encode(), "x.html").published_at is None


PARAGRAPH = "<p>قتل شخصان بقصف على بلدة الميم الغربية، وأصيب آخرون بجروح متفاوتة نقلوا إثرها إلى المشفى.</p>"


def read(page: str) -> list[str]:
    return read_html(f"<html><body>{page}</body></html>".encode(), "x.html").text.split("\n\n")


@pytest.mark.parametrize(
    "around",
    [
        "<header><div>الجمعة 8 شباط 2019</div></header><h1>{title}</h1>{body}",
        "<h1>{title}</h1>{body}<h3>أفلام</h3><a href='/1'>انفجار قرب حاجز على الطريق العام</a><i>8 شباط 2019</i>",
        "<h1>{title}</h1><div>قبل ساعات</div>{body}<h3>أخبار ذات صلة</h3><div>هدنة محلية</div><div>8 شباط 2019</div>",
    ],
)
def test_days_of_the_site_and_of_other_news_are_not_the_report_s(around: str) -> None:
    page = around.format(title="قصف على بلدة الميم الغربية", body=PARAGRAPH)
    assert read_html(f"<html><body>{page}</body></html>".encode(), "x.html").published_at is None


@pytest.mark.parametrize(
    "day",
    [
        "<article><footer class='node__meta'>أرسله editor في 8/2/2019 - 10:20</footer>{body}</article>",
        "<span property='dc:date' content='2019-02-08T00:00:00+01:00'>قبل سنوات</span>{body}",
        "<div><span class='screen-reader-text'>نشر في 8/2/2019</span><span>8/2/2019</span></div>{body}",
    ],
)
def test_a_day_in_a_foot_an_attribute_or_for_those_who_hear_is_read(day: str) -> None:
    page = f"<html><body><h1>قصف على بلدة الميم الغربية</h1>{day.format(body=PARAGRAPH)}</body></html>"
    assert (read_html(page.encode(), "x.html").published_at or "")[:10] == "2019-02-08"


def test_a_sentence_without_its_stop_is_kept_where_it_is_no_link() -> None:
    sentence = "تنتظر العائلات عند الحاجز الشمالي السماح لها بالعودة لتفقد منازلها"
    page = f"<article><h1>قصف على بلدة الميم الغربية</h1>{PARAGRAPH}{{}}{PARAGRAPH[:-5]} بعيد.</p></article>"
    assert sentence in read(page.format(f"<p>{sentence}</p>"))
    assert sentence not in read(page.format(f"<p><a href='/1'>{sentence}</a></p>"))


def test_what_links_offer_to_skip_is_no_part_of_the_article() -> None:
    advert = "<p>شرح معمق لقصة من أبرز أخبار الأسبوع، يقدمه فريق البرامج كل خميس.</p>"
    box = f"<div><a href='#end'>تخطى البودكاست وواصل القراءة</a>{advert}<p id='end'>نهاية البودكاست</p></div>"
    rest = "".join(PARAGRAPH.replace("شخصان", f"{n} أشخاص") for n in range(3, 9))
    found = read(f"<article><h1>قصف على بلدة الميم الغربية</h1>{PARAGRAPH}{box}{rest}</article>")
    assert len(found) == 8
    assert not any("البودكاست" in line or "فريق البرامج" in line for line in found)
