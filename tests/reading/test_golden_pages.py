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
